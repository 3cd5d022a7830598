"""Time off that is still to come, a page at a time, in its order."""

import re
from datetime import timedelta

import pytest

from coachhub.booking import services as booking
from coachhub.core.actor import Actor
from coachhub.core.ids import new_id
from coachhub.practices.rules import Role
from tests.booking.scene import at
from tests.cast import Cast
from tests.nocontact.plans import in_north
from tests.statements import counted

NUMBER = 25


@pytest.fixture
def path(cast: Cast) -> str:
    """Mara has taken many hours off, the latest first."""

    def take() -> None:
        by = Actor(cast.users["mara"], Role.COACH)
        for day in reversed(range(NUMBER)):
            begins = at(3 + day, 9)
            ends = begins + timedelta(hours=1)
            coach = cast.members["mara"]
            note = f"note {day}"
            booking.add_block(cast.north, coach, begins, ends, note, by=by, key=new_id())

    in_north(cast, take)
    return f"/app/north/availability/{cast.members['mara']}/blocks"


def days(page: str) -> list[int]:
    return [int(day) for day in re.findall(r"<td[^>]*>note (\d+)</td>", page)]


def test_it_comes_in_pages_the_next_first(cast: Cast, path: str) -> None:
    mara = cast.browser("mara")
    assert days(mara.get(path).text) == [*range(20)]
    assert days(mara.get(f"{path}?page=2").text) == [*range(20, NUMBER)]
    assert days(mara.get(f"{path}?page=9").text) == [*range(20, NUMBER)]


def test_it_asks_little_of_the_database(cast: Cast, path: str) -> None:
    mara = cast.browser("mara")
    mara.get(path)
    with counted(cast.app) as sent:
        mara.get(f"{path}?page=2")
    assert len(sent) <= 8
