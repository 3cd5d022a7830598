"""Configuration: environment variables, read once; a missing or bad value stops the start."""

import base64
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

SAMPLE_BEGINNINGS = ("changeme", "secret", "development", "demo")
SHORTEST_SECRET = 32
KEY_BYTES = 32
BARE_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
HOST_NAME = re.compile(r"[\w-]+(\.[\w-]+)*")
STRIPE_KEY = re.compile(r"(sk|rk)_(test|live)_\w{4,200}")
STRIPE_SECRET = re.compile(r"whsec_[\w+/=]{3,200}")
STRIPE_SANDBOX_KEY = "sk_test_sandbox"
PRACTICE_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,46}[a-z0-9]")
UP_TO_FOUR_DIGITS = re.compile(r"[0-9]{1,4}")
LAST_PORT = 65535
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class ConfigError(Exception):
    """One sentence that says which variable is wrong and what it should be."""


class Environment(StrEnum):
    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


@dataclass(frozen=True)
class Smtp:
    """Where mail goes out; `security` is "none", "starttls" or "tls"."""

    host: str
    port: int
    username: str | None
    password: str | None = field(repr=False)
    security: str


@dataclass(frozen=True)
class Stripe:
    """How money is taken: the key of one practice's account, and the secrets that sign its news."""

    secret_key: str = field(repr=False)
    webhook_secrets: tuple[str, ...] = field(repr=False)
    practice: str
    """The address of the practice that the key belongs to."""
    api_base: str | None
    """Where a sandbox stands in for Stripe; None is Stripe itself."""

    @property
    def is_live(self) -> bool:
        """Whether real money moves."""
        return "_live_" in self.secret_key

    @property
    def checkout(self) -> str:
        """The address under which people pay."""
        return self.api_base or "https://checkout.stripe.com"


@dataclass(frozen=True)
class Config:
    """What the environment says, checked. Secrets stay out of its repr."""

    environment: Environment
    var: Path
    database_url: str = field(repr=False)
    database_owner_url: str | None = field(repr=False)
    secret_key: str = field(repr=False)
    master_keys: tuple[tuple[str, bytes], ...] = field(repr=False)
    keystore: Path
    base_url: str
    trusted_hosts: tuple[str, ...]
    proxy_hops: int
    signup_open: bool
    smtp: Smtp | None
    stripe: Stripe | None
    mail_from: str
    mail_return_path: str | None
    log_level: str
    worker_heartbeat: float
    worker_stalled: float
    help_lines: Path | None

    @property
    def is_https(self) -> bool:
        """Whether people reach the installation by TLS; decides the cookie's name and flags."""
        return self.base_url.startswith("https://")

    @property
    def return_path(self) -> str:
        """Where mail servers send what comes back."""
        return self.mail_return_path or self.mail_from

    @property
    def keeps_mail_readable(self) -> bool:
        """Whether the delivery log keeps bodies: the demo only, where nobody real is written to."""
        return self.environment is Environment.DEMO


