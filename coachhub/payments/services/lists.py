"""What was paid and what is to be paid: of a practice, of a coach, of a client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    Text,
    and_,
    case,
    cast,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import contains_eager

from coachhub.audit import services as audit
from coachhub.booking.models import Booking
from coachhub.booking.rules import PERCENT, BookingState
from coachhub.clients.models import Client
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.folding import fold
from coachhub.core.paging import Page, page_of
from coachhub.core.signals import Signals, signal
from coachhub.payments.models import Payment, Refund
from coachhub.payments.rules import (
    STANDS,
    UNSETTLED,
    WITH_MONEY,
    PaymentState,
    Problem,
    RefundState,
    Show,
    Sums,
    receipt_digits,
)
from coachhub.payments.services.lines import Line

PAGE_SIZE = 20


@dataclass(frozen=True)
class Wanted:
    """Which lines a list shows: of one coach, or everybody's; of one client; of those whom a text
    fits; of sessions that begin between two instants.
    """

    show: Show = Show.ALL
    coach_id: UUID | None = None
    client_id: UUID | None = None
    text: str = ""
    between: tuple[datetime, datetime] | None = None


@dataclass(frozen=True)
class Reckoned:
    """How many lines there are of each choice, and what those that are shown come to."""

    counts: dict[Show, int]
    sums: Sequence[Sums]


@dataclass(frozen=True)
class Totals:
    """What came in and went back in a time, in minor units of one currency (what goes back may have
    come in before), and what is not paid by now.
    """

    received: int
    given_back: int
    due: int
    """What the sessions come to that are over and not paid, whenever they were."""
    unpaid: int
    """How many they are."""
    unpaid_by: str | None
    """Whose they are, if they are all one person's."""


def list_lines(practice_id: UUID, wanted: Wanted, page: int) -> Page[Line]:
    """A page of the sessions that cost something, the last first."""
    return page_of(_in_order(practice_id, wanted), page, PAGE_SIZE, Line)


def export_lines(practice_id: UUID, wanted: Wanted, *, by: Actor) -> list[Line]:
    """All the lines that a list shows, for a file; noted in the audit."""
    found = db.session.execute(_in_order(practice_id, wanted)).all()
    audit.record(practice_id, "payments.exported", by=by, count=len(found))
    return [Line(booking, payment) for booking, payment in found]


def reckon(practice_id: UUID, wanted: Wanted) -> Reckoned:
    """How many lines each choice would show of what is wanted otherwise, and what comes of those
    that are shown.
    """
    is_shown = _SHOWN[wanted.show]
    has_money = is_shown & Payment.state.in_(WITH_MONEY)
    columns = (
        func.coalesce(func.sum(Payment.amount).filter(has_money), 0),
        func.coalesce(func.sum(Payment.refunded).filter(has_money), 0),
        func.coalesce(func.sum(_OWED).filter(is_shown & _SHOWN[Show.OPEN]), 0),
        func.coalesce(func.sum(_OWED).filter(is_shown & _SHOWN[Show.DUE]), 0),
        *(func.count().filter(shown) for shown in _SHOWN.values()),
    )
    query = (
        _lines(practice_id, wanted)
        .with_only_columns(Booking.currency, *columns, maintain_column_froms=True)
        .group_by(Booking.currency)
        .order_by(Booking.currency)
    )
    rows: Sequence[Any] = db.session.execute(query).all()
    counts = {show: sum(row[5 + place] for row in rows) for place, show in enumerate(_SHOWN)}
    sums = [Sums(*row[:5]) for row in rows]
    return Reckoned(counts, [one for one in sums if any(one.all)])


def months_of(practice_id: UUID, zone: str, *, coach_id: UUID | None) -> list[date]:
    """The first days of the months, in this zone, with a session that costs something; the last
    first.
    """
    month = cast(func.date_trunc("month", func.timezone(zone, Booking.starts_at)), Date)
    lines = _lines(practice_id, Wanted(coach_id=coach_id))
    query = lines.with_only_columns(month, maintain_column_froms=True).distinct()
    return list(db.session.scalars(query.order_by(month.desc())))


def totals_since(
    practice_id: UUID, since: datetime, currency: str, *, coach_id: UUID | None
) -> Totals:
    """What came in since then, and what went back; and what is not paid by now."""
    received = _of_coach(
        select(func.coalesce(func.sum(Payment.amount), 0))
        .select_from(Payment)
        .where(Payment.state.in_(WITH_MONEY), Payment.paid_at >= since),
        practice_id,
        currency,
        coach_id,
    )
    given_back = _of_coach(
        select(func.coalesce(func.sum(Refund.amount), 0))
        .select_from(Refund)
        .join(
            Payment,
            and_(Payment.practice_id == Refund.practice_id, Payment.id == Refund.payment_id),
        )
        .where(Refund.state != RefundState.FAILED, Refund.created_at >= since),
        practice_id,
        currency,
        coach_id,
    )
    due = _due(practice_id, currency, coach_id)
    query = select(*(one.scalar_subquery() for one in (received, given_back)), *due.c)
    return Totals(*db.session.execute(query).one())


