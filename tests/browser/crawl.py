"""Visits every page as everybody who may see it, on a phone, a tablet and a desk, by day and in
the evening, at two and four times the size, with words set wide apart, with forced colours and
without motion; prints what it finds, a line each, and ends with 1 if that is anything.

`bin/crawl [WORD]`; with a word only the pages whose name has it.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser import checks, rooms
from tests.browser.browsers import DESK, PHONE, TABLET, Windows, chromium
from tests.browser.pages import Sight

MANY = 60
LOOKS: dict[int, dict[str, dict[str, Any]]] = {
    PHONE: {"light": checks.RULES, "dark": checks.CONTRAST},
    TABLET: {"light": checks.LAYOUT},
    DESK: {"light": checks.RULES, "dark": checks.CONTRAST},
}
"""What is asked at which width: colours are the same on a tablet."""
ANOTHER_LOOK: dict[int, dict[str, dict[str, Any]]] = {
    PHONE: {"light": checks.RULES},
    DESK: {"dark": checks.RULES},
}
"""The same page as somebody else sees it, or with other things on it."""


def main() -> None:
    """Crawl, and say how many pages were seen."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    seen, found = 0, 0
    with chromium() as browser:
        for house, sights in _houses():
            crawl = Crawl(Windows(browser, house.site))
            for sight in sights:
                if word in sight.name:
                    seen += 1
                    for finding in dict.fromkeys(crawl.visit(sight)):
                        found += 1
                        print(f"{sight.name} {sight.path}: {finding}", flush=True)  # noqa: T201
            crawl.windows.close()
    print(f"{seen} pages seen, {found} findings")  # noqa: T201
    sys.exit(1 if found or not seen else 0)


def _houses() -> Iterator[tuple[rooms.House, Iterable[Sight]]]:
    with rooms.house() as house:
        site = house.site
        yield house, chain(rooms.demo(site), rooms.new(site), rooms.crowded(site, MANY))
    with rooms.house() as house:
        yield house, rooms.every_route(rooms.inhabit(house))


class Crawl:
    """Looks at one page after the other, each person in a window of their own."""

    def __init__(self, windows: Windows) -> None:
        self.windows = windows
        self._pages: dict[str | None, Page] = {}
        self._seen: set[str] = set()

    def visit(self, sight: Sight) -> Iterator[str]:
        """What is to be said against a page."""
        if sight.who not in self._pages:
            self._pages[sight.who] = self.windows.open(sight.who)
        page = self._pages[sight.who]
        answer = page.goto(sight.path)
        if not answer or answer.status != sight.status:
            yield f"answers {answer and answer.status}, not {sight.status}"
            return
        yield from checks.named(page)
        for width, looks in self._looks_at(sight).items():
            checks.spread(page, width)
            for theme, rules in looks.items():
                page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                found = chain(checks.fits(page), checks.accessible(page, rules))
                yield from (f"{width} {theme}: {what}" for what in found)
            yield from (f"{width}: {what}" for what in checks.spaced(page))
        for times in (2, 4):
            checks.spread(page, DESK // times)
            found = chain(checks.fits(page), checks.whole(page))
            yield from (f"{times} times as large: {what}" for what in found)
        page.emulate_media(color_scheme="light")
        yield from chain(checks.marked(page), checks.still(page))
        yield from self._complaints()

    def _looks_at(self, sight: Sight) -> dict[int, dict[str, dict[str, Any]]]:
        name = sight.name.split(" (")[0]
        looks = ANOTHER_LOOK if name in self._seen else LOOKS
        self._seen.add(name)
        return looks

    def _complaints(self) -> Iterator[str]:
        yield from self.windows.complaints
        own = {urlsplit(self.windows.site.url).netloc}
        yield from (f"asks {host}" for host in sorted(self.windows.hosts - own))
        self.windows.complaints.clear()
        self.windows.hosts.clear()


if __name__ == "__main__":
    main()
