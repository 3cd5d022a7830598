"""What is too long is said to be so, and nothing of it is cut off."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import Windows

pytestmark = pytest.mark.browser

LONG = "It was a long evening.\n" * 12
SENTENCE_AT_MOST = 200


def test_a_text_that_is_too_long_is_counted_refused_and_kept(windows: Windows) -> None:
    page = windows.open("mara")
    page.goto("/app/north/clients?show=all")
    page.get_by_role("link", name="Ben").first.click()
    page.wait_for_url(re.compile(r"/clients/[0-9a-f-]{36}$"))
    page.goto(f"{page.url}/pin")
    field = page.get_by_label("The sentence")
    too_long = page.get_by_text("Too long: please shorten it")
    expect(too_long).to_be_hidden()
    counter = page.get_by_text(f"of {SENTENCE_AT_MOST} letters")
    field.fill("a" * (SENTENCE_AT_MOST * 9 // 10 - 1))
    expect(counter).to_have_count(0)
    field.press("End")
    field.press("a")
    expect(counter).to_have_text("180 of 200 letters")
    expect(field).to_have_accessible_description(re.compile("180 of 200 letters$"))
    field.fill(LONG)
    expect(page.get_by_text(f"{len(LONG.strip())} of {SENTENCE_AT_MOST} letters")).to_be_visible()
    expect(too_long).to_be_visible()
    page.get_by_role("button", name="Pin it").click()
    more = len(LONG.strip()) - SENTENCE_AT_MOST
    wrong = f"At most {SENTENCE_AT_MOST} letters, please; this is {more} more."
    expect(page.get_by_text(wrong).first).to_be_visible()
    assert page.get_by_label("The sentence").input_value().strip() == LONG.strip()
    page.get_by_label("The sentence").fill("It was a long evening.")
    expect(counter).to_have_count(0)
    expect(too_long).to_be_hidden()
