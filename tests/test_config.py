"""Configuration: a bad or missing value stops the start with one sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import config as configuration
from coachhub.ops.postgres import Urls

ROOT = Path(__file__).parents[1]

MASTER = "k1:3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs="

GOOD = {
    "COACHHUB_VAR": "/srv/coachhub",
    "DATABASE_URL": "postgresql://coachhub_app:pw@db.example.org/coachhub",
    "COACHHUB_SECRET_KEY": "8c1f0d3ba0c94a3c9f3cf1f9b7f4b9e2",
    "COACHHUB_MASTER_KEYS": MASTER,
    "BASE_URL": "https://coach.example.org",
    "SMTP_URL": "smtp+starttls://user:pw@mail.example.org",
}

STRIPE = {
    "STRIPE_SECRET_KEY": "sk_live_51abcdef",
    "STRIPE_WEBHOOK_SECRETS": "whsec_one",
    "STRIPE_PRACTICE": "north-window",
}
STRIPE_FAULTS = [
    ({"STRIPE_SECRET_KEY": ""}, "STRIPE_SECRET_KEY is missing"),
    ({"STRIPE_WEBHOOK_SECRETS": ""}, "STRIPE_WEBHOOK_SECRETS is missing"),
    ({"STRIPE_PRACTICE": ""}, "STRIPE_PRACTICE is missing"),
    ({"STRIPE_PRACTICE": "North Window"}, "STRIPE_PRACTICE must be the address"),
    ({"STRIPE_SECRET_KEY": "pk_live_51abcdef"}, "STRIPE_SECRET_KEY must be a secret key"),
    ({"STRIPE_SECRET_KEY": "sk_test_sandbox"}, "STRIPE_SECRET_KEY is the sandbox's"),
    ({"STRIPE_WEBHOOK_SECRETS": "secret"}, "STRIPE_WEBHOOK_SECRETS must be one secret"),
    ({"STRIPE_WEBHOOK_SECRETS": "whsec_1234,"}, "STRIPE_WEBHOOK_SECRETS must be one secret"),
    (
        {"STRIPE_WEBHOOK_SECRETS": "whsec_1234,whsec_5678,whsec_9012"},
        "STRIPE_WEBHOOK_SECRETS must be one secret",
    ),
    ({"STRIPE_API_BASE": "http://127.0.0.1:12111"}, "STRIPE_API_BASE names a sandbox"),
    ({"STRIPE_API_BASE": "https://api.stripe.com"}, "STRIPE_API_BASE names a sandbox"),
    ({"COACHHUB_ENV": "test"}, "STRIPE_SECRET_KEY is a live key"),
    (
        {"COACHHUB_ENV": "test", "STRIPE_SECRET_KEY": "sk_test_1234"},
        "STRIPE_API_BASE must be the sandbox's address on this machine",
    ),
    (
        {
            "COACHHUB_ENV": "test",
            "STRIPE_SECRET_KEY": "sk_test_1234",
            "STRIPE_API_BASE": "https://api.stripe.com",
        },
        "STRIPE_API_BASE must be the sandbox's address on this machine",
    ),
]

FAULTS = [
    ("COACHHUB_ENV", "staging", "COACHHUB_ENV must be one of production, demo, test"),
    ("FLASK_DEBUG", "1", "never starts with the debugger on"),
    ("DATABASE_URL", "", "DATABASE_URL is missing"),
    ("DATABASE_URL", "no address", "DATABASE_URL cannot be read"),
    ("DATABASE_URL", "postgresql://u:p@h:port/d", "DATABASE_URL cannot be read"),
    ("DATABASE_URL", "postgresql://u:p@h:99999/d", "DATABASE_URL names a port that is no number"),
    ("DATABASE_URL", "postgresql://", "DATABASE_URL names no host"),
    ("DATABASE_URL", "postgresql://u:p@/d", "DATABASE_URL names no host"),
    ("DATABASE_URL", "postgresql://u:p@/d?host=", "DATABASE_URL names no host"),
    ("DATABASE_URL", "mysql://u:p@h/d", "DATABASE_URL must name a PostgreSQL"),
    ("DATABASE_OWNER_URL", "sqlite:///x", "DATABASE_OWNER_URL must name a PostgreSQL"),
    ("COACHHUB_SECRET_KEY", "", "COACHHUB_SECRET_KEY must be a random text"),
    ("COACHHUB_SECRET_KEY", "short", "COACHHUB_SECRET_KEY must be a random text"),
    ("COACHHUB_SECRET_KEY", "x" * 40, "COACHHUB_SECRET_KEY is a sample"),
    ("COACHHUB_SECRET_KEY", "changeme-" * 4, "COACHHUB_SECRET_KEY is a sample"),
    ("COACHHUB_SECRET_KEY", "Development key of the year 2026!", "COACHHUB_SECRET_KEY is a sample"),
    ("COACHHUB_MASTER_KEYS", "", "COACHHUB_MASTER_KEYS is missing"),
    ("COACHHUB_MASTER_KEYS", "k1:c2hvcnQ=", "COACHHUB_MASTER_KEYS: each must be"),
    ("COACHHUB_MASTER_KEYS", "k1:!!!", "COACHHUB_MASTER_KEYS: each must be"),
    ("COACHHUB_MASTER_KEYS", "k1:schlüssel", "COACHHUB_MASTER_KEYS: each must be"),
    ("COACHHUB_MASTER_KEYS", MASTER.replace("k1", "ü1"), "COACHHUB_MASTER_KEYS: each must be"),
    ("COACHHUB_MASTER_KEYS", "k1:" + "A" * 43 + "=", "COACHHUB_MASTER_KEYS holds a sample key"),
    ("COACHHUB_MASTER_KEYS", f"{MASTER},{MASTER}", "names one id twice"),
    ("BASE_URL", "", "BASE_URL must be the address people use"),
    ("BASE_URL", "ftp://x", "BASE_URL must be the address people use"),
    ("BASE_URL", "https://x.org/sub", "BASE_URL must be the address people use"),
    ("BASE_URL", "https://x.org?x=1", "BASE_URL must be the address people use"),
    ("BASE_URL", "https://x.org#x", "BASE_URL must be the address people use"),
    ("BASE_URL", "https://x.org\n", "BASE_URL must be the address people use"),
    ("BASE_URL", "https://*", "BASE_URL must be the address people use"),
    ("BASE_URL", "https://[::1", "BASE_URL cannot be read as an address"),
    ("BASE_URL", "https://c.example:99999", "BASE_URL names a port that is no number"),
    ("BASE_URL", "https://c.example:0", "BASE_URL names a port that is no number"),
    ("BASE_URL", "https://c.example:abc", "BASE_URL names a port that is no number"),
    ("BASE_URL", "https://u:p@c.example", "BASE_URL must hold no user and no password"),
    ("BASE_URL", "http://coach.example.org", "BASE_URL must begin with https://"),
    ("SIGNUP", "yes", "SIGNUP must be one of open, closed"),
    ("PROXY_HOPS", "-1", "PROXY_HOPS must be a whole number from 0 to 5"),
    ("PROXY_HOPS", "many", "PROXY_HOPS must be a whole number"),
    ("PROXY_HOPS", "1" * 6000, "PROXY_HOPS must be a whole number from 0 to 5; it is '1111"),
    ("TRUSTED_HOSTS", "*", "TRUSTED_HOSTS must be host names"),
    ("TRUSTED_HOSTS", ".", "TRUSTED_HOSTS must be host names"),
    ("TRUSTED_HOSTS", "www.example.org, .org", "TRUSTED_HOSTS must be host names"),
    ("TRUSTED_HOSTS", "https://x.org", "TRUSTED_HOSTS must be host names"),
    ("SMTP_URL", "", "SMTP_URL is missing"),
    ("SMTP_URL", "imap://x", "SMTP_URL must begin with"),
    ("SMTP_URL", "smtp://mail.example.org", "SMTP_URL: plain smtp:// is for this machine only"),
    ("SMTP_URL", "smtps://[::1", "SMTP_URL cannot be read as an address"),
    ("SMTP_URL", "smtps://mail.example.org:nine", "SMTP_URL names a port that is no number"),
    ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of"),
    ("WORKER_HEARTBEAT", "0", "WORKER_HEARTBEAT must be a whole number from 1 to 60"),
    ("MAIL_FROM", "Coach Hub <coachhub@example.org>", "MAIL_FROM must be a bare address"),
    ("MAIL_FROM", "coachhub@example.org\nBcc: eve@example.org", "MAIL_FROM must be a bare address"),
    ("MAIL_FROM", "nobody", "MAIL_FROM must be a bare address"),
    ("MAIL_RETURN_PATH", "<bounces@example.org>", "MAIL_RETURN_PATH must be a bare address"),
    ("MAIL_RETURN_PATH", "bounces@example.org\r\nDATA", "MAIL_RETURN_PATH must be a bare address"),
]


@pytest.mark.parametrize(("name", "value", "sentence"), FAULTS)
def test_it_refuses(name: str, value: str, sentence: str) -> None:
    with pytest.raises(configuration.ConfigError) as refusal:
        configuration.load({**GOOD, name: value})
    assert sentence in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(("changes", "sentence"), STRIPE_FAULTS)
def test_it_refuses_a_wrong_way_to_stripe(changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(configuration.ConfigError) as refusal:
        configuration.load({**GOOD, **STRIPE, **changes})
    assert sentence in str(refusal.value)
    assert len(str(refusal.value)) < 200
    assert "51abcdef" not in str(refusal.value)


def test_it_takes_a_way_to_stripe_and_hides_its_secrets() -> None:
    env = {**GOOD, **STRIPE, "STRIPE_WEBHOOK_SECRETS": "whsec_new1, whsec_old1"}
    stripe = configuration.load(env).stripe
    assert stripe
    assert (stripe.practice, stripe.is_live, stripe.api_base) == ("north-window", True, None)
    assert stripe.webhook_secrets == ("whsec_new1", "whsec_old1")
    assert stripe.checkout == "https://checkout.stripe.com"
    assert "51abcdef" not in repr(stripe)
    assert "whsec" not in repr(stripe)
    assert configuration.load(GOOD).stripe is None


def test_it_takes_a_good_environment() -> None:
    config = configuration.load(GOOD)
    assert config.is_https
    assert config.trusted_hosts == ("coach.example.org",)
    assert config.keystore == Path("/srv/coachhub/keys")
    assert config.smtp
    assert (config.smtp.security, config.smtp.port) == ("starttls", 587)
    assert not config.signup_open
    assert not config.keeps_mail_readable


@pytest.mark.parametrize("name", ["COACHHUB_VAR", "COACHHUB_KEYSTORE"])
def test_a_directory_left_empty_is_the_default(name: str) -> None:
    missing = {key: value for key, value in GOOD.items() if key != name}
    assert configuration.load({**GOOD, name: ""}) == configuration.load(missing)


@pytest.mark.parametrize("host", ["www.example.org", "127.0.0.1", "[::1]", "coach_web"])
def test_it_trusts_more_hosts(host: str) -> None:
    trusted = configuration.load({**GOOD, "TRUSTED_HOSTS": f" {host} ,"}).trusted_hosts
    assert trusted == ("coach.example.org", host)


@pytest.mark.parametrize("address", ["https://c.example:8443", "http://[::1]:8000"])
def test_it_takes_an_address_with_a_port(address: str) -> None:
    assert configuration.load({**GOOD, "BASE_URL": f"{address}/"}).base_url == address


def test_a_database_may_be_named_by_its_socket() -> None:
    socket = "postgresql://coachhub_app@/coachhub?host=/run/postgresql"
    assert "host=" in configuration.load({**GOOD, "DATABASE_URL": socket}).database_url


def test_credentials_of_the_mail_server_are_decoded() -> None:
    address = "smtps://me%40example.org:p%3Aa%2Fss+w%25@mail.example.org"
    smtp = configuration.load({**GOOD, "SMTP_URL": address}).smtp
    assert smtp
    assert (smtp.username, smtp.password) == ("me@example.org", "p:a/ss+w%")


@pytest.mark.parametrize(
    ("address", "security", "port"),
    [
        ("smtps://mail.example.org", "tls", 465),
        ("smtp://127.0.0.1", "none", 25),
        ("smtp+starttls://mail.example.org:2525", "starttls", 2525),
    ],
)
def test_it_knows_kinds_of_mail_servers(address: str, security: str, port: int) -> None:
    smtp = configuration.load({**GOOD, "SMTP_URL": address}).smtp
    assert smtp
    assert (smtp.security, smtp.port) == (security, port)


def test_the_demo_is_for_this_machine_only() -> None:
    with pytest.raises(configuration.ConfigError, match="in the demo"):
        configuration.load({**GOOD, "COACHHUB_ENV": "demo"})


def test_secrets_stay_out_of_its_words() -> None:
    words = repr(configuration.load(GOOD))
    for secret in ("pw", GOOD["COACHHUB_SECRET_KEY"], GOOD["COACHHUB_MASTER_KEYS"][3:]):
        assert secret not in words


def test_the_database_driver_is_ours_to_choose() -> None:
    assert configuration.load(GOOD).database_url.startswith("postgresql+psycopg://")


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Load the application as a web server would."""
    path = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        env={**path, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_a_bad_value_stops_the_start() -> None:
    ended = start(**{**GOOD, "BASE_URL": "nowhere"})
    assert ended.returncode != 0
    assert ended.stderr.strip().endswith("like https://coach.example.org.")
    assert "Traceback" not in ended.stderr


def test_a_role_that_could_walk_around_the_walls_stops_the_start(urls: Urls) -> None:
    ended = start(**{**GOOD, "DATABASE_URL": urls.superuser})
    assert ended.returncode != 0
    assert "the role of DATABASE_URL is unsafe: it is a superuser" in ended.stderr


def test_the_application_role_starts(urls: Urls) -> None:
    ended = start(**{**GOOD, "DATABASE_URL": urls.app})
    assert (ended.returncode, ended.stderr) == (0, "")


def test_every_variable_is_in_the_documentation() -> None:
    told = (ROOT / "docs" / "configuration.md").read_text()
    names = (
        {name for name, _, _ in FAULTS}
        | set(GOOD)
        | {"COACHHUB_KEYSTORE", "MAIL_FROM", "TRUSTED_HOSTS", "PORT", "WEB_CONCURRENCY"}
    )
    assert {name for name in names if f"`{name}`" not in told} == set()
