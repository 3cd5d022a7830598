"""Sessions at the desk: offered, booked, moved, cancelled, held; hours and time off."""

import re
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.accounts.models import User
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.ids import new_id
from tests.booking.scene import at, open_shop
from tests.cast import ZONE, Cast
from tests.statements import counted
from tests.visitor import Visitor

TYPES = "/app/north/session-types"


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


def _hours(cast: Cast, coach: str = "mara") -> str:
    return f"/app/north/availability/{cast.members[coach]}"


def _book(cast: Cast, mara: Visitor, days: int = 3) -> str:
    """The path of a session of Ben's."""
    open_shop(cast)
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    answer = mara.fill(new, start=at(days).isoformat())
    assert answer.status_code == 303, answer.text
    page = mara.get(answer.location).text
    return next(word for word in page.split('"') if word.startswith("/app/north/bookings/"))


def test_the_first_kind_of_session_has_one_way_to_it(mara: Visitor) -> None:
    assert mara.get(TYPES).text.count(f'href="{TYPES}/new"') == 1


def test_a_kind_of_session_is_offered_changed_and_retired(mara: Visitor) -> None:
    assert mara.fill(f"{TYPES}/new", title="Walk", price="47,50").status_code == 303
    page = mara.get(TYPES).text
    assert "€47.50" in page
    edit = next(word for word in page.split('"') if word.endswith("/edit"))
    before = mara.form(edit)
    assert before["price"] == ["47.50"]
    assert mara.fill(edit, title="Long walk").status_code == 303
    late = mara.post(edit, {**before, "title": "Short walk"})
    assert late.status_code == 409
    assert "You saved this in another window" in late.text
    assert "Long walk" in late.text
    assert "Short walk" in late.text
    assert mara.post(edit.replace("edit", "retirement")).status_code == 303
    assert "Long walk" not in mara.get(TYPES).text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"title": ""}, "This is needed"),
        ({"minutes": "9"}, "from 10 to 480"),
        ({"minutes": ""}, "This is needed"),
        ({"price": "much"}, "write an amount"),
        ({"price": "-1"}, "write an amount"),
        ({"price": "1.999"}, "write an amount"),
        ({"price": "9999999"}, "write an amount"),
        ({"price": "NaN"}, "write an amount"),
        ({"price": "-Infinity"}, "write an amount"),
        ({"place": "moon"}, "choose from what is offered"),
        ({"free_hours": "73"}, "from 0 to 72"),
    ],
)
def test_a_bad_kind_is_refused_and_kept(mara: Visitor, typed: dict[str, str], message: str) -> None:
    answer = mara.fill(f"{TYPES}/new", **{"title": "Walk", "description": "Kept words", **typed})
    assert answer.status_code == 422
    assert message in answer.text
    assert "Kept words" in answer.text


@pytest.mark.parametrize(("said", "offered"), [("UTC", ZONE), ("Asia/Tokyo", "Asia/Tokyo")])
def test_hours_begin_in_the_practices_zone_if_the_coach_said_none(
    cast: Cast, mara: Visitor, said: str, offered: str
) -> None:
    with cast.app.app_context():
        db.session.get_one(User, cast.users["mara"]).zone = said
        db.session.commit()
    assert mara.form(_hours(cast))["zone"] == [offered]


def test_time_off_is_not_offered_and_not_over_a_session(cast: Cast, mara: Visitor) -> None:
    session = _book(cast, mara)
    blocks = f"{_hours(cast)}/blocks"
    begins, ends = at(3, 9), at(3, 12)
    times = {"begins_at": f"{begins:%Y-%m-%dT%H:%M}", "ends_at": f"{ends:%Y-%m-%dT%H:%M}"}
    refused = mara.fill(blocks, **times)
    assert refused.status_code == 422
    assert "A session lies in this time" in refused.text
    assert mara.fill(f"{session}/cancellation").status_code == 303
    assert mara.fill(blocks, **times).status_code == 303
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    assert mara.fill(new, start=at(3).isoformat()).status_code == 409
    removal = next(word for word in mara.get(blocks).text.split('"') if word.endswith("/removal"))
    assert mara.post(removal).status_code == 303
    assert mara.fill(new, start=at(3).isoformat()).status_code == 303


