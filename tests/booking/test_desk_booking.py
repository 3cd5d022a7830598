"""A coach books for a client: at a free time or any, and what they are led to first."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, text

from coachhub.core.ids import new_id
from tests.booking.scene import at, hours_of, open_shop
from tests.cast import ZONE, Cast
from tests.statements import counted
from tests.visitor import Visitor

TYPES = "/app/north/session-types"


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


@pytest.mark.parametrize("days", [-30, 5, 300])
def test_a_coach_books_at_any_time(cast: Cast, mara: Visitor, days: int) -> None:
    open_shop(cast, buffer_minutes=30)
    assert mara.fill(hours_of(cast), **{f"day_{n}": "" for n in range(7)}).status_code == 303
    assert _book_any(cast, mara, at(days)) == 303
    assert _book_any(cast, mara, at(days)) == 409
    assert _book_any(cast, mara, at(days) + timedelta(minutes=59)) == 409
    assert _book_any(cast, mara, at(days) + timedelta(minutes=60)) == 303
    assert _book_any(cast, mara, at(days) - timedelta(minutes=60)) == 303


@pytest.mark.parametrize("typed", ["", "soon", "0001-01-01T10:00", "9999-12-31T10:00"])
def test_any_time_is_within_a_year(cast: Cast, mara: Visitor, typed: str) -> None:
    open_shop(cast)
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    form = {"any-key": str(new_id()), "any-begins_at": typed}
    assert mara.post(new, form).status_code == 422


def test_a_time_that_is_taken_leads_to_its_field(cast: Cast, mara: Visitor) -> None:
    open_shop(cast)
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    form = {"any-begins_at": f"{at(-3):%Y-%m-%dT%H:%M}"}
    assert mara.post(new, {**form, "any-key": str(new_id())}).status_code == 303
    refused = mara.post(new, {**form, "any-key": str(new_id())})
    assert refused.status_code == 409
    assert 'href="#any-begins_at">Begins at: Another session or time off lies then' in refused.text


def test_nobody_gets_a_mail_of_a_session_that_was(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    open_shop(cast)
    assert _book_any(cast, mara, at(-3)) == 303
    with superuser.connect() as connection:
        sql = "SELECT count(*) FROM delivery WHERE kind LIKE 'booking/%'"
        assert connection.scalar(text(sql)) == 0


def _book_any(cast: Cast, mara: Visitor, when: datetime) -> int:
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    typed = when.astimezone(ZoneInfo(ZONE))
    form = {"any-key": str(new_id()), "any-begins_at": f"{typed:%Y-%m-%dT%H:%M}"}
    return mara.post(new, form).status_code


def test_where_nothing_can_be_booked_it_says_what_is_missing(cast: Cast, mara: Visitor) -> None:
    record = f"/app/north/clients/{cast.clients['ben']}"
    sessions = f"{record}/sessions"
    book = f'href="{sessions}/new"'
    assert book not in mara.get(record).text
    page = mara.get(sessions).text
    assert "Say first what people can book" in page
    assert "then times can be booked" not in page
    assert f'href="{TYPES}/new"' in page
    assert book not in page
    assert f'href="{TYPES}/new"' not in cast.browser("tove").get(sessions).text
    mara.fill(f"{TYPES}/new", title="Single session", price="95")
    page = mara.get(sessions).text
    assert "Say first when you work" in page
    assert f'href="{hours_of(cast)}"' in page
    assert book not in page
    mara.fill(hours_of(cast))
    assert book in mara.get(sessions).text
    assert book in mara.get(record).text


def test_whom_to_ask_where_nothing_is_offered_takes_one_more_statement(cast: Cast) -> None:
    idris = cast.browser("idris")
    sessions = f"/app/north/clients/{cast.clients['carla']}/sessions"
    idris.get(sessions)
    with counted(cast.app) as sent:
        page = idris.get(sessions).text
    assert "Whoever owns the practice can offer a session" in page
    assert len(sent) <= 10, sent


def test_with_whom_no_work_goes_on_booking_is_no_main_act(cast: Cast, mara: Visitor) -> None:
    open_shop(cast)
    ben = f"/app/north/clients/{cast.clients['ben']}"
    assert "button--main" in mara.get(f"{ben}/sessions").text
    mara.fill(f"{ben}/engagement", state="ended_early")
    page = mara.get(f"{ben}/sessions").text
    assert "Book a session all the same" in page
    assert "button--main" not in page


def _begins_with(mara: Visitor, client: str) -> str:
    """The kind of session that stands chosen where one begins to book."""
    page = mara.get(f"/app/north/clients/{client}/sessions/new").text
    chosen: list[str] = re.findall(r'aria-current="true"><span>([^<,]+), \d+.minutes', page)
    return chosen[0]


def test_booking_begins_with_what_they_had_last(cast: Cast, mara: Visitor) -> None:
    first_call = open_shop(cast, title="First call", minutes=25, is_first_call=True)
    mara.fill(f"{TYPES}/new", title="Check-in", minutes="40", price="60")
    mara.fill(f"{TYPES}/new", title="Long one", minutes="90", price="120")
    ben = str(cast.clients["ben"])
    dora = mara.fill("/app/north/clients/new", name="Dora").location.rpartition("/")[2]
    assert _begins_with(mara, dora) == "First call"
    assert _begins_with(mara, ben) == "Check-in"
    new = f"/app/north/clients/{ben}/sessions/new"
    assert mara.fill(f"{new}?type={first_call}", start=at(3).isoformat()).status_code == 303
    assert _begins_with(mara, ben) == "Check-in"
    long_one = re.findall(r'type=([0-9a-f-]+)"[^>]*><span>Long one', mara.get(new).text)[0]
    assert mara.fill(f"{new}?type={long_one}", start=at(4).isoformat()).status_code == 303
    assert _begins_with(mara, ben) == "Long one"
    assert f'action="?type={long_one}"' in mara.get(new).text
    assert _begins_with(mara, dora) == "First call"


def test_many_kinds_are_chosen_from_a_list(cast: Cast, mara: Visitor) -> None:
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    open_shop(cast)
    for number in range(3):
        mara.fill(f"{TYPES}/new", title=f"Kind {number}", minutes="40", price="60")
    assert '<select class="input" name="type">' not in mara.get(new).text
    mara.fill(f"{TYPES}/new", title="Long one", minutes="90", price="120")
    page = mara.get(new).text
    assert '<select class="input" name="type">' in page
    assert 'class="chip"' not in page
