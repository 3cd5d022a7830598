"""News of payments come as fast as Stripe may send them, while the worker takes them in."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from http import HTTPStatus
from http.client import HTTPConnection
from typing import Any
from uuid import UUID

import requests
from psycopg import Connection
from psycopg.rows import scalar_row

from coachhub.core import clock
from coachhub.core.ids import new_id
from coachhub.ops import programs
from coachhub.ops.bench.load import Timed
from coachhub.ops.bench.report import Row, ms
from coachhub.ops.bench.scene import Scene, Server, free_port, run, serve
from coachhub.ops.sandbox.webhooks import signed
from config import STRIPE_SANDBOX_KEY, Stripe

PRACTICE = "few"
PAYMENTS = 450
"""Stripe tells three events of each."""
EVERY = 10
"""Each so manieth request tells the one before it once more."""
FIRST = 30
"""So many events are told before it is measured."""
RATE = 50
MOST = 0.500
PRICE, CURRENCY = 9500, "EUR"
_SECRET = "whsec_bench"  # noqa: S105  # of a sandbox that lives for minutes
_AT_ONCE = 64
_SECONDS = 30
_PAGE = 100
_TAKEN_IN_SECONDS = 180.0

_ACCOUNT = "INSERT INTO payment_account (practice_id, id, is_live) VALUES (%s, %s, false)"
_TYPE = """
    INSERT INTO session_type (practice_id, id, title, minutes, price, currency, place, audience)
    VALUES (%s, %s, 'Session', 60, %s, %s, 'video', 'public')
"""
_BOOKING = """
    INSERT INTO booking (practice_id, id, coach_id, client_id, session_type_id, state, source,
        title, minutes, price, currency, place, starts_at, ends_at, during, coach_zone,
        client_zone, held_until)
    SELECT practice.id, %(id)s, member.id, client.id, %(type)s, 'pending_payment', 'public',
        'Session', 60, %(price)s, %(currency)s, 'video', %(from)s, %(until)s,
        tstzrange(%(from)s, %(until)s), 'Europe/Berlin', 'Europe/Berlin', now() + interval '1 hour'
    FROM practice JOIN member ON member.practice_id = practice.id
        JOIN client ON client.practice_id = practice.id AND client.name = 'Client 1'
    WHERE practice.id = %(practice)s
"""
_PAYMENT = """
    INSERT INTO payment (practice_id, id, booking_id, state, amount, currency, checkout_id)
    VALUES (%(practice)s, %(payment)s, %(id)s, 'open', %(price)s, %(currency)s, %(checkout)s)
"""
_WAITING = """
    SELECT count(*) FROM procrastinate_jobs
    WHERE status IN ('todo', 'doing') AND coalesce(scheduled_at <= now(), true)
