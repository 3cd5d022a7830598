"""A forgotten password: the mailed link waits for its button, whoever opens it before."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsers import Windows
from tests.cast import email_of

pytestmark = pytest.mark.browser

NEW_PASSWORD = "a shelf of nine kettles"


@pytest.mark.parametrize(
    ("name", "scripts"), [("anna", True), ("ruth", False)], ids=["scripts", "no scripts"]
)
def test_the_mailed_link_sets_a_password(windows: Windows, name: str, *, scripts: bool) -> None:
    page = windows.open(java_script_enabled=scripts)
    ask_for_link(page, name)
    link = windows.site.link_to(email_of(name))
    scanners_open(windows, link)
    page.goto(link)
    page.get_by_role("textbox", name="password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Set this password").click()
    expect(page.get_by_text("Please sign in with it.")).to_be_visible()
    sign_in(page, name)
    expect(page.get_by_role("navigation", name="Main").first).to_be_visible()
    assert status(page, link) == 410


def ask_for_link(page: Page, name: str) -> None:
    page.goto("/login")
    page.get_by_role("link", name="I forgot my password").click()
    page.get_by_label("E-mail").fill(email_of(name))
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Check your e-mail")).to_be_visible()


def scanners_open(windows: Windows, link: str) -> None:
    """What mail programs do before their reader does: ask for it, and open it with its scripts."""
    scanner = windows.open()
    assert scanner.request.head(link).status == 200
    assert scanner.request.get(link).status == 200
    scanner.goto(link, wait_until="networkidle")
    expect(scanner.get_by_role("button", name="Set this password")).to_be_visible()


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("E-mail").fill(email_of(name))
    page.get_by_role("textbox", name="password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def status(page: Page, path: str) -> int:
    answer = page.goto(path)
    assert answer
    return answer.status
