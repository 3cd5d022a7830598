"""The library of tasks: coachhub's own and the practice's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from coachhub.audit import services as audit
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.folding import fold
from coachhub.core.stale import Stale
from coachhub.growth.library import TEMPLATES, Template
from coachhub.growth.models import TaskTemplate
from coachhub.growth.rules import Category, Kind, Rhythm, Tag

MOST_OWN = 300


class LibraryFull(Exception):
    """The practice has as many templates of its own as it may."""


@dataclass(frozen=True)
class Wanted:
    """Which templates one looks for; None is any."""

    text: str = ""
    tag: Tag | None = None
    category: Category | None = None
    kind: Kind | None = None
    without_looking_back: bool = False
    """Leave out what asks to see oneself with the other person's eyes."""

    def fits(self, template: Template) -> bool:
        """Whether a template is one of those."""
        return (
            (self.tag is None or self.tag in template.tags)
            and (self.category is None or self.category in template.categories)
            and (self.kind is None or self.kind == template.kind)
            and not (self.without_looking_back and template.looks_back)
            and fold(self.text) in fold(str(template.words))
        )


def library(practice_id: UUID, wanted: Wanted) -> list[Template]:
    """The templates that are wanted, the practice's own first, newest first."""
    own = [_as_template(row) for row in _own(practice_id)]
    return [template for template in (*own, *TEMPLATES.values()) if wanted.fits(template)]


def find_template(practice_id: UUID, key: str) -> Template | None:
    """A template by key: one of coachhub's, or an id of the practice's own that is in use."""
    if key in TEMPLATES:
        return TEMPLATES[key]
    try:
        row = find_own(practice_id, UUID(key))
    except ValueError:
        return None
    return _as_template(row) if row else None


def find_own(practice_id: UUID, template_id: UUID) -> TaskTemplate | None:
    """A template that the practice wrote and still uses."""
    query = select(TaskTemplate).where(
        TaskTemplate.practice_id == practice_id,
        TaskTemplate.id == template_id,
        TaskTemplate.retired_at.is_(None),
    )
    return db.session.scalar(query)


def write_template(
    practice_id: UUID, values: dict[str, Any], *, by: Actor, key: UUID
) -> TaskTemplate:
    """The practice's library has this template. `key` comes from the form: the same form sent
    twice makes one. Raises LibraryFull.
    """
    sent_before = db.session.get(TaskTemplate, (practice_id, key))
    if sent_before is not None:
        return sent_before
    if len(_own(practice_id)) >= MOST_OWN:
        raise LibraryFull
    row = TaskTemplate(practice_id=practice_id, id=key, **values)
    db.session.add(row)
    db.session.flush()
    audit.record(practice_id, "template.written", by=by, about=row)
    return row


def change_template(row: TaskTemplate, values: dict[str, Any], *, by: Actor, version: int) -> None:
    """The template says this; tasks made from it stay. Raises Stale after another save."""
    _claim(row, version)
    for name, value in values.items():
        setattr(row, name, value)
    audit.record(row.practice_id, "template.changed", by=by, about=row)


def saved_it_last(row: TaskTemplate, *, by: Actor) -> bool:
    """Whether it was they who saved the template last."""
    return audit.was_last(row.practice_id, "template.changed", by=by, about=row)


def retire_template(row: TaskTemplate, *, by: Actor) -> None:
    """Nobody is offered this template any more."""
    row.retired_at = clock.now()
    audit.record(row.practice_id, "template.retired", by=by, about=row)


def find_retired(practice_id: UUID, template_id: UUID) -> TaskTemplate | None:
    """A template that the practice wrote and has taken out of its library."""
    query = select(TaskTemplate).where(
        TaskTemplate.practice_id == practice_id,
        TaskTemplate.id == template_id,
        TaskTemplate.retired_at.is_not(None),
    )
    return db.session.scalar(query)


def put_back_template(row: TaskTemplate, *, by: Actor) -> None:
    """The template is offered again. Raises LibraryFull."""
    if len(_own(row.practice_id)) >= MOST_OWN:
        raise LibraryFull
    row.retired_at = None
    audit.record(row.practice_id, "template.put_back", by=by, about=row)


def _own(practice_id: UUID) -> Sequence[TaskTemplate]:
    query = (
        select(TaskTemplate)
        .where(TaskTemplate.practice_id == practice_id, TaskTemplate.retired_at.is_(None))
        .order_by(TaskTemplate.id.desc())
    )
    return db.session.scalars(query).all()


def _as_template(row: TaskTemplate) -> Template:
    return Template(
        str(row.id),
        row.words,
        row.why,
        (Category(row.category), *(Category(more) for more in row.more_categories)),
        Kind(row.kind),
        Rhythm(row.rhythm),
        row.difficulty,
        tuple(Tag(tag) for tag in row.tags),
        row.amount,
        minutes=row.minutes,
        weeks=row.weeks,
        days=row.days,
        weekdays=row.weekdays,
    )


def _claim(row: TaskTemplate, version: int) -> None:
    claimed = db.session.execute(
        update(TaskTemplate)
        .where(TaskTemplate.practice_id == row.practice_id, TaskTemplate.id == row.id)
        .where(TaskTemplate.version == version)
        .values(version=version + 1)
        .returning(TaskTemplate.version)
        .execution_options(synchronize_session=False)
    ).scalar()
    db.session.refresh(row)
    if claimed is None:
        raise Stale