"""
_EFFECTS = {
    "taken": "SELECT count(*) FROM webhook_event",
    "paid": "SELECT count(*) FROM audit_event WHERE action = 'payment.paid'",
    "confirmed": "SELECT count(*) FROM booking_change WHERE state = 'confirmed'",
    "receipts": "SELECT count(*) FROM delivery WHERE kind = 'payments/paid'",
}

Event = dict[str, Any]


def news(stage: Scene) -> Iterator[Row]:
    """How soon they are answered, each from the moment at which it was due, and what they did."""
    with ExitStack() as stack:
        stripe = Stripe(STRIPE_SANDBOX_KEY, (_SECRET,), PRACTICE, f"http://127.0.0.1:{free_port()}")
        env = {
            **stage.environment,
            "STRIPE_SECRET_KEY": stripe.secret_key,
            "STRIPE_WEBHOOK_SECRETS": _SECRET,
            "STRIPE_PRACTICE": PRACTICE,
            "STRIPE_API_BASE": stripe.checkout,
        }
        run(stack, programs.sandbox(), env, port=int(stripe.checkout.rpartition(":")[2]))
        events = _pay(stage.past_walls, stripe)
        server = serve(stack, "wsgi:app", env)
        run(stack, programs.worker(), env)
        first = _tell(server, events[:FIRST])  # programs that have just started are slow
        _wait_for_worker(stage.past_walls)
        answers = _tell(server, events[FIRST:])
        _wait_for_worker(stage.past_walls)
        yield _pace(answers)
        yield _effects(stage.past_walls, len(events), [status for _took, status in first + answers])


def _pay(past_walls: Connection, stripe: Stripe) -> list[Event]:
    """Sessions are booked and paid for at the sandbox, which says nothing of it by itself."""
    requests.post(f"{stripe.checkout}/_sandbox/news", {"hold": "yes"}, timeout=_SECONDS)
    practice_id: UUID = _one(past_walls, "SELECT id FROM practice WHERE slug = %s", PRACTICE)
    type_id, begin = new_id(), clock.now() + timedelta(days=2)
    past_walls.execute(_ACCOUNT, (practice_id, new_id()))
    past_walls.execute(_TYPE, (practice_id, type_id, PRICE, CURRENCY))
    for number in range(PAYMENTS):
        payment_id, starts_at = new_id(), begin + timedelta(hours=number)
        checkout_id = _page_to_pay(stripe, payment_id)
        values = {
            "practice": practice_id,
            "id": new_id(),
            "type": type_id,
            "from": starts_at,
            "until": starts_at + timedelta(hours=1),
            "payment": payment_id,
            "checkout": checkout_id,
            "price": PRICE,
            "currency": CURRENCY,
        }
        past_walls.execute(_BOOKING, values)
        past_walls.execute(_PAYMENT, values)
        paid = f"{stripe.checkout}/_sandbox/sessions/{checkout_id}/pay"
        requests.post(paid, timeout=_SECONDS).raise_for_status()
    return _events(stripe)


def _page_to_pay(stripe: Stripe, payment_id: UUID) -> str:
    """The id of a checkout session for the payment."""
    price = "line_items[0][price_data]"
    form = {
        "mode": "payment",
        "success_url": stripe.checkout,
        "client_reference_id": str(payment_id),
        "line_items[0][quantity]": "1",
        f"{price}[currency]": CURRENCY.lower(),
        f"{price}[unit_amount]": str(PRICE),
        f"{price}[product_data][name]": "Session",
    }
    answer = requests.post(
        f"{stripe.checkout}/v1/checkout/sessions", form, headers=_key(stripe), timeout=_SECONDS
    )
    answer.raise_for_status()
    return str(answer.json()["id"])


def _key(stripe: Stripe) -> dict[str, str]:
    return {"Authorization": f"Bearer {stripe.secret_key}"}


def _events(stripe: Stripe) -> list[Event]:
    """All that happened there, the oldest first."""
    found: list[Event] = []
    asked: dict[str, str | int] = {"limit": _PAGE}
    while True:
        url = f"{stripe.checkout}/v1/events"
        page = requests.get(url, asked, headers=_key(stripe), timeout=_SECONDS).json()
        found += page["data"]
        if not page["has_more"]:
            return found[::-1]
        asked["starting_after"] = found[-1]["id"]


def _tell(server: Server, events: Sequence[Event]) -> list[tuple[float, int]]:
    """Each event at its moment, whether or not those before it were answered: the seconds from then
    until the answer was here, and its status.
    """
    told: list[Event] = []
    for event in events:
        told.append(event)
        if len(told) % EVERY == EVERY - 1:
            told.append(event)
    letters = [signed(event, _SECRET) for event in told]
    begin = time.perf_counter() + 1

    def send(number: int) -> tuple[float, int]:
        body, headers = letters[number]
        line = HTTPConnection("127.0.0.1", server.port, timeout=_SECONDS)
        line.request("POST", "/webhooks/stripe", body, headers)
        status = line.getresponse().status
        line.close()
        return time.perf_counter() - begin - number / RATE, status

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        sent = []
        for number in range(len(letters)):
            time.sleep(max(0, begin + number / RATE - time.perf_counter()))
            sent.append(pool.submit(send, number))
        return [one.result() for one in sent]


def _wait_for_worker(past_walls: Connection) -> None:
    deadline = time.monotonic() + _TAKEN_IN_SECONDS
    while _one(past_walls, _WAITING) and time.monotonic() < deadline:
        time.sleep(0.5)


def _pace(answers: Sequence[tuple[float, int]]) -> Row:
    timed = Timed([took for took, _status in answers], len(answers) / RATE)
    what = f"Stripe's news, {RATE}/s for {timed.span:.0f} s, worker at it"
    figure = f"{ms(timed.p99)} (p50 {ms(timed.p50)}, p95 {ms(timed.p95)})"
    return Row("H2", what, f"p99 < {MOST * 1000:.0f} ms", figure, "", timed.p99 < MOST)


def _effects(past_walls: Connection, events: int, answers: Sequence[int]) -> Row:
    taken = answers.count(HTTPStatus.OK)
    found = {name: _one(past_walls, query) for name, query in _EFFECTS.items()}
    figure = ", ".join([f"{taken} answered 200", *(f"{n} {name}" for name, n in found.items())])
    wanted = {**dict.fromkeys(_EFFECTS, PAYMENTS), "taken": events}
    what = f"{events} events of {PAYMENTS} payments, {len(answers) - events} told twice"
    is_met = found == wanted and taken == len(answers)
    return Row("H2", what, "one effect each", figure, "", is_met)


def _one(past_walls: Connection, query: str, *values: object) -> Any:  # noqa: ANN401
    with past_walls.cursor(row_factory=scalar_row) as cursor:
        return cursor.execute(query, values or None).fetchone()
