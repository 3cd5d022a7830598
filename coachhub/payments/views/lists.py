from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import render_template, request, url_for

from coachhub.booking.access import whose_sessions
from coachhub.clients.access import load_client
from coachhub.core import clock
from coachhub.core.web import compression
from coachhub.core.web.answers import Answer
from coachhub.core.web.paging import with_ways
from coachhub.payments import services as payments
from coachhub.payments.rules import Show
from coachhub.payments.words import SHOW_WORDS, STANDING_MARKS, STANDING_WORDS
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can


@member(Can.TAKE_MONEY)
def payments_page(desk: Desk) -> Answer:
    """What was paid, what is to be paid, what went back: of everybody, or of one's own clients."""
    show, coach_id = _asked(), whose_sessions(desk)
    counts = payments.count_lines(desk.practice.id, coach_id=coach_id)
    today = clock.today(desk.settings.zone)
    month = datetime(today.year, today.month, 1, tzinfo=ZoneInfo(desk.settings.zone))
    currency = desk.settings.currency
    return render_template(
        "payments/payments.html",
        desk=desk,
        lines=with_ways(
            payments.list_lines(
                desk.practice.id, show, request.args.get("page", 1, int), coach_id=coach_id
            )
        ),
        counts=counts,
        filters=[
            _choice(desk, one, counts[one], is_current=one == show)
            for one in Show
            if counts[one] or one in (Show.ALL, show)
        ],
        month=month,
        totals=payments.totals_since(desk.practice.id, month, currency, coach_id=coach_id),
        currency=currency,
        standing_words=STANDING_WORDS,
        standing_marks=STANDING_MARKS,
    )


@member(Can.TAKE_MONEY)
def client_payments(desk: Desk, client_id: UUID) -> Answer:
    """The same of one client."""
    row = load_client(desk, client_id)
    lines = payments.list_lines(
        desk.practice.id,
        Show.ALL,
        request.args.get("page", 1, int),
        coach_id=None,
        client_id=client_id,
    )
    return render_template(
        "payments/client.html",
        desk=desk,
        client=row.client,
        lines=with_ways(lines),
        standing_words=STANDING_WORDS,
        standing_marks=STANDING_MARKS,
    )


def _asked() -> Show:
    asked = request.args.get("show", "")
    if asked not in set(Show):
        return Show.ALL
    compression.known("show")
    return Show(asked)


def _choice(desk: Desk, show: Show, count: int, *, is_current: bool) -> dict[str, object]:
    return {
        "label": SHOW_WORDS[show],
        "url": url_for(".payments", practice=desk.practice.slug, show=show),
        "is_current": is_current,
        "count": None if show == Show.ALL else count,
    }
