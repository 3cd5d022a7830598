"""What each page asks of the database, whatever stands in it."""

import pytest

from tests.access.routes import sample, who_may
from tests.access.table import PEOPLE, Cell, cells
from tests.access.world import World
from tests.statements import counted

MOST = 8
MORE = {
    "clients.overview": 11,
    "clients.pin": 9,
    "safety.close": 9,
    "safety.overview": 12,
    "booking.book": 10,
    "booking.cancel": 10,
    "booking.move": 10,
    "booking.session": 12,
    "booking.sessions": 9,
    "sessions.draft": 13,
    "sessions.notes": 9,
    "sessions.preview": 9,
    "sessions.summary": 9,
    "growth.task": 9,
    "intake.note": 9,
    "intake.version": 9,
    "intake.versions": 9,
    "nocontact.answer": 13,
    "nocontact.change": 13,
    "nocontact.reply": 9,
    "nocontact.review": 10,
    "payments.payment": 9,
    "payments.refund": 9,
    "nocontact.plan": 14,
    "nocontact.one_plan": 14,
    "portal.plan": 12,
    "portal.session": 9,
    "programs.propose": 15,
}
"""No list and no first page, but one person, session or plan with all that hangs on it; a client's
head asks for their plan and for why they wait, a form that keeps drafts for what was left, and
whoever would change a plan for what stands against it, and whoever cancels for what was paid.
"""
PAGES = sorted({one.endpoint for one in cells() if (one.method, one.expected) == ("GET", "200")})


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page_sends_few_statements(world: World, endpoint: str) -> None:
    name = _who_sees_most(endpoint)
    world.booking()  # A page asks once more what is missing where nothing can be booked.
    path, browser = sample(world, endpoint, "GET", name), world.browser(name)
    browser.get(path)
    with counted(world.app) as sent:
        browser.get(path)
    assert len(sent) <= MORE.get(endpoint, MOST), sent


def _who_sees_most(endpoint: str) -> str | None:
    """The client's coach, where the page is theirs; else the first whom it serves."""
    theirs = Cell(endpoint, "GET", "coach", "200")
    return PEOPLE["coach"] if theirs in cells() else who_may(endpoint, "GET")
