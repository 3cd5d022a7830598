"""Over TLS, as in production: the strict cookie is taken, and forms pass the origin check."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from coachhub.ops.postgres import Urls
from tests.browser.browsers import Windows
from tests.browser.site import Site, running
from tests.cast import PASSWORD, Cast, email_of
from tests.conftest import environment, fresh_database
from tests.mail.certificate import write_certificate
from tests.mail.post_office import PostOffice

pytestmark = pytest.mark.browser


@pytest.fixture
def secure_site(server: Urls, tmp_path: Path) -> Iterator[Site]:
    certificate = tmp_path / "certificate.pem"
    write_certificate(certificate)
    with (
        fresh_database(server) as urls,
        running(environment(urls, tmp_path), PostOffice(), certificate=certificate) as started,
    ):
        Cast.gather(started.app)
        yield started


def test_people_sign_in_and_out_and_forms_are_taken(browser: Browser, secure_site: Site) -> None:
    windows = Windows(browser, secure_site)
    page = windows.open()
    page.goto("/login")
    page.get_by_label("E-mail").fill(email_of("mara"))
    page.get_by_role("textbox", name="password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"__Host-coachhub", "language"}
    for cookie in cookies:
        assert cookie["secure"]
        assert cookie["httpOnly"]
        assert (cookie["sameSite"], cookie["path"]) == ("Lax", "/")
    page.goto("/app/north/clients/new")
    page.get_by_label("Name", exact=True).fill("Hanna Vogt")
    page.get_by_role("button", name="Add this client").click()
    expect(page.get_by_role("heading", name="Hanna Vogt")).to_be_visible()
    page.locator(".me summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    windows.close()
    assert windows.complaints == []
