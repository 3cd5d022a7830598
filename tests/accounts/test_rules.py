"""What is true of addresses, ways on, passwords and browsers' names."""

import pytest

from coachhub.accounts.rules import (
    NotAnAddress,
    device_label,
    guessable_word,
    is_common,
    normal_email,
    way_on,
)
from coachhub.accounts.services import common_passwords


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ben@example.org", "ben@example.org"),
        ("  Ben.Adler+x@Example.ORG ", "ben.adler+x@example.org"),
        ("ben@münchen.de", "ben@xn--mnchen-3ya.de"),
        ("ben@mu\u0308nchen.de", "ben@xn--mnchen-3ya.de"),
    ],
)
def test_an_address_has_one_form(typed: str, kept: str) -> None:
    assert normal_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ben",
        "ben@",
        "@example.org",
        "ben@localhost",
        "ben@exa mple.org",
        "ben@example.org\r\nBcc: all@example.org",
        "ben@example.org, anna@example.org",
        "Ben <ben@example.org>",
        "bän@example.org",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAddress):
        normal_email(typed)


@pytest.mark.parametrize(
    "path",
    [
        "/account",
        "/account/",
        "/account/devices",
        "/account/password?from=mail",
        "/signup",
        "/signup/practice",
        "/app/north-window/clients?tag=a%20b&page=2",
        "/app/north-window/clients/01a2052a-eec4-7284-b17a-b5485bde4681",
        "/portal/north-window/today",
        "/invite/-Zx_09",
        "/p/north-window/book/01a2052a-eec4-7284-b17a-b5485bde4681?day=2026-12-01",
    ],
)
def test_a_sign_in_leads_on_to_our_pages(path: str) -> None:
    assert way_on(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "/",
        "/login",
        "/logout",
        "/accounts",
        "/account.evil.example",
        "/accountevil",
        "/app",
        "/app/",
        "app/north-window",
        "//evil.example",
        "///evil.example/app/x",
        "/\\evil.example",
        "/app\\evil.example",
        "/app/\\evil.example",
        "/app//evil.example",
        "/app/x//evil.example",
        "/app/../login",
        "/app/./x",
        "/app/..//evil.example",
        "/app/%2e%2e/%2fevil.example",
        "/app/%5cevil.example",
        "/app/x\r\nLocation: https://evil.example",
        "/app/x%0d%0aSet-Cookie:a=b",
        "/app/x\t/y",
        "/app/x y",
        " /app/x",
        "/app/x#@evil.example",
        "/app/@evil.example",
        "/app:80@evil.example",
        "https://evil.example/app/x",
        "https:/app/x",
        "https:evil.example",
        "//coachhub.test@evil.example/app/x",
        "javascript:alert(1)//app/x",
        "data:text/html,/app/x",
        "/app/x?next=https://evil.example",
        "/app/\u2215evil.example",
        "/app/\u00e9vil",
        "/invite/" + "a" * 2_000,
    ],
)
def test_a_sign_in_leads_nowhere_else(path: str | None) -> None:
    assert way_on(path) is None


@pytest.mark.parametrize(
    "password",
    [
        "qwerty123456",
        "QWERTY123456",
        "123456789123",
        "password1234",
        "!!password!!",
        "Password2026!",
        "passwordpassword",
        "abcabcabcabc",
    ],
)
def test_a_common_password_is_known(password: str) -> None:
    assert is_common(password, {*common_passwords()})


@pytest.mark.parametrize(
    "password",
    [
        "seven quiet rivers",
        "tR7$wq9!mZx2",
        "48392-tiger-2937193",
        "🔒" * 256,
        "      a      b      ",
        "静かな川が五つ流れている山の朝",
    ],
)
def test_an_uncommon_password_is_let_be(password: str) -> None:
    assert not is_common(password, common_passwords())


def test_the_list_of_common_passwords_is_long() -> None:
    assert len(common_passwords()) >= 10_000


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("my COACHHUB word", "coachhub"),
        ("adler and the sea", "adler"),
        ("windowpane 4 you", "window"),
        ("ben by the river", None),
        ("seven quiet rivers", None),
    ],
)
def test_words_around_a_person_are_guessable(password: str, word: str | None) -> None:
    known = ["Ben Adler", "ben.a@example.org", "North Window"]
    assert guessable_word(password, known) == word


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Windows",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18 Safari/605",
            "Safari, Mac",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) CriOS/140 Safari/604",
            "Chrome, iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Linux"),
        ("curl/8.9", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_its_name(user_agent: str, label: str) -> None:
    assert device_label(user_agent) == label
