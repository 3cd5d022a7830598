"""A session's note, written by two at once."""

import pytest

from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.visitor import Visitor

GOAL, REALITY, MINE = "To sleep through", "It is loud at night", "What I heard instead"


@pytest.fixture
def note(cast: Cast, mara: Visitor) -> str:
    """The path of the note of a session of Ben's."""
    open_shop(cast)
    sessions = f"/app/north/clients/{cast.clients['ben']}/sessions"
    assert mara.fill(f"{sessions}/new", start=at(3).isoformat()).status_code == 303
    page = mara.get(sessions).text
    session = next(word for word in page.split('"') if word.startswith("/app/north/bookings/"))
    return f"{session}/note"


def test_the_same_note_sent_twice_is_saved(mara: Visitor, note: str) -> None:
    for number in range(2):
        shown = mara.get(note)
        answers = [mara.send_again(shown, grow_goal=f"Kitchen {number}") for _time in range(2)]
        assert [one.status_code for one in answers] == [303, 303]
    assert mara.send_again(shown, grow_goal="Something else").status_code == 409


def test_what_two_wrote_under_different_headings_is_both_kept(mara: Visitor, note: str) -> None:
    first, second = mara.get(note), mara.get(note)
    wrote = mara.send_again(first, grow_goal=GOAL, grow_goal_shared="y")
    assert wrote.status_code == 303
    assert mara.send_again(second, grow_reality=REALITY).status_code == 303
    form = mara.form(note)
    assert (form["grow_goal"], form["grow_reality"]) == ([GOAL], [REALITY])
    assert form["grow_goal_shared"] == ["y"]


def test_where_both_wrote_both_are_shown_and_neither_is_lost(mara: Visitor, note: str) -> None:
    first, second = mara.get(note), mara.get(note)
    mara.send_again(first, grow_goal=GOAL, grow_reality=REALITY, grow_reality_shared="y")
    refused = mara.send_again(second, grow_goal=MINE)
    assert refused.status_code == 409
    assert GOAL in refused.text
    assert MINE in refused.text
    assert mara.form(note)["grow_goal"] == [GOAL]
    # Pressed once more, what was shown beside it is replaced, and what only the other wrote stays.
    assert mara.send_again(refused).status_code == 303
    form = mara.form(note)
    assert (form["grow_goal"], form["grow_reality"]) == ([MINE], [REALITY])
    assert form["grow_reality_shared"] == ["y"]
