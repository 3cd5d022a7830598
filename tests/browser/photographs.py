"""Photographs every page, on a phone and a desk, by day and in the evening, and lays them out.

`bin/screenshots [FOLDER]`; the folder is var/screenshots by default. Three practices: the demo's,
a new one, and one with everything long and much; and every route, with a sample made for it.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser import rooms
from tests.browser.browsers import DESK, PHONE, Windows, chromium
from tests.browser.pages import Sight

MANY = 400
THUMB_WIDTH = {PHONE: 300, DESK: 520}
THUMB_HEIGHT = 900
COLUMNS = {PHONE: 7, DESK: 4}
GAP = 12


def main() -> None:
    """Make the pictures, and print where the sheets of them are."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "var/screenshots").absolute()
    with chromium() as browser:
        with rooms.house() as house:
            site = house.site
            shown = {
                "demo": rooms.demo(site),
                "new": rooms.new(site),
                "crowd": rooms.crowded(site, MANY),
            }
            for room, sights in shown.items():
                _show(Windows(browser, site), partial(iter, sights), folder / room)
        with rooms.house() as house:
            world = rooms.inhabit(house)
            every_route = partial(rooms.every_route, world)
            _show(Windows(browser, house.site), every_route, folder / "routes")


def _show(windows: Windows, sights: Callable[[], Iterator[Sight]], room: Path) -> None:
    """All pictures of a room, whose sights are made anew for each set: one look may use one up."""
    for width in (PHONE, DESK):
        for theme in ("light", "dark"):
            shots = room.with_name(f"{room.name}-{width}-{theme}")
            names = _photograph(windows, sights(), shots, width, theme)
            _lay_out(shots, names, width)
            print(shots.with_suffix(".png"), flush=True)  # noqa: T201


def _photograph(
    windows: Windows, sights: Iterator[Sight], shots: Path, width: int, theme: str
) -> list[str]:
    """Take the pictures, each person in a window of their own; return their names."""
    shots.mkdir(parents=True, exist_ok=True)
    pages: dict[str | None, Page] = {}
    names = []
    for sight in sights:
        if sight.who not in pages:
            pages[sight.who] = windows.open(sight.who, width=width, color_scheme=theme)
        pages[sight.who].goto(sight.path)
        pages[sight.who].screenshot(path=shots / f"{sight.name}.png", full_page=True)
        names.append(sight.name)
    windows.close()
    return names


def _lay_out(shots: Path, names: Sequence[str], width: int) -> None:
    """One picture of all, side by side in rows, each cut off at some height."""
    thumbs = [_thumb(shots / f"{name}.png", THUMB_WIDTH[width]) for name in names]
    columns = COLUMNS[width]
    rows = [thumbs[start : start + columns] for start in range(0, len(thumbs), columns)]
    heights = [max(thumb.height for thumb in row) + GAP for row in rows]
    across = columns * (THUMB_WIDTH[width] + GAP)
    sheet = Image.new("RGB", (across, sum(heights)), "gray")
    for number, row in enumerate(rows):
        for place, thumb in enumerate(row):
            left, top = place * (THUMB_WIDTH[width] + GAP), sum(heights[:number])
            sheet.paste(thumb, (left, top))
    sheet.save(shots.with_suffix(".png"))


def _thumb(path: Path, width: int) -> Image.Image:
    with Image.open(path) as shot:
        small = shot.convert("RGB").resize((width, round(shot.height * width / shot.width)))
    return small.crop((0, 0, width, min(small.height, THUMB_HEIGHT)))


if __name__ == "__main__":
    main()
