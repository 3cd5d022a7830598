"""Somebody's browsers: ended from another one, and left by themselves."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsers import Windows

pytestmark = pytest.mark.browser

STORED = """async () => ({
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
})"""


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_device_is_ended_from_another(windows: Windows, *, scripts: bool) -> None:
    lost = windows.open("carla", java_script_enabled=scripts)
    lost.goto("/portal/north/today")
    here = windows.open("carla", java_script_enabled=scripts)
    here.goto("/account/devices")
    # The last used stands first, after this one.
    here.get_by_role("row").get_by_role("button", name="Sign it out").first.click()
    expect(here.get_by_text("That device is signed out.")).to_be_visible()
    lost.reload()
    expect(lost.get_by_role("heading", name="Sign in")).to_be_visible()
    here.goto("/portal/north/today")
    expect(here).to_have_url(re.compile("/portal/north/today"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_going_back_after_signing_out_shows_the_door(windows: Windows, *, scripts: bool) -> None:
    page = windows.open("mara", java_script_enabled=scripts)
    page.goto("/app/north/clients")
    page.get_by_role("link", name="Ben Test").click()
    expect(page.get_by_role("heading", name="Ben Test")).to_be_visible()
    page.locator(".me summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    for _ in range(2):
        page.go_back()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        expect(page.get_by_text("Ben Test")).to_have_count(0)


def test_the_browser_is_given_nothing_to_keep(windows: Windows) -> None:
    page = windows.open("mara")
    for path in ("/app/north/clients", "/app/north/settings", "/account"):
        page.goto(path)
    assert stored(page) == {"local": 0, "session": 0, "databases": 0, "caches": 0}


def stored(page: Page) -> object:
    return page.evaluate(STORED)
