"""What the client shared since the last session stands beside the note, and no more of theirs."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.growth import services as growth
from coachhub.growth.models import GrowthTask
from coachhub.growth.rules import Act, Outcome, Party, TaskState
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.rules import ContactAnswer, ContactKind
from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.growth.tasks import suggest_to
from tests.nocontact.plans import (
    agreed_with,
    by_client,
    by_coach,
    client_of,
    in_north,
    make_ready,
    today,
)
from tests.visitor import Visitor

LINE, LED_TO, GLAD, MINE = "The window was open", "A song on the radio", "Sang in the hall", "Mine"


@pytest.fixture
def note(cast: Cast, mara: Visitor) -> str:
    """The note of Ben's session in three days, before which he told of a day, a slip and a task."""
    open_shop(cast)
    in_north(cast, lambda: _tell(cast))
    return _note_of_a_session(cast, mara, 3)


def _note_of_a_session(cast: Cast, mara: Visitor, days: int) -> str:
    sessions = f"/app/north/clients/{cast.clients['ben']}/sessions"
    before = mara.get(sessions).text
    assert mara.fill(f"{sessions}/new", start=at(days).isoformat()).status_code == 303
    page = mara.get(sessions).text
    [session] = {
        word
        for word in page.split('"')
        if word.startswith("/app/north/bookings/") and word not in before
    }
    return f"{session}/note"


def _tell(cast: Cast) -> None:
    ben, oneself = client_of(cast), by_client(cast)
    make_ready(ben, by=by_coach(cast))
    plan = agreed_with(ben, by=oneself)
    day = plan.starts_on
    nocontact.check_in(
        plan, nocontact.CheckInDraft(day, ContactAnswer.NONE, mood=4, line=LINE), by=oneself
    )
    for is_shared, led_to in ((True, LED_TO), (False, f"{MINE} too")):
        slip = nocontact.EventDraft(day, ContactKind.BY_ME, is_shared, led_to=led_to)
        nocontact.tell(plan, slip, by=oneself, key=new_id())
    task = suggest_to(ben, by=by_coach(cast))
    growth.act(task, Act.AGREE, by=oneself, party=Party.CLIENT)
    for is_shared, words in ((True, GLAD), (False, MINE)):
        entry = growth.EntryDraft(day, Outcome.DONE, is_shared, reflection=words)
        growth.write_entry(task, entry, by=oneself, key=new_id())


def _task(cast: Cast) -> GrowthTask:
    rows = growth.list_open(cast.north, cast.clients["ben"], today())
    return next(row.task for row in rows if row.task.state == TaskState.AGREED)


def _move_back(cast: Cast, table: str, days: int) -> None:
    query = f"UPDATE {table} SET created_at = :at"  # noqa: S608  # named below
    at_ = clock.now() - timedelta(days=days)
    in_north(cast, lambda: db.session.execute(text(query), {"at": at_}))


def test_their_words_stand_beside(mara: Visitor, note: str) -> None:
    page = mara.get(note).text
    for words in (LINE, "mood 4 of 10", LED_TO, "a slip", GLAD, "Sing in the kitchen"):
        assert words in page


def test_what_they_keep_to_themselves_does_not(mara: Visitor, note: str, cast: Cast) -> None:
    assert MINE not in mara.get(note).text.partition("hour__beside")[2]
    in_north(cast, lambda: db.session.execute(text("UPDATE check_in SET is_shared = false")))
    page = mara.get(note).text
    assert LINE not in page
    assert "mood 4 of 10" not in page


def test_what_was_told_before_the_last_session_is_over(
    mara: Visitor, note: str, cast: Cast
) -> None:
    _note_of_a_session(cast, mara, 1)
    four = timedelta(days=4)
    query = """
        UPDATE booking SET starts_at = starts_at - :four, ends_at = ends_at - :four,
            during = tstzrange(lower(during) - :four, upper(during) - :four, '[)')
        WHERE starts_at = :at
    """
    in_north(cast, lambda: db.session.execute(text(query), {"at": at(1), "four": four}))
    _move_back(cast, "check_in", 5)
    _move_back(cast, "contact_event", 2)
    page = mara.get(note).text
    assert LINE not in page
    assert LED_TO in page


def test_what_was_told_after_the_session_is_the_next_one_s(
    mara: Visitor, note: str, cast: Cast
) -> None:
    _move_back(cast, "check_in", -10)
    page = mara.get(note).text
    assert LINE not in page
    assert GLAD in page


def test_of_much_the_newest_stand_open(mara: Visitor, note: str, cast: Cast) -> None:
    def tell_more() -> None:
        task = _task(cast)
        for number in range(9):
            entry = growth.EntryDraft(
                task.starts_on, Outcome.DONE, is_shared=True, reflection=f"Word {number}."
            )
            growth.write_entry(task, entry, by=by_client(cast), key=new_id())

    in_north(cast, tell_more)
    page = mara.get(note).text
    assert page.index("Word 8.") < page.index("Word 0.")
    assert "6 more" in page


def test_long_words_are_there_to_the_end(mara: Visitor, note: str, cast: Cast) -> None:
    long = "A morning without the radio. " * 20 + "The end"

    def tell_at_length() -> None:
        task = _task(cast)
        entry = growth.EntryDraft(task.starts_on, Outcome.DONE, is_shared=True, reflection=long)
        growth.write_entry(task, entry, by=by_client(cast), key=new_id())

    in_north(cast, tell_at_length)
    page = mara.get(note).text
    assert "All of it" in page
    assert long in page