def test_where_nothing_can_be_booked_the_first_step_is_named(cast: Cast, mara: Visitor) -> None:
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    page = mara.get(new).text
    assert "<h2>Book a session</h2>" in page
    assert "Say first what people can book" in page
    assert re.search(rf'class="button button--main" href="{TYPES}/new"', page)
    mara.fill(f"{TYPES}/new", title="Single session", price="95")
    page = mara.get(new).text
    assert "Say first when you work" in page
    assert re.search(rf'class="button button--main" href="{_hours(cast)}"', page)


@pytest.mark.parametrize("page", ["", "/blocks"])
def test_hours_are_one_s_own_or_somebody_s(cast: Cast, mara: Visitor, page: str) -> None:
    assert "<h1>Your hours</h1>" in mara.get(f"{_hours(cast)}{page}").text
    theirs = mara.get(f"{_hours(cast, 'idris')}{page}").text
    assert "<h1>Hours of Idris Test</h1>" in theirs
    main = theirs[theirs.index("<main") : theirs.index("</main>")]
    assert re.search(r"\byour", main, re.IGNORECASE) is None


@pytest.mark.parametrize("days", [-30, 5, 300])
def test_a_coach_books_at_any_time(cast: Cast, mara: Visitor, days: int) -> None:
    open_shop(cast, buffer_minutes=30)
    assert mara.fill(_hours(cast), **{f"day_{n}": "" for n in range(7)}).status_code == 303
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


def test_a_session_is_moved_with_its_history(cast: Cast, mara: Visitor) -> None:
    session = _book(cast, mara)
    assert mara.fill(f"{session}/move", start=at(4, 15).isoformat()).status_code == 303
    page = mara.get(session).text
    assert len(re.findall(r"<li[^>]*>Confirmed on [^<]+</li>", page)) == 1
    assert len(re.findall(r"<li[^>]*>Moved on [^<]+ to [^<]+</li>", page)) == 1
    assert mara.fill(f"{session}/move", start=at(400).isoformat()).status_code == 409


def test_on_its_day_the_note_is_what_one_comes_for(cast: Cast, mara: Visitor) -> None:
    session = _book(cast, mara, days=2)
    main = r'class="button button--main" href="[^"]*">([^<]+)<'
    page = mara.get(session).text
    assert re.findall(main, page) == ["Move the session"]
    assert "meet.example" not in page
    with time_machine.travel(at(2, 8)):
        mara = cast.browser("mara")
        page = mara.get(session).text
    assert re.findall(main, page) == ["Open the note"]
    assert "Move the session" in page
    assert 'href="https://meet.example/room"' in page
    with time_machine.travel(at(2, 10) + timedelta(minutes=20)):
        page = mara.get(session).text
    assert re.findall(main, page) == ["Open the note"]
    assert "Move the session" not in page
    assert "It took place" in page


def test_after_the_hour_the_summary_is_what_one_comes_for(cast: Cast, mara: Visitor) -> None:
    session = _book(cast, mara, days=2)
    head = re.compile(r'class="button button--main" href="[^"]*/([^"/]*)">([^<]+)<')
    button = r'class="button[^"]*" href="[^"]*/cancellation"'
    assert re.search(button, mara.get(session).text)
    with time_machine.travel(at(2, 12)):
        mara, tove = cast.browser("mara"), cast.browser("tove")
        page = mara.get(session).text
        assert "It took place" in page
        assert "It was called off" in page
        assert "Cancel it" not in page
        assert (
            "Was the session with Ben Test called off?" in mara.get(f"{session}/cancellation").text
        )
        assert "to close" in mara.get(f"/app/north/clients/{cast.clients['ben']}/sessions").text
        assert not re.search(button, page)
        assert head.findall(page) == []
        assert mara.post(f"{session}/completion").status_code == 303
        page = mara.get(session).text
        assert head.findall(page) == [("draft", "Write the summary")]
        assert "Nothing is written yet" in page
        assert "Not begun yet" in page
        assert "In writing" not in tove.get(session).text
        assert head.findall(tove.get(session).text) == []
        mara.fill(f"{session}/summary/draft", recap="As said")
        page = mara.get(session).text
        assert head.findall(page) == [("preview", "Publish it")]
        assert "A draft that only you see" in page
        mara.post(f"{session}/summary/publication", {"version": "1"})
        page = mara.get(session).text
        assert head.findall(page) == []
        assert "Cancel it" not in page
        assert "Sent " in page


