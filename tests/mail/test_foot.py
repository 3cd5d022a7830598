"""At a mail's foot, and in its head: the way to do without more of them, where there is one."""

from typing import Any

import pytest
from flask import Flask

from coachhub.core import clock, tenancy
from coachhub.mail import letters, rules
from coachhub.mail import services as mail
from tests.cast import Cast, email_of
from tests.visitor import BASE_URL

VALUES: dict[str, Any] = {
    **dict.fromkeys(("name", "practice", "day", "time", "city", "where"), "x"),
    **dict.fromkeys(("amount", "refunded"), "x"),
    **dict.fromkeys(("link", "url"), f"{BASE_URL}/x"),
    "has_account": True,
}
MAY_END = [kind for kind, sort in rules.SORT_OF.items() if sort in rules.WISHES]
MAY_NOT_END = [kind for kind in rules.SORT_OF if kind not in MAY_END]


def written(cast: Cast, kind: str) -> str:
    """Some mail of this kind to Ben, as it goes over the wire."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        delivery = mail.post(kind, cast.north, email_of("ben"))
        message = mail.Message({**VALUES, "at": clock.now()}, "en", "Europe/Berlin", "North")
        return letters.write(delivery, message, sender="hello@coachhub.test").as_string()


@pytest.mark.parametrize("kind", MAY_END)
def test_what_one_may_do_without_says_how(cast: Cast, app: Flask, kind: str) -> None:
    head, _, body = written(cast, kind).partition("\n\n")
    [link] = [
        line.removeprefix("List-Unsubscribe: ").strip("<>")
        for line in head.splitlines()
        if line.startswith("List-Unsubscribe: ")
    ]
    assert link.startswith(f"{BASE_URL}/mails/")
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n" in head
    assert body.replace("=\n", "").count("Stop e-mails of this sort") == 2
    with app.app_context():
        wish = mail.wish_in(link.rpartition("/")[2])
    assert wish == mail.Wish(cast.north, rules.SORT_OF[kind], email_of("ben"))


@pytest.mark.parametrize("kind", MAY_NOT_END)
def test_what_is_needed_offers_none(cast: Cast, kind: str) -> None:
    raw = written(cast, kind)
    assert "List-Unsubscribe" not in raw
    assert "Get no more mails" not in raw