def _due(practice_id: UUID, currency: str, coach_id: UUID | None) -> Subquery:
    called = func.coalesce(
        func.nullif(Client.preferred_name, ""), func.split_part(Client.name, " ", 1)
    )
    columns = (
        func.coalesce(func.sum(_OWED), 0).label("due"),
        func.count().label("unpaid"),
        case((func.count(Client.id.distinct()) == 1, func.min(called))).label("unpaid_by"),
    )
    lines = _lines(practice_id, Wanted(coach_id=coach_id))
    return (
        lines.with_only_columns(*columns, maintain_column_froms=True)
        .where(_SHOWN[Show.DUE], Booking.currency == currency)
        .subquery()
    )


def signals(practice_id: UUID, coach_id: UUID | None) -> Signals:
    """Whose payment somebody must look at: of one coach's sessions, or of all."""
    query = (
        signal(
            "payment_odd",
            Booking.client_id,
            Payment.created_at,
            about=Booking.id,
            begins=Booking.starts_at,
        )
        .select_from(Payment)
        .join(
            Booking,
            and_(Booking.practice_id == Payment.practice_id, Booking.id == Payment.booking_id),
        )
        .where(Payment.practice_id == practice_id, Payment.state.in_(STANDS), _SHOWN[Show.LOOK])
    )
    return query if coach_id is None else query.where(Booking.coach_id == coach_id)


def _in_order(practice_id: UUID, wanted: Wanted) -> Select[Booking, Payment]:
    return (
        _lines(practice_id, wanted)
        .where(_SHOWN[wanted.show])
        .options(contains_eager(Booking.client))
        .order_by(Booking.starts_at.desc(), Booking.id)
    )


def _lines(practice_id: UUID, wanted: Wanted) -> Select[Booking, Payment]:
    query = (
        select(Booking, Payment)
        .join(Booking.client)
        .outerjoin(
            Payment,
            and_(
                Payment.practice_id == Booking.practice_id,
                Payment.booking_id == Booking.id,
                Payment.state.in_(STANDS),
            ),
        )
        .where(Booking.practice_id == practice_id)
        .where(or_(_OWED > 0, Payment.id.is_not(None)))
    )
    if wanted.coach_id is not None:
        query = query.where(Booking.coach_id == wanted.coach_id)
    if wanted.client_id is not None:
        query = query.where(Booking.client_id == wanted.client_id)
    if wanted.between is not None:
        begin, end = wanted.between
        query = query.where(Booking.starts_at >= begin, Booking.starts_at < end)
    return query.where(_fits(wanted.text)) if wanted.text else query


def _fits(text: str) -> ColumnElement[bool]:
    """A client with each of these words in their name or address; or a receipt so called."""
    of_client = (
        Client.sort_name.contains(word, autoescape=True)
        | Client.email.contains(word, autoescape=True)
        for word in fold(text).split()
    )
    fits, digits = and_(true(), *of_client), receipt_digits(text)
    if digits is None:
        return fits
    return or_(fits, func.right(cast(Payment.id, Text), len(digits)) == digits)


def _of_coach(
    query: Select[Any], practice_id: UUID, currency: str, coach_id: UUID | None
) -> Select[Any]:
    query = query.where(Payment.practice_id == practice_id, Payment.currency == currency)
    if coach_id is None:
        return query
    return query.join(
        Booking,
        and_(Booking.practice_id == Payment.practice_id, Booking.id == Payment.booking_id),
    ).where(Booking.coach_id == coach_id)


_WHOLE = (
    BookingState.PENDING_PAYMENT,
    BookingState.CONFIRMED,
    BookingState.COMPLETED,
    BookingState.NO_SHOW,
)
_OWED: ColumnElement[int] = case(
    (Booking.state.in_(_WHOLE), Booking.price),
    (
        Booking.state == BookingState.LATE_CANCELLED,
        Booking.price * Booking.kept_percent // PERCENT,
    ),
    else_=0,
)
"""`rules.owed`, as the database reckons it."""

_IS_OPEN = and_(or_(Payment.id.is_(None), Payment.state.in_(UNSETTLED)), _OWED > 0)
_IS_DUE = and_(
    Payment.id.is_(None),
    _OWED > 0,
    Booking.state != BookingState.PENDING_PAYMENT,
    or_(Booking.ends_at <= func.now(), Booking.state == BookingState.LATE_CANCELLED),
)
_SHOWN: dict[Show, ColumnElement[bool]] = {
    Show.ALL: Booking.id.is_not(None),
    Show.DUE: _IS_DUE,
    Show.OPEN: and_(_IS_OPEN, not_(_IS_DUE)),
    Show.PAID: Payment.state.in_(WITH_MONEY),
    Show.BACK: Payment.refunded > 0,
    Show.LOOK: or_(
        Payment.state == PaymentState.MISMATCHED,
        Payment.problem == Problem.REFUND,
        and_(Payment.state == PaymentState.MARKED_PAID, Payment.amount - Payment.refunded > _OWED),
    ),
}
