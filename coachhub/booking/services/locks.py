"""What changes a coach's time waits for the others that do."""

from uuid import UUID

from sqlalchemy import select

from coachhub.core.db import db
from coachhub.practices.models import Member


def lock_coach(practice_id: UUID, coach_id: UUID) -> None:
    """Until the transaction ends, nobody else books, moves or blocks this coach's time.

    The database refuses two sessions at once, or one in time off, by itself; this keeps the
    day's most right as well, and lets those who come late see what was taken.
    """
    db.session.flush()
    db.session.execute(
        select(Member.id)
        .where(Member.practice_id == practice_id, Member.id == coach_id)
        .with_for_update(key_share=True)
    )
