"""The pages that `pages` doesn't name, for each needs a sample made for it: once by day on a phone,
once in the evening at a desk.
"""

from collections.abc import Iterator
from http import HTTPStatus
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Page

from coachhub.core.ids import new_id
from coachhub.ops.postgres import Urls
from tests.access.world import World
from tests.browser import checks, rooms
from tests.browser.browsers import DESK, PHONE, Windows
from tests.browser.crowd import Crowd
from tests.browser.site import Site, running
from tests.browser.test_every_page import ROOMS, visit
from tests.conftest import environment, fresh_database
from tests.mail.post_office import PostOffice

pytestmark = pytest.mark.browser

LOOKS = ((PHONE, "light", checks.RULES), (DESK, "dark", checks.CONTRAST))
PARTS = 4
"""In so many tests, for more than one process."""
SAYS_MOST = ("coach", "client", "owner", "stranger")
"""Who sees the most of a page, if they may see it."""


@pytest.fixture(scope="module")
def house(server: Urls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[rooms.House]:
    """A site of its own: what the samples leave there would be in the way of other tests."""
    var: Path = tmp_path_factory.mktemp("var")
    office = PostOffice()
    office.open()
    with fresh_database(server) as urls, running(environment(urls, var), office) as started:
        yield rooms.House(started, urls)
    office.close()


@pytest.fixture(scope="module")
def site(house: rooms.House) -> Site:
    return house.site


@pytest.fixture(scope="module")
def world(house: rooms.House) -> Iterator[World]:
    inhabited = rooms.inhabit(house)
    yield inhabited
    inhabited.superuser.dispose()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_other_page_is_well(windows: Windows, world: World, site: Site, part: int) -> None:
    opened: dict[str | None, Page] = {}
    wrong: list[str] = []
    for endpoint, person in others(site)[part::PARTS]:
        sight = rooms.a_route(world, endpoint, person)
        page = opened.get(sight.who) or opened.setdefault(sight.who, windows.open(sight.who))
        visit(page, sight)
        wrong += [f"{sight.name}: {what}" for what in look_at(page)]
    assert wrong == []


def others(site: Site) -> list[tuple[str, str]]:
    """The pages that have no name in `pages`, and who sees the most of each."""
    named = endpoints_named(site)
    seers: dict[str, set[str]] = {}
    for endpoint, person in rooms.seen_by():
        seers.setdefault(endpoint, set()).add(person)
    return [
        (endpoint, next(person for person in SAYS_MOST if person in people))
        for endpoint, people in seers.items()
        if endpoint not in named
    ]


def endpoints_named(site: Site) -> set[str]:
    anybody = Crowd(new_id(), new_id())
    sights = chain.from_iterable(room(site, anybody) for room in ROOMS.values())
    find = site.app.url_map.bind("").match
    return {
        find(sight.path.partition("?")[0])[0] for sight in sights if sight.status == HTTPStatus.OK
    }


def look_at(page: Page) -> Iterator[str]:
    for width, theme, rules in LOOKS:
        checks.spread(page, width)
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        found = chain(checks.fits(page), checks.accessible(page, rules))
        yield from (f"{width} {theme}: {what}" for what in found)
