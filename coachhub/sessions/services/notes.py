"""The coach's note of a session."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from coachhub.audit import services as audit
from coachhub.booking.models import Booking
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.core.paging import Page, page_of
from coachhub.core.stale import Stale
from coachhub.sessions.models import NoteBlock, SessionNote
from coachhub.sessions.rules import SECTION_OF, Model

PAGE_SIZE = 20


@dataclass(frozen=True)
class Block:
    """What stands under a heading, and whether the client may read it in the summary."""

    words: str
    is_shared: bool = False


@dataclass(frozen=True)
class Note:
    """A note as it stands; version 0 is one that nobody has saved yet."""

    model: Model = Model.GROW
    version: int = 0
    saved_at: datetime | None = None
    blocks: Mapping[str, Block] = field(default_factory=dict)


def note_of(booking: Booking) -> Note:
    """The session's note, or an empty one."""
    row = _row_of(booking)
    if row is None:
        return Note()
    blocks = select(NoteBlock).where(
        NoteBlock.practice_id == row.practice_id, NoteBlock.note_id == row.id
    )
    return Note(
        Model(row.model),
        row.version,
        row.saved_at,
        {one.heading: Block(one.words or "", one.is_shared) for one in db.session.scalars(blocks)},
    )


@dataclass(frozen=True)
class WrittenUp:
    """A session with its note, as lists show it."""

    booking: Booking
    saved_at: datetime


def list_notes(practice_id: UUID, client_id: UUID, page: int) -> Page[WrittenUp]:
    """A page of the notes of a client's sessions, the latest session first."""
    query = (
        select(Booking, SessionNote.saved_at)
        .join(
            SessionNote,
            (SessionNote.practice_id == Booking.practice_id)
            & (SessionNote.booking_id == Booking.id),
        )
        .where(Booking.practice_id == practice_id, Booking.client_id == client_id)
    )
    query = query.order_by(Booking.starts_at.desc(), Booking.id)
    return page_of(query, page, PAGE_SIZE, WrittenUp)


def write_note(
    booking: Booking, model: Model, blocks: Mapping[str, Block], *, version: int, by: Actor
) -> int:
    """The note reads so; what stands under headings that aren't named stays. Its new version.

    What reads so already is saved: the same form sent twice. Raises Stale after a save of something
    else from somewhere else.
    """
    try:
        row = _claim(booking, model, version)
    except Stale:
        found = note_of(booking)
        if not _reads_so(found, model, blocks):
            raise
        return found.version
    stored = {
        one.heading: one
        for one in db.session.scalars(
            select(NoteBlock).where(
                NoteBlock.practice_id == row.practice_id, NoteBlock.note_id == row.id
            )
        )
    }
    for heading, block in blocks.items():
        if heading not in SECTION_OF:
            continue
        kept = stored.get(heading) or NoteBlock(
            practice_id=row.practice_id, note_id=row.id, heading=heading
        )
        kept.words, kept.is_shared = block.words, block.is_shared
        db.session.add(kept)
    db.session.flush()
    audit.record(booking.practice_id, "session_note.written", by=by, about=row)
    return row.version


def _reads_so(found: Note, model: Model, blocks: Mapping[str, Block]) -> bool:
    """Whether the stored note says all of this."""
    empty = Block("")
    asked = {heading: block for heading, block in blocks.items() if heading in SECTION_OF}
    return found.model == model and all(
        found.blocks.get(heading, empty) == block for heading, block in asked.items()
    )


def _row_of(booking: Booking) -> SessionNote | None:
    query = select(SessionNote).where(
        SessionNote.practice_id == booking.practice_id, SessionNote.booking_id == booking.id
    )
    return db.session.scalar(query)


def _claim(booking: Booking, model: Model, version: int) -> SessionNote:
    """Take the note for this save: a new one, or the one that was opened."""
    if version == 0:
        made = db.session.execute(
            insert(SessionNote)
            .values(
                practice_id=booking.practice_id,
                id=new_id(),
                booking_id=booking.id,
                model=model,
                version=1,
            )
            .on_conflict_do_nothing(index_elements=["practice_id", "booking_id"])
            .returning(SessionNote.id)
        ).scalar()
    else:
        made = db.session.execute(
            update(SessionNote)
            .where(
                SessionNote.practice_id == booking.practice_id,
                SessionNote.booking_id == booking.id,
                SessionNote.version == version,
            )
            .values(version=version + 1, model=model, saved_at=clock.now())
            .returning(SessionNote.id)
            .execution_options(synchronize_session=False)
        ).scalar()
    if made is None:
        raise Stale
    return db.session.get_one(SessionNote, (booking.practice_id, made), populate_existing=True)
