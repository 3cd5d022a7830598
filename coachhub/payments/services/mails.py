"""Who is told of money by mail."""

from coachhub.clients.models import Client
from coachhub.core.db import db
from coachhub.mail import services as mail
from coachhub.payments.models import Payment
from coachhub.practices.models import Member


def tell_client(what: str, payment: Payment) -> None:
    """The client gets a mail that says what is true when it goes out."""
    client = db.session.get(Client, (payment.practice_id, payment.booking.client_id))
    if client is not None and client.email:
        mail.post(f"payments/{what}", payment.practice_id, client.email, about_id=payment.id)


def tell_coach(what: str, payment: Payment) -> None:
    """The coach gets one."""
    coach = db.session.get_one(Member, (payment.practice_id, payment.booking.coach_id))
    mail.post(f"payments/{what}", payment.practice_id, coach.user.email, about_id=payment.id)
