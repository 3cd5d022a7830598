"""The mail about a cancelled session says who cancelled it, and what becomes of the money."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.mail import letters
from coachhub.mail.models import Delivery
from coachhub.mail.services import composer
from tests.booking.scene import at
from tests.payments.shop import Shop
from tests.visitor import Visitor

BANKS = "Banks take five to ten days for that."


@pytest.fixture
def mara(shop: Shop) -> Visitor:
    return shop.cast.browser("mara")


def _read(shop: Shop, kind: str = "cancelled") -> str:
    """The mail as it would go out now: its text, which its HTML says too."""
    with shop.app.app_context():
        tenancy.enter_practice(shop.cast.north)
        delivery = db.session.scalars(
            select(Delivery).where(Delivery.kind == f"booking/{kind}")
        ).one()
        message = composer(delivery.kind)(delivery)
        assert message
        mail = letters.write(delivery, message, sender="hello@coachhub.test")
        assert message.context["money"].replace("'", "&#39;") in str(
            mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
        )
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["text/calendar"]
    body = mail.get_body(("plain",))
    assert body
    return " ".join(str(body.get_content()).split())


def _desk(shop: Shop) -> str:
    return f"/app/north/bookings/{shop.booking_id()}"


def _booked_by_the_coach(shop: Shop, mara: Visitor) -> str:
    """A session of Ben's, confirmed and not paid; its path in his portal."""
    new = f"/app/north/clients/{shop.cast.clients['ben']}/sessions/new"
    assert mara.fill(new, start=at(6).isoformat()).status_code == 303
    return f"/portal/north/sessions/{shop.booking_id()}"


def _make_late(shop: Shop) -> None:
    near = at(1, 23)
    shop.change(
        "UPDATE booking SET free_hours = 72, starts_at = :begin, ends_at = :end, "
        "during = tstzrange(:begin, :end, '[)')",
        begin=near,
        end=near + timedelta(hours=1),
    )


def test_what_was_paid_by_card_is_being_given_back_and_then_was(shop: Shop, guest: Visitor) -> None:
    own = shop.paid(guest)
    guest.fill(f"{own}/cancellation")
    first = _read(shop)
    assert "You cancelled the session on" in first
    assert f"We are giving back €95.00 the way it came, by card. {BANKS}" in first
    assert "kept" not in first
    assert "Your client cancelled the session on" in _read(shop, "coach_cancelled")
    assert "We are giving back €95.00" in _read(shop, "coach_cancelled")
    shop.work()
    assert f"€95.00 was given back the way it came, by card. {BANKS}" in _read(shop)


def test_what_is_kept_is_said_with_its_rule(shop: Shop, guest: Visitor) -> None:
    own = shop.paid(guest)
    _make_late(shop)
    guest.fill(f"{own}/cancellation")
    for kind in ("cancelled", "coach_cancelled"):
        read = _read(shop, kind)
        assert "We are giving back €47.50" in read
        assert "less than 72 hours before its beginning" in read
        assert "€47.50 of the price of €95.00 is kept" in read


def test_all_of_it_can_be_kept(shop: Shop, guest: Visitor) -> None:
    own = shop.paid(guest)
    _make_late(shop)
    shop.change("UPDATE booking SET kept_percent = 100")
    guest.fill(f"{own}/cancellation")
    read = _read(shop)
    assert "€95.00 of the price of €95.00 is kept" in read
    assert "back" not in read


def test_the_practice_cancels_what_nobody_paid(shop: Shop, mara: Visitor) -> None:
    _booked_by_the_coach(shop, mara)
    shop.cast.browser("tove").fill(f"{_desk(shop)}/cancellation")
    assert "North cancelled the session on" in _read(shop)
    assert "Nothing was paid for it." in _read(shop)
    assert "was cancelled by the practice" in _read(shop, "coach_cancelled")


def test_who_cancels_late_without_having_paid_reads_what_is_to_be_paid(
    shop: Shop, mara: Visitor
) -> None:
    own = _booked_by_the_coach(shop, mara)
    _make_late(shop)
    shop.cast.browser("ben").fill(f"{own}/cancellation")
    read = _read(shop)
    assert "Nothing was paid for it." in read
    assert "€47.50 of the price of €95.00 is to be paid" in read


def test_what_was_paid_directly_goes_back_directly(shop: Shop, mara: Visitor) -> None:
    _booked_by_the_coach(shop, mara)
    mara.post(f"{_desk(shop)}/payment/mark")
    shop.cast.browser("tove").fill(f"{_desk(shop)}/cancellation")
    assert "together you settle how €95.00 comes back to you" in _read(shop)
    assert "please give back €95.00, and note it" in _read(shop, "coach_cancelled")
    assert "Stripe" not in mara.get(f"{_desk(shop)}/payment/refund").text
    mara.fill(f"{_desk(shop)}/payment/refund", reason="In cash")
    assert "€95.00 was given back directly." in _read(shop)


def test_a_refund_that_was_refused_is_not_said_to_be_made(shop: Shop, guest: Visitor) -> None:
    own = shop.paid(guest)
    guest.fill(f"{own}/cancellation")
    shop.work()
    (refund_id,) = shop.stripe.things("refund")
    shop.stripe.fail_refund(refund_id)
    shop.tell()
    assert "Your coach looks into the payment" in _read(shop)
    assert "given back" not in _read(shop)
    assert "Stripe refused to give money back" in _read(shop, "coach_cancelled")


def test_a_free_session_says_nothing_of_money(shop: Shop, guest: Visitor) -> None:
    shop.change("UPDATE session_type SET price = 0")
    own = shop.book(guest)
    guest.fill(f"{own}/cancellation")
    read = _read(shop)
    assert "paid" not in read
    assert "back" not in read
