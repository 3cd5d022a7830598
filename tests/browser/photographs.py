"""Photographs every page, on a phone and a desk, by day and in the evening, and lays them out.

`bin/screenshots [FOLDER]`; the folder is var/screenshots by default. Three practices: the demo's,
a new one, and one with everything long and much.
"""

import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from PIL import Image

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
    with rooms.house() as house, chromium() as browser:
        site = house.site
        shown = {
            "demo": rooms.demo(site),
            "new": rooms.new(site),
            "crowd": rooms.crowded(site, MANY),
        }
        for room, sights in shown.items():
            for width in (PHONE, DESK):
                for theme in ("light", "dark"):
                    shots = folder / f"{room}-{width}-{theme}"
                    _photograph(Windows(browser, site), sights, shots, width, theme)
                    _lay_out(shots, sights, width)
                    print(shots.with_suffix(".png"), flush=True)  # noqa: T201


def _photograph(
    windows: Windows, sights: Sequence[Sight], shots: Path, width: int, theme: str
) -> None:
    shots.mkdir(parents=True, exist_ok=True)
    for who, seen in groupby(sights, key=lambda sight: sight.who):
        page = windows.open(who, width=width, color_scheme=theme)
        for sight in seen:
            page.goto(sight.path)
            page.screenshot(path=shots / f"{sight.name}.png", full_page=True)
    windows.close()


def _lay_out(shots: Path, sights: Sequence[Sight], width: int) -> None:
    """One picture of all, side by side in rows, each cut off at some height."""
    thumbs = [_thumb(shots / f"{sight.name}.png", THUMB_WIDTH[width]) for sight in sights]
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
