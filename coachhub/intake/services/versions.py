"""How a note read before: versions that are kept and never changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import undefer

from coachhub.accounts.models import User
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.paging import Page, page_of
from coachhub.intake.models import IntakeNote, IntakeVersion
from coachhub.intake.rules import NoteSection

PAGE_SIZE = 20


@dataclass(frozen=True)
class Version:
    """A version with its author's name."""

    row: IntakeVersion
    author: str

    @property
    def words(self) -> dict[NoteSection, str]:
        """What stood in it, by section, in their order."""
        kept = json.loads(self.row.words or "{}")
        return {section: kept[section] for section in NoteSection if section in kept}


def author_of(by: Actor) -> UUID:
    """Whoever writes; the program writes no notes."""
    if by.user_id is None:
        raise LookupError(by.role)
    return by.user_id


def keep_version(row: IntakeNote, words: Mapping[NoteSection, str]) -> None:
    """The note as it was last saved can be read from now on, unless the latest version reads so."""
    if not words:
        return
    latest = db.session.scalar(
        select(IntakeVersion)
        .options(undefer(IntakeVersion.words_sealed))
        .where(IntakeVersion.practice_id == row.practice_id, IntakeVersion.note_id == row.id)
        .order_by(IntakeVersion.id.desc())
        .limit(1)
    )
    told = json.dumps(dict(words), ensure_ascii=False)
    if latest is not None and latest.words == told:
        return
    kept = IntakeVersion(
        practice_id=row.practice_id,
        note_id=row.id,
        written_at=row.saved_at,
        author_id=row.saved_by,
    )
    kept.words = told
    db.session.add(kept)
    db.session.flush()


def list_versions(row: IntakeNote, page: int) -> Page[Version]:
    """A page of the note's versions, the latest first."""
    query = (
        select(IntakeVersion, User.name)
        .join(User, User.id == IntakeVersion.author_id)
        .where(IntakeVersion.practice_id == row.practice_id, IntakeVersion.note_id == row.id)
        .order_by(IntakeVersion.id.desc())
    )
    return page_of(query, page, PAGE_SIZE, Version)


def find_version(row: IntakeNote, version_id: UUID) -> Version | None:
    """One version of this note, by id."""
    query = (
        select(IntakeVersion, User.name)
        .join(User, User.id == IntakeVersion.author_id)
        .options(undefer(IntakeVersion.words_sealed))
        .where(
            IntakeVersion.practice_id == row.practice_id,
            IntakeVersion.note_id == row.id,
            IntakeVersion.id == version_id,
        )
    )
    found = db.session.execute(query).one_or_none()
    return Version(*found) if found else None
