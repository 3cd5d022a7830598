"""What every mail looks like: one heading, one button in the practice's own colour, why it came."""

import re
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask

from coachhub.app import COMPOSERS
from coachhub.core import clock, tenancy
from coachhub.mail import letters
from coachhub.mail import services as mail
from coachhub.practices.emails import colours_of
from coachhub.practices.face import mail_colours
from tests.cast import Cast, email_of
from tests.visitor import BASE_URL

FACE = "/app/north/settings/face"
NAME = "Bartholomea-Anastasia von Hohenstein zu Lichtental & <Sons>"
LINK = f"{BASE_URL}/x/{'k3jR9fX2mQ7' * 4}"
VALUES: dict[str, Any] = {
    **dict.fromkeys(("name", "practice"), NAME),
    **dict.fromkeys(("link", "url"), LINK),
    **dict.fromkeys(("day", "time", "city", "where", "money", "amount", "refunded"), "x"),
    **dict.fromkeys(("hours", "what"), "X"),
    "has_account": False,
}


def letter(cast: Cast, kind: str, *, locale: str = "en") -> EmailMessage:
    """Some mail of this kind to Ben."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        delivery = mail.post(kind, cast.north, email_of("ben"))
        message = mail.Message({**VALUES, "at": clock.now()}, locale, "Europe/Berlin", NAME)
        return letters.write(delivery, message, sender="hello@coachhub.test")


SENTENCE = "95,00 € are kept."
CASES: tuple[dict[str, Any], ...] = (
    {"has_account": False},
    {
        **dict.fromkeys(("by_client", "has_account", "takes_place", "is_all_back"), True),
        **dict.fromkeys(("coach_time", "rule", "money"), SENTENCE),
    },
    {"money": "", "where": ""},
)
"""What the templates ask for, so that each of their sentences is written once."""


def paragraphs(found: EmailMessage) -> list[str]:
    """Those of both parts, without tags; of an address alone, none."""
    body = part(found, "html").partition("<body>")[2]
    html = re.findall(r"<(p|h1)\b[^>]*>(.*?)</\1>", body, re.DOTALL)
    both = [re.sub(r"<!--.*?-->|<[^>]+>", "", words) for _tag, words in html]
    both += part(found, "plain").replace("\n-- \n", "\n\n").split("\n\n")
    return [words.strip() for words in both if not words.strip().startswith("http")]


def part(found: EmailMessage, kind: str) -> str:
    body = found.get_body((kind,))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def test_the_signature_is_set_off_as_mail_programs_know_it(app: Flask) -> None:
    template = app.jinja_env.from_string('{% extends "layouts/mail.txt" %}')
    assert "\n-- \n" in template.render(practice_name="North")


@pytest.mark.parametrize("kind", ["booking/confirmed", "booking/moved", "booking/reminder"])
def test_where_one_meets_opens_if_it_is_an_address(
    cast: Cast, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Where: x" in part(letter(cast, kind), "html")
    monkeypatch.setitem(VALUES, "where", 'https://meet.example/r?a="b')
    html = part(letter(cast, kind), "html")
    assert 'Where: <a href="https://meet.example/r?a=&#34;b">https://meet.example' in html


def test_each_has_one_heading_one_button_and_says_why_it_came(cast: Cast) -> None:
    for kind in COMPOSERS:
        found = letter(cast, kind)
        html = part(found, "html")
        assert html.count("<h1>") == 1, kind
        assert html.count('class="button"') == 1, kind
        why = re.search(r'<p class="quiet why">([^<]+)', html)
        assert why, kind
        assert why[1].strip(), kind
        assert part(found, "plain").partition("\n-- \n")[2].strip(), kind


def test_none_asks_another_host_for_anything_or_brings_a_picture(cast: Cast) -> None:
    for kind in COMPOSERS:
        found = letter(cast, kind)
        html = part(found, "html")
        assert not re.search(r"<img|<link|\ssrc=|url\(|@import|background=", html), kind
        assert set(re.findall(r"https?://[^/\s]+", html)) == {BASE_URL}, kind
        assert "image" not in {each.get_content_maintype() for each in found.walk()}, kind


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_in_plain_text_a_link_stands_alone_and_no_gap_is_wide(cast: Cast, locale: str) -> None:
    for kind in COMPOSERS:
        words = part(letter(cast, kind, locale=locale), "plain")
        assert [line for line in words.splitlines() if "http" in line and " " in line] == [], kind
        assert LINK in words.splitlines(), kind
        assert "\n\n\n" not in words, kind
        ends = re.findall(r"(.):$", words, re.MULTILINE)
        assert not [end for end in ends if (end == "\N{NO-BREAK SPACE}") != (locale == "fr")], kind


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_each_paragraph_begins_as_a_sentence_does(
    cast: Cast, locale: str, case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(VALUES, "money", SENTENCE)
    for name, value in case.items():
        monkeypatch.setitem(VALUES, name, value)
    for kind in COMPOSERS:
        found = paragraphs(letter(cast, kind, locale=locale))
        assert len(found) >= len(("name", "h1", "words", "why")), kind
        assert [words for words in found if not words or words[0].islower()] == [], kind


@pytest.mark.parametrize(("locale", "way"), [("en", "ltr"), ("fr", "ltr"), ("he", "rtl")])
def test_it_says_from_which_side_it_is_read(app: Flask, locale: str, way: str) -> None:
    template = app.jinja_env.from_string('{% extends "layouts/mail.html" %}')
    html = template.render(locale=locale, subject="x", practice_name="x", colours={})
    assert f'<html lang="{locale}" dir="{way}">' in html


def test_a_name_is_escaped_in_html_and_only_there(cast: Cast) -> None:
    found = letter(cast, "practices/invitation")
    assert "&amp; &lt;Sons&gt;" in part(found, "html")
    assert "<Sons>" not in part(found, "html")
    assert NAME in part(found, "plain")
    assert NAME in found["Subject"]


def test_it_has_the_colour_that_the_practice_chose(cast: Cast) -> None:
    ours, own = mail_colours(None), mail_colours(320)
    assert _is_in(ours, part(letter(cast, "booking/confirmed"), "html"))
    cast.browser("mara").fill(FACE, hue="320")
    html = part(letter(cast, "booking/confirmed"), "html")
    assert _is_in(own, html)
    assert ours["act"] not in html


def test_what_comes_from_no_practice_has_ours(app: Flask) -> None:
    with app.app_context():
        tenancy.enter_practice(tenancy.INSTANCE)
        assert colours_of(tenancy.INSTANCE) == mail_colours(None)


def _is_in(colours: dict[str, str], html: str) -> bool:
    """Whether button and links have them, by day and in the evening."""
    pairs = [("act", "on_act"), ("act_by_evening", "on_act_by_evening")]
    return all(
        f"background: {colours[ground]}; color: {colours[ink]}" in html
        and f".sheet a {{ color: {colours[ground]}; }}" in html
        for ground, ink in pairs
    )
