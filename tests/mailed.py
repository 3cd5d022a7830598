"""What the worker would mail now, and the links in it."""

from email.message import EmailMessage
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.mail import letters
from coachhub.mail.models import Delivery
from coachhub.mail.services import Message, composer
from tests.visitor import BASE_URL


def message(app: Flask, practice_id: UUID, email: str) -> Message | None:
    """The newest mail to this address from a practice, composed as at sending."""
    with app.app_context():
        tenancy.enter_practice(practice_id)
        delivery = _newest(email)
        found = composer(delivery.kind)(delivery)
        db.session.commit()
        return found


def mailed_path(app: Flask, practice_id: UUID, email: str) -> str:
    """The path of the link in that mail."""
    found = message(app, practice_id, email)
    assert found is not None
    return str(found.context["link"]).removeprefix(BASE_URL)


def letter(app: Flask, practice_id: UUID, email: str) -> EmailMessage:
    """That mail as it goes out."""
    with app.app_context():
        tenancy.enter_practice(practice_id)
        delivery = _newest(email)
        found = composer(delivery.kind)(delivery)
        assert found is not None
        return letters.write(delivery, found, sender="hello@coachhub.test")


def _newest(email: str) -> Delivery:
    query = select(Delivery).where(Delivery.recipient == email)
    newest = db.session.scalars(query.order_by(Delivery.created_at.desc())).first()
    assert newest is not None, f"no mail to {email}"
    return newest
