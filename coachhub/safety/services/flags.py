"""What coaches do about flags: see them, talk about them, note what they did, close them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from coachhub.audit import services as audit
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.paging import Page, page_of
from coachhub.safety.models import SafetyAction, SafetyFlag
from coachhub.safety.rules import (
    ActionKind,
    Ending,
    FlagAct,
    FlagState,
    Level,
    endings_of,
    following,
)
from coachhub.safety.services.alerts import has_second

PAGE_SIZE = 20


class NotPossible(Exception):
    """The flag can't be acted on so, from where it stands."""


class NothingNoted(Exception):
    """An urgent flag isn't closed before it is noted what was done since it was raised."""


class SamePerson(Exception):
    """Whoever asked for a flag to be closed isn't the one who looks a second time."""


def unclosed_flags(practice_id: UUID, client_id: UUID) -> Sequence[SafetyFlag]:
    """What isn't closed, the most urgent first."""
    query = (
        select(SafetyFlag)
        .where(
            SafetyFlag.practice_id == practice_id,
            SafetyFlag.client_id == client_id,
            SafetyFlag.state != FlagState.CLOSED,
        )
        .order_by(SafetyFlag.opened_at, SafetyFlag.id)
    )
    order = list(Level)
    return sorted(db.session.scalars(query), key=lambda flag: -order.index(flag.level))


def closed_flags(practice_id: UUID, client_id: UUID, page: int) -> Page[SafetyFlag]:
    """A page of the flags that were closed, the last first."""
    query = (
        select(SafetyFlag)
        .where(
            SafetyFlag.practice_id == practice_id,
            SafetyFlag.client_id == client_id,
            SafetyFlag.state == FlagState.CLOSED,
        )
        .order_by(SafetyFlag.closed_at.desc(), SafetyFlag.id.desc())
    )
    return page_of(query, page, PAGE_SIZE, lambda row: row)


def find_flag(practice_id: UUID, client_id: UUID, flag_id: UUID) -> SafetyFlag | None:
    """One of the client's flags, by id."""
    flag = db.session.get(SafetyFlag, (practice_id, flag_id))
    return flag if flag is not None and flag.client_id == client_id else None


def acknowledge(client: Client, *, by: Actor) -> None:
    """The coach has seen what can't wait; nobody is told again. Doing it twice changes nothing."""
    query = (
        select(SafetyFlag)
        .where(
            SafetyFlag.practice_id == client.practice_id,
            SafetyFlag.client_id == client.id,
            SafetyFlag.cannot_wait,
            SafetyFlag.state == FlagState.OPEN,
        )
        .order_by(SafetyFlag.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    for flag in db.session.scalars(query).all():
        flag.seen_at, flag.seen_by = clock.now(), by.user_id
        _move(flag, FlagAct.ACKNOWLEDGE, by=by)


def discuss(flag: SafetyFlag, *, by: Actor) -> None:
    """The coach has talked about it with the client. Raises NotPossible."""
    _lock(flag)
    _move(flag, FlagAct.DISCUSS, by=by)
    flag.seen_at, flag.seen_by = clock.now(), by.user_id


def close(flag: SafetyFlag, ending: Ending, reason: str, *, by: Actor) -> None:
    """The flag is closed, with why. An urgent one waits for an owner to look as well, where there
    is another person to do so. Raises NotPossible, NothingNoted.
    """
    _lock(flag)
    if ending not in endings_of(flag.kind):
        raise NotPossible
    if flag.is_urgent and not _is_noted(flag):
        raise NothingNoted
    asks = flag.is_urgent and has_second(flag.practice_id, by.user_id)
    if not asks:
        flag.closed_at, flag.closed_by = clock.now(), by.user_id
    _move(flag, FlagAct.ASK_TO_CLOSE if asks else FlagAct.CLOSE, by=by)
    flag.ending, flag.reason = ending, reason
    flag.asked_by = by.user_id if asks else None


def confirm_closing(flag: SafetyFlag, *, by: Actor) -> None:
    """A second person has looked: the flag is closed. Raises NotPossible, SamePerson."""
    _look_again(flag, by)
    flag.closed_at, flag.closed_by = clock.now(), by.user_id
    _move(flag, FlagAct.CLOSE, by=by)


def send_back(flag: SafetyFlag, *, by: Actor) -> None:
    """A second person wants to talk first: the flag stays. Raises NotPossible, SamePerson."""
    _look_again(flag, by)
    _move(flag, FlagAct.SEND_BACK, by=by)
    flag.ending = flag.reason = flag.asked_by = None


def note_action(
    client: Client, kind: ActionKind, done_at: datetime, note: str, *, by: Actor, key: UUID
) -> None:
    """What the coach did stands in the client's record. `key` comes from the form: the same form
    sent twice notes it once. Raises NotPossible for a key that is somebody else's.
    """
    sent_before = db.session.get(SafetyAction, (client.practice_id, key))
    if sent_before is not None:
        if sent_before.client_id != client.id:
            raise NotPossible
        return
    action = SafetyAction(
        practice_id=client.practice_id,
        id=key,
        client_id=client.id,
        kind=kind,
        done_at=done_at,
        noted_by=by.user_id,
    )
    action.note = note
    db.session.add(action)
    db.session.flush()
    audit.record(client.practice_id, "safety.action_noted", by=by, about=action)


def actions_of(practice_id: UUID, client_id: UUID) -> Sequence[SafetyAction]:
    """What was done last, the newest first."""
    query = select(SafetyAction).where(
        SafetyAction.practice_id == practice_id, SafetyAction.client_id == client_id
    )
    newest_first = query.order_by(SafetyAction.done_at.desc(), SafetyAction.id.desc())
    return db.session.scalars(newest_first.limit(50)).all()


def _is_noted(flag: SafetyFlag) -> bool:
    """Whether something was noted since the flag was raised."""
    query = select(SafetyAction.id).where(
        SafetyAction.practice_id == flag.practice_id,
        SafetyAction.client_id == flag.client_id,
        SafetyAction.noted_at >= flag.opened_at,
    )
    return db.session.scalar(query.limit(1)) is not None


def _look_again(flag: SafetyFlag, by: Actor) -> None:
    _lock(flag)
    if flag.asked_by == by.user_id:
        raise SamePerson
    if flag.state != FlagState.CLOSING:
        raise NotPossible


def _move(flag: SafetyFlag, act: FlagAct, *, by: Actor) -> None:
    before = FlagState(flag.state)
    after = following(before, act, flag.level)
    if after is None:
        raise NotPossible
    flag.state = after
    db.session.flush()
    audit.record(flag.practice_id, f"safety.{act}", by=by, about=flag, before=before, after=after)


def _lock(flag: SafetyFlag) -> None:
    db.session.flush()
    db.session.refresh(flag, with_for_update=True)