def test_a_session_has_one_main_act_and_one_other_button(cast: Cast, mara: Visitor) -> None:
    session = _book(cast, mara, days=2)
    buttons = re.compile(r'class="button( button--main)?"[^>]*>([^<]+)<')

    def acts(visitor: Visitor) -> list[tuple[str, str]]:
        found = buttons.findall(visitor.get(session).text.partition('class="stays"')[2])
        return [(kind.strip(" -"), " ".join(words.split())) for kind, words in found]

    assert acts(mara) == [("button--main", "Move the session"), ("", "Cancel it")]
    for after, expected in (
        (timedelta(), [("button--main", "Open the note"), ("", "It took place")]),
        (timedelta(hours=2), [("button--main", "It took place"), ("", "They did not come")]),
    ):
        with time_machine.travel(at(2, 10) + after):
            assert acts(cast.browser("mara")) == expected


def test_the_price_is_said_once(cast: Cast, mara: Visitor) -> None:
    session = _book(cast, mara)
    page = mara.get(session).text
    assert page.count("€95.00") == 1
    assert "Price" not in page
    own = cast.browser("ben").get(f"/portal/north/sessions/{session.rsplit('/', 1)[1]}").text
    assert own.count("€95.00") == 1
    assert "Price" not in own


def test_a_session_that_was_is_closed(cast: Cast, mara: Visitor, superuser: Engine) -> None:
    session = _book(cast, mara)
    early = mara.post(f"{session}/completion")
    assert "has not begun yet" in mara.get(early.location).text
    begin = at(-1)
    with superuser.begin() as past:
        past.execute(
            text(
                "UPDATE booking SET starts_at = :a, ends_at = :b, during = tstzrange(:a, :b, '[)')"
            ),
            {"a": begin, "b": begin + timedelta(hours=1)},
        )
    assert mara.post(f"{session}/completion").status_code == 303
    assert "took place" in mara.get(session).text
    assert mara.post(f"{session}/no-show").status_code == 303
    assert "did not come" in mara.get(session).text


def test_the_database_refuses_two_at_once(cast: Cast, mara: Visitor, superuser: Engine) -> None:
    _book(cast, mara)
    columns = "practice_id, coach_id, client_id, session_type_id, state, source, title, minutes"
    rest = "currency, place, starts_at, ends_at, during, coach_zone, client_zone"
    with superuser.connect() as connection, pytest.raises(Exception, match="ex_booking_coach"):
        connection.execute(
            text(
                f"INSERT INTO booking (id, {columns}, {rest}) "  # noqa: S608  # names of columns
                f"SELECT gen_random_uuid(), {columns}, {rest} FROM booking"
            )
        )


@pytest.mark.parametrize("during", ["empty", "[2027-01-01 10:00,2027-01-01 10:00)"])
def test_the_database_refuses_a_session_of_no_time(
    cast: Cast, mara: Visitor, superuser: Engine, during: str
) -> None:
    _book(cast, mara)
    with superuser.connect() as connection, pytest.raises(Exception, match="ck_booking_during"):
        connection.execute(
            text("UPDATE booking SET during = CAST(:it AS tstzrange)"), {"it": during}
        )


def test_a_client_books_moves_and_cancels_in_the_portal(cast: Cast, superuser: Engine) -> None:
    what, ben = open_shop(cast), cast.browser("ben")
    assert "Single session" in ben.get("/portal/north/sessions").text
    new = f"/portal/north/sessions/new/{what}"
    typed = {"start": at(3).isoformat(), "starts_early": "y"}
    booked = ben.fill(new, **typed)
    assert booked.status_code == 303
    assert ben.fill(new, **typed).status_code == 409
    assert ben.fill(f"{booked.location}/move", start=at(6).isoformat()).status_code == 303
    assert ben.fill(f"{booked.location}/cancellation").status_code == 303
    ben.get(booked.location)
    assert ben.post(f"{booked.location}/cancellation").status_code == 303
    asked_again = ben.get(f"{booked.location}/cancellation")
    assert (asked_again.status_code, asked_again.location) == (303, booked.location)
    shown = ben.get(booked.location).text
    assert "It is cancelled already." in shown
    assert "You cancelled it" in shown
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT source FROM booking")) == "portal"


def test_signing_up_leads_on_to_the_public_page(cast: Cast, app: Flask) -> None:
    cleo = cast.browser("cleo")
    face = cleo.fill("/app/harbour/settings/face?first=1", sentence="By the water")
    assert face.location == "/app/harbour/session-types/new?first=1"
    offered = cleo.fill(face.location, title="First talk", price="0")
    hours = cleo.get(offered.location)
    assert hours.status_code == 303
    done = cleo.fill(hours.location)
    assert done.location == "/p/harbour"
    assert "First talk" in cleo.get(done.location).text


