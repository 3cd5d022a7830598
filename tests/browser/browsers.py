"""Chromium, and its windows: each one watched for what no page of ours may do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from shutil import which
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

from tests.browser.site import Site

CHROMIUM = which("chromium-headless-shell") or which("chromium")
"""The shell is the same browser without the windows that nobody sees: pages come a third sooner."""
ARGUMENTS = [
    "--no-sandbox",  # as root there is none
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE_MS = 15_000
PHONE, TABLET, DESK = 390, 768, 1280
HEIGHT = {PHONE: 844, TABLET: 1024, DESK: 900}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser, closed afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


# The browser reports every refusal of ours (404, 422) as an error too, and what tests forbid it.
EXPECTED = ("Failed to load resource", "Service Worker registration blocked")


@dataclass
class Windows:
    """Opens windows on a site and remembers what the pages in them asked for and complained of."""

    browser: Browser
    site: Site
    opened: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    may_ask: set[str] = field(default_factory=set)
    """Other hosts that the test's pages lead to."""

    def open(self, name: str | None = None, *, width: int = DESK, **options: Any) -> Page:
        """An empty window of a browser of its own, in which this person is signed in.

        Pages that a browser keeps for later are kept only with `service_workers="allow"`.
        """
        context = self.browser.new_context(
            base_url=self.site.url,
            viewport={"width": width, "height": HEIGHT[width]},
            reduced_motion="reduce",
            ignore_https_errors=True,
            **{
                "locale": "en-GB",
                "service_workers": "block",
                "timezone_id": "Europe/Berlin",
                **options,
            },
        )
        context.set_default_timeout(PATIENCE_MS)
        if name is not None:
            cookie, value = self.site.cookie(name)
            context.add_cookies([{"name": cookie, "value": value, "url": self.site.url}])
        self._watch(context)
        self.opened.append(context)
        return context.new_page()

    def close(self) -> None:
        for context in self.opened:
            context.close()

    def _watch(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", lambda message: self._note(message.type, message.text))

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith(EXPECTED):
            self.complaints.append(text)


def questions(page: Page) -> list[str]:
    """What kind of question comes up on a page; each is answered with yes."""
    kinds: list[str] = []

    def answer(dialog: Dialog) -> None:
        kinds.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return kinds
