"""Who is told of money by mail."""

from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.core.db import db
from coachhub.mail import services as mail
from coachhub.payments.models import Payment
from coachhub.practices.models import Member


def tell_client(what: str, payment: Payment) -> None:
    """The client gets a mail that says what is true when it goes out."""
    client = _client_of(payment)
    if client is not None and client.email:
        mail.post(f"payments/{what}", payment.practice_id, client.email, about_id=payment.id)


def tells_client(what: str, payment: Payment) -> bool:
    """Whether their mail would go to the client now."""
    client = _client_of(payment)
    return client is not None and clients.gets_mail(client, f"payments/{what}")


def tell_coach(what: str, payment: Payment) -> None:
    """The coach gets one."""
    coach = db.session.get_one(Member, (payment.practice_id, payment.booking.coach_id))
    mail.post(f"payments/{what}", payment.practice_id, coach.user.email, about_id=payment.id)


def _client_of(payment: Payment) -> Client | None:
    return db.session.get(Client, (payment.practice_id, payment.booking.client_id))
