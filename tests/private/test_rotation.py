"""Keys are replaced while people read and write, and a killed job goes on where it was."""

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.clients.models import Client
from coachhub.core import private, reseal, tenancy
from coachhub.core.db import db
from coachhub.ops import jobs as ops_jobs
from tests.cast import Cast
from tests.workers import make_due, work_off

pytestmark = pytest.mark.every_postgres


@pytest.fixture
def crowd(cast: Cast) -> Cast:
    """Three hundred clients of North with something to hide."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        for number in range(300):
            db.session.add(
                Client(
                    practice_id=cast.north,
                    name=f"N {number}",
                    sort_name=f"n {number}",
                    zone="UTC",
                    locale="en",
                    remark=f"secret {number}",
                )
            )
        db.session.commit()
    return cast


def keys_in_use(superuser: Engine) -> dict[str, int]:
    query = text(
        "SELECT split_part(encode(substring(remark_sealed from 1 for 6), 'escape'), '|', 2) "
        "AS key, count(*) AS texts FROM client WHERE remark_sealed IS NOT NULL GROUP BY 1"
    )
    with superuser.connect() as connection:
        return {row["key"]: row["texts"] for row in connection.execute(query).mappings()}


def rotate(cast: Cast) -> None:
    with cast.app.app_context():
        private.keystore().add_key(cast.north)


def batch(cast: Cast) -> int:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        done = reseal.reseal_some(cast.north)
        db.session.commit()
        return done


def all_readable(cast: Cast) -> bool:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        rows = db.session.scalars(db.select(Client).where(Client.name.startswith("N "))).all()
        return {row.remark for row in rows} == {f"secret {n}" for n in range(300)}


def test_it_goes_on_where_it_was_killed(crowd: Cast, superuser: Engine) -> None:
    rotate(crowd)
    assert batch(crowd) == 200
    with crowd.app.app_context():
        tenancy.enter_practice(crowd.north)
        reseal.reseal_some(crowd.north)  # killed before its commit
    assert keys_in_use(superuser) == {"d1": 100, "d2": 200}
    assert all_readable(crowd)
    assert batch(crowd) == 100
    assert batch(crowd) == 0
    assert keys_in_use(superuser) == {"d2": 300}
    assert all_readable(crowd)


def test_a_row_that_is_being_written_is_left_for_later(crowd: Cast, owner: Engine) -> None:
    rotate(crowd)
    with owner.connect() as writer:
        writer.execute(
            text("SELECT set_config('app.practice', :id, true)"), {"id": str(crowd.north)}
        )
        writer.execute(text("SELECT FROM client WHERE name = 'N 7' FOR UPDATE"))
        batch(crowd)
        assert batch(crowd) == 99
        writer.rollback()
    assert batch(crowd) == 1


def test_the_command_and_the_worker_do_it_all(crowd: Cast, superuser: Engine) -> None:
    with crowd.app.app_context():
        store = private.keystore()
        store.add_key(crowd.north)
        tenancy.enter_practice(crowd.north)
        ops_jobs.reseal_practice(crowd.north)
        db.session.commit()
    work_off(crowd.app)
    assert keys_in_use(superuser) == {"d2": 300}
    make_due(superuser)
    work_off(crowd.app)
    assert list(store.ring(crowd.north).keys) == ["d2"]
    assert all_readable(crowd)


def test_an_old_key_in_use_is_not_dropped(crowd: Cast) -> None:
    rotate(crowd)
    with crowd.app.app_context():
        tenancy.enter_practice(crowd.north)
        ops_jobs.retire_keys(crowd.north)
        db.session.commit()
        assert list(private.keystore().ring(crowd.north).keys) == ["d1", "d2"]


def test_what_is_written_meanwhile_uses_the_new_key(scope: Flask, cast: Cast) -> None:
    rotate(cast)
    tenancy.enter_practice(cast.north)
    row = db.session.get(Client, (cast.north, cast.clients["ben"]))
    assert row
    row.remark = "new"
    assert (row.remark_sealed or b"").startswith(b"v1|d2|")
    assert reseal.count_old(cast.north) == 0
