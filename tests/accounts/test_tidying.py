"""What is over is forgotten after 30 days; what still opens something stays."""

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from coachhub.accounts import jobs, services
from coachhub.accounts.rules import Purpose
from coachhub.core import tenancy
from coachhub.core.db import db
from tests.accounts.people import Person

pytestmark = pytest.mark.every_postgres


def _tidy(app: Flask) -> None:
    with app.app_context():
        tenancy.enter_practice(tenancy.INSTANCE)
        jobs.tidy(tenancy.INSTANCE)
        db.session.commit()


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        ("expires_at = now() - '29 days'::interval", True),
        ("expires_at = now() - '31 days'::interval", False),
        ("used_at = now() - '29 days'::interval, expires_at = now() - '31 days'::interval", True),
        ("used_at = now() - '31 days'::interval", False),
        ("created_at = now() - '60 days'::interval", True),
    ],
)
def test_links_are_forgotten(app: Flask, past: Connection, changes: str, *, stays: bool) -> None:
    with app.app_context():
        services.mint_token(Purpose.RESET, "mara@example.org")
        db.session.commit()
    past.execute(text(f"UPDATE one_time_token SET {changes}"))  # noqa: S608
    _tidy(app)
    assert past.scalar(text("SELECT count(*) FROM one_time_token")) == stays


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        ("ended_at = now() - '29 days'::interval", True),
        ("ended_at = now() - '31 days'::interval", False),
        ("seen_at = now() - '30 days'::interval", True),
        ("seen_at = now() - '32 days'::interval", False),
        ("created_at = now() - '43 days'::interval", True),
        ("created_at = now() - '45 days'::interval", False),
    ],
)
def test_devices_are_forgotten(
    app: Flask, mara: Person, past: Connection, changes: str, *, stays: bool
) -> None:
    with app.app_context():
        user = services.find_user(mara.email)
        assert user
        services.sign_in(user, label="Firefox, Linux")
        db.session.commit()
    past.execute(text(f"UPDATE device SET {changes}"))  # noqa: S608
    _tidy(app)
    assert past.scalar(text("SELECT count(*) FROM device")) == stays
