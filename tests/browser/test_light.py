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


BELOW_THE_WORDS = """() => {
  const words = [...document.querySelectorAll(".portal__side > :not(.light)")];
  const light = document.querySelector(".light").getBoundingClientRect();
  return words.every((one) => one.getBoundingClientRect().bottom <= light.top || !light.height);
}"""


@pytest.mark.parametrize("height", [600, 800, 1000])
def test_in_the_portal_it_falls_below_the_last_words_beside_the_sheet(
    windows: Windows, height: int
) -> None:
    page = windows.open("ben", width=DESK, java_script_enabled=True)
    page.set_viewport_size({"width": DESK, "height": height})
    page.goto("/portal/north/more")
    page.evaluate("document.querySelector('h1').textContent = 'A long conversation '.repeat(9)")
    assert page.evaluate(BELOW_THE_WORDS)
