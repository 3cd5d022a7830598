"""One's own account: details, password, devices."""

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from coachhub.accounts import services
from tests.accounts.people import (
    MARA,
    OTHER_PASSWORD,
    PASSWORD,
    Person,
    is_in,
    mailed_kinds,
    make_person,
)
from tests.visitor import Visitor

DETAILS = {"name": "Mara Winter", "zone": "Asia/Kathmandu", "locale": "en"}
PAGES = ["/account", "/account/password", "/account/devices"]


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in(stranger: Visitor, path: str) -> None:
    answer = stranger.get(path)
    assert (answer.status_code, answer.location) == (303, f"/login?next={path}")


@pytest.mark.parametrize("path", PAGES)
def test_other_methods_are_refused(browser: Visitor, path: str) -> None:
    csrf = {"X-CSRFToken": browser.token()}
    assert browser.open("PUT", path, headers=csrf).status_code == 405


def test_details_are_saved(browser: Visitor) -> None:
    answer = browser.post("/account", DETAILS)
    assert (answer.status_code, answer.location) == (303, "/account")
    page = browser.get("/account").text
    assert 'value="Mara Winter"' in page
    assert 'selected value="Asia/Kathmandu"' in page


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"zone": "Mars/Base"}, {"locale": "xx"}, {"name": "a\x07b"}]
)
def test_wrong_details_are_refused(browser: Visitor, wrong: dict[str, str]) -> None:
    assert browser.post("/account", {**DETAILS, **wrong}).status_code == 422
    assert 'value="Mara Wind"' in browser.get("/account").text


def test_the_address_cannot_be_changed_here(app: Flask, browser: Visitor) -> None:
    browser.post("/account", {**DETAILS, "email": "other@example.org", "id": "x"})
    with app.app_context():
        assert services.find_user(MARA) is not None


def test_a_new_password_ends_all_other_devices(app: Flask, browser: Visitor, mara: Person) -> None:
    others = [Visitor(app), Visitor(app)]
    for other in others:
        mara.sign_in(other)
    form = {"current": PASSWORD, "password": OTHER_PASSWORD}
    answer = browser.post("/account/password", form)
    assert (answer.status_code, answer.location) == (303, "/account")
    assert [is_in(visitor) for visitor in (browser, *others)] == [True, False, False]
    assert mailed_kinds(app, MARA) == ["accounts/password_changed"]
    assert Visitor(app).post("/login", {"email": MARA, "password": PASSWORD}).status_code == 422


def test_a_new_password_gives_this_device_a_new_token(app: Flask, browser: Visitor) -> None:
    cookie = browser.http.get_cookie("__Host-coachhub", domain="coachhub.test")
    assert cookie is not None
    copy = Visitor(app)
    copy.http.set_cookie("__Host-coachhub", cookie.value, domain="coachhub.test", secure=True)
    browser.post("/account/password", {"current": PASSWORD, "password": OTHER_PASSWORD})
    assert is_in(browser)
    assert not is_in(copy)


@pytest.mark.parametrize(
    ("current", "password"),
    [
        ("wrong password", OTHER_PASSWORD),
        ("", OTHER_PASSWORD),
        (PASSWORD, "short"),
        (PASSWORD, "the wind and sea"),
        (PASSWORD, ""),
    ],
)
def test_a_password_is_not_changed_by_mistake(
    app: Flask, browser: Visitor, current: str, password: str
) -> None:
    answer = browser.post("/account/password", {"current": current, "password": password})
    assert answer.status_code == 422
    assert PASSWORD not in answer.text
    assert is_in(browser)
    assert Visitor(app).post("/login", {"email": MARA, "password": PASSWORD}).status_code == 303


def test_devices_are_listed_by_their_names(app: Flask, browser: Visitor, mara: Person) -> None:
    phone = Visitor(app)
    phone.http.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Android 16) Firefox/140.0"
    mara.sign_in(phone)
    page = browser.get("/account/devices").text
    assert "Firefox, Android" in page
    assert page.count("this one") == 1


def test_one_device_is_ended_elsewhere(
    app: Flask, browser: Visitor, mara: Person, past: Connection
) -> None:
    phone, laptop = Visitor(app), Visitor(app)
    mara.sign_in(phone)
    phones = past.scalar(text("SELECT id FROM device ORDER BY created_at DESC LIMIT 1"))
    mara.sign_in(laptop)
    answer = browser.post(f"/account/devices/{phones}/end")
    assert (answer.status_code, answer.location) == (303, "/account/devices")
    assert [is_in(visitor) for visitor in (browser, phone, laptop)] == [True, False, True]


def test_all_other_devices_are_ended(app: Flask, browser: Visitor, mara: Person) -> None:
    phone, laptop = Visitor(app), Visitor(app)
    mara.sign_in(phone)
    mara.sign_in(laptop)
    assert browser.post("/account/devices/others/end").status_code == 303
    assert [is_in(visitor) for visitor in (browser, phone, laptop)] == [True, False, False]


def test_nobody_ends_the_device_of_somebody_else(
    app: Flask, browser: Visitor, past: Connection
) -> None:
    bens = Visitor(app)
    make_person(app, "ben@example.org").sign_in(bens)
    device = past.scalar(text("SELECT id FROM device ORDER BY created_at DESC LIMIT 1"))
    assert browser.post(f"/account/devices/{device}/end").status_code == 404
    browser.post("/account/devices/others/end")
    assert is_in(bens)


def test_ending_is_never_by_a_link(browser: Visitor) -> None:
    assert browser.get("/account/devices/others/end").status_code == 405


def test_changes_are_audited(browser: Visitor, past: Connection) -> None:
    browser.post("/account/password", {"current": PASSWORD, "password": OTHER_PASSWORD})
    actions = past.scalars(text("SELECT action FROM audit_event ORDER BY at, id")).all()
    assert sorted(actions) == [
        "account.made",
        "device.ended",
        "password.changed",
        "sign_in.done",
        "sign_in.done",
    ]


def test_the_zone_says_where_it_holds(browser: Visitor) -> None:
    """A client's portal keeps one of its own, which this page can't know."""
    page = browser.get("/account").text
    assert "the zone of your portal there" in page
    assert "All times" not in page
