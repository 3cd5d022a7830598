"""Clients from a file: looked at first, then taken in exactly as they were shown."""

import json
from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import undefer

from coachhub.audit import services as audit
from coachhub.clients.csv_file import Line, Sheet, compared, tidied
from coachhub.clients.models import Client, ClientImport, Engagement
from coachhub.clients.rules import Column, EngagementState
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db, violates
from coachhub.core.folding import fold
from coachhub.core.ids import new_id
from coachhub.practices.models import Member

KEPT = timedelta(hours=24)


class Overtaken(Exception):
    """Since the lines were shown an address became known, or a coach left: they read anew now."""


def keep_import(
    member: Member,
    sheet: Sheet,
    *,
    zone: str,
    coaches: Mapping[str, str],
    state: EngagementState,
) -> ClientImport:
    """The lines of the file wait to be looked at, by this member alone, for a day.

    `coaches` are ids by folded name or address, and by "" for empty cells.
    """
    lines = tidied(sheet.lines, zone=zone, coaches=coaches)
    row = ClientImport(practice_id=member.practice_id, member_id=member.id, state=state)
    _put(row, _checked(row, lines, set(coaches.values())), sheet.left_out)
    db.session.add(row)
    db.session.flush()
    return row


def find_import(member: Member, import_id: UUID) -> ClientImport | None:
    """What this member wants to import, by id."""
    return db.session.scalar(_import(member, import_id))


def waiting_import(member: Member) -> ClientImport | None:
    """The file that this member sent last and hasn't imported yet, while it is kept."""
    query = (
        select(ClientImport)
        .where(
            ClientImport.practice_id == member.practice_id,
            ClientImport.member_id == member.id,
            ClientImport.imported_at.is_(None),
            ClientImport.created_at > func.now() - KEPT,
        )
        .order_by(ClientImport.created_at.desc(), ClientImport.id)
    )
    return db.session.scalar(query.limit(1))


def sheet_of(row: ClientImport) -> Sheet:
    """The lines as they would be taken, each with its problems."""
    kept = json.loads(row.lines or '{"lines": [], "left_out": []}')
    lines = [
        Line(number, values, tuple((column, problem) for column, problem in problems))
        for number, values, problems in kept["lines"]
    ]
    return Sheet(lines, kept["left_out"])


def confirm_import(row: ClientImport, coaches: Collection[str], *, locale: str, by: Actor) -> int:
    """The lines without problems are clients, and the file is forgotten. How many they are; asked
    again, the same number, and nothing more happens.

    `coaches` are the ids of those who coach here. Raises Overtaken, with the lines judged anew and
    to be committed, if some can't be taken any more.
    """
    db.session.refresh(row, with_for_update=True)
    if row.imported_at is not None:
        return row.taken or 0
    sheet = sheet_of(row)
    lines = [line for line in sheet.lines if not line.problems]
    still_good = [line for line in _checked(row, lines, coaches) if not line.problems]
    if len(still_good) < len(lines) or not _add(row, lines, locale):
        _put(row, _checked(row, sheet.lines, coaches), sheet.left_out)
        db.session.flush()
        raise Overtaken
    row.lines, row.imported_at, row.taken = None, clock.now(), len(lines)
    db.session.flush()
    audit.record(row.practice_id, "clients.imported", by=by, about=row, count=len(lines))
    return len(lines)


def forget_imports(practice_id: UUID) -> None:
    """What was read from files is gone after a day, imported or not."""
    db.session.execute(
        delete(ClientImport).where(
            ClientImport.practice_id == practice_id,
            ClientImport.created_at < func.now() - KEPT,
        )
    )


def _import(member: Member, import_id: UUID) -> Select[ClientImport]:
    return (
        select(ClientImport)
        .options(undefer(ClientImport.lines_sealed))
        .where(
            ClientImport.practice_id == member.practice_id,
            ClientImport.member_id == member.id,
            ClientImport.id == import_id,
        )
    )


def _put(row: ClientImport, lines: list[Line], left_out: list[str]) -> None:
    told = [(line.number, dict(line.values), line.problems) for line in lines]
    row.lines = json.dumps({"lines": told, "left_out": left_out}, ensure_ascii=False)


def _checked(row: ClientImport, lines: list[Line], coaches: Collection[str]) -> list[Line]:
    sent = [address for line in lines if (address := line.values[Column.EMAIL])]
    known = db.session.scalars(
        select(Client.email).where(Client.practice_id == row.practice_id, Client.email.in_(sent))
    )
    return compared(lines, {address for address in known if address}, coaches)


def _add(row: ClientImport, lines: list[Line], locale: str) -> bool:
    """Whether the clients could be added; not if somebody added one of their addresses just now."""
    # Those of one moment are in no order; the newest is the file's first.
    ids = sorted((new_id() for _line in lines), reverse=True)
    people = [
        {
            "practice_id": row.practice_id,
            "id": client_id,
            "name": line.values[Column.NAME],
            "sort_name": fold(line.values[Column.NAME]),
            "preferred_name": line.values[Column.PREFERRED_NAME],
            "pronouns": line.values[Column.PRONOUNS],
            "email": line.values[Column.EMAIL] or None,
            "phone": line.values[Column.PHONE],
            "zone": line.values[Column.ZONE],
            "locale": locale,
        }
        for client_id, line in zip(ids, lines, strict=True)
    ]
    engagements = [
        {
            "practice_id": row.practice_id,
            "id": new_id(),
            "client_id": client_id,
            "coach_id": UUID(line.values[Column.COACH]),
            "state": row.state,
        }
        for client_id, line in zip(ids, lines, strict=True)
    ]
    if not people:
        return True
    try:
        with db.session.begin_nested():
            db.session.execute(insert(Client), people)
            db.session.execute(insert(Engagement), engagements)
    except IntegrityError as error:
        if violates(error, "uq_client_practice_id_email"):
            return False
        raise
    return True
