"""Every page, full and with long names: it fits, it can be read by all, and it is light."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import crowd, pages
from tests.browser.browsers import DESK, PHONE, TABLET, Windows
from tests.browser.pages import Sight
from tests.browser.site import Site

pytestmark = pytest.mark.browser

CLIENTS = 60  # more than a page of the list
ALL_OF_IT = 8_000
FIRST_VISIT, LATER_VISIT = 200_000, 30_000
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
WITHOUT_ZONES = {"exclude": [["optgroup"]]}
"""Five hundred options take longer than all else, and are the browser's own to draw."""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def sights(site: Site) -> list[Sight]:
    """Each page once, as one of those who may see it."""
    found = crowd.gather(site, number=CLIENTS)
    return [
        *pages.at_the_door(site),
        *pages.of_oneself("ursula"),
        *pages.at_the_desk(crowd.SLUG, "ursula", found.client, found.colleague),
        *pages.assisting(crowd.SLUG, "ulf", found.client),
        *pages.in_the_portal(crowd.SLUG, "uta"),
    ]


def open_all(
    windows: Windows, sights: list[Sight], width: int, theme: str = "light"
) -> dict[str | None, Page]:
    """A window for each of those who look."""
    people = dict.fromkeys(sight.who for sight in sights)
    return {who: windows.open(who, width=width, color_scheme=theme) for who in people}


@pytest.mark.parametrize(("width", "theme"), [(PHONE, "light"), (DESK, "dark")])
def test_axe_finds_nothing(windows: Windows, sights: list[Sight], width: int, theme: str) -> None:
    seen_by, axe = open_all(windows, sights, width, theme), Axe()
    found: list[str] = []
    # An assistant sees less of the same pages.
    for sight in (sight for sight in sights if not sight.name.startswith("assistant")):
        page = seen_by[sight.who]
        # So high that the bar at the thumb covers nothing: axe takes what can be scrolled for lost.
        page.set_viewport_size({"width": width, "height": ALL_OF_IT})
        visit(page, sight)
        found += [
            f"{sight.name}: {problem['id']} {node['target']}"
            for problem in axe.run(page, WITHOUT_ZONES, RULES).response["violations"]
            for node in problem["nodes"]
        ]
    assert found == []


def test_nothing_reaches_past_the_edge(windows: Windows, sights: list[Sight]) -> None:
    seen_by = open_all(windows, sights, DESK)
    too_wide: list[tuple[str, int]] = []
    for sight in sights:
        page = seen_by[sight.who]
        visit(page, sight)
        for width in (PHONE, TABLET, DESK):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate(OVERFLOW) > 0:
                too_wide.append((sight.name, width))
    assert too_wide == []


def test_a_page_is_light(windows: Windows, sights: list[Sight]) -> None:
    [first] = [sight for sight in sights if sight.name == "clients"]
    page = windows.open(first.who)
    assert weight(page, first) < FIRST_VISIT
    heavy = [
        sight.name
        for sight in sights
        if sight.who == first.who and weight(page, sight) >= LATER_VISIT
    ]
    assert heavy == []


def visit(page: Page, sight: Sight) -> None:
    answer = page.goto(sight.path)
    assert answer
    assert answer.status == sight.status, sight.name


def weight(page: Page, sight: Sight) -> int:
    """Bytes that came over the wire for a page and all it asked for."""
    received: list[int] = []
    session = page.context.new_cdp_session(page)
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    session.send("Network.enable")
    page.goto(sight.path, wait_until="networkidle")
    session.detach()
    return sum(received)
