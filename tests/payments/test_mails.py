"""What is mailed about money: sums and days, and nothing of what a session is about."""

import pytest
from sqlalchemy import select

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.mail import letters
from coachhub.mail.models import Delivery
from coachhub.mail.services import composer
from tests.cast import email_of
from tests.mailed import letter
from tests.payments.shop import GUEST, Shop
from tests.visitor import Visitor

SECRETS = (GUEST["note"], GUEST["safe_contact"], "Single session", "A cold")


def _words(shop: Shop, kind: str) -> tuple[str, str]:
    """Subject and text of the mail of this kind to the guest."""
    with shop.app.app_context():
        tenancy.enter_practice(shop.cast.north)
        query = select(Delivery).where(Delivery.kind == f"payments/{kind}")
        delivery = db.session.scalars(query).one()
        assert delivery.recipient == GUEST["email"]
        message = composer(delivery.kind)(delivery)
        assert message
        mail = letters.write(delivery, message, sender="hello@coachhub.test")
    body = mail.get_body(("plain",))
    assert body
    return str(mail["Subject"]), str(body.get_content())


def test_who_paid_gets_a_receipt(shop: Shop, guest: Visitor) -> None:
    shop.paid(guest)
    subject, text = _words(shop, "paid")
    assert subject == "Your receipt"
    assert "€95.00 arrived" in text
    assert "/receipt" in text
    assert not [word for word in SECRETS if word in subject + text]


def test_who_booked_with_a_known_address_is_called_as_they_said(shop: Shop, guest: Visitor) -> None:
    shop.paid(guest, name="Paul", email=email_of("ben"))
    words = letters.text_of(letter(shop.app, shop.cast.north, email_of("ben")))
    assert words.startswith("Hello Paul,")
    assert "Ben" not in words


def test_who_gets_money_back_is_told_how_much(shop: Shop, guest: Visitor) -> None:
    own = shop.paid(guest)
    guest.fill(f"{own}/cancellation", reason="A cold")
    shop.work()
    subject, text = _words(shop, "refunded")
    assert subject == "Money is on its way to you"
    assert "You paid €95.00" in text
    assert "All of it goes back to you" in text
    assert not [word for word in SECRETS if word in subject + text]


def test_of_a_part_it_is_told_how_much_in_all(shop: Shop, guest: Visitor) -> None:
    shop.paid(guest)
    payment = f"/app/north/bookings/{shop.booking_id()}/payment"
    shop.cast.browser("mara").fill(f"{payment}/refund", amount="60.00", reason="A part")
    shop.work()
    _subject, text = _words(shop, "refunded")
    assert "You paid €95.00" in text
    assert "In all, €60.00 of it goes back to you" in text


def test_who_did_not_pay_in_time_is_told(shop: Shop, guest: Visitor) -> None:
    checkout = shop.go(guest, shop.book(guest))
    for act in ("later", "fail"):
        shop.stripe.happen(checkout, act)
        shop.tell()
    subject, text = _words(shop, "not_arrived")
    assert subject.startswith("About your session on")
    assert "Nothing was taken from you" in text
    assert "/p/north" in text


@pytest.mark.parametrize("act", ["pay", "later"])
def test_every_mail_goes_out(shop: Shop, guest: Visitor, act: str) -> None:
    checkout = shop.go(guest, shop.book(guest))
    shop.stripe.happen(checkout, act)
    shop.tell()
    shop.work()
    states = shop.rows("SELECT DISTINCT state FROM delivery WHERE kind NOT LIKE 'clients/%'")
    assert {row.state for row in states} <= {"sent", "dropped"}
