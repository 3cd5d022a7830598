"""Who is told at once that a record waits to be opened, and told again after a day."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from coachhub.audit import services as audit
from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.actor import PROGRAM, Actor
from coachhub.core.db import db
from coachhub.jobs import services as jobs
from coachhub.mail import services as mail
from coachhub.practices import services as practices
from coachhub.practices.models import Member
from coachhub.practices.rules import Role
from coachhub.safety.models import SafetyFlag, SafetyScreen
from coachhub.safety.rules import FlagState

MAIL = "safety/open_record"
TELL_AGAIN = "safety.tell_owner"
UNSEEN_FOR = timedelta(hours=24)


def tell(client: Client, screen: SafetyScreen, *, by: Actor) -> None:
    """Coach and owner, but for whoever acts, are asked by mail to open a record; the owner once
    more after a day in which nobody saw to it.
    """
    for member in guardians(client.practice_id, client.id):
        if member.user_id != by.user_id:
            mail.post(MAIL, client.practice_id, member.user.email, about_id=screen.id)
    at = clock.now() + UNSEEN_FOR
    jobs.enqueue(TELL_AGAIN, client.practice_id, at=at, screen_id=screen.id)


def tell_owner(practice_id: UUID, screen_id: UUID) -> None:
    """The owners are asked once more, if nobody has seen what these answers raised."""
    query = select(SafetyScreen).where(
        SafetyScreen.practice_id == practice_id, SafetyScreen.id == screen_id
    )
    screen = db.session.scalar(query.with_for_update())
    if screen is None or screen.owner_told_at or not is_unseen(screen):
        return
    screen.owner_told_at = clock.now()
    for member in _owners(practice_id):
        mail.post(MAIL, practice_id, member.user.email, about_id=screen.id)
    audit.record(practice_id, "safety.owner_told", by=PROGRAM, about=screen)


def is_unseen(screen: SafetyScreen) -> bool:
    """Whether something that these answers raised and that can't wait is still open."""
    query = select(SafetyFlag.id).where(
        SafetyFlag.practice_id == screen.practice_id,
        SafetyFlag.screen_id == screen.id,
        SafetyFlag.state == FlagState.OPEN,
        SafetyFlag.cannot_wait,
    )
    return db.session.scalar(query.limit(1)) is not None


def guardians(practice_id: UUID, client_id: UUID) -> Iterator[Member]:
    """The client's coach, and the owners."""
    row = clients.find_client(practice_id, client_id)
    coach_id = row.engagement.coach_id if row else None
    for member in practices.members_of(practice_id):
        if member.id == coach_id or Role.OWNER in member.roles:
            yield member


def has_second(practice_id: UUID, user_id: UUID | None) -> bool:
    """Whether an owner other than this person could look as well."""
    return any(member.user_id != user_id for member in _owners(practice_id))


def _owners(practice_id: UUID) -> list[Member]:
    return [one for one in practices.members_of(practice_id) if Role.OWNER in one.roles]
