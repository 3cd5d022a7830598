"""The door to a practice's desk: who is let in, and what they may do there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, NoReturn
from uuid import UUID

from flask import Flask, abort, current_app, g
from flask_babel import gettext as _
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from coachhub.accounts import services as accounts
from coachhub.accounts.access import client_ip, end_session, person, to_sign_in, visitor
from coachhub.accounts.models import Device, User
from coachhub.accounts.rules import is_stale_for_staff
from coachhub.audit import services as audit
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.limits import TooMany
from coachhub.core.web.policy import Audience, Policy, View, declare
from coachhub.mail.services import unseen_failures
from coachhub.practices.models import Member, Practice, Settings
from coachhub.practices.rules import Can, Role, hidden_mails, rights_of
from coachhub.practices.services import (
    INVITATION_MAILS,
    count_invitation_mail,
    members_of,
    memberships_of,
)

BelongsOtherwise = Callable[[UUID, str], bool]
_BELONGS = "coachhub.practices.belongs_otherwise"


def init_app(app: Flask, *, belongs_otherwise: BelongsOtherwise) -> None:
    """`belongs_otherwise` tells whether a person, by id, belongs to the practice at an address in
    another way than as a member: as its client.
    """
    app.extensions[_BELONGS] = belongs_otherwise


@dataclass(frozen=True)
class Desk:
    """Where a member sits: the practice, its settings, the person, and what they may do."""

    practice: Practice
    settings: Settings
    member: Member
    user: User
    rights: frozenset[Can]
    failed_mails: int
    """How many could not be sent that nobody has seen to."""

    def can(self, right: Can) -> bool:
        return right in self.rights

    def owners(self) -> list[str]:
        """What those are called who own the practice: to be named where only they can go on."""
        members = members_of(self.practice.id)
        return [one.user.name for one in members if Role.OWNER in one.roles]

    @property
    def actor(self) -> Actor:
        """Who acts from this desk, in the highest role they have."""
        return Actor(self.user.id, next(role for role in Role if role in self.member.roles))


def member(right: Can) -> Callable[[View], View]:
    """A page at a practice's desk, for members who have this right.

    The view receives the Desk in place of the practice's address. Strangers are asked to sign in;
    people of other practices learn nothing (404); members without the right, and clients of this
    practice, are told so (403).
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(practice: str, **ids: Any) -> Any:  # noqa: ANN401
            if visitor() is None:
                return to_sign_in(carrying=True)
            desk = _open_desk(practice)
            if isinstance(desk, Desk):
                require(desk, right)
                return view(desk, **ids)
            return desk

        return declare(guarded, Policy(Audience.MEMBER, right))

    return wrap


def require(desk: Desk, right: Can) -> None:
    """Stop here with 403, and note it, if the member hasn't the right."""
    if not desk.can(right):
        refuse(desk, right)


def refuse(desk: Desk, wanted: str) -> NoReturn:
    """Note the refusal in the practice's audit and answer 403."""
    audit.record(desk.practice.id, "access.refused", by=desk.actor, wanted=wanted)
    db.session.commit()
    abort(403)


def find_desk(slug: str) -> Desk | None:
    """The desk at this address, unless whoever asks must sign in (anew); no visit is noted."""
    signed_in = visitor()
    if signed_in is None:
        return None
    with tenancy.as_person(signed_in.user.id):
        seat = _seat(signed_in.user, slug)
    return None if seat is None or _is_stale(signed_in.device, *seat) else seat[0]


def _open_desk(slug: str) -> Desk | Response:
    signed_in = person()
    seat = _seat(signed_in.user, slug)
    if seat is None:
        _turn_away(signed_in.user, slug)
    desk, now = seat
    if _is_stale(signed_in.device, desk, now):
        accounts.sign_out(signed_in)
        db.session.commit()
        end_session()
        return to_sign_in(carrying=True)
    accounts.desk_seen(signed_in.device, now)
    g.desk = desk
    return desk


def _seat(user: User, slug: str) -> tuple[Desk, datetime] | None:
    """Where a member sits, and the time; enters the practice."""
    found = [place for place in memberships_of(user.id) if place.practice.slug == slug]
    if not found:
        return None
    practice, membership = found[0].practice, found[0].member
    tenancy.enter_practice(practice.id)
    roles = frozenset(Role(role) for role in membership.roles)
    hidden = hidden_mails(rights_of(roles, coaches_share_clients=False))  # as with any setting
    settings, now, failed_mails = db.session.execute(
        select(Settings, func.now(), unseen_failures(practice.id, without=hidden)).where(
            Settings.practice_id == practice.id
        )
    ).one()
    rights = rights_of(roles, coaches_share_clients=settings.coaches_share_clients)
    return Desk(practice, settings, membership, user, rights, failed_mails), now


def invitation_problem(desk: Desk, email: str) -> str | None:
    """Count one more invitation by mail; why it can't go out now, in a sentence, or None.

    Call it before anything else is written.
    """
    problem: str | None = None
    try:
        count_invitation_mail(desk.practice.id, email, ip=client_ip())
    except TooMany as reached:
        if reached.limit == INVITATION_MAILS:
            problem = _("This address got several e-mails; please try in an hour.")
        else:
            problem = _("Many e-mails were asked for from your network; please try in an hour.")
    return problem


def _is_stale(device: Device, desk: Desk, now: datetime) -> bool:
    return is_stale_for_staff(
        now,
        signed_in_at=device.created_at,
        seen_at=device.desk_seen_at,
        idle_at_most=timedelta(minutes=desk.settings.desk_idle_minutes),
    )


def _turn_away(user: User, slug: str) -> NoReturn:
    """Clients of the practice know that it is there and are refused; others learn nothing."""
    belongs: BelongsOtherwise = current_app.extensions[_BELONGS]
    status = 403 if belongs(user.id, slug) else 404
    audit.record_for_instance("access.refused", by=Actor(user.id, "stranger"), wanted="practice")
    db.session.commit()
    abort(status)
