"""The coach's note of a session."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from coachhub.audit import services as audit
from coachhub.booking.models import Booking
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.core.paging import Page, page_of
from coachhub.core.stale import Stale
from coachhub.intake.rules import Passage, merged
from coachhub.intake.services import Typed
from coachhub.sessions.models import NoteBlock, SessionNote
from coachhub.sessions.rules import SECTION_OF, Model

PAGE_SIZE = 20


NOTHING = Passage()


@dataclass(frozen=True)
class Note:
    """A note as it stands: under each heading the words, marked if the summary may have them."""

    model: Model = Model.GROW
    saved_at: datetime | None = None
    passages: Mapping[str, Passage] = field(default_factory=dict)

    def passage(self, heading: str) -> Passage:
        return self.passages.get(heading, NOTHING)

    @property
    def written(self) -> list[str]:
        """The headings under which something stands, in their order."""
        return [heading for heading in SECTION_OF if self.passage(heading).words]


class Changed(Stale):
    """The note was changed from elsewhere since the form was opened.

    `stored` is what stands under the headings that both changed.
    """

    def __init__(self, stored: Mapping[str, Passage]) -> None:
        super().__init__()
        self.stored = stored


def note_of(booking: Booking) -> Note:
    """The session's note, or an empty one."""
    query = (
        select(SessionNote, NoteBlock)
        .outerjoin(
            NoteBlock,
            (NoteBlock.practice_id == SessionNote.practice_id)
            & (NoteBlock.note_id == SessionNote.id),
        )
        .where(SessionNote.practice_id == booking.practice_id, SessionNote.booking_id == booking.id)
    )
    found = db.session.execute(query.execution_options(populate_existing=True)).all()
    if not found:
        return Note()
    return _read(found[0][0], {one.heading: one for _row, one in found if one is not None})


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


def write_note(booking: Booking, model: Model, typed: Mapping[str, Typed], *, by: Actor) -> Note:
    """The note reads so, with what others wrote meanwhile under headings that this form left alone.

    Headings that aren't named stay as they are. Raises Changed, with nothing written.
    """
    row = _hold(booking, model)
    stored = _blocks_of(row)
    for heading, passage in _merge(_read(row, stored), typed).items():
        _put(row, heading, passage, stored)
    row.model, row.saved_at = model, clock.now()
    db.session.flush()
    audit.record(booking.practice_id, "session_note.written", by=by, about=row)
    return _read(row, stored)


def _blocks_of(row: SessionNote) -> dict[str, NoteBlock]:
    query = select(NoteBlock).where(
        NoteBlock.practice_id == row.practice_id, NoteBlock.note_id == row.id
    )
    found = db.session.scalars(query.execution_options(populate_existing=True))
    return {one.heading: one for one in found}


def _hold(booking: Booking, model: Model) -> SessionNote:
    """The session's note, made if there was none, and locked: saves come one after another."""
    key = {"practice_id": booking.practice_id, "booking_id": booking.id}
    db.session.execute(
        insert(SessionNote)
        .values(**key, id=new_id(), model=model)
        .on_conflict_do_nothing(index_elements=["practice_id", "booking_id"])
    )
    query = select(SessionNote).filter_by(**key).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _merge(before: Note, typed: Mapping[str, Typed]) -> dict[str, Passage]:
    passages: dict[str, Passage] = {}
    collided: dict[str, Passage] = {}
    for heading, sent in typed.items():
        stored = before.passage(heading)
        agreed = merged(sent.seen, sent.passage, stored)
        if agreed is None:
            collided[heading] = stored
        else:
            passages[heading] = agreed
    if collided:
        raise Changed(collided)
    return passages


def _put(row: SessionNote, heading: str, passage: Passage, stored: dict[str, NoteBlock]) -> None:
    """Seal what changed, and nothing else."""
    kept = stored.get(heading)
    if passage == (NOTHING if kept is None else _passage(kept)):
        return
    if kept is None:
        kept = stored[heading] = NoteBlock(
            practice_id=row.practice_id, note_id=row.id, heading=heading
        )
        db.session.add(kept)
    kept.words, kept.is_shared = passage.words, passage.is_marked


def _read(row: SessionNote, stored: Mapping[str, NoteBlock]) -> Note:
    return Note(
        Model(row.model),
        row.saved_at,
        {heading: _passage(one) for heading, one in stored.items()},
    )


def _passage(one: NoteBlock) -> Passage:
    return Passage(one.words or "", one.is_shared)
