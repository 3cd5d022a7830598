"""The window's daylight lies behind every word, also past the edge of its sheet."""

import pytest

from tests.browser.browsers import DESK, PHONE, TABLET, Windows

pytestmark = pytest.mark.browser

WHAT_LIES_UNDER_IT = """() => {
  const light = document.querySelector(".light");
  light.style.pointerEvents = "auto";
  const marks = [...document.querySelectorAll(".mark")].filter((one) => one.checkVisibility());
  return marks.map((mark) => {
    const box = mark.getBoundingClientRect();
    return mark.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
  });
}"""


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
@pytest.mark.parametrize(
    ("who", "path"), [("mara", "/app/north/"), ("ben", "/portal/north/today"), (None, "/login")]
)
def test_the_practice_s_name_is_not_under_it(
    windows: Windows, who: str | None, path: str, width: int
) -> None:
    page = windows.open(who, width=width, java_script_enabled=True)
    page.goto(path)
    assert all(page.evaluate(WHAT_LIES_UNDER_IT))
