"""What a mailed invitation opens: a member's desk or a client's portal."""

from dataclasses import dataclass
from uuid import UUID

from coachhub.accounts import services as accounts
from coachhub.accounts.models import OneTimeToken, User
from coachhub.accounts.rules import Purpose
from coachhub.clients import services as clients
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.practices import services as practices
from coachhub.practices.models import Practice
from coachhub.public.frame import Front


@dataclass(frozen=True)
class Invited:
    """An invitation that can be accepted now: to which practice, as what, for which address."""

    token: OneTimeToken
    front: Front
    name: str
    zone: str
    is_client: bool

    @property
    def practice(self) -> Practice:
        return self.front.practice

    @property
    def email(self) -> str:
        return self.token.email

    @property
    def row_id(self) -> UUID:
        assert self.token.for_row is not None  # noqa: S101  # the mail's composer names it
        return self.token.for_row


def read(raw: str) -> Invited:
    """The invitation behind a link; nothing changes. Raises LinkDead."""
    token = _read_token(raw)
    practice = db.session.get(Practice, token.for_practice)
    if practice is None or token.for_row is None:
        raise accounts.LinkDead
    tenancy.enter_practice(practice.id)
    front = Front(practice, practices.settings_of(practice.id))
    if token.purpose == Purpose.CLIENT_INVITATION:
        client = clients.find_invited(practice.id, token.for_row)
        if client is None or client.email != token.email:
            raise accounts.LinkDead
        return Invited(token, front, client.name, client.zone, is_client=True)
    invitation = practices.find_open_invitation(practice.id, token.for_row)
    if invitation is None:
        raise accounts.LinkDead
    return Invited(token, front, invitation.name, front.settings.zone, is_client=False)


def accept(invited: Invited, user: User) -> None:
    """The person has what they were invited to; the link is used up. Raises LinkDead."""
    accounts.use_token(invited.token)
    try:
        if invited.is_client:
            clients.accept(invited.practice.id, invited.row_id, user)
        else:
            practices.accept(invited.practice.id, invited.row_id, user)
    except (clients.NotInvited, practices.NotInvited):
        raise accounts.LinkDead from None


def _read_token(raw: str) -> OneTimeToken:
    try:
        return accounts.read_token(raw, Purpose.MEMBER_INVITATION)
    except accounts.LinkDead:
        return accounts.read_token(raw, Purpose.CLIENT_INVITATION)
