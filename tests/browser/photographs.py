"""Photographs every page, on a phone and a desk, by day and in the evening, and lays them out.

`bin/screenshots [FOLDER [ROOM… LOOK…]]`; the folder is var/screenshots by default. The rooms are
the demo's practice, the same in French, a new one, and one with everything long and much, each as
everybody in it sees it; and every route, with a sample made for it. A look is a width and a light:
390-dark.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Page

from tests.browser import rooms
from tests.browser.browsers import DESK, HEIGHT, PHONE, Windows, chromium
from tests.browser.pages import Sight

MANY = 400
THUMB_WIDTH = {PHONE: 300, DESK: 520}
THUMB_HEIGHT = {PHONE: 900, DESK: 640}
COLUMNS = {PHONE: 10, DESK: 6}
ROWS = 2
"""Of columns on one sheet."""
MOST_COLUMNS = 3
"""A long page goes on in so many of them, and is cut off then."""
LANGUAGE: dict[str, Any] = {"french": {"locale": "fr-FR"}}
GAP, NAME_HEIGHT = 12, 24
LOOKS = {
    f"{width}-{theme}": (width, theme) for width in (PHONE, DESK) for theme in ("light", "dark")
}
NAMES = ("demo", "french", "new", "crowd", "routes")
PATIENCE_MS = 120_000
"""The longest pages take their time on a busy machine."""


def main() -> None:
    """Make the pictures, and print where the sheets of them are."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "var/screenshots").absolute()
    asked = sys.argv[2:]
    looks = [look for look in asked if look in LOOKS] or list(LOOKS)
    with chromium() as browser:
        for name in [room for room in asked if room not in LOOKS] or NAMES:
            with rooms.house() as house:
                _show(Windows(browser, house.site), _sights(name, house), folder / name, looks)


def _sights(room: str, house: rooms.House) -> Iterable[Sight]:
    match room:
        case "demo":
            return rooms.demo(house.site, as_everybody=True)
        case "french":
            return rooms.in_french(house.site)
        case "new":
            return rooms.new(house.site)
        case "crowd":
            return rooms.crowded(house.site, MANY, full=True)
        case "routes":
            return rooms.every_route(rooms.inhabit(house))
    sys.exit(f"The rooms are {', '.join(NAMES)}.")


def _show(windows: Windows, sights: Iterable[Sight], room: Path, looks: Sequence[str]) -> None:
    """All pictures of a room."""
    shots = {look: room.with_name(f"{room.name}-{look}") for look in looks}
    for shot in shots.values():
        shot.mkdir(parents=True, exist_ok=True)
    pages: dict[str | None, Page] = {}
    names: list[str] = []
    for sight in sights:
        if sight.who not in pages:
            pages[sight.who] = windows.open(sight.who, **LANGUAGE.get(room.name, {}))
            pages[sight.who].set_default_timeout(PATIENCE_MS)
        pages[sight.who].goto(sight.path)
        name = sight.name.replace("/", "-")[:120]
        _photograph(pages[sight.who], {look: shots[look] / f"{name}.png" for look in looks})
        names.append(name)
    windows.close()
    for look, shot in shots.items():
        _lay_out(shot, names, LOOKS[look][0])
        print(f"{shot}-*.png", flush=True)  # noqa: T201


def _photograph(page: Page, paths: dict[str, Path]) -> None:
    """Take the pictures of a page in each look; it is opened once, for a look may use it up."""
    for look, path in paths.items():
        width, theme = LOOKS[look]
        _spread(page, width)
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.screenshot(path=path, full_page=True)


def _spread(page: Page, width: int) -> None:
    """Make the window so wide, and as high as the page: nothing sticks in the middle of it."""
    page.set_viewport_size({"width": width, "height": HEIGHT[width]})
    high = page.evaluate("document.documentElement.scrollHeight")
    if HEIGHT[width] < high:
        page.set_viewport_size({"width": width, "height": high})


def _lay_out(shots: Path, names: Sequence[str], width: int) -> None:
    """Sheets with all of them side by side in rows, each under its name; a long page goes on beside
    itself.
    """
    columns = [(name, piece) for name in names for piece in _pieces(shots / f"{name}.png", width)]
    fit = COLUMNS[width] * ROWS
    for number, start in enumerate(range(0, len(columns), fit), 1):
        _sheet(columns[start : start + fit], width).save(
            shots.with_name(f"{shots.name}-{number:02}.png")
        )


def _sheet(pieces: Sequence[tuple[str, Image.Image]], width: int) -> Image.Image:
    across, down = THUMB_WIDTH[width] + GAP, NAME_HEIGHT + THUMB_HEIGHT[width] + GAP
    sheet = Image.new("RGB", (COLUMNS[width] * across, ROWS * down), "gray")
    pen = ImageDraw.Draw(sheet)
    for number, (name, piece) in enumerate(pieces):
        row, place = divmod(number, COLUMNS[width])
        pen.text((place * across + 4, row * down + 4), name, fill="white", font_size=14)
        sheet.paste(piece, (place * across, row * down + NAME_HEIGHT))
    return sheet


def _pieces(path: Path, width: int) -> Iterator[Image.Image]:
    """A picture made small, in columns."""
    across, down = THUMB_WIDTH[width], THUMB_HEIGHT[width]
    with Image.open(path) as shot:
        small = shot.convert("RGB").resize((across, round(shot.height * across / shot.width)))
    for top in range(0, min(small.height, down * MOST_COLUMNS), down):
        yield small.crop((0, top, across, min(small.height, top + down)))


if __name__ == "__main__":
    main()
