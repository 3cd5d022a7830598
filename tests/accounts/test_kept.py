"""What somebody sends after their sign-in had run out comes back to them, and to nobody else."""

import re

import pytest
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from tests.cast import PASSWORD, Cast, email_of
from tests.intake.notes import path
from tests.page_form import form_of
from tests.rows import everything
from tests.visitor import Visitor

TYPED = "She laughs before\nthe sad part"


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


def grow_stale(superuser: Engine, column: str) -> None:
    """Everybody's devices were last seen long ago."""
    with superuser.begin() as connection:
        connection.execute(text(f"UPDATE device SET {column} = now() - interval '200 days'"))  # noqa: S608


def send_late(
    cast: Cast, mara: Visitor, superuser: Engine, column: str = "seen_at"
) -> TestResponse:
    """Mara saves the note on Ben when her sign-in has run out."""
    note = path(cast)
    form = mara.form(note)
    grow_stale(superuser, column)
    return mara.post(note, {**form, "impression": TYPED})


def sign_in(
    visitor: Visitor, asked: TestResponse, who: str, password: str = PASSWORD
) -> TestResponse:
    """Fill in the sign-in that a page asks for."""
    [address] = re.findall(r'action="(/login[^"]*)"', asked.text)
    [kept] = re.findall(r'name="kept"[^>]*value="([^"]+)"', asked.text)
    typed = {"email": email_of(who), "password": password, "kept": kept}
    return visitor.post(address, typed)


@pytest.mark.parametrize("column", ["seen_at", "desk_seen_at", "ended_at"])
def test_it_is_here_again_and_saved_by_a_press(
    cast: Cast, mara: Visitor, superuser: Engine, column: str
) -> None:
    asked = send_late(cast, mara, superuser, column)
    assert asked.status_code == 401
    assert "She laughs" not in asked.text
    back = sign_in(mara, asked, "mara")
    assert back.status_code == 200
    assert "She laughs" in back.text
    note = path(cast)
    assert mara.form(note)["impression"] == [""]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', back.text)
    assert (
        mara.http.post(note, data=dict(fields), base_url="https://coachhub.test").status_code == 303
    )
    assert mara.form(note)["impression"] == [TYPED]


def test_each_text_stands_under_its_own_label(cast: Cast, mara: Visitor, superuser: Engine) -> None:
    record = f"/app/north/clients/{cast.clients['ben']}/edit"
    form = {**mara.form(record), "phone": "0301234", "pronouns": "he"}
    grow_stale(superuser, "seen_at")
    back = sign_in(mara, mara.post(record, form), "mara").text
    shown = re.findall(r'<p class="small sub">([^<]+)</p><p class="said prewrap">([^<]+)</p>', back)
    assert ("Phone", "0301234") in shown
    assert ("Pronouns", "he") in shown
    assert form["version"][0] not in [words for _label, words in shown]


def test_what_was_chosen_is_shown_in_its_words(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    form = {**mara.form("/app/north/tasks/new"), "words": "Hum", "tags": ["no_fun", "messy"]}
    form |= {"kind": "one_off", "rhythm": "once"}
    grow_stale(superuser, "seen_at")
    back = sign_in(mara, mara.post("/app/north/tasks/new", form), "mara").text
    shown = re.findall(r'<p class="small sub">([^<]+)</p><p class="said prewrap">([^<]+)</p>', back)
    assert ("What kind", "Something to do once") in shown
    assert ("How often", "Once") in shown
    assert ("Fits when somebody says", "stopped playing\nleft a mess") in shown


def test_what_has_no_label_is_shown_all_the_same(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    note = path(cast)
    form = {**mara.form(note), "of_old": "Two words"}
    grow_stale(superuser, "seen_at")
    back = sign_in(mara, mara.post(note, form), "mara").text
    assert '<div><p class="said prewrap">Two words</p></div>' in back


def test_a_wrong_password_keeps_it(cast: Cast, mara: Visitor, superuser: Engine) -> None:
    asked = send_late(cast, mara, superuser)
    wrong = sign_in(mara, asked, "mara", "another long phrase")
    assert wrong.status_code == 422
    typed = {**form_of(wrong.text), "email": email_of("mara"), "password": PASSWORD}
    assert "She laughs" in mara.post("/login", typed).text


def test_nobody_else_gets_it(cast: Cast, mara: Visitor, superuser: Engine) -> None:
    asked = send_late(cast, mara, superuser)
    other = sign_in(mara, asked, "idris")
    assert (other.status_code, other.location) == (303, path(cast))
    assert "She laughs" not in mara.get("/app/north/").text
    assert "She laughs" not in everything(superuser)


def test_what_was_tampered_with_is_nothing(cast: Cast) -> None:
    for kept in ("x", "ä", "djF8ZDF8", "====", "AAAA" * 20):
        stranger = cast.browser(None)
        typed = {"email": email_of("mara"), "password": PASSWORD, "kept": kept}
        assert stranger.post("/login", typed).status_code == 303


def test_a_browser_that_nobody_was_in_is_sent_to_the_door(cast: Cast) -> None:
    answer = cast.browser(None).post(path(cast), {"impression": TYPED})
    assert (answer.status_code, answer.location) == (303, "/login")


def test_a_password_is_never_carried(cast: Cast, mara: Visitor, superuser: Engine) -> None:
    form = mara.form("/account")
    grow_stale(superuser, "seen_at")
    assert mara.post("/account", {**form, "name": "Mara"}).status_code == 303
