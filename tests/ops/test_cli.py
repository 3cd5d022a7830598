"""What an operator does on the command line."""

from uuid import uuid4

import pytest
from click.testing import CliRunner, Result

from coachhub import cli
from coachhub.core import private
from coachhub.ops.postgres import Urls
from config import Config
from tests.cast import PASSWORD, Cast
from tests.conftest import environment
from tests.mail.test_reports import report
from tests.visitor import Visitor


class Operator:
    """Runs `coachhub …` on the tests' database."""

    def __init__(self, urls: Urls, config: Config) -> None:
        self.env = environment(urls, config.var, COACHHUB_KEYSTORE=str(config.keystore))

    def run(self, *words: str, given: bytes = b"", **more: str) -> Result:
        return CliRunner().invoke(cli.main, words, input=given, env=self.env | more)


@pytest.fixture
def operator(urls: Urls, config: Config, cast: Cast) -> Operator:
    return Operator(urls, config)


def sign_in(browser: Visitor, name: str, password: str = PASSWORD) -> int:
    form = {"email": f"{name}@example.org", "password": password}
    return browser.post("/login", form).status_code


def test_it_opens_a_practice_for_somebody(operator: Operator, cast: Cast) -> None:
    owner = ("--owner", "idris@example.org")
    told = operator.run("practice", "create", "--name", "Quay", "--slug", "quay", *owner)
    assert told.stdout == "Quay is open at /app/quay/.\n"
    assert cast.browser("idris").get("/app/quay/clients").status_code == 200


@pytest.mark.parametrize(
    ("slug", "owner", "sentence"),
    [
        ("north", "idris@example.org", "another practice has this address"),
        ("quay", "nobody@example.org", "nobody here has this address"),
        ("quay", "no address", "this is no e-mail address"),
    ],
)
def test_it_refuses_with_a_sentence(
    slug: str, owner: str, sentence: str, operator: Operator
) -> None:
    told = operator.run("practice", "create", "--name", "Q", "--slug", slug, "--owner", owner)
    assert told.exit_code == 1
    assert sentence in told.output


def test_a_practice_is_opened_in_a_zone_that_there_is(operator: Operator) -> None:
    given = ("--name", "Quay", "--slug", "quay", "--owner", "idris@example.org", "--zone")
    told = operator.run("practice", "create", *given, "Atlantis")
    assert told.exit_code == 1
    assert "no time zone we know" in told.output
    assert operator.run("practice", "create", *given, "europe/lisbon").exit_code == 0


def test_it_unlocks_an_account(operator: Operator, stranger: Visitor) -> None:
    for _ in range(10):
        assert sign_in(stranger, "ben", "wrong wrong wrong") == 422
    assert sign_in(stranger, "ben") == 429
    assert operator.run("user", "unlock", "ben@example.org").exit_code == 0
    assert sign_in(stranger, "ben") == 303


def test_it_signs_somebody_out_everywhere(operator: Operator, cast: Cast) -> None:
    browser = cast.browser("mara")
    operator.run("user", "sign-out", "mara@example.org")
    assert browser.get("/app/north/clients").status_code == 303


def test_it_disables_and_enables_somebody(
    operator: Operator, cast: Cast, stranger: Visitor
) -> None:
    browser = cast.browser("tove")
    operator.run("user", "disable", "tove@example.org")
    assert browser.get("/app/north/clients").status_code == 303
    assert sign_in(stranger, "tove") == 422
    operator.run("user", "enable", "tove@example.org")
    assert sign_in(stranger, "tove") == 303


def test_it_gives_every_practice_a_new_key(operator: Operator, cast: Cast) -> None:
    assert operator.run("keys", "rotate").exit_code == 0
    with cast.app.app_context():
        assert private.keystore().ring(cast.north).newest == "d2"
        assert private.keystore().ring(cast.harbour).newest == "d2"


def test_it_wraps_keys_by_a_new_master_key(operator: Operator, cast: Cast) -> None:
    old = operator.env["COACHHUB_MASTER_KEYS"]
    operator.env["COACHHUB_MASTER_KEYS"] = f"k2:3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=,{old}"
    assert operator.run("keys", "rotate", "--master").exit_code == 0
    told = operator.run("keys", "list").stdout
    assert f"{cast.north} keys d1 master k2 old 0" in told
    # and back, for the application of the other tests, which knows the first key only
    operator.env["COACHHUB_MASTER_KEYS"] = f"{old},k2:3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs="
    assert operator.run("keys", "rotate", "--master").exit_code == 0


def test_the_demo_cast_stays_in_the_demo(operator: Operator) -> None:
    told = operator.run("demo", "seed")
    assert told.exit_code == 1
    assert "COACHHUB_ENV=demo only" in told.output


def test_a_bad_environment_is_one_sentence(operator: Operator) -> None:
    operator.env["BASE_URL"] = ""
    told = operator.run("db", "upgrade")
    assert told.exit_code == 1
    assert told.output.startswith("coachhub: BASE_URL must be")


def test_the_upgrade_can_be_repeated(operator: Operator) -> None:
    assert operator.run("db", "upgrade").stdout.endswith("The schema is up to date.\n")


def test_it_takes_a_report_of_a_mail_server(operator: Operator) -> None:
    told = operator.run("mail", "report", given=b"Subject: no report\n\n" + b"x" * 1_000_000)
    assert (told.exit_code, told.stdout) == (0, "")


def test_a_mail_server_is_asked_to_try_again_without_a_database(operator: Operator) -> None:
    raw = report("postfix", uuid4(), uuid4())
    away = operator.env["DATABASE_URL"].replace("/t_", "/gone_")
    told = operator.run("mail", "report", given=raw, DATABASE_URL=away)
    assert told.exit_code == 75
    assert "doesn't answer" in told.stderr
