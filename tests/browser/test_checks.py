"""What a page is asked finds what is wrong with one, and the crawl leaves no page out."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser import checks, rooms
from tests.browser.browsers import PHONE, Windows

YELLOW = "<style>:has(> :checked) { background: #ff0 }</style>"
FADING = "<style>@keyframes on { to { opacity: 0 } } b { animation: on 9s infinite }</style>"
WRONG: dict[str, tuple[Callable[[Page], Iterator[str]], str]] = {
    "1 px too wide": (checks.fits, f"<div style='width: {PHONE + 1}px'>Wide</div>"),
    "no title": (checks.named, "<h1>One</h1>"),
    "twice: #here": (
        checks.named,
        "<title>A · B</title><h1 id=here>One</h1><p id=here>",
    ),
    "2 first headings": (checks.named, "<title>A · B</title><h1>One</h1><h1>Two</h1>"),
    "image-alt img": (checks.accessible, "<main><h1>One</h1><img src='data:,'></main>"),
    "cut off: p.a": (
        checks.whole,
        "<p class=a style='width: 40px; overflow: hidden'>Unbreakableword</p>",
    ),
    "set wide apart: cut off: p.e": (
        checks.spaced,
        "<p class=e style='width: 80px; overflow: hidden; white-space: nowrap'>Two words</p>",
    ),
    "no mark in forced colours: i.b": (
        checks.marked,
        "<i class=b style='display: block; background: #00f; width: 9px; height: 9px'></i>",
    ),
    "not told in forced colours: input.c": (
        checks.marked,
        f"{YELLOW}<label>One <input class=c type=radio style='opacity: 0'></label>",
    ),
    "unreadable in forced colours: p.d": (
        checks.marked,
        "<p class=d style='forced-color-adjust: none; background: #444; color: #000'>Dim</p>",
    ),
    "moves: on": (
        checks.still,
        f"{FADING}<b>On</b>",
    ),
}

WELL = (
    "<p aria-hidden=true style='width: 40px; overflow: hidden'>Onlyrepeatsthehead</p>"
    f"<p style='overflow: hidden; height: {checks.ALL_OF_IT}px'>One<i style='position: absolute; "
    "width: 1px; height: 1px; overflow: hidden'>onlyfortheear</i></p><a href='#'>Last</a>"
)
"""What looks like a fault and is none."""


@pytest.mark.browser
def test_each_fault_is_found(windows: Windows) -> None:
    page = windows.open(width=PHONE)
    for fault, (check, body) in WRONG.items():
        page.set_content(f"<!doctype html><html lang=en style='margin: 0'>{body}")
        page.evaluate("document.body.style.margin = 0")
        assert fault in list(check(page)), fault
    page.set_content(f"<!doctype html><html lang=en><title>A · B</title><main><h1>One</h1>{WELL}")
    every = (
        checks.fits,
        checks.named,
        checks.accessible,
        checks.whole,
        checks.spaced,
        checks.marked,
    )
    assert [what for check in every for what in check(page)] == []


def test_the_crawl_sees_every_page(app: Flask) -> None:
    answering = {
        rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())
    }
    seen = {endpoint for endpoint, _ in rooms.seen_by()}
    assert seen.isdisjoint(rooms.NO_PAGES)
    assert answering == seen | set(rooms.NO_PAGES) - rooms.IN_THE_DEMO
