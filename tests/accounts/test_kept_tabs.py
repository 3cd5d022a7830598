"""A form whose page is older than the sign-in: its words come back to whoever typed them."""

from typing import Any

import pytest
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from tests.accounts.test_kept import TYPED, sign_in
from tests.booking.scene import open_shop
from tests.cast import PASSWORD, Cast, email_of
from tests.intake.notes import path
from tests.nocontact.plans import by_coach, client_of, desk_of, in_north, make_ready
from tests.page_form import form_of
from tests.rows import everything, fingerprint
from tests.visitor import AS_SCRIPT, BASE_URL, Visitor

OURS = {"Origin": BASE_URL, "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


def typed(cast: Cast, browser: Visitor) -> dict[str, Any]:
    """The note on Ben, opened and written in."""
    return {**browser.form(path(cast)), "impression": TYPED}


def press(browser: Visitor, address: str, form: dict[str, Any]) -> TestResponse:
    """Send a form just as its page was, with the token it had."""
    return browser.http.post(address, data=form, base_url=BASE_URL, headers=OURS)


def sign_in_anew(browser: Visitor, who: str) -> None:
    """In another tab: out, and in."""
    browser.post("/logout")
    answer = browser.post("/login", {"email": email_of(who), "password": PASSWORD})
    assert answer.status_code == 303


def test_the_same_person_sees_it_and_sends_it_by_a_press(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    form = typed(cast, mara)
    sign_in_anew(mara, "mara")
    before = fingerprint(superuser)
    asked = press(mara, path(cast), form)
    assert asked.status_code == 409
    assert "She laughs" in asked.text
    assert fingerprint(superuser) == before
    again = form_of(asked.text.replace(f' action="{path(cast)}"', ""))
    assert press(mara, path(cast), again).status_code == 303
    assert mara.form(path(cast))["impression"] == [TYPED]


def test_without_cookies_it_comes_back_after_signing_in(cast: Cast, mara: Visitor) -> None:
    form = typed(cast, mara)
    bare = cast.browser(None)
    asked = press(bare, path(cast), form)
    assert asked.status_code == 401
    assert "She laughs" not in asked.text
    assert "You had been signed out" in asked.text
    assert "She laughs" in sign_in(bare, asked, "mara").text


def test_dates_and_numbers_are_shown_as_one_reads_them(cast: Cast, mara: Visitor) -> None:
    in_north(cast, lambda: make_ready(client_of(cast), by=by_coach(cast)))
    new = f"{desk_of(cast)}/new"
    typed = {"starts_on": "2027-03-18", "already_since": "soon", "other_days": "45"}
    form = {**mara.form(new), **typed}
    sign_in_anew(mara, "mara")
    asked = press(mara, new, form).text
    for label, words in (
        ("First day", "Thu, Mar 18, 2027"),
        ("No contact already since", "soon"),
        ("Another number of days", "45"),
    ):
        assert f'<p class="small sub">{label}</p><p class="said prewrap">{words}</p>' in asked
    assert "Please choose" not in asked


def test_a_time_that_was_typed_is_shown_by_its_own_clock(cast: Cast, mara: Visitor) -> None:
    open_shop(cast)
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    form = {**mara.form(new), "any-begins_at": "2027-03-18T16:30"}
    sign_in_anew(mara, "mara")
    assert '<p class="said prewrap">Thu, Mar 18, 2027, 4:30' in press(mara, new, form).text


def test_somebody_else_never_sees_it(cast: Cast, mara: Visitor, superuser: Engine) -> None:
    form = typed(cast, mara)
    sign_in_anew(mara, "idris")
    asked = press(mara, path(cast), form)
    assert asked.status_code == 401
    assert "She laughs" not in asked.text
    assert "Somebody else is signed in here by now" in asked.text
    theirs = sign_in(mara, asked, "idris")
    assert theirs.status_code == 303
    assert "She laughs" not in everything(superuser)
    assert "She laughs" in sign_in(mara, asked, "mara").text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None, "Sec-Fetch-Site": None}, 400),
    ],
)
def test_a_foreign_page_gets_no_form_filled_in(
    cast: Cast, mara: Visitor, headers: dict[str, str | None], status: int
) -> None:
    form = typed(cast, mara)
    sign_in_anew(mara, "mara")
    sent = {name: value for name, value in {**OURS, **headers}.items() if value is not None}
    answer = mara.http.post(path(cast), data=form, base_url=BASE_URL, headers=sent)
    assert (answer.status_code, "She laughs" in answer.text) == (status, False)


@pytest.mark.parametrize("token", ["", "wrong", "IiI.aaaa.bbbb"])
def test_a_token_that_is_not_ours_keeps_nothing(cast: Cast, mara: Visitor, token: str) -> None:
    answer = press(mara, path(cast), {"impression": TYPED, "csrf_token": token})
    assert (answer.status_code, "She laughs" in answer.text) == (400, False)


def test_a_token_of_the_attacker_fills_nothing_in_for_others(cast: Cast, mara: Visitor) -> None:
    idris = cast.browser("idris")
    answer = press(mara, path(cast), {"impression": TYPED, "csrf_token": idris.token()})
    assert (answer.status_code, "She laughs" in answer.text) == (401, False)


def test_a_token_of_nobody_fills_nothing_in_at_the_desk(cast: Cast, mara: Visitor) -> None:
    nobody = cast.browser(None)
    answer = press(mara, path(cast), {"impression": TYPED, "csrf_token": nobody.token()})
    assert (answer.status_code, "She laughs" in answer.text) == (400, False)


def test_a_script_is_only_told(cast: Cast, mara: Visitor) -> None:
    form = typed(cast, mara)
    sign_in_anew(mara, "mara")
    headers = {**OURS, **AS_SCRIPT}
    answer = mara.http.post(path(cast), data=form, base_url=BASE_URL, headers=headers)
    assert (answer.status_code, "She laughs" in answer.text) == (400, False)


def test_passwords_are_never_kept(cast: Cast, mara: Visitor) -> None:
    secret = "a phrase that nobody may keep"
    for page in ("/account", "/login"):
        form = {"csrf_token": mara.token(), "email": "m@example.org", "password": secret}
        asked = press(cast.browser(None), page, form)
        assert asked.status_code == 400
        assert "This page is from before." in asked.text
        assert secret not in asked.text
        assert 'name="kept"' not in asked.text


def test_a_page_without_words_says_that_it_is_old(cast: Cast, mara: Visitor) -> None:
    form = {"csrf_token": mara.token()}
    sign_in_anew(mara, "mara")
    asked = press(mara, path(cast), form)
    assert asked.status_code == 400
    assert "opened before you last signed in or out" in asked.text
