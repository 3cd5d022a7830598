"""Opening a practice: its address is made of its name."""

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import Windows

pytestmark = pytest.mark.browser


def test_the_address_follows_the_name_until_it_is_written(windows: Windows) -> None:
    page = windows.open("mara")
    page.goto("/signup/practice")
    name, address = page.locator("[name=name]"), page.locator("[name=slug]")
    name.press_sequentially("Café  Élan & Ruhe!")
    expect(address).to_have_value("cafe-elan-ruhe")
    address.fill("elan")
    name.press_sequentially(" Berlin")
    expect(address).to_have_value("elan")
