"""A session at the desk: looked at, moved, cancelled, held."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import Engine, text

from coachhub.core import clock
from coachhub.core.ids import new_id
from tests.booking.scene import at, book_with_ben, open_shop
from tests.cast import ZONE, Cast
from tests.statements import counted
from tests.visitor import Visitor

TYPES = "/app/north/session-types"


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


def test_a_session_is_moved_with_its_history(cast: Cast, mara: Visitor) -> None:
    session = book_with_ben(cast, mara)
    assert mara.fill(f"{session}/move", start=at(4, 15).isoformat()).status_code == 303
    page = mara.get(session).text
    assert len(re.findall(r"<li[^>]*>Confirmed on [^<]+</li>", page)) == 1
    assert len(re.findall(r"<li[^>]*>Moved on [^<]+ to [^<]+</li>", page)) == 1
    assert mara.fill(f"{session}/move", start=at(400).isoformat()).status_code == 409


def test_on_its_day_the_note_is_what_one_comes_for(cast: Cast, mara: Visitor) -> None:
    session = book_with_ben(cast, mara, days=2)
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
    session = book_with_ben(cast, mara, days=2)
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
    session = book_with_ben(cast, mara, days=2)
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
    session = book_with_ben(cast, mara)
    page = mara.get(session).text
    assert page.count("€95.00") == 1
    assert "Price" not in page
    own = cast.browser("ben").get(f"/portal/north/sessions/{session.rsplit('/', 1)[1]}").text
    assert own.count("€95.00") == 1
    assert "Price" not in own


def test_a_session_that_was_is_closed(cast: Cast, mara: Visitor, superuser: Engine) -> None:
    session = book_with_ben(cast, mara)
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
    book_with_ben(cast, mara)
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
    book_with_ben(cast, mara)
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
    session = book_with_ben(cast, mara)
    address = path.format(session=session, ben=cast.clients["ben"])
    mara.get(address)
    with counted(cast.app) as sent:
        assert mara.get(address).status_code == 200
    assert len(sent) <= most, sent


@pytest.mark.parametrize(
    ("ago", "words"), [(10, "it has been going on since"), (120, "Booked: it was on")]
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
