"""The doctor tells what is right and wrong, in words and as JSON."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import Engine, text

from coachhub import cli
from coachhub.app import create_app
from coachhub.core.db import db
from coachhub.ops import doctor
from coachhub.ops.doctor import Finding
from coachhub.ops.postgres import Urls
from config import Config, Smtp
from tests.cast import Cast
from tests.conftest import BASE_URL, environment
from tests.tenancy.test_role import changed
from tests.tenancy.walk import OF_PRACTICE
from tests.visitor import MakeApp


def look(app: Flask) -> dict[str, Finding]:
    return {finding.name: finding for finding in doctor.examine(app)}


def test_it_looks_at_everything(cast: Cast) -> None:
    assert set(look(cast.app)) == {
        "database",
        "walls",
        "migrations",
        "clock",
        "keys",
        "worker",
        "mail",
        "stripe",
        "help lines",
        "pango",
        "fonts",
    }


@pytest.mark.parametrize("name", ["database", "walls", "migrations", "clock", "keys", "fonts"])
def test_it_finds_a_good_installation_right(name: str, cast: Cast) -> None:
    assert look(cast.app)[name].is_right


def test_it_names_the_tables_behind_walls(cast: Cast) -> None:
    words = look(cast.app)["walls"].words
    names = ", ".join(table.name for table in OF_PRACTICE)
    assert words.endswith(f"Row security is forced on {len(OF_PRACTICE)} tables: {names}.")


def test_pages_are_not_ready_while_a_wall_is_down(cast: Cast, superuser: Engine) -> None:
    _a_worker_works(superuser)
    browser = cast.app.test_client()
    before = browser.get("/readyz", base_url=BASE_URL)
    grant = "GRANT DELETE ON audit_event TO coachhub_app"
    with changed(superuser, grant, "REVOKE DELETE ON audit_event FROM coachhub_app"):
        meanwhile = browser.get("/readyz", base_url=BASE_URL)
    after = browser.get("/readyz", base_url=BASE_URL)
    assert [answer.status_code for answer in (before, meanwhile, after)] == [200, 503, 200]


def test_it_misses_the_worker(cast: Cast) -> None:
    finding = look(cast.app)["worker"]
    assert (finding.is_right, finding.blocks) == (False, False)
    assert finding.words.startswith("No worker has ever run")


def test_it_sees_a_worker_that_lives(cast: Cast, superuser: Engine) -> None:
    _a_worker_works(superuser)
    assert look(cast.app)["worker"].is_right


def _a_worker_works(superuser: Engine) -> None:
    """One lives, and has done what was due: the cast's mails may be as old as the run."""
    with superuser.begin() as connection:
        connection.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES"))
        connection.execute(text("DELETE FROM procrastinate_jobs"))


def test_it_misses_a_key(cast: Cast) -> None:
    cast.app.extensions["coachhub.keystore"].destroy(cast.north)
    finding = look(cast.app)["keys"]
    assert (finding.is_right, finding.blocks) == (False, True)


def test_a_database_that_does_not_answer_is_the_only_finding_of_its_kind(config: Config) -> None:
    away = config.database_url.replace("/t_", "/gone_")
    app = create_app(replace(config, database_url=away))
    found = look(app)
    assert found["database"].blocks
    assert "walls" not in found
    with app.app_context():
        db.engine.dispose()


def test_a_mail_server_that_does_not_answer_is_named(config: Config) -> None:
    app = create_app(replace(config, smtp=Smtp("127.0.0.1", 9, None, None, "none")))
    assert "takes no mail" in look(app)["mail"].words
    with app.app_context():
        db.engine.dispose()


def run(urls: Urls, config: Config, *words: str) -> Result:
    settings = environment(urls, config.var, COACHHUB_KEYSTORE=str(config.keystore))
    return CliRunner().invoke(cli.main, words, env=settings)


def test_the_command_speaks_plain_words(cast: Cast, urls: Urls, config: Config) -> None:
    told = run(urls, config, "doctor")
    assert "ok    walls: The role is safe. Row security is forced on" in told.stdout
    assert "WRONG worker: No worker has ever run" in told.stdout
    assert told.exit_code == 1


def test_the_command_speaks_json(cast: Cast, urls: Urls, config: Config) -> None:
    told = json.loads(run(urls, config, "doctor", "--json").stdout)
    assert told["right"] is False
    assert {"name": "database", "right": True, "words": "The database answers."} in told["findings"]


def test_only_what_must_stop_a_start_stops_it(cast: Cast, urls: Urls, config: Config) -> None:
    assert run(urls, config, "doctor", "--start").exit_code == 0


def test_an_unsafe_role_stops_the_start(cast: Cast, urls: Urls, config: Config) -> None:
    unsafe = Urls(urls.superuser, urls.owner, urls.superuser)
    told = run(unsafe, config, "doctor", "--start")
    assert told.exit_code == 1
    assert "it is a superuser" in told.stdout


def test_a_wall_that_is_down_stops_the_start(
    cast: Cast, urls: Urls, config: Config, superuser: Engine
) -> None:
    policy = "CREATE POLICY everybody ON client USING (true)"
    with changed(superuser, policy, "DROP POLICY everybody ON client"):
        told = run(urls, config, "doctor", "--start")
    assert told.exit_code == 1
    assert "these policies are not coachhub's: client.everybody" in told.stdout


@pytest.mark.parametrize(
    ("practice", "is_right", "words"),
    [
        ("north", True, "north takes test money through the sandbox"),
        ("nowhere", False, "no practice has this address"),
        (None, True, "marked as paid by hand"),
    ],
)
def test_it_tells_of_the_way_to_stripe(
    cast: Cast, make_app: MakeApp, practice: str | None, *, is_right: bool, words: str
) -> None:
    config: Config = cast.app.extensions["coachhub.config"]
    stripe = replace(config.stripe, practice=practice) if practice and config.stripe else None
    found = look(make_app(stripe=stripe))["stripe"]
    assert found.is_right is is_right
    assert words in found.words


def test_it_says_that_nobody_has_tried_the_help_lines(cast: Cast) -> None:
    finding = look(cast.app)["help lines"]
    assert (finding.is_right, finding.blocks) == (False, False)
    assert "have not been checked on this installation" in finding.words


def test_a_checked_list_of_ones_own_satisfies_it(
    cast: Cast, make_app: MakeApp, tmp_path: Path
) -> None:
    path = tmp_path / "help.toml"
    path.write_text(
        '[directory]\nname = "All"\nwebsite = "https://all.example"\nchecked_on = 2026-11-01\n'
    )
    assert look(make_app(help_lines=path))["help lines"].is_right


def test_a_list_that_can_not_be_read_stops_the_start(urls: Urls, config: Config) -> None:
    settings = environment(urls, config.var, HELP_LINES="/nowhere/help.toml")
    told = CliRunner().invoke(cli.main, ["doctor"], env=settings)
    assert told.exit_code == 1
    assert "coachhub: HELP_LINES: /nowhere/help.toml can't be read." in told.output
