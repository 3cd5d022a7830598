"""A client answers that an order names them; their coach is told, sees to it, and closes it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsers import Windows

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def _choose_by_keyboard(page: Page, number: int, presses: int) -> None:
    """From the first answer of a question downwards, as arrow keys go."""
    question = page.get_by_role("group", name=re.compile(rf"^{number}\."))
    question.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _press in range(presses):
        page.keyboard.press("ArrowDown")


@BOTH
def test_an_order_that_names_the_client_is_seen_to(windows: Windows, *, scripts: bool) -> None:
    reason = f"The order ended {'early' if scripts else 'late'}"
    ben = windows.open("ben", java_script_enabled=scripts)
    ben.goto("/portal/north/today")
    ben.get_by_role("link", name="More").first.click()
    ben.get_by_role("link", name="Safety questions").click()
    expect(ben.get_by_role("heading", name="Who sees your answers")).to_be_visible()
    expect(ben.get_by_role("button", name="I would rather talk")).to_be_visible()
    for number in (1, 2, 3, 5, 6, 7, 8):
        _choose_by_keyboard(ben, number, presses=0)
    _choose_by_keyboard(ben, 4, presses=2)
    expect(ben.get_by_label("Yes, it names me")).to_be_checked()
    ben.get_by_role("button", name="Give these answers").focus()
    ben.keyboard.press("Enter")
    expect(ben.get_by_text("A legal order applies. Nothing here changes it.")).to_be_visible()
    expect(ben.get_by_role("link", name="112")).to_have_attribute("href", "tel:112")
    expect(ben.get_by_text("Nobody reads this live.")).to_be_visible()
    expect(ben.get_by_role("link", name="Leave this page quickly")).to_be_visible()

    mara = windows.open("mara", java_script_enabled=scripts)
    mara.goto("/app/north/")
    mara.get_by_role("article").filter(has_text="to see now").get_by_role("link").click()
    expect(mara.get_by_text("An order names them").first).to_be_visible()
    expect(mara.get_by_text("Set by an answer.")).to_be_visible()
    mara.get_by_role("button", name="We talked about it").first.click()
    mara.get_by_role("link", name="Write down a step").click()
    mara.get_by_label("Spoke with them").check()
    mara.get_by_label("A note for yourself").fill("Seen the paper")
    mara.get_by_role("button", name="Write it down").click()
    mara.get_by_role("link", name="Close the flag").first.click()
    mara.get_by_label("It is settled").check()
    mara.get_by_label("In your words").fill(reason)
    mara.get_by_role("button", name="Close the flag").click()
    expect(mara.get_by_text(reason)).to_be_visible()
    mara.get_by_role("link", name="Lift it").click()
    mara.get_by_label("Why").fill("The court has written")
    mara.get_by_role("button", name="Lift the hold").click()
    expect(mara.get_by_text("No court or police order is known.")).to_be_visible()