def test_not_now_leads_to_the_next_step_of_signing_up(cast: Cast) -> None:
    cleo = cast.browser("cleo")

    def onward(path: str) -> str:
        found = re.search(r'href="([^"]+)"[^>]*>\s*Not now', cleo.get(path).text)
        assert found
        return unescape(found[1])

    offer = onward("/app/harbour/settings/face?first=1")
    assert offer == "/app/harbour/session-types/new?first=1"
    assert onward(offer) == "/app/harbour/availability?first=1"
    hours = cleo.get(onward(offer)).location
    assert onward(hours) == "/app/harbour/"


def test_the_week_of_the_calendar_begins_as_the_readers_do(cast: Cast, mara: Visitor) -> None:
    days = re.compile(r'<section id="day-([\d-]+)"')
    week = "/app/north/calendar?week=2027-03-18"
    assert days.findall(mara.get(week).text)[0] == "2027-03-14"
    with cast.app.app_context():
        db.session.get_one(User, cast.users["mara"]).locale = "en_GB"
        db.session.commit()
    assert days.findall(mara.get(week).text)[0] == "2027-03-15"


def test_an_empty_week_says_what_stands_there_and_where_to_begin(cast: Cast, mara: Visitor) -> None:
    first = mara.get("/app/north/calendar").text
    assert "Say first what people can book" in first
    assert not re.search(r'button--main" href="/app/north/clients">', first)
    open_shop(cast)
    empty = mara.get("/app/north/calendar").text
    assert "No session this week." in empty
    assert "What is booked stands here at its hours" in empty
    assert "ruler__now" not in empty
    _book(cast, mara)
    full = mara.get(f"/app/north/calendar?week={at(3).date()}").text
    assert "No session this week." not in full
    for page in (empty, full):
        assert re.search(r'<a class="button button--main" href="/app/north/clients">', page)


def test_the_calendar_leads_to_the_week_of_any_day(mara: Visitor) -> None:
    page = mara.get("/app/north/calendar?week=2027-03-18").text
    assert 'type="date" name="week" value="2027-03-18"' in page
    assert 'id="day-2027-03-18"' in page


def test_the_calendar_parts_only_the_year_from_the_day_of_its_heading(mara: Visitor) -> None:
    page = mara.get("/app/north/calendar?week=2027-03-18").text
    assert "Week of Sun,\xa0Mar\xa014, 2027</h1>" in page


def test_who_sees_several_coaches_sees_whose_session_it_is(cast: Cast, mara: Visitor) -> None:
    _book(cast, mara)
    week = f"/app/north/calendar?week={at(3).date()}"
    whose = re.compile(r'ruler__about">([^<]+)</span>')
    assert whose.findall(cast.browser("tove").get(week).text) == ["Mara Test"]
    assert whose.findall(mara.get(week).text) == []
    assert whose.findall(cast.browser("idris").get(week).text) == []


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/app/north/calendar", 8),
        (TYPES, 8),
        # The client's head asks for their plan and for why they wait.
        ("{session}", 10),
        ("{session}/move", 10),
        ("/app/north/clients/{ben}/sessions", 9),
    ],
)
def test_a_page_takes_few_queries(cast: Cast, mara: Visitor, path: str, most: int) -> None:
    session = _book(cast, mara)
    address = path.format(session=session, ben=cast.clients["ben"])
    mara.get(address)
    with counted(cast.app) as sent:
        assert mara.get(address).status_code == 200
    assert len(sent) <= most, sent


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
    assert f'href="{_hours(cast)}"' in page
    assert book not in page
    mara.fill(_hours(cast))
    assert book in mara.get(sessions).text
    assert book in mara.get(record).text


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


@pytest.mark.parametrize(
    ("ago", "words"), [(10, "it is going on since"), (120, "Booked: it was on")]
)
def test_what_has_begun_is_said_and_stands_in_the_head(
    cast: Cast, mara: Visitor, ago: int, words: str
) -> None:
    what = open_shop(cast, price=0)
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new?type={what}"
    begins = clock.now().astimezone(ZoneInfo(ZONE)) - timedelta(minutes=ago)
    data = {"any-key": str(new_id()), "any-begins_at": f"{begins:%Y-%m-%dT%H:%M}"}
    page = mara.get(mara.post(new, data).location).text
    assert words in page
    assert ("<dt>Next session</dt>" in page) is (ago < 60)


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
