"""Clients are invited to their portal, and come in."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from coachhub.accounts.models import User
from coachhub.audit import services as audit
from coachhub.clients.models import Client
from coachhub.clients.services.reach import gets_mail
from coachhub.core import clock, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db, violates
from coachhub.mail import services as mail
from coachhub.practices.models import Practice
from coachhub.practices.rules import PracticeState

MAIL = "clients/invitation"


class NoAddress(Exception):
    """Nobody can be invited without an e-mail address."""


class NothingSent(Exception):
    """The address takes no mails, so an invitation would never arrive."""


class NotInvited(Exception):
    """The invitation was answered, taken back, or is for somebody else."""


@dataclass(frozen=True)
class Visit:
    """A person's own place as a client of one practice."""

    practice: Practice
    client: Client


def invite(client: Client, *, by: Actor) -> None:
    """The client is asked by mail to their portal; an earlier link is dead. Raises NoAddress,
    NotInvited if they have come in, and NothingSent.
    """
    if client.email is None:
        raise NoAddress
    if client.user_id is not None:
        raise NotInvited
    if not gets_mail(client, MAIL):
        raise NothingSent
    client.invited_at = clock.now()
    mail.post(MAIL, client.practice_id, client.email, about_id=client.id)
    audit.record(client.practice_id, "client.invited", by=by, about=client)


def take_back(client: Client, *, by: Actor) -> None:
    """The invitation can't be accepted any more. Raises NotInvited if it was accepted before."""
    db.session.refresh(client, with_for_update=True)
    if client.user_id is not None:
        raise NotInvited
    client.invited_at = None
    audit.record(client.practice_id, "client.invitation_taken_back", by=by, about=client)


def close_portal(client: Client, *, by: Actor) -> None:
    """The person can't open this portal any more, from their next request on."""
    client.user_id = client.invited_at = client.joined_at = None
    audit.record(client.practice_id, "client.portal_closed", by=by, about=client)


def accept(practice_id: UUID, client_id: UUID, user: User) -> Client:
    """The portal of this client is open to the person. Raises NotInvited."""
    try:
        with db.session.begin_nested():
            accepted = db.session.execute(
                update(Client)
                .where(Client.practice_id == practice_id, Client.id == client_id)
                .where(Client.invited_at.is_not(None), Client.user_id.is_(None))
                .where(Client.email == user.email)
                .values(user_id=user.id, joined_at=clock.now())
                .returning(Client)
            ).scalar()
    except IntegrityError as error:
        if violates(error, "uq_client_practice_id_user_id"):  # another client of it already
            raise NotInvited from None
        raise
    if accepted is None:
        raise NotInvited
    audit.record(practice_id, "client.joined", by=Actor(user.id, "client"), about=accepted)
    return accepted


def find_invited(practice_id: UUID, client_id: UUID) -> Client | None:
    """The client whose invitation waits for an answer."""
    query = select(Client).where(
        Client.practice_id == practice_id,
        Client.id == client_id,
        Client.invited_at.is_not(None),
        Client.user_id.is_(None),
    )
    return db.session.scalar(query)


def visits_of(user_id: UUID) -> list[Visit]:
    """Where the person is a client, by name. To be asked before any practice is entered."""
    query = (
        select(Practice, Client)
        .join(Client, Client.practice_id == Practice.id)
        .where(Client.user_id == user_id, Practice.state == PracticeState.OPEN)
        .order_by(Practice.name)
    )
    return [Visit(practice, client) for practice, client in db.session.execute(query)]


def speak_to(user: User) -> None:
    """Every practice whose client the person is writes to them in their language."""
    with tenancy.as_person(user.id):
        practices = [visit.practice.id for visit in visits_of(user.id)]
    for practice_id in practices:
        with tenancy.inside(practice_id):
            db.session.execute(
                update(Client).where(Client.user_id == user.id).values(locale=user.locale)
            )


def is_client_at(user_id: UUID, slug: str) -> bool:
    """Whether the person is a client of the practice at an address."""
    return any(visit.practice.slug == slug for visit in visits_of(user_id))
