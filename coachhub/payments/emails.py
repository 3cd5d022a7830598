"""The words about money that go to clients and coaches. None says what a session is about."""

from flask_babel import refresh

from coachhub.booking import services as sessions
from coachhub.booking.models import Booking
from coachhub.booking.rules import CANCELLED
from coachhub.clients.models import Client
from coachhub.core.db import db
from coachhub.core.web import i18n
from coachhub.mail.models import Delivery
from coachhub.mail.services import Composer, Message, link
from coachhub.payments import services as payments
from coachhub.payments.models import Payment
from coachhub.payments.rules import TAKES_PLACE, PaymentState
from coachhub.payments.words import cancelled_words, payable_words
from coachhub.practices.models import Member, Practice

_PAID = frozenset({PaymentState.PAID})
_FAILED = frozenset({PaymentState.FAILED})


def money_words(booking: Booking, *, to_coach: bool) -> str:
    """What mails about a session say of its money."""
    if booking.state not in CANCELLED:
        is_payable = not to_coach and payments.is_to_be_paid(booking)
        return payable_words(booking) if is_payable else ""
    return cancelled_words(booking, payments.settlement_of(booking), to_coach=to_coach)


def given_back(booking: Booking) -> int:
    """What of a session's price went back already, for the mails about it."""
    return payments.line_of(booking).back if booking.price else 0


def _to_client(states: frozenset[PaymentState], *, leads_to: str = "public.guest") -> Composer:
    """Says what became of the money; nothing where that isn't so any more."""

    def compose(delivery: Delivery) -> Message | None:
        payment = _about(delivery, states)
        if payment is None:
            return None
        booking = payment.booking
        client = db.session.get_one(Client, (booking.practice_id, booking.client_id))
        if client.email != delivery.recipient:
            return None
        practice = db.session.get_one(Practice, booking.practice_id)
        if leads_to == "public.practice" and booking.state not in TAKES_PLACE:
            own = link(leads_to, practice=practice.slug)
        else:
            to = "public.guest" if leads_to == "public.practice" else leads_to
            own = link(to, practice=practice.slug, token=sessions.mint_link(booking))
        spoken = sessions.addressee(booking)
        return _message(
            payment, practice, own, name=spoken.name, zone=booking.client_zone, locale=spoken.locale
        )

    return compose


def _coach_time_lost(delivery: Delivery) -> Message | None:
    payment = _about(delivery, _PAID)
    if payment is None:
        return None
    booking = payment.booking
    practice = db.session.get_one(Practice, booking.practice_id)
    coach = db.session.get_one(Member, (booking.practice_id, booking.coach_id)).user
    own = link("payments.payment", practice=practice.slug, booking_id=booking.id)
    return _message(
        payment, practice, own, name=coach.name.split()[0], zone=coach.zone, locale=coach.locale
    )


def _about(delivery: Delivery, states: frozenset[PaymentState]) -> Payment | None:
    if delivery.about_id is None:
        return None
    payment = payments.find_payment(delivery.practice_id, delivery.about_id)
    return payment if payment is not None and payment.state in states else None


def _message(
    payment: Payment, practice: Practice, own: str, *, name: str, zone: str, locale: str
) -> Message:
    i18n.speak(locale, zone)
    refresh()
    booking: Booking = payment.booking
    return Message(
        {
            "name": name,
            "link": own,
            "takes_place": booking.state in TAKES_PLACE,
            "amount": i18n.money(payment.amount, payment.currency),
            "is_all_back": payment.refunded == payment.amount,
            "refunded": i18n.money(payment.refunded, payment.currency),
            "day": i18n.said_day_in(booking.starts_at, zone),
            "time": i18n.clock_in(booking.starts_at, zone),
            "city": i18n.zone_city(zone),
        },
        locale=locale,
        zone=zone,
        sender_name=practice.name,
    )


COMPOSERS: dict[str, Composer] = {
    "payments/paid": _to_client(_PAID, leads_to="public.receipt"),
    "payments/refunded": _to_client(_PAID, leads_to="public.receipt"),
    "payments/time_lost": _to_client(_PAID, leads_to="public.practice"),
    "payments/not_arrived": _to_client(_FAILED, leads_to="public.practice"),
    "payments/coach_time_lost": _coach_time_lost,
}
