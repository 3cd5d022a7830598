"""The money of one session: what it costs, what was paid of it, and where that stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from coachhub.booking.models import Booking
from coachhub.booking.rules import BookingState
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.payments.models import Payment, Refund
from coachhub.payments.rules import (
    STANDS,
    UNSETTLED,
    WITH_MONEY,
    Paid,
    PaymentState,
    Problem,
    RefundState,
    Settlement,
    Standing,
    owed,
    standing_of,
)
from coachhub.payments.services.found import standing


@dataclass(frozen=True)
class Line:
    """A session that costs something, and the payment of it that stands."""

    booking: Booking
    payment: Payment | None

    @property
    def owes(self) -> int:
        """What the client owes for it in all, in minor units."""
        return owed(BookingState(self.booking.state), self.booking.price, self.booking.policy)

    @property
    def is_over(self) -> bool:
        """Whether the time of the session has passed."""
        return self.booking.ends_at <= clock.now()

    @property
    def standing(self) -> Standing:
        """Where it stands with money."""
        return standing_of(
            BookingState(self.booking.state),
            owes=self.owes,
            is_over=self.is_over,
            paid=_paid(self.payment),
        )

    @property
    def received(self) -> int:
        """What was paid, whatever went back of it."""
        has_money = self.payment is not None and self.payment.state in WITH_MONEY
        return self.payment.amount if self.payment and has_money else 0

    @property
    def open(self) -> int:
        """What is still to be paid."""
        is_open = self.payment is None or self.payment.state in UNSETTLED
        return self.owes if is_open else 0

    @property
    def paid(self) -> int:
        """What was to be paid by the payment that stands, whatever went back of it."""
        return self.payment.amount if self.payment is not None else 0

    @property
    def back(self) -> int:
        """What goes back or went back of it."""
        return self.payment.refunded if self.payment is not None else 0

    @property
    def sum(self) -> int:
        """What was paid less what went back; before anything was paid, what is owed."""
        if self.payment is not None and self.payment.state in WITH_MONEY:
            return self.payment.amount - self.payment.refunded
        return self.owes


@dataclass(frozen=True)
class Money:
    """All about the money of one session: attempts and refunds are the last first."""

    line: Line
    attempts: Sequence[Payment]
    refunds: Sequence[Refund]

    @property
    def left(self) -> int:
        """What could still go back."""
        payment = self.line.payment
        is_there = payment is not None and payment.state in WITH_MONEY
        return payment.amount - payment.refunded if payment and is_there else 0

    @property
    def refused(self) -> Refund | None:
        """What Stripe refused to give back, as long as nothing was tried since."""
        payment = self.line.payment
        if payment is None or payment.problem != Problem.REFUND:
            return None
        failed = (one for one in self.refunds if one.state == RefundState.FAILED)
        return next(failed, None)

    @property
    def goes_back(self) -> int:
        """What one would give back first: what was refused, else all that is left."""
        return min(self.refused.amount, self.left) if self.refused else self.left


def money_of(booking: Booking) -> Money:
    """The payments and refunds of one session."""
    payments = db.session.scalars(
        select(Payment)
        .where(Payment.practice_id == booking.practice_id, Payment.booking_id == booking.id)
        .order_by(Payment.created_at.desc(), Payment.id.desc())
    ).all()
    refunds = db.session.scalars(
        select(Refund)
        .where(
            Refund.practice_id == booking.practice_id,
            Refund.payment_id.in_([payment.id for payment in payments]),
        )
        .order_by(Refund.created_at.desc(), Refund.id.desc())
    ).all()
    stands = next((one for one in payments if one.state in STANDS), None)
    return Money(Line(booking, stands), payments, refunds)


def settlement_of(booking: Booking) -> Settlement:
    """What becomes of the money of a session that is cancelled, as it stands now."""
    money = money_of(booking)
    payment, line = money.line.payment, money.line
    back, kept = 0, line.owes
    if payment is not None and payment.state != PaymentState.MISMATCHED:
        owes = owed(BookingState(booking.state), payment.amount, booking.policy)
        back = max(payment.refunded, payment.amount - owes)
        kept = min(kept, payment.amount - back)
    done = [
        refund.amount
        for refund in money.refunds
        if payment and refund.payment_id == payment.id and refund.state == RefundState.DONE
    ]
    return Settlement(
        standing=line.standing,
        problem=Problem(payment.problem) if payment and payment.problem else None,
        price=booking.price,
        kept=kept,
        back=back,
        is_by_hand=payment is not None and payment.state == PaymentState.MARKED_PAID,
        is_done=sum(done) >= back,
    )


def lines_of(bookings: Sequence[Booking]) -> dict[UUID, Line]:
    """Where each of these sessions of one practice stands with money, if it has a price."""
    priced = [booking for booking in bookings if booking.price]
    query = select(Payment).where(
        Payment.practice_id.in_({booking.practice_id for booking in priced}),
        Payment.booking_id.in_([booking.id for booking in priced]),
        Payment.state.in_(STANDS),
    )
    found = {payment.booking_id: payment for payment in db.session.scalars(query)}
    return {booking.id: Line(booking, found.get(booking.id)) for booking in priced}


def line_of(booking: Booking) -> Line:
    """Where one session stands with money."""
    return Line(booking, standing(booking))


def _paid(payment: Payment | None) -> Paid | None:
    if payment is None:
        return None
    return Paid(
        PaymentState(payment.state),
        payment.amount,
        payment.refunded,
        Problem(payment.problem) if payment.problem else None,
    )
