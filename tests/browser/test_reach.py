"""What is to be tapped is as high as a thumb needs it."""

import pytest

from tests.browser import crowd
from tests.browser.browsers import PHONE, Windows

pytestmark = pytest.mark.browser

LEAST = 44
DESK = f"/app/{crowd.SLUG}"
LINES = (
    (None, "/login", "a[href='/forgot']"),
    (None, "/login", ".door__look a"),
    (None, "/", "a[href='/look']"),
    ("ursula", f"{DESK}/clients?show=all", ".ledger__why"),
)


@pytest.mark.parametrize(("who", "path", "link"), LINES)
def test_lines_to_tap_are_high_enough(
    windows: Windows, found: crowd.Crowd, who: str | None, path: str, link: str
) -> None:
    assert found
    page = windows.open(who, width=PHONE, has_touch=True)
    page.goto(path)
    boxes = [one.bounding_box() for one in page.locator(link).filter(visible=True).all()]
    heights = [box["height"] for box in boxes if box]
    assert heights
    assert min(heights) >= LEAST - 0.1


def test_the_line_of_a_plan_is_high_enough(windows: Windows, found: crowd.Crowd) -> None:
    page = windows.open("ursula", width=PHONE, has_touch=True)
    page.goto(f"{DESK}/clients/{found.client}")
    ways = page.locator(".person__facts a").all()
    assert ways
    for box in (way.bounding_box() for way in ways):
        assert box
        assert box["height"] >= LEAST - 0.1
