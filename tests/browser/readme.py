"""Makes the pictures of the README anew: `bin/screenshots --readme`.

One page of the desk, one of the portal on a phone, and the first page of a printed summary, all
of the demo; the sheet of paper needs pdftoppm (Debian: poppler-utils).
"""

import subprocess
from pathlib import Path

from playwright.sync_api import Page

from tests.browser import rooms
from tests.browser.browsers import DESK, PHONE, Windows, chromium

PICTURES = Path(__file__).parents[2] / "docs/pictures"
PORTAL = "/portal/north-window"


def main() -> None:
    """The three pictures show the demo as it is now."""
    with rooms.house() as house, chromium() as browser:
        list(rooms.demo(house.site))
        windows = Windows(browser, house.site)
        desk = windows.open("mara@example.org", width=DESK, color_scheme="light")
        desk.goto("/app/north-window/")
        desk.screenshot(path=PICTURES / "today.png")
        phone = windows.open("anna@example.org", width=PHONE, color_scheme="light")
        phone.goto(f"{PORTAL}/plan")
        phone.screenshot(path=PICTURES / "portal.png")
        _print_first_page(_summary(phone))
        windows.close()


def _summary(page: Page) -> bytes:
    """Anna's newest summary, once the worker has printed it."""
    link = page.locator("a[href$='.pdf']").first
    while not link.count():
        page.wait_for_timeout(500)
        page.goto(f"{PORTAL}/documents")
    body: bytes = page.context.request.get(link.get_attribute("href") or "").body()
    return body


def _print_first_page(pdf: bytes) -> None:
    to_png = [
        "pdftoppm",
        "-png",
        "-r",
        "72",
        "-f",
        "1",
        "-singlefile",
        "-",
        str(PICTURES / "summary"),
    ]
    subprocess.run(to_png, input=pdf, check=True)


if __name__ == "__main__":
    main()