def load(env: Mapping[str, str] | None = None) -> Config:
    """Read and check the environment. Raises ConfigError with one sentence."""
    env = os.environ if env is None else env
    environment = _environment(env)
    var = Path(env.get("COACHHUB_VAR") or "var").absolute()
    base_url = _base_url(env, environment)
    return Config(
        environment=environment,
        var=var,
        database_url=_database_url(env, "DATABASE_URL", required=True),
        database_owner_url=_database_url(env, "DATABASE_OWNER_URL", required=False) or None,
        secret_key=_secret_key(env, environment),
        master_keys=_master_keys(env, environment),
        keystore=Path(env.get("COACHHUB_KEYSTORE") or var / "keys").absolute(),
        base_url=base_url,
        trusted_hosts=_trusted_hosts(env, base_url),
        proxy_hops=_number(env, "PROXY_HOPS", 0, least=0, most=5),
        signup_open=_choice(env, "SIGNUP", "closed", ("open", "closed")) == "open",
        smtp=_smtp(env, environment),
        stripe=_stripe(env, environment),
        mail_from=_mail_from(env, base_url),
        mail_return_path=_mail_return_path(env),
        log_level=_choice(env, "LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
        worker_heartbeat=float(_number(env, "WORKER_HEARTBEAT", 10, least=1, most=60)),
        worker_stalled=float(_number(env, "WORKER_STALLED", 30, least=2, most=600)),
        help_lines=Path(env["HELP_LINES"]).absolute() if env.get("HELP_LINES") else None,
    )


def _environment(env: Mapping[str, str]) -> Environment:
    if env.get("FLASK_DEBUG", "0") not in ("", "0"):
        raise ConfigError("FLASK_DEBUG is set: coachhub never starts with the debugger on.")
    value = _choice(env, "COACHHUB_ENV", "production", tuple(Environment))
    return Environment(value)


def _choice(env: Mapping[str, str], name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = env.get(name, default)
    if value not in allowed:
        raise ConfigError(f"{name} must be one of {', '.join(allowed)}; it is {value!r}.")
    return value


def _number(env: Mapping[str, str], name: str, default: int, *, least: int, most: int) -> int:
    value = env.get(name, str(default))
    if UP_TO_FOUR_DIGITS.fullmatch(value) is None or not least <= int(value) <= most:
        raise ConfigError(
            f"{name} must be a whole number from {least} to {most}; it is {value[:20]!r}."
        )
    return int(value)


def _database_url(env: Mapping[str, str], name: str, *, required: bool) -> str:
    value = env.get(name, "")
    if not value:
        if required:
            raise ConfigError(
                f"{name} is missing: name the PostgreSQL of the application's role, "
                "like postgresql+psycopg://coachhub_app:password@host/coachhub."
            )
        return ""
    try:
        url = make_url(value)
    except (ArgumentError, ValueError):
        raise ConfigError(f"{name} cannot be read as a database address.") from None
    if url.get_backend_name() != "postgresql":
        raise ConfigError(f"{name} must name a PostgreSQL; coachhub runs on no other database.")
    if not (url.host or url.query.get("host")):
        raise ConfigError(f"{name} names no host: like …@host/coachhub or …@/coachhub?host=/run.")
    if url.port is not None and not 0 < url.port <= LAST_PORT:
        raise ConfigError(f"{name} names a port that is no number from 1 to {LAST_PORT}.")
    return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _secret_key(env: Mapping[str, str], environment: Environment) -> str:
    value = env.get("COACHHUB_SECRET_KEY", "")
    if len(value) < SHORTEST_SECRET:
        raise ConfigError(
            f"COACHHUB_SECRET_KEY must be a random text of at least {SHORTEST_SECRET} characters."
        )
    if environment is Environment.PRODUCTION and _is_sample(value):
        raise ConfigError("COACHHUB_SECRET_KEY is a sample: make one with `openssl rand -hex 32`.")
    return value


def _is_sample(value: str) -> bool:
    return value.lower().startswith(SAMPLE_BEGINNINGS) or len(set(value)) < 8  # noqa: PLR2004  # eight different characters at the very least


def _master_keys(env: Mapping[str, str], environment: Environment) -> tuple[tuple[str, bytes], ...]:
    value = env.get("COACHHUB_MASTER_KEYS", "")
    keys = tuple(_master_key(part.strip(), environment) for part in value.split(",") if part)
    if not keys:
        raise ConfigError(
            "COACHHUB_MASTER_KEYS is missing: give one or more as id:base64, the first encrypts; "
            "make one with `echo k1:$(openssl rand -base64 32)`."
        )
    if len({name for name, _ in keys}) != len(keys):
        raise ConfigError("COACHHUB_MASTER_KEYS names one id twice.")
    return keys


def _master_key(part: str, environment: Environment) -> tuple[str, bytes]:
    name, _, encoded = part.partition(":")
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError:  # no base64, or not even ASCII
        key = b""
    if not (name.isascii() and name.isalnum()) or len(key) != KEY_BYTES:
        raise ConfigError(
            f"COACHHUB_MASTER_KEYS: each must be id:base64 of {KEY_BYTES} bytes, "
            "the id of letters and digits."
        )
    if environment is Environment.PRODUCTION and len(set(key)) < 8:  # noqa: PLR2004
        raise ConfigError("COACHHUB_MASTER_KEYS holds a sample key: make a random one.")
    return name, key


def _base_url(env: Mapping[str, str], environment: Environment) -> str:
    value = env.get("BASE_URL", "").rstrip("/")
    parts = _split("BASE_URL", value)
    host = parts.hostname or ""
    if value not in (f"http://{parts.netloc}", f"https://{parts.netloc}") or not _is_host(host):
        raise ConfigError(
            "BASE_URL must be the address people use, like https://coach.example.org."
        )
    if "@" in parts.netloc:
        raise ConfigError("BASE_URL must hold no user and no password.")
    if parts.scheme == "http" and not _is_loopback(host):
        raise ConfigError("BASE_URL must begin with https://; plain http is for this machine only.")
    if environment is Environment.DEMO and not _is_loopback(host):
        raise ConfigError("BASE_URL must be this machine's own (127.0.0.1) in the demo.")
    return value


def _split(name: str, value: str) -> SplitResult:
    """The parts of an address; what `port` tells has been looked at."""
    try:
        parts = urlsplit(value)
    except ValueError:
        raise ConfigError(f"{name} cannot be read as an address.") from None
    try:
        has_port = parts.port != 0
    except ValueError:
        has_port = False
    if not has_port:
        raise ConfigError(f"{name} names a port that is no number from 1 to {LAST_PORT}.")
    return parts


def _is_host(host: str) -> bool:
    """Whether this names one host: no pattern, and no suffix that stands for many."""
    return HOST_NAME.fullmatch(host) is not None or _is_ip(host)


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _trusted_hosts(env: Mapping[str, str], base_url: str) -> tuple[str, ...]:
    more = tuple(host.strip() for host in env.get("TRUSTED_HOSTS", "").split(",") if host.strip())
    for name in more:
        if not _is_host(name.removeprefix("[").removesuffix("]")):
            raise ConfigError(
                "TRUSTED_HOSTS must be host names with commas between, without patterns, "
                f"like www.example.org; one of them is {name!r}."
            )
    host = urlsplit(base_url).hostname or ""
    return (*(LOOPBACK if _is_loopback(host) else (host,)), *more)


def _mail_from(env: Mapping[str, str], base_url: str) -> str:
    value = env.get("MAIL_FROM", "")
    if not value:
        return f"coachhub@{urlsplit(base_url).hostname}"
    if BARE_ADDRESS.fullmatch(value) is None:
        raise ConfigError(
            "MAIL_FROM must be a bare address like coachhub@example.org, without a name: "
            f"the practice's stands before it. It is {value!r}."
        )
    return value


def _mail_return_path(env: Mapping[str, str]) -> str | None:
    value = env.get("MAIL_RETURN_PATH", "")
    if value and BARE_ADDRESS.fullmatch(value) is None:
        raise ConfigError(
            "MAIL_RETURN_PATH must be a bare address like bounces@example.org, whose mail the "
            f"mail server hands to `coachhub mail report`. It is {value!r}."
        )
    return value or None


def _smtp(env: Mapping[str, str], environment: Environment) -> Smtp | None:
    value = env.get("SMTP_URL", "")
    if not value:
        if environment is Environment.PRODUCTION:
            raise ConfigError("SMTP_URL is missing: like smtp+starttls://user:password@host:587.")
        return None
    parts = _split("SMTP_URL", value)
    security = {"smtp": "none", "smtp+starttls": "starttls", "smtps": "tls"}.get(parts.scheme)
    if security is None or not parts.hostname:
        raise ConfigError("SMTP_URL must begin with smtp+starttls://, smtps:// or smtp://.")
    if security == "none" and not _is_loopback(parts.hostname):
        raise ConfigError("SMTP_URL: plain smtp:// is for this machine only; use smtp+starttls://.")
    port = parts.port or {"tls": 465, "starttls": 587}.get(security, 25)
    return Smtp(parts.hostname, port, _decoded(parts.username), _decoded(parts.password), security)


def _decoded(part: str | None) -> str | None:
    """What %40 and the like stand for: an address can't hold every character as it is."""
    return None if part is None else unquote(part)


def _stripe(env: Mapping[str, str], environment: Environment) -> Stripe | None:
    names = ("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRETS", "STRIPE_PRACTICE")
    if not any(env.get(name) for name in (*names, "STRIPE_API_BASE")):
        return None
    for name in names:
        if not env.get(name):
            raise ConfigError(f"{name} is missing: {', '.join(names)} go together.")
    practice = env["STRIPE_PRACTICE"]
    if PRACTICE_SLUG.fullmatch(practice) is None:
        raise ConfigError(
            "STRIPE_PRACTICE must be the address of a practice here, like north-window."
        )
    return Stripe(
        secret_key=_stripe_key(env, environment),
        webhook_secrets=_stripe_secrets(env),
        practice=practice,
        api_base=_stripe_base(env, environment),
    )


def _stripe_key(env: Mapping[str, str], environment: Environment) -> str:
    value = env["STRIPE_SECRET_KEY"]
    if STRIPE_KEY.fullmatch(value) is None:
        raise ConfigError("STRIPE_SECRET_KEY must be a secret key of Stripe's, like sk_live_….")
    if environment is Environment.PRODUCTION and value == STRIPE_SANDBOX_KEY:
        raise ConfigError("STRIPE_SECRET_KEY is the sandbox's: give one of your Stripe account.")
    if environment is not Environment.PRODUCTION and "_live_" in value:
        raise ConfigError("STRIPE_SECRET_KEY is a live key: real money moves in production only.")
    return value


def _stripe_secrets(env: Mapping[str, str]) -> tuple[str, ...]:
    values = tuple(part.strip() for part in env["STRIPE_WEBHOOK_SECRETS"].split(","))
    if len(values) > 2 or not all(STRIPE_SECRET.fullmatch(one) for one in values):  # noqa: PLR2004
        raise ConfigError(
            "STRIPE_WEBHOOK_SECRETS must be one secret like whsec_…, or two with a comma between "
            "while it is changed."
        )
    return values


def _stripe_base(env: Mapping[str, str], environment: Environment) -> str | None:
    value = env.get("STRIPE_API_BASE", "").rstrip("/")
    if environment is Environment.PRODUCTION:
        if value:
            raise ConfigError(
                "STRIPE_API_BASE names a sandbox: production talks to Stripe itself; unset it."
            )
        return None
    parts = _split("STRIPE_API_BASE", value)
    if value != f"http://{parts.netloc}" or not _is_loopback(parts.hostname or ""):
        raise ConfigError(
            "STRIPE_API_BASE must be the sandbox's address on this machine, like "
            "http://127.0.0.1:12111: without production, coachhub never talks to Stripe."
        )
    return value
