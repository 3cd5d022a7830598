"""The colours of a mail can be read, whatever hue a practice chooses."""

import re
from pathlib import Path

import pytest

from coachhub.core.colour import Colour, hex_of
from coachhub.practices.face import mail_colours, theme

LAYOUT = (Path(__file__).parents[2] / "templates/layouts/mail.html").read_text()
TEXT = 4.5
HUES = [None, *range(360)]


def grounds() -> tuple[str, str]:
    """The sheet of the layout, by day and in the evening."""
    by_day, by_evening = re.findall(r"\.sheet \{[^}]*background: (#\w{6})", LAYOUT)
    return by_day, by_evening


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2, from the very digits that are sent."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme_of", ["", "_by_evening"], ids=["day", "evening"])
def test_button_and_links_can_be_read(theme_of: str) -> None:
    ground = grounds()[bool(theme_of)]
    for hue in HUES:
        found = mail_colours(hue)
        act, on_act = found[f"act{theme_of}"], found[f"on_act{theme_of}"]
        assert contrast(act, ground) >= TEXT, hue
        assert contrast(on_act, act) >= TEXT, hue


def test_everything_else_can_be_read() -> None:
    by_day, by_evening = LAYOUT.split("prefers-color-scheme: dark")
    for half, inks in ((by_day, ("#20242e", "#565a65")), (by_evening, ("#ebe8e1", "#b5b9c1"))):
        for ground in re.findall(r"(?:body|\.sheet) \{[^}]*background: (#\w{6})", half):
            for ink in inks:
                assert ink in half
                assert contrast(ink, ground) >= TEXT


def test_it_is_the_colour_of_the_practices_pages() -> None:
    for hue in range(360):
        by_day, by_evening = theme(hue)["--blue"]
        found = mail_colours(hue)
        assert (found["act"], found["act_by_evening"]) == (hex_of(by_day), hex_of(by_evening))


def test_a_colour_is_written_as_screens_show_it() -> None:
    assert hex_of(Colour(0, 0, 0)) == "#000000"
    assert hex_of(Colour(1, 0, 0)) == "#ffffff"
    assert hex_of(Colour(0.628, 0.2577, 29.23)) == "#ff0000"
