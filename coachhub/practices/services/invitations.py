"""People are asked to become members, and answer."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from coachhub.accounts import services as accounts
from coachhub.accounts.models import User
from coachhub.audit import services as audit
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db, violates
from coachhub.core.limits import Limit, take
from coachhub.mail import services as mail
from coachhub.practices.models import Invitation, Member
from coachhub.practices.rules import Role
from coachhub.practices.services.members import join

MAIL = "practices/invitation"

INVITATION_MAILS = Limit("invitation_mail", 3, timedelta(hours=1))
"""How many invitations one address may get from a practice in an hour, whatever for."""

UNDO_WITHIN = timedelta(hours=1)
"""How long an invitation that was taken back can be put back."""


class AlreadyInvited(Exception):
    """The address is invited already, or belongs to a member."""


class NotInvited(Exception):
    """The invitation was answered, taken back, or is for somebody else."""


def count_invitation_mail(practice_id: UUID, email: str, *, ip: str) -> None:
    """The practice is about to mail an invitation, asked for from this IP. Raises TooMany.

    Counted for each practice apart, so that none blocks another's invitations or learns of them.
    Counted in transactions of its own: call it before anything else is written.
    """
    accounts.count_mail_from(ip)
    take(INVITATION_MAILS, f"{practice_id}|{email}")


def invite(
    practice_id: UUID, *, email: str, name: str, roles: Collection[Role], by: Actor
) -> Invitation:
    """The person is asked by mail to become a member. Raises AlreadyInvited."""
    if _is_member(practice_id, email):
        raise AlreadyInvited
    invitation = Invitation(
        practice_id=practice_id,
        email=email,
        name=name,
        roles=sorted(set(roles)),
        invited_by=by.user_id,
    )
    with _one_for_each_address():
        db.session.add(invitation)
    mail.post(MAIL, practice_id, email, about_id=invitation.id)
    audit.record(
        practice_id, "member.invited", by=by, about=invitation, roles=list(invitation.roles)
    )
    return invitation


def invite_again(invitation: Invitation, *, by: Actor) -> None:
    """The same invitation goes out by mail once more; the earlier link is dead then."""
    mail.post(MAIL, invitation.practice_id, invitation.email, about_id=invitation.id)
    audit.record(invitation.practice_id, "member.invited_again", by=by, about=invitation)


def take_back(invitation: Invitation, *, by: Actor) -> None:
    """The invitation can't be accepted any more."""
    invitation.revoked_at = clock.now()
    audit.record(invitation.practice_id, "invitation.taken_back", by=by, about=invitation)


def put_back(invitation: Invitation, *, by: Actor) -> None:
    """An invitation taken back within the hour can be accepted again with the link that was mailed.

    Nothing is mailed. Asked for again once it waits, nothing changes. Raises NotInvited if it was
    taken back longer ago; AlreadyInvited if the person was asked anew or is a member.
    """
    db.session.refresh(invitation, with_for_update=True)
    if invitation.accepted_at is None and invitation.revoked_at is None:
        return
    if invitation.revoked_at is None or clock.now() - invitation.revoked_at > UNDO_WITHIN:
        raise NotInvited
    if _is_member(invitation.practice_id, invitation.email):
        raise AlreadyInvited
    with _one_for_each_address():
        invitation.revoked_at = None
    audit.record(invitation.practice_id, "invitation.put_back", by=by, about=invitation)


def open_invitations(practice_id: UUID) -> Sequence[Invitation]:
    """The invitations that wait for an answer, oldest first."""
    query = (
        select(Invitation)
        .where(Invitation.practice_id == practice_id)
        .where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
        .order_by(Invitation.created_at, Invitation.id)
    )
    return db.session.scalars(query).all()


def find_invitation(practice_id: UUID, invitation_id: UUID) -> Invitation | None:
    """An invitation by id, whether it waits for an answer or not."""
    query = select(Invitation).where(
        Invitation.practice_id == practice_id, Invitation.id == invitation_id
    )
    return db.session.scalar(query)


def find_open_invitation(practice_id: UUID, invitation_id: UUID) -> Invitation | None:
    """An invitation that waits for an answer, by id."""
    query = (
        select(Invitation)
        .where(Invitation.practice_id == practice_id, Invitation.id == invitation_id)
        .where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    )
    return db.session.scalar(query)


def accept(practice_id: UUID, invitation_id: UUID, user: User) -> Member:
    """The person is a member with the roles they were invited for. Raises NotInvited."""
    accepted = db.session.execute(
        update(Invitation)
        .where(Invitation.practice_id == practice_id, Invitation.id == invitation_id)
        .where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
        .where(Invitation.email == user.email)
        .values(accepted_at=clock.now())
        .returning(Invitation.roles)
    ).scalar()
    if accepted is None:
        raise NotInvited
    roles = [Role(role) for role in accepted]
    member = join(practice_id, user, roles)
    audit.record(
        practice_id,
        "member.joined",
        by=Actor(user.id, roles[0]),
        about=member,
        roles=list(member.roles),
    )
    return member


def _is_member(practice_id: UUID, email: str) -> bool:
    present = (
        select(Member.id)
        .join(Member.user)
        .where(Member.practice_id == practice_id, Member.ended_at.is_(None), User.email == email)
    )
    return db.session.scalar(present) is not None


@contextmanager
def _one_for_each_address() -> Iterator[None]:
    try:
        with db.session.begin_nested():
            yield
            db.session.flush()
    except IntegrityError as error:
        if violates(error, "uq_invitation_practice_id_email"):
            raise AlreadyInvited from None
        raise
