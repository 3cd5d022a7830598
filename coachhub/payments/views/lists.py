from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.booking.access import whose_sessions
from coachhub.booking.services import missing
from coachhub.clients.access import load_client
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.money import written
from coachhub.core.web import compression
from coachhub.core.web.answers import Answer, page_or_part
from coachhub.core.web.csv_answer import csv_answer
from coachhub.core.web.i18n import month_and_year
from coachhub.core.web.paging import with_ways
from coachhub.core.web.searching import searched
from coachhub.core.web.typesetting import sentence
from coachhub.payments import services as payments
from coachhub.payments.rules import Show, receipt_number
from coachhub.payments.services import Line
from coachhub.payments.words import SHOW_WORDS, STANDING_MARKS, STANDING_WORDS, sums_words
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can

_INTO_THE_NEXT_MONTH = timedelta(days=32)


@member(Can.TAKE_MONEY)
def payments_page(desk: Desk) -> Answer:
    """What was paid, what is to be paid, what went back: of everybody, or of one's own clients;
    searched and filtered in the address.
    """
    coach_id, zone = whose_sessions(desk), desk.user.zone
    own_id = desk.member.id if desk.can(Can.KEEP_HOURS) else None
    months = payments.months_of(desk.practice.id, zone, coach_id=coach_id)
    month = _month_asked(months)
    wanted = _wanted(coach_id, month, zone)
    reckoned = payments.reckon(desk.practice.id, wanted)
    now = _bounds(clock.today(zone), zone)[0]
    currency = desk.settings.currency
    return page_or_part(
        "payments/payments.html",
        "payments/_found.html",
        desk=desk,
        lines=with_ways(
            payments.list_lines(desk.practice.id, wanted, request.args.get("page", 1, int))
        ),
        wanted=wanted,
        months={f"{one:%Y-%m}": sentence(month_and_year(one)) for one in months},
        month=f"{month:%Y-%m}" if month else None,
        filters=_filters(desk, reckoned.counts, wanted.show),
        sums=sums_words(reckoned.counts[wanted.show], reckoned.sums),
        now=now,
        totals=payments.totals_since(desk.practice.id, now, currency, coach_id=coach_id),
        currency=currency,
        own_id=own_id,
        missing=[] if months else missing(desk.practice.id, own_id),
        may_offer=desk.can(Can.OFFER),
        standing_words=STANDING_WORDS,
        standing_marks=STANDING_MARKS,
    )


@member(Can.TAKE_MONEY)
def export(desk: Desk) -> Response:
    """The same list as a file: all lines that the address asks for."""
    coach_id, zone = whose_sessions(desk), desk.user.zone
    month = _month_asked(payments.months_of(desk.practice.id, zone, coach_id=coach_id))
    wanted = _wanted(coach_id, month, zone)
    lines = payments.export_lines(desk.practice.id, wanted, by=desk.actor)
    db.session.commit()
    head = [
        _("Date"),
        _("Time"),
        _("Name"),
        _("Session"),
        _("State"),
        _("Currency"),
        _("To pay in all"),
        _("Paid"),
        _("Given back"),
        _("Still open"),
        _("Receipt"),
    ]
    return csv_answer("payments", head, (_cells(line, ZoneInfo(zone)) for line in lines))


def _cells(line: Line, zone: ZoneInfo) -> list[str]:
    booking, payment = line.booking, line.payment
    begins = booking.starts_at.astimezone(zone)
    sums = (line.owes, line.received, line.back, line.open)
    return [
        f"{begins:%Y-%m-%d}",
        f"{begins:%H:%M}",
        booking.client.name if booking.client else "",
        booking.title,
        str(STANDING_WORDS[line.standing]),
        booking.currency,
        *(written(one, booking.currency) for one in sums),
        receipt_number(payment.id) if payment and line.received else "",
    ]


def _wanted(coach_id: UUID | None, month: date | None, zone: str) -> payments.Wanted:
    """Which lines the address asks for."""
    return payments.Wanted(
        _show_asked(),
        coach_id=coach_id,
        text=searched(),
        between=_bounds(month, zone) if month else None,
    )


@member(Can.TAKE_MONEY)
def client_payments(desk: Desk, client_id: UUID) -> Answer:
    """The same of one client."""
    row = load_client(desk, client_id)
    wanted = payments.Wanted(client_id=client_id)
    lines = payments.list_lines(desk.practice.id, wanted, request.args.get("page", 1, int))
    return render_template(
        "payments/client.html",
        desk=desk,
        client=row.client,
        lines=with_ways(lines),
        standing_words=STANDING_WORDS,
        standing_marks=STANDING_MARKS,
    )


def _show_asked() -> Show:
    """The choice that the address asks for, or the first."""
    asked = request.args.get("show", "")
    if asked not in set(Show):
        return Show.ALL
    compression.known("show")
    return Show(asked)


def _month_asked(months: Sequence[date]) -> date | None:
    """The month that the address asks for, if it is one of these."""
    for key in ("q", "month"):
        if request.args.get(key) == "":
            compression.known(key)
    asked = request.args.get("month", "")
    found = next((one for one in months if f"{one:%Y-%m}" == asked), None)
    if found is not None:
        compression.known("month")
    return found


def _bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """When the month of a day begins there, and the next one."""
    first = datetime(day.year, day.month, 1, tzinfo=ZoneInfo(zone))
    return first, (first + _INTO_THE_NEXT_MONTH).replace(day=1)


def _filters(desk: Desk, counts: Mapping[Show, int], shown: Show) -> list[dict[str, object]]:
    """All, each choice that has something, and the one that is asked for; search and month stay."""
    kept: dict[str, Any] = {key: request.args.get(key) or None for key in ("q", "month")}
    here = partial(url_for, ".payments", practice=desk.practice.slug, **kept)
    return [
        {
            "label": SHOW_WORDS[show],
            "url": here(show=show),
            "is_current": show == shown,
            "count": count if show is not Show.ALL else None,
        }
        for show, count in counts.items()
        if count or show in (Show.ALL, shown)
    ]
