"""People with accounts, and the links that are mailed to them."""

import re
from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from coachhub.accounts import services
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.mail.models import Delivery
from coachhub.mail.services import Message, composer
from tests.visitor import Visitor

MARA = "mara@example.org"
PASSWORD = "seven quiet rivers"
OTHER_PASSWORD = "eleven loud brooks"


@dataclass(frozen=True)
class Person:
    """What a test knows of somebody."""

    id: UUID
    email: str
    password: str

    def sign_in(self, visitor: Visitor, **more: str) -> TestResponse:
        answer = visitor.post("/login", {"email": self.email, "password": self.password, **more})
        assert answer.status_code == 303, answer.text
        return answer


def make_person(
    app: Flask, email: str, password: str = PASSWORD, name: str = "Mara Wind"
) -> Person:
    with app.app_context():
        user = services.create_user(email, name, password, "Europe/Berlin", "en")
        db.session.commit()
        return Person(user.id, email, password)


def is_in(visitor: Visitor) -> bool:
    """Whether the browser is let in to one's own account."""
    return visitor.get("/account").status_code == 200


def mailed_kinds(app: Flask, email: str) -> list[str]:
    """The kinds of mail asked for to this address, oldest first."""
    with app.app_context():
        return [delivery.kind for delivery in _deliveries(email)]


def composed(app: Flask, kind: str, email: str) -> Message | None:
    """What the newest mail of this kind says, as the worker would compose it now."""
    with app.app_context():
        message = composer(kind)(latest(kind, email))
        db.session.commit()
        return message


def mailed_path(app: Flask, kind: str, email: str) -> str:
    """The path of the link in the newest mail of this kind."""
    message = composed(app, kind, email)
    assert message is not None
    return re.sub(r"^https://[^/]+", "", message.context["url"])


def latest(kind: str, email: str) -> Delivery:
    """The newest mail of this kind asked for to this address."""
    return [delivery for delivery in _deliveries(email) if delivery.kind == kind][-1]


def _deliveries(email: str) -> list[Delivery]:
    tenancy.enter_practice(tenancy.INSTANCE)
    query = select(Delivery).where(Delivery.recipient == email)
    return list(db.session.scalars(query.order_by(Delivery.created_at, Delivery.id)))
