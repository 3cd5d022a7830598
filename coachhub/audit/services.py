"""Record who did what, in the transaction of the change itself."""

from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from coachhub.audit.models import AuditEvent
from coachhub.core import request_id, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db


class Subject(Protocol):
    """A row that something is done to."""

    __tablename__: str

    @property
    def id(self) -> UUID: ...


def record(
    practice_id: UUID,
    action: str,
    *,
    by: Actor,
    about: Subject | None = None,
    **detail: str | int | list[str] | None,
) -> None:
    """Note in the practice's log that `by` did `action` to `about`.

    `detail` holds ids, roles and states, never content. The row commits with the change.
    """
    row = AuditEvent(
        practice_id=practice_id,
        action=action,
        actor_id=by.user_id,
        role=by.role,
        subject=about.__tablename__ if about else None,
        subject_id=about.id if about else None,
        request_id=request_id.current(),
        detail=detail,
    )
    with tenancy.inside(practice_id):
        db.session.add(row)


def was_last(practice_id: UUID, *actions: str, by: Actor, about: Subject | None = None) -> bool:
    """Whether `by` is who did the last of these acts, to `about` where it is named."""
    query = select(AuditEvent.actor_id).where(
        AuditEvent.practice_id == practice_id, AuditEvent.action.in_(actions)
    )
    if about is not None:
        query = query.where(AuditEvent.subject_id == about.id)
    newest = query.order_by(AuditEvent.at.desc(), AuditEvent.id.desc()).limit(1)
    return db.session.scalar(newest) == by.user_id


def record_for_instance(
    action: str, *, by: Actor, about: Subject | None = None, **detail: str | int | None
) -> None:
    """Note what belongs to no practice: sign-ins, resets, refusals at the door."""
    record(tenancy.INSTANCE, action, by=by, about=about, **detail)
