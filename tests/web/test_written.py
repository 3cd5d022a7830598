"""What a practice wrote says its language on every page that speaks another one (WCAG 3.1.2)."""

from datetime import date
from html.parser import HTMLParser
from uuid import UUID

import pytest

from coachhub.accounts.models import User
from coachhub.booking import services as booking
from coachhub.core.db import db
from tests.access.routes import sample, who_may
from tests.access.table import rows
from tests.access.world import World

WRITTEN = ("Single session", "Sing in the kitchen", "Hum a song", "A room by the water")
"""The kind of session that the practice offers, a task that a coach suggests, one of the library,
and the sentence of its face."""
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
PAGES = [endpoint for endpoint, method in rows() if method == "GET"]
WITH_IT = {
    "booking.calendar",
    "booking.session",
    "booking.session_types",
    "booking.sessions",
    "growth.task",
    "growth.tasks",
    "payments.payment",
    "payments.payments",
    "portal.book_session",
    "portal.fit_task",
    "portal.pay",
    "portal.session",
    "portal.sessions",
    "portal.task",
    "portal.tasks",
    "public.book",
    "public.details",
    "public.guest",
    "public.practice",
}
"""Pages that show such words for certain."""


class Words(HTMLParser):
    """The written words of a page's body, and the language in which they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        lang = dict(attrs).get("lang") or self._open[-1][1]
        if tag in VOID:
            typed = dict(attrs).get("type") == "text" and dict(attrs).get("value")
            self._look(typed or "", lang)
        else:
            self._open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if all(tag != "title" for tag, _lang in self._open):
            self._look(data, self._open[-1][1])

    def _look(self, words: str, lang: str) -> None:
        self.found += [(one, lang) for one in WRITTEN if one in words]


def day_of(world: World, booking_id: UUID) -> date:
    with world.inside(world.cast.north):
        found = booking.find_booking(world.cast.north, booking_id)
        assert found
        return found.starts_at.date()


@pytest.mark.parametrize("endpoint", PAGES)
def test_it_stands_in_the_language_of_the_practice(world: World, endpoint: str) -> None:
    name = who_may(endpoint, "GET") if endpoint != "ops.readyz" else None
    query = ""
    if endpoint in WITH_IT:
        world.task(agreed=True)
        day = day_of(world, world.booking())
        query = f"?week={day}" if endpoint == "booking.calendar" else ""
    path = sample(world, endpoint, "GET", name) + query
    if name:
        with world.app.app_context():
            db.session.get_one(User, world.cast.users[name]).locale = "fr"
            db.session.commit()
    answer = world.browser(name).get(path, headers={"Accept-Language": "fr"})
    if not answer.content_type.startswith("text/html"):
        return
    words = Words()
    words.feed(answer.text)
    assert [(one, lang) for one, lang in words.found if not lang.startswith("en")] == []
    assert words.found or endpoint not in WITH_IT
