"""Who belongs to a practice, and as what."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coachhub.accounts import services as accounts
from coachhub.accounts.models import User
from coachhub.audit import services as audit
from coachhub.core import clock, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.practices.models import Member, Practice
from coachhub.practices.rules import PracticeState, Role


class LastOwner(Exception):
    """A practice is never left without an owner."""


@dataclass(frozen=True)
class Membership:
    """A person's place in one practice."""

    practice: Practice
    member: Member


def memberships_of(user_id: UUID) -> list[Membership]:
    """Where the person is a member, by name. To be asked before any practice is entered."""
    query = (
        select(Practice, Member)
        .join(Member, Member.practice_id == Practice.id)
        .where(Member.user_id == user_id, Member.ended_at.is_(None))
        .where(Practice.state == PracticeState.OPEN)
        .order_by(Practice.name)
    )
    return [Membership(practice, member) for practice, member in db.session.execute(query)]


def works_somewhere(user_id: UUID) -> bool:
    """Whether the person is a member of any practice."""
    with tenancy.as_person(user_id):
        return bool(memberships_of(user_id))


def names_around(user: User) -> list[str]:
    """The names of the practices that a person works in: nobody should use one as a password."""
    with tenancy.as_person(user.id):
        return [place.practice.name for place in memberships_of(user.id)]


def members_of(practice_id: UUID) -> Sequence[Member]:
    """The practice's present members with their names, longest there first."""
    query = (
        select(Member)
        .options(joinedload(Member.user))
        .where(Member.practice_id == practice_id, Member.ended_at.is_(None))
        .order_by(Member.created_at, Member.id)
    )
    return db.session.scalars(query).all()


def coaches_of(practice_id: UUID) -> list[Member]:
    """The members who coach."""
    return [member for member in members_of(practice_id) if Role.COACH in member.roles]


def find_member(practice_id: UUID, member_id: UUID) -> Member | None:
    """A present member of the practice by id."""
    query = (
        select(Member)
        .options(joinedload(Member.user))
        .where(Member.practice_id == practice_id, Member.id == member_id)
        .where(Member.ended_at.is_(None))
    )
    return db.session.scalar(query)


def change_roles(member: Member, roles: Collection[Role], *, by: Actor) -> None:
    """The member has exactly these roles, at once. Raises LastOwner."""
    before = sorted(member.roles)
    if Role.OWNER in before and Role.OWNER not in roles:
        _keep_an_owner(member)
    member.roles = sorted(set(roles))
    accounts.ask_renewal(member.user_id)
    audit.record(
        member.practice_id, "roles.changed", by=by, about=member, before=before, after=member.roles
    )


def end_membership(member: Member, *, by: Actor) -> None:
    """The person is out of the practice from the next request on. Raises LastOwner."""
    if Role.OWNER in member.roles:
        _keep_an_owner(member)
    member.ended_at = clock.now()
    accounts.ask_renewal(member.user_id)
    audit.record(member.practice_id, "member.ended", by=by, about=member)


def sign_member_out(member: Member, *, by: Actor) -> None:
    """The member is signed out of every browser."""
    accounts.end_devices(member.user, by=by)
    audit.record(member.practice_id, "member.signed_out", by=by, about=member)


def _keep_an_owner(member: Member) -> None:
    """Lock the owners, so that two can't leave at once."""
    owners = (
        select(Member.id)
        .where(Member.practice_id == member.practice_id, Member.ended_at.is_(None))
        .where(Member.roles.contains([Role.OWNER]))
        .order_by(Member.id)
        .with_for_update()
    )
    if set(db.session.scalars(owners)) == {member.id}:
        raise LastOwner


def join(practice_id: UUID, user: User, roles: Collection[Role]) -> Member:
    """The person is a member with these roles, besides those they had."""
    accounts.ask_renewal(user.id)
    query = select(Member).where(
        Member.practice_id == practice_id, Member.user_id == user.id, Member.ended_at.is_(None)
    )
    member = db.session.scalar(query)
    if member is not None:
        member.roles = sorted({*member.roles, *roles})
        return member
    member = Member(practice_id=practice_id, user_id=user.id, roles=sorted(roles))
    db.session.add(member)
    db.session.flush()
    return member
