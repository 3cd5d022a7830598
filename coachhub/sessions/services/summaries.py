"""What the client gets of a session: drafted, published, printed, corrected."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import contains_eager, joinedload

from coachhub.audit import services as audit
from coachhub.booking.models import Booking
from coachhub.clients import services as clients
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.paging import Page
from coachhub.core.signals import Signals, signal
from coachhub.core.stale import Stale
from coachhub.intake import services as intake
from coachhub.intake.rules import NoteSection
from coachhub.jobs import services as jobs
from coachhub.sessions.models import SessionNote, SessionSummary
from coachhub.sessions.rules import Section, Step, SummaryState

MAIL = "sessions/summary"
PAGE_SIZE = 20


class NothingWritten(Exception):
    """An empty summary is not given to anybody."""


def draft_of(booking: Booking) -> SessionSummary | None:
    """The summary that is being written, if one is."""
    query = _summaries(booking).where(SessionSummary.state == SummaryState.DRAFT)
    return db.session.scalar(query)


def versions_of(booking: Booking) -> Sequence[SessionSummary]:
    """What the client got, the latest first."""
    query = _summaries(booking).where(SessionSummary.state != SummaryState.DRAFT)
    return db.session.scalars(query.order_by(SessionSummary.number.desc())).all()


def save_draft(
    booking: Booking,
    words: dict[Section, str],
    *,
    version: int,
    by: Actor,
    from_intake: Collection[NoteSection] = (),
) -> SessionSummary:
    """The draft of the next version reads so. `version` is that of the draft that was opened, 0
    where there was none. What came `from_intake` is not offered to the summary after this one.
    What reads so already is saved: the same form sent twice. Raises Stale after a save of something
    else from somewhere else.
    """
    db.session.execute(_lock(booking))
    draft = draft_of(booking)
    if (draft.version if draft else 0) != version:
        if draft is None or any((getattr(draft, one) or "") != text for one, text in words.items()):
            raise Stale
        return draft
    if draft is None:
        draft = SessionSummary(
            practice_id=booking.practice_id,
            booking_id=booking.id,
            number=len(versions_of(booking)) + 1,
            state=SummaryState.DRAFT,
            version=0,
        )
        db.session.add(draft)
    for section, text in words.items():
        setattr(draft, section, text)
    draft.version += 1
    db.session.flush()
    audit.record(draft.practice_id, "summary.saved", by=by, about=draft)
    if booking.client_id is not None:
        intake.note_copied(booking.practice_id, booking.client_id, from_intake, by=by)
    return draft


def publish(draft: SessionSummary, *, version: int, by: Actor) -> None:
    """The client can read it; a version before it is marked as replaced. The worker prints it.

    `version` is that of the draft that was looked through. Publishing twice changes nothing. Raises
    Stale where it reads otherwise by now, and NothingWritten.
    """
    db.session.execute(_lock(draft.booking))
    db.session.refresh(draft)
    if draft.state != SummaryState.DRAFT:
        return
    if draft.version != version:
        raise Stale
    if not draft.sections:
        raise NothingWritten
    db.session.execute(
        update(SessionSummary)
        .where(
            SessionSummary.practice_id == draft.practice_id,
            SessionSummary.booking_id == draft.booking_id,
            SessionSummary.state == SummaryState.PUBLISHED,
        )
        .values(state=SummaryState.REPLACED)
    )
    draft.state, draft.published_at = SummaryState.PUBLISHED, clock.now()
    db.session.flush()
    jobs.enqueue("sessions.print", draft.practice_id, summary_id=draft.id)
    audit.record(draft.practice_id, "summary.published", by=by, about=draft, number=draft.number)


def tells_client(session: Booking) -> bool:
    """Whether its client would get a mail of a summary now: they have a portal, and mails go out
    to them.
    """
    client = session.client
    if client is None or client.user_id is None:
        return False
    return clients.gets_mail(client, MAIL)


def published_for(practice_id: UUID, client_id: UUID, page: int) -> Page[SessionSummary]:
    """A page of a client's present summaries, the latest session first."""
    query = (
        select(SessionSummary)
        .join(SessionSummary.booking)
        .where(SessionSummary.practice_id == practice_id, Booking.client_id == client_id)
        .where(SessionSummary.state == SummaryState.PUBLISHED)
    )
    total = db.session.scalars(query.with_only_columns(func.count())).one()
    number = Page.number_within(page, total, PAGE_SIZE)
    query = query.options(joinedload(SessionSummary.booking))
    query = query.order_by(Booking.starts_at.desc(), SessionSummary.id)
    found = db.session.scalars(query.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Page(found.all(), number, total, PAGE_SIZE)


@dataclass(frozen=True)
class Papers:
    """What there is in writing of a session."""

    note_saved_at: datetime | None
    has_draft: bool
    sent_at: datetime | None
    """When the client got the summary, if they did."""

    @property
    def step(self) -> Step:
        """What is to be done next about the summary."""
        if self.has_draft:
            return Step.PUBLISH
        return Step.NONE if self.sent_at else Step.WRITE


def papers_of(booking: Booking) -> Papers:
    """What there is in writing of it, in one statement."""
    saved_at = select(SessionNote.saved_at).where(
        SessionNote.practice_id == booking.practice_id, SessionNote.booking_id == booking.id
    )
    query = select(
        saved_at.scalar_subquery(),
        func.count().filter(SessionSummary.state == SummaryState.DRAFT) > 0,
        func.max(SessionSummary.published_at),
    ).where(
        SessionSummary.practice_id == booking.practice_id, SessionSummary.booking_id == booking.id
    )
    return Papers(*db.session.execute(query).one())


def last_before(booking: Booking) -> SessionSummary | None:
    """What the client got of their newest session before this one, if anything."""
    query = (
        select(SessionSummary)
        .join(SessionSummary.booking)
        .options(contains_eager(SessionSummary.booking))
        .where(
            SessionSummary.practice_id == booking.practice_id,
            SessionSummary.state == SummaryState.PUBLISHED,
            Booking.client_id == booking.client_id,
            Booking.starts_at < booking.starts_at,
        )
        .order_by(Booking.starts_at.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def signals(practice_id: UUID, coach_id: UUID) -> Signals:
    """Who asks this coach (a member's id) for other words in a summary; about the booking."""
    return (
        signal("other_words", Booking.client_id, SessionSummary.asked_at, about=Booking.id)
        .join(SessionSummary.booking)
        .where(
            SessionSummary.practice_id == practice_id,
            Booking.coach_id == coach_id,
            SessionSummary.state == SummaryState.PUBLISHED,
            SessionSummary.asked_at.is_not(None),
        )
    )


def find_summary(practice_id: UUID, summary_id: UUID) -> SessionSummary | None:
    """A summary of any version, by id."""
    query = (
        select(SessionSummary)
        .options(joinedload(SessionSummary.booking))
        .where(SessionSummary.practice_id == practice_id, SessionSummary.id == summary_id)
    )
    return db.session.scalar(query)


def note_download(summary: SessionSummary, *, by: Actor) -> None:
    """The client has the PDF now."""
    if summary.opened_at is None:
        summary.opened_at = clock.now()
    audit.record(summary.practice_id, "summary.downloaded", by=by, about=summary)


def ask_correction(summary: SessionSummary, words: str, *, by: Actor) -> None:
    """The coach reads what the client would like to be said differently."""
    summary.correction, summary.asked_at = words, clock.now()
    db.session.flush()
    audit.record(summary.practice_id, "summary.correction_asked", by=by, about=summary)


def _summaries(booking: Booking) -> Select[SessionSummary]:
    return (
        select(SessionSummary)
        .options(joinedload(SessionSummary.booking))
        .where(
            SessionSummary.practice_id == booking.practice_id,
            SessionSummary.booking_id == booking.id,
        )
    )


def _lock(booking: Booking) -> Select[UUID]:
    """Versions of one session's summary come one after the other."""
    return (
        select(Booking.id)
        .where(Booking.practice_id == booking.practice_id, Booking.id == booking.id)
        .with_for_update(key_share=True)
    )
