"""What the mails of the front door say."""

from email.message import EmailMessage

import pytest
from flask import Flask

from coachhub.accounts import services
from coachhub.core.db import db
from coachhub.mail import letters
from tests.accounts.people import MARA, OTHER_PASSWORD, Person, composed, latest
from tests.visitor import Visitor

ANNA = "anna@example.org"
SPAM = "You won, see evil.example"


def test_a_sign_up_mail_carries_the_link_and_nothing_a_stranger_wrote(
    app: Flask, stranger: Visitor
) -> None:
    stranger.post("/signup", {"name": SPAM, "email": ANNA})
    letter = _letter(app, "accounts/sign_up", ANNA)
    assert letter["Subject"] == "Confirm your address"
    for words in _parts(letter):
        assert "https://coachhub.test/confirm/" in words
        assert "evil.example" not in words


def test_a_stranger_s_mail_speaks_as_their_browser_does(app: Flask, stranger: Visitor) -> None:
    stranger.http.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"
    stranger.post("/signup", {"name": "Anna", "email": ANNA})
    letter = _letter(app, "accounts/sign_up", ANNA)
    assert letter["Subject"] == "Confirmez votre adresse"


def test_a_sign_up_mail_to_a_known_address_leads_to_sign_in(
    app: Flask, stranger: Visitor, mara: Person
) -> None:
    stranger.post("/signup", {"name": SPAM, "email": MARA})
    letter = _letter(app, "accounts/sign_up", MARA)
    assert letter["Subject"] == "You have an account already"
    for words in _parts(letter):
        assert "https://coachhub.test/login?next=/signup/practice" in words
        assert "/confirm/" not in words
        assert "evil.example" not in words


def test_a_reset_mail_carries_the_link(app: Flask, stranger: Visitor, mara: Person) -> None:
    stranger.post("/forgot", {"email": MARA})
    letter = _letter(app, "accounts/reset", MARA)
    assert letter["Subject"] == "Set a new password"
    for words in _parts(letter):
        assert "https://coachhub.test/reset/" in words


def test_links_never_come_from_the_request(app: Flask, mara: Person) -> None:
    form = {"email": MARA}
    headers = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    Visitor(app).post("/forgot", form, headers=headers)
    assert all(
        "evil.example" not in words for words in _parts(_letter(app, "accounts/reset", MARA))
    )


def test_a_change_of_password_is_told_in_ones_own_time(app: Flask, mara: Person) -> None:
    with app.app_context():
        user = services.find_user(MARA)
        assert user is not None
        services.set_password(user, OTHER_PASSWORD, action="password.changed")
        db.session.commit()
    letter = _letter(app, "accounts/password_changed", MARA)
    assert letter["Subject"] == "Your password was changed"
    for words in _parts(letter):
        assert "https://coachhub.test/forgot" in words
        assert OTHER_PASSWORD not in words


@pytest.mark.parametrize("kind", ["accounts/reset", "accounts/password_changed"])
def test_nothing_is_said_to_an_address_without_an_account(
    app: Flask, stranger: Visitor, mara: Person, kind: str
) -> None:
    with app.app_context():
        user = services.find_user(MARA)
        assert user is not None
        services.set_password(user, OTHER_PASSWORD, action="password.changed")
        db.session.commit()
    stranger.post("/forgot", {"email": MARA})
    with app.app_context():
        user = services.find_user(MARA)
        db.session.delete(user)
        db.session.commit()
    assert composed(app, kind, MARA) is None


def _letter(app: Flask, kind: str, email: str) -> EmailMessage:
    message = composed(app, kind, email)
    assert message is not None
    with app.app_context():
        return letters.write(latest(kind, email), message, sender="coachhub@coachhub.test")


def _parts(letter: EmailMessage) -> list[str]:
    return [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
