"""Tasks for the worker to run in tests; what they did is seen in the audit."""

import time
from uuid import UUID

from sqlalchemy import select

from coachhub.audit import services as audit
from coachhub.audit.models import AuditEvent
from coachhub.core.actor import PROGRAM
from coachhub.core.db import db
from coachhub.jobs.services import GiveUp, periodic, task


@task("sample.note")
def note(practice_id: UUID, *, word: str) -> None:
    audit.record(practice_id, word, by=PROGRAM)


@task("sample.note_slowly")
def note_slowly(practice_id: UUID, *, seconds: int) -> None:
    audit.record(practice_id, "began", by=PROGRAM)
    db.session.commit()
    time.sleep(seconds)
    audit.record(practice_id, "ended", by=PROGRAM)


@task("sample.note_id")
def note_id(practice_id: UUID, *, thing_id: UUID) -> None:
    audit.record(practice_id, type(thing_id).__name__, by=PROGRAM)


@task("sample.count_rows")
def count_rows(practice_id: UUID) -> None:
    """Notes how many rows of any practice it could see, before it adds its own."""
    seen = len(db.session.scalars(select(AuditEvent)).all())
    audit.record(practice_id, f"saw {seen}", by=PROGRAM)


@task("sample.fail")
def fail(practice_id: UUID) -> None:
    audit.record(practice_id, "never kept", by=PROGRAM)
    db.session.flush()
    raise RuntimeError


@task("sample.give_up")
def give_up(practice_id: UUID) -> None:
    raise GiveUp


@periodic("sample.everywhere", cron="0 0 1 1 *", each_practice=True)
def everywhere(practice_id: UUID) -> None:
    audit.record(practice_id, "everywhere", by=PROGRAM)
