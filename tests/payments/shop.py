"""North takes payments at a sandbox of its own, and a guest who books there."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.ops.sandbox.webhooks import signed
from coachhub.payments import services as payments
from coachhub.practices import services as practices
from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.payments.sandboxes import SECRET, StripeHere
from tests.visitor import BASE_URL, Visitor
from tests.workers import make_due, work_off

HOOK = "/webhooks/stripe"
GUEST = {
    "name": "Noor Haddad",
    "email": "noor@example.org",
    "note": "The evenings",
    "safe_contact": "Mail only",
    "accepts_terms": "y",
    "starts_early": "y",
}


@dataclass
class Shop:
    """The application, its sandbox and a session for 95 euros; `told` are the events delivered."""

    cast: Cast
    stripe: StripeHere
    superuser: Engine
    what: UUID
    told: set[str] = field(default_factory=set)

    @property
    def app(self) -> Flask:
        return self.cast.app

    def book(self, visitor: Visitor, *, days: int = 3, hour: int = 10, **typed: str) -> str:
        """A guest chooses a time and says who they are; the path of their booking."""
        page = f"/p/north/book/{self.what}"
        held = visitor.fill(page, start=at(days, hour).isoformat())
        assert held.status_code == 303, held.text
        answer = visitor.fill(held.location, **{**GUEST, **typed})
        assert answer.status_code == 303, answer.text
        return str(answer.location).removesuffix("/pay")

    def go(self, visitor: Visitor, own: str) -> str:
        """They go to pay; the id of the checkout session that Stripe shows them."""
        answer = visitor.post(f"{own}/pay")
        assert answer.status_code == 303
        assert answer.location.startswith(self.stripe.address), answer.location
        return str(answer.location.rpartition("/")[2])

    def paid(self, visitor: Visitor, **more: Any) -> str:
        """They book, pay, and Stripe tells of it; the path of their booking."""
        own = self.book(visitor, **more)
        self.stripe.happen(self.go(visitor, own), "pay")
        self.tell()
        return own

    def tell(self) -> None:
        """Stripe tells all that it has not told yet, and the worker works."""
        for event in self.stripe.events():
            if event["id"] not in self.told:
                assert self.send(event).status_code == 200
                self.told.add(event["id"])
        self.work()

    def send(self, event: dict[str, Any], *, how: str = "good") -> TestResponse:
        """One event comes, signed so."""
        body, headers = signed(event, SECRET, how=how)
        client = self.app.test_client()
        return client.post(HOOK, data=body, headers=headers, base_url=BASE_URL)

    def work(self) -> None:
        work_off(self.app)

    def later(self) -> None:
        """A quarter of an hour goes by, and what was put off is done."""
        with self.superuser.begin() as connection:
            connection.execute(text("UPDATE booking SET held_until = now() - interval '1 second'"))
        make_due(self.superuser)
        self.work()

    def stands(self) -> tuple[str, str | None]:
        """The states of the only session and of its newest payment."""
        sql = (
            "SELECT b.state, p.state FROM booking b LEFT JOIN payment p ON p.booking_id = b.id "
            "ORDER BY b.starts_at, p.created_at DESC LIMIT 1"
        )
        with self.superuser.connect() as connection:
            session, payment = connection.execute(text(sql)).one()
            return session, payment

    def rows(self, sql: str, **values: Any) -> list[Any]:
        """What is stored, past all walls."""
        with self.superuser.connect() as connection:
            return list(connection.execute(text(sql), values))

    def change(self, sql: str, **values: Any) -> None:
        """Something is otherwise than it should be."""
        with self.superuser.begin() as connection:
            connection.execute(text(sql), values)

    def booking_id(self) -> UUID:
        found: UUID = self.rows("SELECT id FROM booking ORDER BY created_at DESC LIMIT 1")[0].id
        return found

    def mails(self) -> list[str]:
        """The kinds of mail about money, in order."""
        found = self.rows(
            "SELECT kind FROM delivery WHERE kind LIKE 'payments/%' ORDER BY created_at, kind"
        )
        return [row.kind.removeprefix("payments/") for row in found]


def open_for_cards(cast: Cast, app: Flask, stripe: StripeHere, superuser: Engine) -> Shop:
    """Mara offers a session, and North has an account."""
    here = replace(cast, app=app)
    what = open_shop(here)
    with app.app_context():
        practice = practices.find_practice("north")
        assert practice
        tenancy.enter_practice(practice.id)
        payments.open_account(practice, by=Actor(cast.users["mara"], "owner"))
        db.session.commit()
    return Shop(here, stripe, superuser, what)
