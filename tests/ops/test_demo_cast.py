"""The demo's people: there after the first start, the same after the next, each able to sign in."""

import re

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.core import private, tenancy
from coachhub.ops import demo_cast
from tests.visitor import Visitor


@pytest.fixture
def demo(app: Flask) -> Flask:
    with app.app_context():
        private.keystore().create(tenancy.INSTANCE)
        demo_cast.seed()
    return app


def printed() -> list[str]:
    return re.findall(r"(\S+@\S+)", demo_cast.sign_ins("http://127.0.0.1:8000"))


def test_every_printed_sign_in_works(demo: Flask) -> None:
    for address in printed():
        browser = Visitor(demo)
        form = {"email": address, "password": demo_cast.PASSWORD}
        assert browser.post("/login", form).status_code == 303
        assert browser.get("/account/places", follow_redirects=True).status_code == 200


def test_it_prints_members_clients_and_a_neighbour() -> None:
    assert len(printed()) == 7


def test_seeding_again_changes_nothing(demo: Flask, superuser: Engine) -> None:
    count = text('SELECT (SELECT count(*) FROM client), (SELECT count(*) FROM "user")')
    with superuser.connect() as connection:
        before = connection.execute(count).one()
        with demo.app_context():
            demo_cast.seed()
        assert connection.execute(count).one() == before


def test_its_clients_are_as_old_as_their_stories(demo: Flask, superuser: Engine) -> None:
    query = text("SELECT now() - created_at > '50 days' FROM client WHERE name = 'Anna Reuter'")
    with superuser.connect() as connection:
        assert connection.execute(query).scalar()
