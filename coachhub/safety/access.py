"""Who may see what about a client's safety: their coach all of it, an owner how far it is."""

from uuid import UUID

from flask import abort

from coachhub.clients import services as clients
from coachhub.clients.access import coaches, load_client, load_own_client
from coachhub.practices.access import Desk, refuse
from coachhub.practices.rules import Can, Role
from coachhub.safety import services as safety
from coachhub.safety.models import SafetyFlag


def may_oversee(desk: Desk, row: clients.Row) -> bool:
    """Whether the member sees that something is open, and how far it is."""
    return coaches(desk, row) or desk.can(Can.OVERSEE_SAFETY)


def is_told_to_wait(desk: Desk) -> bool:
    """Whether the member is told to speak with the coach before writing to a client in danger."""
    return Role.ASSISTANT in desk.member.roles


def load_overseen(desk: Desk, client_id: UUID) -> clients.Row:
    """The record for its coach or an owner: 404 if there is none, else 403."""
    row = load_client(desk, client_id)
    if not may_oversee(desk, row):
        refuse(desk, "safety")
    return row


def load_flag(desk: Desk, client_id: UUID, flag_id: UUID) -> tuple[clients.Row, SafetyFlag]:
    """A flag with its client, for the client's coach alone: 404 if there is none."""
    row = load_own_client(desk, client_id)
    return row, _load(desk, client_id, flag_id)


def load_overseen_flag(
    desk: Desk, client_id: UUID, flag_id: UUID
) -> tuple[clients.Row, SafetyFlag]:
    """A flag with its client, for an owner who looks a second time: 404 if there is none."""
    row = load_overseen(desk, client_id)
    return row, _load(desk, client_id, flag_id)


def _load(desk: Desk, client_id: UUID, flag_id: UUID) -> SafetyFlag:
    flag = safety.find_flag(desk.practice.id, client_id, flag_id)
    if flag is None:
        abort(404)
    return flag
