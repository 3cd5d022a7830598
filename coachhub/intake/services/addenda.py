"""After a note is final: what is added to it, and what of it goes into a summary."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from coachhub.accounts.models import User
from coachhub.audit import services as audit
from coachhub.clients.models import Engagement
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.core.paging import Page
from coachhub.intake.models import IntakeAddendum, IntakeNote, IntakeSection
from coachhub.intake.rules import Act, NoteSection, NoteState, following
from coachhub.intake.services.notes import sections_of
from coachhub.intake.services.versions import author_of

PAGE_SIZE = 20


class NotFinal(Exception):
    """The note is still a draft: one writes in it, and marks as one writes."""


@dataclass(frozen=True)
class Addendum:
    """An addendum with its author's name."""

    row: IntakeAddendum
    author: str


def add_addendum(note: IntakeNote, words: str, *, key: UUID, by: Actor) -> None:
    """The words stand below the note, with author and time; the note itself stays as it is.

    `key` comes from the form: sent twice, it adds once; other words under it are another addendum.
    Raises NotFinal.
    """
    _hold(note, Act.ADD)
    sent_before = db.session.get(IntakeAddendum, (note.practice_id, key))
    if sent_before and sent_before.note_id == note.id and sent_before.words == words:
        return
    row = IntakeAddendum(
        practice_id=note.practice_id,
        id=new_id() if sent_before else key,
        note_id=note.id,
        author_id=author_of(by),
    )
    row.words = words
    db.session.add(row)
    db.session.flush()
    audit.record(note.practice_id, "intake_note.addendum", by=by, about=note)


def list_addenda(note: IntakeNote, page: int) -> Page[Addendum]:
    """A page of what was added, in the order in which it was."""
    mine = (IntakeAddendum.practice_id == note.practice_id, IntakeAddendum.note_id == note.id)
    total = db.session.scalars(select(func.count(IntakeAddendum.id)).where(*mine)).one()
    number = Page.number_within(page, total, PAGE_SIZE)
    query = (
        select(IntakeAddendum, User.name)
        .join(User, User.id == IntakeAddendum.author_id)
        .where(*mine)
        .order_by(IntakeAddendum.created_at, IntakeAddendum.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page([Addendum(*found) for found in db.session.execute(query)], number, total, PAGE_SIZE)


def mark(note: IntakeNote, sections: Collection[NoteSection], *, by: Actor) -> None:
    """Of the final note these sections, and no others, go into the draft of the next summary.

    Raises NotFinal.
    """
    _hold(note, Act.MARK)
    for section, one in sections_of(note).items():
        one.is_marked = section in sections
    db.session.flush()
    audit.record(note.practice_id, "intake_note.marked", by=by, about=note, count=len(sections))


def marked_words(practice_id: UUID, client_id: UUID) -> dict[NoteSection, str]:
    """What is marked in the notes of a client's latest engagement, and nothing else of them."""
    latest = (
        select(Engagement.id)
        .where(Engagement.practice_id == practice_id, Engagement.client_id == client_id)
        .order_by(Engagement.id.desc())
        .limit(1)
    )
    query = (
        select(IntakeSection)
        .join(
            IntakeNote,
            (IntakeNote.practice_id == IntakeSection.practice_id)
            & (IntakeNote.id == IntakeSection.note_id),
        )
        .where(IntakeSection.practice_id == practice_id, IntakeSection.is_marked)
        .where(IntakeNote.engagement_id == latest.scalar_subquery())
    )
    found = {NoteSection(one.section): one.words for one in db.session.scalars(query)}
    return {section: words for section in NoteSection if (words := found.get(section))}


def note_copied(
    practice_id: UUID, client_id: UUID, sections: Collection[NoteSection], *, by: Actor
) -> None:
    """These sections are in the draft of a summary: their marks are off, so that the one after it
    begins without them.
    """
    if not sections:
        return
    query = (
        select(IntakeSection)
        .join(
            IntakeNote,
            (IntakeNote.practice_id == IntakeSection.practice_id)
            & (IntakeNote.id == IntakeSection.note_id),
        )
        .join(
            Engagement,
            (Engagement.practice_id == IntakeNote.practice_id)
            & (Engagement.id == IntakeNote.engagement_id),
        )
        .where(IntakeSection.practice_id == practice_id, Engagement.client_id == client_id)
        .where(IntakeSection.section.in_(sorted(sections)), IntakeSection.is_marked)
        .with_for_update(of=IntakeSection)
    )
    for one in db.session.scalars(query):
        one.is_marked, one.copied_at = False, clock.now()
        audit.record(practice_id, "intake_note.copied", by=by, about=one)
    db.session.flush()


def _hold(note: IntakeNote, act: Act) -> None:
    db.session.refresh(note, with_for_update=True)
    if following(NoteState(note.state), act) is None:
        raise NotFinal
