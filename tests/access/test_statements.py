"""What each page asks of the database, whatever stands in it."""

import pytest

from tests.access.routes import sample, who_may
from tests.access.table import PEOPLE, Cell, cells
from tests.access.world import World
from tests.statements import counted

MOST = 8
MORE = {
    "clients.overview": 10,
    "safety.overview": 12,
    "booking.book": 9,
    "booking.move": 9,
    "booking.session": 12,
    "sessions.draft": 12,
    "nocontact.plan": 14,
    "nocontact.one_plan": 14,
    "portal.plan": 12,
    "portal.session": 9,
    "programs.propose": 13,
}
"""No list and no first page, but one person, session or plan with all that hangs on it."""
PAGES = sorted({one.endpoint for one in cells() if (one.method, one.expected) == ("GET", "200")})


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page_sends_few_statements(world: World, endpoint: str) -> None:
    name = _who_sees_most(endpoint)
    path, browser = sample(world, endpoint, "GET", name), world.browser(name)
    browser.get(path)
    with counted(world.app) as sent:
        browser.get(path)
    assert len(sent) <= MORE.get(endpoint, MOST), sent


def _who_sees_most(endpoint: str) -> str | None:
    """The client's coach, where the page is theirs; else the first whom it serves."""
    theirs = Cell(endpoint, "GET", "coach", "200")
    return PEOPLE["coach"] if theirs in cells() else who_may(endpoint, "GET")
