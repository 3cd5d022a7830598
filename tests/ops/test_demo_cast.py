"""The demo's people: there after the first start, the same after the next, each able to sign in."""

import re

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.core import private, tenancy
from coachhub.ops import demo_cast
from tests.snapshot import Once
from tests.visitor import Visitor


def seed(app: Flask) -> Flask:
    with app.app_context():
        private.keystore().create(tenancy.INSTANCE)
        demo_cast.seed()
    return app


@pytest.fixture
def demo(app: Flask, once: Once) -> Flask:
    return once(seed)


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


WRONG = {
    "somebody signed after a plan was agreed, or before they came": """
        SELECT count(*) FROM no_contact_plan p JOIN client c ON c.id = p.client_id
        LEFT JOIN signature s ON s.client_id = c.id
        LEFT JOIN safety_screen a ON a.client_id = c.id
        WHERE p.agreed_at IS NOT NULL AND NOT coalesce(
            c.created_at <= c.joined_at AND c.joined_at <= s.signed_at
            AND s.signed_at <= a.answered_at AND a.answered_at <= p.agreed_at, false)""",
    "a session was booked before the record was begun": """
        SELECT count(*) FROM booking b JOIN client c ON c.id = b.client_id
        WHERE b.created_at < c.created_at OR b.created_at > b.starts_at""",
    "a summary was given more than a day after its session": """
        SELECT count(*) FROM session_summary s JOIN booking b ON b.id = s.booking_id
        WHERE s.published_at NOT BETWEEN b.ends_at AND b.ends_at + interval '1 day'""",
    "an invitation went out today": """
        SELECT count(*) FROM delivery
        WHERE kind LIKE '%/invitation' AND created_at > now() - interval '1 hour'""",
    "the log has what it would have forgotten": """
        SELECT count(*) FROM delivery WHERE created_at < now() - interval '30 days'""",
    "a mail of what was booked goes out now": """
        SELECT count(*) FROM delivery WHERE state = 'waiting' AND kind LIKE 'booking/%'""",
}


@pytest.mark.parametrize("query", WRONG.values(), ids=WRONG)
def test_its_past_happened_in_order(demo: Flask, superuser: Engine, query: str) -> None:
    with superuser.connect() as connection:
        assert connection.scalar(text(query)) == 0


def test_mara_has_a_day_with_people_and_papers(demo: Flask) -> None:
    mara = Visitor(demo)
    mara.post("/login", {"email": "mara@example.org", "password": demo_cast.PASSWORD})
    assert "2\N{NO-BREAK SPACE}sessions today" in mara.get("/app/north-window/").text


@pytest.mark.parametrize(
    ("address", "practice"),
    [("idris@example.org", "north-window"), ("cleo@example.org", "harbour-talks")],
)
def test_other_coaches_have_sessions_behind_and_before_them(
    demo: Flask, superuser: Engine, address: str, practice: str
) -> None:
    browser = Visitor(demo)
    browser.post("/login", {"email": address, "password": demo_cast.PASSWORD})
    assert browser.get(f"/app/{practice}/").status_code == 200
    theirs = text(
        "SELECT count(*) FILTER (WHERE b.state = 'completed'), "
        "count(*) FILTER (WHERE b.state = 'confirmed') FROM booking b "
        'JOIN member m ON m.id = b.coach_id JOIN "user" u ON u.id = m.user_id '
        "WHERE u.email = :address"
    )
    with superuser.connect() as connection:
        past, to_come = connection.execute(theirs, {"address": address}).one()
    assert past > 1
    assert to_come > 0


def test_its_clients_are_as_old_as_their_stories(demo: Flask, superuser: Engine) -> None:
    query = text("SELECT now() - created_at > '50 days' FROM client WHERE name = 'Anna Reuter'")
    with superuser.connect() as connection:
        assert connection.execute(query).scalar()
