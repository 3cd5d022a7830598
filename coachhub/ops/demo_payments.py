"""What the demo's sessions cost, who paid, and who has not yet.

What was paid so far came past Stripe, for the sandbox knows of nothing before it was started; what
went through it went back in full.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from coachhub.booking import services as sessions
from coachhub.booking.models import Booking, SessionType
from coachhub.booking.rules import Source
from coachhub.booking.words import EARLY_WISH
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.ops.demo_scene import Scene
from coachhub.payments import services as payments
from coachhub.payments.models import Payment, Refund
from coachhub.payments.rules import Cause, PaymentState, RefundState
from coachhub.practices.models import Practice
from coachhub.practices.rules import Role

OWES = "carla"
"""Has a session behind her that isn't paid."""
PAID_AHEAD = "anna"
GOT_SOME_BACK = "greta"
BACK, WHY = 2000, "It began twenty minutes late."
CANCELLED = ("ivo", 23, 12)
"""A session that Mara had to cancel: whose, how many days ago, at which hour (UTC)."""


def tell(scene: Scene) -> None:
    """The practice takes cards; the past is paid, less one."""
    practice = db.session.get_one(Practice, scene.practice_id)
    if payments.may_open(practice):
        payments.open_account(practice, by=scene.member("mara", Role.OWNER))
    now = scene.moment(timedelta())
    for booking in _with_a_price(scene):
        whose = _whose(scene, booking)
        if booking.starts_at < now and whose != OWES:
            _was_paid(scene, booking, booking.starts_at - timedelta(hours=30))
        elif booking.starts_at > now and whose == PAID_AHEAD:
            _was_paid(scene, booking, now - timedelta(days=1))
    _cancel_one(scene)


def _with_a_price(scene: Scene) -> list[Booking]:
    query = select(Booking).where(Booking.practice_id == scene.practice_id, Booking.price > 0)
    return list(db.session.scalars(query.order_by(Booking.starts_at)))


def _whose(scene: Scene, booking: Booking) -> str:
    return next(name for name, one in scene.clients.items() if one.id == booking.client_id)


def _was_paid(scene: Scene, booking: Booking, at: datetime) -> None:
    by = scene.member("tove", Role.ASSISTANT)
    paid = payments.mark_paid(booking, by=by)
    paid.paid_at = at
    if _whose(scene, booking) == GOT_SOME_BACK:
        payments.pay_back(paid, BACK, cause=Cause.BY_HAND, by=by, reason=WHY)


def _cancel_one(scene: Scene) -> None:
    name, days, hour = CANCELLED
    calendar = sessions.calendar_of(scene.practice_id, scene.members["mara"].id)
    what = db.session.scalar(
        select(SessionType)
        .where(SessionType.practice_id == scene.practice_id, SessionType.minutes == 90)  # noqa: PLR2004
        .limit(1)
    )
    if calendar is None or what is None:
        raise LookupError(name)
    day = scene.moment(timedelta(days=days)).astimezone(UTC)
    booking = sessions.book_for(
        calendar,
        what,
        datetime(day.year, day.month, day.day, hour, tzinfo=UTC),
        scene.clients[name],
        key=new_id(),
        source=Source.PORTAL,
        by=scene.member("mara"),
        anywhere=True,
        early_wish=EARLY_WISH,
    )
    paid = _by_card(booking)
    sessions.cancel(booking, by=scene.member("mara"), by_coach=True)
    booking.created_at = booking.starts_at - timedelta(days=6)
    paid.paid_at = booking.starts_at - timedelta(days=5)


def _by_card(booking: Booking) -> Payment:
    paid = Payment(
        practice_id=booking.practice_id,
        booking_id=booking.id,
        state=PaymentState.PAID,
        amount=booking.price,
        currency=booking.currency,
        refunded=booking.price,
    )
    refund = Refund(
        practice_id=booking.practice_id,
        payment_id=paid.id,
        state=RefundState.DONE,
        cause=Cause.CANCELLED,
        amount=booking.price,
        created_at=booking.starts_at - timedelta(days=1),
    )
    db.session.add(paid)
    db.session.flush()
    db.session.add(refund)
    return paid
