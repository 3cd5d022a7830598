"""Who may open which client's record, and a client's own door to their portal."""

from dataclasses import dataclass
from functools import wraps
from typing import Any, NoReturn
from uuid import UUID

from flask import abort, g

from coachhub.accounts.access import person, to_sign_in, visitor
from coachhub.accounts.models import User
from coachhub.audit import services as audit
from coachhub.clients import services as clients
from coachhub.clients.models import Client, ClientImport
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.web import discreet, i18n
from coachhub.core.web.policy import Audience, Policy, View, declare
from coachhub.practices import services as practices
from coachhub.practices.access import Desk, refuse
from coachhub.practices.models import Member, Practice, Settings
from coachhub.practices.rules import Can


def coaches(desk: Desk, row: clients.Row) -> bool:
    """Whether the member at this desk is the client's coach."""
    return row.engagement.coach_id == desk.member.id and desk.can(Can.WRITE_PRIVATELY)


def load_client(desk: Desk, client_id: UUID) -> clients.Row:
    """The record, for those who may see it: 404 if there is none here, 403 if it isn't theirs."""
    row = clients.find_client(desk.practice.id, client_id)
    if row is None:
        abort(404)
    if not desk.can(Can.SEE_ALL_CLIENTS) and not coaches(desk, row):
        refuse(desk, "client")
    g.client_row = row
    return row


def load_own_client(desk: Desk, client_id: UUID) -> clients.Row:
    """The record with what is private in it, for the client's coach alone."""
    row = load_client(desk, client_id)
    if not coaches(desk, row):
        refuse(desk, "client.private")
    return row


def may_lead(desk: Desk, row: clients.Row) -> bool:
    """Whether the member may say where work with this client stands: their coach, or an owner."""
    return coaches(desk, row) or desk.can(Can.MANAGE_MEMBERS)


def possible_coaches(desk: Desk) -> dict[str, Member]:
    """Whom one may name as coach: oneself, or anybody where one sees everybody's clients."""
    every = practices.coaches_of(desk.practice.id)
    if not desk.can(Can.SEE_ALL_CLIENTS):
        every = [coach for coach in every if coach.id == desk.member.id]
    mine_first = sorted(every, key=lambda coach: coach.id != desk.member.id)
    return {str(coach.id): coach for coach in mine_first}


def load_import(desk: Desk, import_id: UUID) -> ClientImport:
    """What the member wants to import: 404 for anybody else's."""
    found = clients.find_import(desk.member, import_id)
    if found is None:
        abort(404)
    return found


def whose_clients(desk: Desk) -> UUID | None:
    """Whose clients the member may list: their own only, or (None) everybody's."""
    return None if desk.can(Can.SEE_ALL_CLIENTS) else desk.member.id


@dataclass(frozen=True)
class PortalVisit:
    """Where a client is in their portal: the practice, and the client they are there."""

    practice: Practice
    settings: Settings
    row: clients.Row
    user: User

    @property
    def client(self) -> Client:
        """Their record."""
        return self.row.client

    @property
    def actor(self) -> Actor:
        """The client, acting for themselves."""
        return Actor(self.user.id, "client")


def client_of_practice(view: View) -> View:
    """A page of the portal. The view receives the PortalVisit in place of the practice's address.

    Strangers are asked to sign in; members of the practice who are no client of it are told so
    (403); everybody else learns nothing (404).
    """

    @wraps(view)
    def guarded(practice: str, **ids: Any) -> Any:  # noqa: ANN401
        if visitor() is None:
            return to_sign_in(carrying=True)
        return view(_open_portal(practice), **ids)

    return declare(guarded, Policy(Audience.CLIENT))


def find_visit(slug: str) -> PortalVisit | None:
    """Where whoever is signed in is a client, at the portal of this name."""
    found = visitor()
    if found is None:
        return None
    with tenancy.as_person(found.user.id):
        return _visit(found.user, slug)


def _open_portal(slug: str) -> PortalVisit:
    user = person().user
    visit = _visit(user, slug)
    if visit is None:
        _turn_away(user, slug)
    return visit


def _visit(user: User, slug: str) -> PortalVisit | None:
    found = [visit for visit in clients.visits_of(user.id) if visit.practice.slug == slug]
    if not found:
        return None
    practice, client = found[0].practice, found[0].client
    tenancy.enter_practice(practice.id)
    i18n.speak(user.locale, client.zone)
    row, settings = clients.look_around(practice.id, client.id)
    visit = PortalVisit(practice, settings, row, user)
    g.visit = visit
    discreet.note(is_on=client.is_discreet)
    return visit


def _turn_away(user: User, slug: str) -> NoReturn:
    is_member = any(place.practice.slug == slug for place in practices.memberships_of(user.id))
    audit.record_for_instance("access.refused", by=Actor(user.id, "stranger"), wanted="portal")
    db.session.commit()
    abort(403 if is_member else 404)
