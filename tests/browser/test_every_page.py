"""Every page with a name in `pages`, full and with long names: it fits, it can be read by all, and
it is light.

`test_every_route` looks at the others; `bin/crawl` at all, as more people, and longer.
"""

from collections.abc import Callable, Iterator
from itertools import chain

import pytest
from playwright.sync_api import Page

from tests.browser import checks, crowd, pages
from tests.browser.browsers import DESK, PHONE, TABLET, Windows
from tests.browser.pages import Sight
from tests.browser.site import Site

pytestmark = pytest.mark.browser

FIRST_VISIT, LATER_VISIT = 200_000, 30_000
DEEP = 3
"""Desks have most pages: in so many tests."""


def at_the_desk(part: int) -> Callable[[Site, crowd.Crowd], list[Sight]]:
    def some(_site: Site, found: crowd.Crowd) -> list[Sight]:
        return pages.at_the_desk(crowd.SLUG, "ursula", found.client, found.colleague)[part::DEEP]

    return some


ROOMS: dict[str, Callable[[Site, crowd.Crowd], list[Sight]]] = {
    "door": lambda site, _: [*pages.at_the_door(site), *pages.of_oneself("ursula")],
    **{f"desk {part}": at_the_desk(part) for part in range(DEEP)},
    "assistant": lambda _, found: pages.assisting(crowd.SLUG, "ulf", found.client),
    "portal": lambda _, __: pages.in_the_portal(crowd.SLUG, "uta"),
}


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_is_well(windows: Windows, site: Site, found: crowd.Crowd, room: str) -> None:
    seen_by: dict[str | None, Page] = {}
    wrong: list[str] = []
    for sight in ROOMS[room](site, found):
        most = LATER_VISIT if sight.who in seen_by else FIRST_VISIT
        if sight.who not in seen_by:
            seen_by[sight.who] = windows.open(sight.who, width=PHONE)
        page = seen_by[sight.who]
        visit(page, sight)
        heavy = page.evaluate(checks.LARGE)
        wrong += [f"{sight.name}: {heavy} bytes"] if heavy >= most else []
        wrong += [f"{sight.name}: {what}" for what in chain(checks.named(page), look_at(page))]
    assert wrong == []


def look_at(page: Page) -> Iterator[str]:
    """By day on a phone, in the evening at a desk."""
    for width, theme in ((PHONE, "light"), (TABLET, None), (DESK, "dark")):
        checks.spread(page, width)
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        found = chain(checks.fits(page), checks.accessible(page) if theme else ())
        yield from (f"{width} {theme}: {what}" for what in found)


def visit(page: Page, sight: Sight) -> None:
    answer = page.goto(sight.path)
    assert answer
    assert answer.status == sight.status, sight.name
