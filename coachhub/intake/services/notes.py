"""The note itself: written in sittings, made final once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.dialects.postgresql import insert

from coachhub.audit import services as audit
from coachhub.clients.models import Engagement
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.core.stale import Stale
from coachhub.intake.models import IntakeNote, IntakeSection
from coachhub.intake.rules import (
    Act,
    NoteSection,
    NoteState,
    Passage,
    following,
    is_same_sitting,
    merged,
    trace_of,
)
from coachhub.intake.services.versions import author_of, keep_version

NOTHING = Passage()


class IsFinal(Exception):
    """The note is final: what is new is added below it."""


class NothingWritten(Exception):
    """An empty note can't be made final."""


@dataclass(frozen=True)
class Note:
    """A note as it stands; without a row it is one that nobody has written in yet."""

    row: IntakeNote | None = None
    passages: Mapping[NoteSection, Passage] = field(default_factory=dict)
    copied: Mapping[NoteSection, datetime] = field(default_factory=dict)

    @property
    def is_final(self) -> bool:
        return self.row is not None and self.row.state == NoteState.FINAL

    @property
    def written(self) -> list[NoteSection]:
        """The sections in which something stands, in their order."""
        return [section for section in NoteSection if self.passage(section).words]

    @property
    def trace(self) -> str:
        """What tells the note as it stands from any other state of it."""
        return trace_of(*(self.passage(section) for section in NoteSection))

    def passage(self, section: NoteSection) -> Passage:
        return self.passages.get(section, NOTHING)


@dataclass(frozen=True)
class Typed:
    """What a form sends of a section, and the trace of what it was opened on."""

    passage: Passage
    seen: str


class Changed(Stale):
    """The note was changed from elsewhere since the form was opened.

    `stored` is what stands in the sections that both changed.
    """

    def __init__(self, stored: Mapping[NoteSection, Passage]) -> None:
        super().__init__()
        self.stored = stored


def note_of(engagement: Engagement) -> Note:
    """The engagement's note as it stands, or an empty one."""
    query = select(IntakeNote).where(
        IntakeNote.practice_id == engagement.practice_id,
        IntakeNote.engagement_id == engagement.id,
    )
    row = db.session.scalar(query)
    return Note() if row is None else _read(row, sections_of(row))


def was_begun(practice_id: UUID, engagement_id: UUID) -> ColumnElement[bool]:
    """Whether the coach has begun this engagement's note, as part of a statement."""
    theirs = IntakeNote.engagement_id == engagement_id
    return exists().where(IntakeNote.practice_id == practice_id, theirs)


def write_note(
    engagement: Engagement,
    typed: Mapping[NoteSection, Typed],
    *,
    sitting: UUID,
    by: Actor,
    deliberately: bool,
) -> Note:
    """The draft reads so, with what others wrote meanwhile in sections that this form left alone.

    A save that doesn't go on with the latest sitting keeps the earlier text as a version; one that
    was asked for (`deliberately`) keeps its own as well. Raises Changed, with nothing written, and
    IsFinal.
    """
    row = _hold(engagement, by)
    if following(NoteState(row.state), Act.WRITE) is None:
        raise IsFinal
    stored = sections_of(row)
    before, now = _read(row, stored), clock.now()
    passages = _merge(before, typed)
    if not is_same_sitting(sitting, latest=row.sitting, saved_at=row.saved_at, now=now):
        _keep(row, before)
    for section, passage in passages.items():
        _put(row, section, passage, stored)
    row.saved_at, row.saved_by, row.sitting = now, author_of(by), sitting
    db.session.flush()
    after = _read(row, stored)
    if deliberately:
        _keep(row, after)
    return after


def finalise(note: Note, *, seen: str, by: Actor) -> None:
    """The note is final, and kept as a version. Doing it again changes nothing.

    `seen` is the trace of the note that was read through. Raises Stale if it reads otherwise by
    now, and NothingWritten.
    """
    if note.row is None:
        raise NothingWritten
    row = note.row
    db.session.refresh(row, with_for_update=True)
    after = following(NoteState(row.state), Act.FINALISE)
    if after is None:
        return
    present = _read(row, sections_of(row))
    if present.trace != seen:
        raise Stale
    if not present.written:
        raise NothingWritten
    _keep(row, present)
    row.state, row.finalised_at = after, clock.now()
    db.session.flush()
    audit.record(row.practice_id, "intake_note.finalised", by=by, about=row)


def sections_of(row: IntakeNote) -> dict[NoteSection, IntakeSection]:
    """The stored sections of a note."""
    query = select(IntakeSection).where(
        IntakeSection.practice_id == row.practice_id, IntakeSection.note_id == row.id
    )
    found = db.session.scalars(query.execution_options(populate_existing=True))
    return {NoteSection(one.section): one for one in found}


def _hold(engagement: Engagement, by: Actor) -> IntakeNote:
    """The engagement's note, made if there was none, and locked: saves come one after another."""
    author, note_id = author_of(by), new_id()
    key = {"practice_id": engagement.practice_id, "engagement_id": engagement.id}
    made = db.session.scalar(
        insert(IntakeNote)
        .values(**key, id=note_id, state=NoteState.DRAFT, saved_by=author)
        .on_conflict_do_nothing(index_elements=["practice_id", "engagement_id"])
        .returning(IntakeNote.id)
    )
    row = db.session.scalars(
        select(IntakeNote)
        .filter_by(**key)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if made is not None:
        audit.record(engagement.practice_id, "intake_note.created", by=by, about=row)
    return row


def _merge(before: Note, typed: Mapping[NoteSection, Typed]) -> dict[NoteSection, Passage]:
    passages: dict[NoteSection, Passage] = {}
    collided: dict[NoteSection, Passage] = {}
    for section, sent in typed.items():
        stored = before.passage(section)
        agreed = merged(sent.seen, sent.passage, stored)
        if agreed is None:
            collided[section] = stored
        else:
            passages[section] = agreed
    if collided:
        raise Changed(collided)
    return passages


def _put(
    row: IntakeNote,
    section: NoteSection,
    passage: Passage,
    stored: dict[NoteSection, IntakeSection],
) -> None:
    """Seal what changed, and nothing else."""
    kept = stored.get(section)
    if kept is None:
        if passage == NOTHING:
            return
        kept = stored[section] = IntakeSection(
            practice_id=row.practice_id, note_id=row.id, section=section
        )
        db.session.add(kept)
    elif passage == _passage(kept):
        return
    kept.words, kept.is_marked = passage.words, passage.is_marked


def _keep(row: IntakeNote, note: Note) -> None:
    keep_version(row, {section: note.passage(section).words for section in note.written})


def _read(row: IntakeNote, stored: Mapping[NoteSection, IntakeSection]) -> Note:
    return Note(
        row,
        {section: _passage(one) for section, one in stored.items()},
        {section: one.copied_at for section, one in stored.items() if one.copied_at},
    )


def _passage(one: IntakeSection) -> Passage:
    return Passage(one.words or "", bool(one.is_marked))
