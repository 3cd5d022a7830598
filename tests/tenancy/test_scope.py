"""The scope of a transaction: set at its begin, kept through savepoints, gone with it."""

import random

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from coachhub.app import create_app
from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.db import db
from config import Config
from tests.cast import Cast

pytestmark = pytest.mark.every_postgres


def names_seen() -> set[str]:
    return {client.name for client in db.session.scalars(select(Client))}


NORTH = {"Ben Test", "Anna Test", "Carla Test"}


def test_no_scope_sees_nothing(cast: Cast, scope: Flask) -> None:
    assert names_seen() == set()


def test_it_holds_for_the_next_transaction_too(cast: Cast, scope: Flask) -> None:
    tenancy.enter_practice(cast.north)
    db.session.commit()
    assert names_seen() == NORTH


def test_it_survives_a_failed_savepoint(cast: Cast, scope: Flask) -> None:
    tenancy.enter_practice(cast.north)
    with pytest.raises(DBAPIError), db.session.begin_nested():
        db.session.execute(text("SELECT 1/0"))
    assert names_seen() == NORTH


def test_it_survives_a_rollback(cast: Cast, scope: Flask) -> None:
    tenancy.enter_practice(cast.north)
    db.session.rollback()
    assert names_seen() == NORTH


def test_it_is_not_changed_within_a_savepoint(cast: Cast, scope: Flask) -> None:
    """Rolling back to it would undo the database's setting, and Python not know of it."""
    tenancy.enter_practice(cast.north)
    with db.session.begin_nested(), pytest.raises(RuntimeError):
        tenancy.enter_practice(cast.harbour)
    assert names_seen() == NORTH


def test_work_inside_another_practice_in_a_savepoint_that_fails_comes_back(
    cast: Cast, scope: Flask
) -> None:
    tenancy.enter_practice(cast.north)
    with pytest.raises(DBAPIError), db.session.begin_nested(), tenancy.inside(cast.harbour):
        db.session.execute(text("SELECT 1/0"))
    assert tenancy.current().practice_id == cast.north
    assert names_seen() == NORTH


def test_work_inside_another_practice_comes_back(cast: Cast, scope: Flask) -> None:
    tenancy.enter_practice(cast.north)
    with tenancy.inside(cast.harbour):
        assert names_seen() == {"Ruth Test"}
    assert names_seen() == NORTH


def test_an_error_inside_another_practice_comes_back_too(cast: Cast, scope: Flask) -> None:
    tenancy.enter_practice(cast.north)
    with pytest.raises(KeyError), tenancy.inside(cast.harbour):
        raise KeyError
    assert names_seen() == NORTH


def test_a_new_context_begins_with_no_scope(cast: Cast, app: Flask) -> None:
    with app.app_context():
        tenancy.enter_practice(cast.north)
        names_seen()
    with app.app_context():
        assert names_seen() == set()


def test_one_connection_shared_by_two_practices_leaks_nothing(cast: Cast, config: Config) -> None:
    """Five hundred turns on a pool of one, with errors of three kinds in between."""
    app = create_app(config, pool={"pool_size": 1, "max_overflow": 0})
    own = {cast.north: NORTH, cast.harbour: {"Ruth Test"}, None: set()}
    dice = random.Random(7)  # noqa: S311  # a repeatable mix
    for _ in range(500):
        with app.app_context():
            practice = dice.choice(list(own))
            tenancy.enter_practice(practice)
            trouble = dice.choice(("none", "none", "statement", "savepoint", "unfinished"))
            if trouble == "statement":
                with pytest.raises(DBAPIError):
                    db.session.execute(text("SELECT 1/0"))
                db.session.rollback()
            elif trouble == "savepoint":
                with pytest.raises(DBAPIError), db.session.begin_nested():
                    db.session.execute(text("SELECT 1/0"))
            assert names_seen() == own[practice]
            if trouble != "unfinished":
                db.session.commit()
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Client)) == 0
        db.session.remove()
        db.engine.dispose()
