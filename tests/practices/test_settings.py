"""How a practice works: the page of its settings."""

import pytest
from sqlalchemy import Engine

from tests.cast import Cast
from tests.rows import stored
from tests.versions import NO_VERSIONS

SETTINGS = "/app/north/settings"
STORED = (
    "SELECT s.*, p.name, p.slug FROM settings s "
    "JOIN practice p ON p.id = s.practice_id WHERE p.slug = 'north'"
)
TYPED = {
    "name": "North Window",
    "zone": "Europe/Lisbon",
    "currency": "CHF",
    "locale": "en",
    "desk_idle_minutes": "30",
    "coaches_share_clients": "y",
}


def test_it_changes_the_settings(cast: Cast, superuser: Engine) -> None:
    answer = cast.browser("mara").fill(SETTINGS, **TYPED)
    assert (answer.status_code, answer.location) == (303, SETTINGS)
    row = stored(superuser, STORED)
    assert (row.name, row.zone, row.currency) == ("North Window", "Europe/Lisbon", "CHF")
    assert (row.desk_idle_minutes, row.coaches_share_clients, row.slug) == (30, True, "north")


def test_it_says_so_once(cast: Cast) -> None:
    mara = cast.browser("mara")
    mara.fill(SETTINGS)
    assert "Settings saved." in mara.get(SETTINGS).text
    assert "Settings saved." not in mara.get(SETTINGS).text


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(SETTINGS).location == f"/login?next={SETTINGS}"


@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("tove", 403), ("idris", 403)])
def test_it_refuses_others(cast: Cast, who: str, code: int) -> None:
    assert cast.browser(who).get(SETTINGS).status_code == code


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "", "This is needed."),
        ("name", "x" * 61, "At most 60 letters"),
        ("name", "North\r\nBcc: all@example.org", "on one line"),
        ("zone", "Nowhere", "choose from what is offered"),
        ("currency", "XXX", "choose from what is offered"),
        ("currency", "eur", "choose from what is offered"),
        ("desk_idle_minutes", "0", "choose from what is offered"),
        ("desk_idle_minutes", "121", "choose from what is offered"),
        ("desk_idle_minutes", "never", "choose from what is offered"),
    ],
)
def test_it_refuses_and_keeps_what_was_typed(
    cast: Cast, superuser: Engine, field: str, typed: str, message: str
) -> None:
    answer = cast.browser("mara").fill(SETTINGS, **{**TYPED, field: typed})
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="Europe/Lisbon"' in answer.text or field == "zone"
    assert stored(superuser, STORED).name == "North"


def test_a_late_save_shows_both_and_loses_neither(cast: Cast, superuser: Engine) -> None:
    mara, other = cast.browser("mara"), cast.browser("mara")
    before = mara.form(SETTINGS)
    other.fill(SETTINGS, **TYPED)
    late = mara.post(SETTINGS, {**before, "name": "Nordfenster", "currency": "USD"})
    assert late.status_code == 409
    theirs = ("North Window", "Lisbon", "Swiss Franc (CHF)", "30 minutes without use", "yes")
    assert all(f"Saved meanwhile: {word}" in late.text for word in theirs)
    assert 'value="Nordfenster"' in late.text
    assert "You saved this in another window" in late.text
    assert late.text.count("Saved meanwhile") == len(theirs)
    assert mara.send_again(late).status_code == 303
    assert stored(superuser, STORED).currency == "USD"


@NO_VERSIONS
def test_what_is_no_version_counts_as_late(cast: Cast, version: str) -> None:
    late = cast.browser("mara").fill(SETTINGS, name="Mine 1", version=version)
    assert late.status_code == 409
    assert "Saved meanwhile" in late.text
    assert "Mine 1" in late.text


def test_it_takes_no_other_method(cast: Cast) -> None:
    assert cast.browser("mara").open("PATCH", SETTINGS).status_code == 405


def test_it_shows_the_rooms_one_may_enter(cast: Cast) -> None:
    tabs = cast.browser("mara").get(f"{SETTINGS}/mail").text.split('<nav class="tabs"')[1]
    tabs = tabs.split("</nav>")[0]
    assert all(f">{word}<" in tabs for word in ("Practice", "Face", "Members", "E-mail"))


def test_who_may_enter_one_room_is_shown_no_others(cast: Cast) -> None:
    page = cast.browser("tove").get(f"{SETTINGS}/mail")
    assert page.status_code == 200
    assert '<nav class="tabs"' not in page.text
