"""A plan from its proposal to an answered slip, on both sides, with script and without."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsers import DESK, PHONE, TABLET, Windows
from tests.browser.planned import ben_ready
from tests.nocontact.plans import RATIONALE

pytestmark = pytest.mark.browser

TOPS = """() => {
  const agreed = [...document.querySelectorAll(".cols h3")];
  return [
    document.querySelector(".cols .status--need"),
    document.querySelector(".cols .path"),
    agreed.find((heading) => heading.textContent === "What is agreed"),
    document.querySelector(".cols [id^=check-in]"),
  ].map((one) => one.getBoundingClientRect().top);
}"""
"""Where on the page of a plan its parts begin: the slip, the days, the rules, what was told."""

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


@pytest.fixture
def ben(windows: Windows) -> Iterator[UUID]:
    """Ready for a plan."""
    with ben_ready(windows.site) as client_id:
        yield client_id


def _propose(mara: Page, ben: UUID, *, scripts: bool) -> None:
    mara.goto(f"/app/north/clients/{ben}/plan/new")
    mara.get_by_label("45 days").check()
    look = mara.get_by_role("button", name="Show the dates")
    if scripts:
        expect(look).to_have_count(0)
    else:
        look.click()
    expect(mara.get_by_text("45 days.")).to_be_visible()
    mara.get_by_label("Why this length and kind").fill(RATIONALE)
    mara.get_by_role("button", name="Next: what is agreed").click()
    looking = mara.get_by_label("counts as a slip: I don’t look at profiles")
    expect(looking).not_to_be_checked()
    looking.check()
    mara.get_by_label("I don’t ask friends for news of them.", exact=True).uncheck()
    expect(mara.get_by_label("counts as a slip: I don’t ask")).to_be_hidden()
    mara.get_by_label("Rules of your own").fill("Sundays by the river")
    mara.get_by_role("button", name="One step back").click()
    expect(mara.get_by_role("radio", name="45 days")).to_be_checked()
    mara.get_by_role("button", name="Next: what is agreed").click()
    expect(looking).to_be_checked()
    mara.get_by_role("button", name="Next: look it over").click()
    expect(mara.get_by_text("No contact, 45 days")).to_be_visible()
    expect(mara.get_by_text("Sundays by the river")).to_be_visible()
    expect(mara.get_by_text("for news of them")).to_have_count(0)
    mara.get_by_role("button", name="Propose it").click()
    expect(mara.get_by_role("heading", name="Proposed, 45 days")).to_be_visible()


@BOTH
def test_a_plan_is_proposed_agreed_lived_and_a_slip_answered(
    windows: Windows, ben: UUID, *, scripts: bool
) -> None:
    mara = windows.open("mara", java_script_enabled=scripts)
    _propose(mara, ben, scripts=scripts)
    page = windows.open("ben", java_script_enabled=scripts, width=390)
    page.goto("/portal/north/plan")
    expect(page.get_by_role("button", name="Agree to this plan")).to_have_count(0)
    page.get_by_role("link", name="How it works").click()
    page.get_by_role("link", name="To your plan").click()
    page.get_by_role("button", name="Agree to this plan").click()
    expect(page.get_by_role("heading", name="Day 1 of 45")).to_be_visible()
    page.goto("/portal/north/today")
    page.locator(".scale__pane").nth(6).click()
    page.get_by_role("button", name="Go on with the check-in").click()
    page.get_by_label("None", exact=True).check()
    page.get_by_label("One line about the day").fill("The river was loud")
    page.get_by_role("button", name="Save check-in").click()
    expect(page.get_by_text("You have checked in for today")).to_be_visible()
    mara.goto(f"/app/north/clients/{ben}/plan")
    expect(mara.get_by_text("The river was loud")).to_be_visible()
    expect(mara.get_by_text("Mood 6 · no contact")).to_be_visible()
    page.goto("/portal/north/plan/check-in")
    page.get_by_label("I reached out or replied").check()
    page.get_by_role("button", name="Save check-in").click()
    page.get_by_label("I wrote, called or went there").check()
    page.get_by_label("What came before it?").fill("The evening alone")
    page.get_by_role("button", name="Save what happened").click()
    expect(page.get_by_text("Thank you for telling it as it was")).to_be_visible()
    mara.goto(f"/app/north/clients/{ben}/plan")
    for width in (PHONE, TABLET):
        mara.set_viewport_size({"width": width, "height": 844})
        tops = mara.evaluate(TOPS)
        assert tops == sorted(tops)
    mara.set_viewport_size({"width": DESK, "height": 900})
    slip, path, agreed, days = mara.evaluate(TOPS)
    assert slip < path
    assert slip < agreed < days
    mara.goto("/app/north/")
    mara.get_by_role("link", name="Answer the slip").click()
    more = mara.get_by_label("By how many days")
    expect(more).to_be_hidden()
    mara.get_by_label("Extend by some days").check()
    expect(more).to_be_visible()
    mara.get_by_label("Continue").check()
    expect(mara.get_by_text("The evening alone")).to_be_visible()
    mara.get_by_label("Your words").fill("What would have helped at nine?")
    mara.get_by_role("button", name="Send the answer").click()
    expect(mara.get_by_role("button", name="Send the answer")).to_have_count(0)
    page.goto("/portal/north/plan")
    expect(page.get_by_text("What would have helped at nine?")).to_be_visible()
    expect(page.get_by_role("heading", name="Day 1 of 45")).to_be_visible()
    expect(page.get_by_text("1 slip").first).to_be_visible()


def test_a_draft_is_kept_without_scolding(windows: Windows, ben: UUID) -> None:
    mara = windows.open("mara", width=390)
    mara.goto(f"/app/north/clients/{ben}/plan/new")
    mara.get_by_label("Limited contact").check()
    saved = mara.locator("#saved")
    expect(saved).to_have_text(re.compile(r"^Saved [^,]*$"))
    scolding = mara.locator(".saving__trouble, .field__error, .mistakes").filter(visible=True)
    expect(scolding).to_have_count(0)
    line = mara.locator(".saving--foot").bounding_box()
    assert line
    assert line["height"] < 60
    mara.get_by_label("Why some contact has to be").select_option("the children")
    mara.get_by_label("another number", exact=True).check()
    number = mara.get_by_label("Another number of days")
    number.fill("500")
    mara.get_by_role("button", name="Next: what is agreed").click()
    wrong = mara.locator(".mistakes li")
    expect(wrong).to_have_count(2)
    expect(number).to_have_attribute("aria-invalid", "true")
    number.fill("40")
    number.blur()
    expect(wrong).to_have_count(1)
    expect(number).not_to_have_attribute("aria-invalid", "true")
    expect(mara.get_by_text("One thing needs another look")).to_be_visible()
    expect(mara.get_by_text("This is needed.", exact=True)).to_be_visible()
    mara.get_by_label("Why this length and kind").fill(RATIONALE)
    mara.get_by_label("Why this length and kind").blur()
    expect(scolding).to_have_count(0)
    mara.goto(f"/app/north/clients/{ben}/plan/new")
    expect(mara.get_by_label("Another number of days")).to_have_value("40")


@BOTH
def test_a_pause_before_writing_is_one_tap_away(windows: Windows, *, scripts: bool) -> None:
    page = windows.open("anna", java_script_enabled=scripts, width=390)
    page.goto("/portal/north/tasks")
    page.get_by_role("button", name="I want to write").click()
    expect(page.get_by_role("timer")).to_contain_text("14 min")
    page.reload()
    expect(page.get_by_role("timer")).to_contain_text("14 min")
    page.get_by_role("link", name="Leave, any time").click()
    expect(page.get_by_role("heading", name="Hello, Anna")).to_be_visible()
