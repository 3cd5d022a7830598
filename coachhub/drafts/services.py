"""Keep what somebody types until they send it or throw it away. Only they ever get it back."""

import json
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from coachhub.core.db import db, violates
from coachhub.core.stale import Stale
from coachhub.core.web.drafts import Draft, Sitting
from coachhub.drafts.models import FormDraft
from coachhub.drafts.rules import KEPT, KEPT_WHEN_THROWN, LONGEST, LONGEST_PAGE, MOST

ONE_A_PAGE = "uq_form_draft_practice_id_user_id_page"


class TooLong(Exception):
    """It is more than is kept of one form."""


def find(practice_id: UUID, user_id: UUID, page: str) -> Draft | None:
    """What this person left on the page."""
    row = db.session.scalar(
        select(FormDraft).where(
            _is_theirs(practice_id, user_id, page), FormDraft.thrown_at.is_(None)
        )
    )
    if row is None:
        return None
    fields = [(name, value) for name, value in json.loads(row.fields or "[]")]
    return Draft(fields, row.saved_at, row.sitting)


def keep(
    practice_id: UUID, user_id: UUID, sitting: Sitting, typed: Sequence[tuple[str, str]]
) -> FormDraft:
    """Keep what is typed in this sitting in place of what it went on with.

    Raises Stale where another window wrote meanwhile, TooLong where it is too much.
    """
    words = json.dumps(typed, ensure_ascii=False)
    if len(words) > LONGEST or len(sitting.page) > LONGEST_PAGE:
        raise TooLong
    row = db.session.scalar(
        select(FormDraft).where(_is_theirs(practice_id, user_id, sitting.page)).with_for_update()
    )
    if row is None:
        row = _begin(practice_id, user_id, sitting)
    elif row.thrown_at is None and row.sitting not in sitting.own:
        raise Stale
    row.sitting, row.fields, row.thrown_at = sitting.id, words, None
    row.saved_at = db.session.scalars(select(func.now())).one()
    db.session.flush()
    return row


def _begin(practice_id: UUID, user_id: UUID, sitting: Sitting) -> FormDraft:
    """A draft where there was none; those that are too many go, the oldest first."""
    too_many = (
        select(FormDraft.id)
        .where(FormDraft.practice_id == practice_id, FormDraft.user_id == user_id)
        .order_by(FormDraft.saved_at.desc())
        .offset(MOST - 1)
    )
    db.session.execute(
        delete(FormDraft).where(FormDraft.practice_id == practice_id, FormDraft.id.in_(too_many))
    )
    row = FormDraft(practice_id=practice_id, user_id=user_id, page=sitting.page, sitting=sitting.id)
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as error:
        if violates(error, ONE_A_PAGE):
            raise Stale from None
        raise
    return row


def forget(practice_id: UUID, user_id: UUID, page: str, sittings: Collection[UUID]) -> None:
    """It was sent: what was kept of these sittings is gone. What another window wrote stays."""
    db.session.execute(
        delete(FormDraft).where(
            _is_theirs(practice_id, user_id, page), FormDraft.sitting.in_(sittings)
        )
    )


def throw_away(practice_id: UUID, user_id: UUID, sitting: Sitting) -> None:
    """The form begins anew; for a day what was typed can be brought back."""
    db.session.execute(
        update(FormDraft)
        .where(_is_theirs(practice_id, user_id, sitting.page), FormDraft.sitting.in_(sitting.own))
        .values(thrown_at=func.now())
    )


def bring_back(practice_id: UUID, user_id: UUID, page: str) -> bool:
    """What was thrown away is there again; whether there was something."""
    back = (
        update(FormDraft)
        .where(_is_theirs(practice_id, user_id, page), FormDraft.thrown_at.is_not(None))
        .values(thrown_at=None)
        .returning(FormDraft.id)
    )
    return db.session.scalar(back) is not None


def forget_old(practice_id: UUID) -> None:
    """What was left for two weeks is gone, and a day after it was thrown away."""
    now = func.now()
    is_old = or_(FormDraft.saved_at < now - KEPT, FormDraft.thrown_at < now - KEPT_WHEN_THROWN)
    db.session.execute(delete(FormDraft).where(FormDraft.practice_id == practice_id, is_old))


def _is_theirs(practice_id: UUID, user_id: UUID, page: str) -> ColumnElement[bool]:
    return and_(
        FormDraft.practice_id == practice_id,
        FormDraft.user_id == user_id,
        FormDraft.page == page,
    )
