"""The reflective intake note: its sections, its life, and how two writings of it come together."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class NoteSection(StrEnum):
    """A part of the note, in the order in which it is written and read."""

    IMPRESSION = "impression"
    STORY = "story"
    ENDING = "ending"
    COMPLAINTS = "complaints"
    READINGS = "readings"
    EYES_OPEN = "eyes_open"
    STRENGTHS = "strengths"
    AVAILABILITY = "availability"
    TIES = "ties"
    GOALS = "goals"
    SAFETY = "safety"
    HYPOTHESES = "hypotheses"
    MYSELF = "myself"
    AGREEMENTS = "agreements"


class NoteState(StrEnum):
    """A note is written as a draft; once it is final, what is new is added below it."""

    DRAFT = "draft"
    FINAL = "final"


class Act(StrEnum):
    """What a coach does with the note."""

    WRITE = "write"
    FINALISE = "finalise"
    ADD = "add"
    MARK = "mark"


ALLOWED: dict[tuple[NoteState, Act], NoteState] = {
    (NoteState.DRAFT, Act.WRITE): NoteState.DRAFT,
    (NoteState.DRAFT, Act.FINALISE): NoteState.FINAL,
    (NoteState.FINAL, Act.ADD): NoteState.FINAL,
    (NoteState.FINAL, Act.MARK): NoteState.FINAL,
}
"""What may be done in each state, and the state that follows. Marks of a draft are written with it.
"""

SITTING = timedelta(minutes=30)
"""After a silence as long as this a coach has come back to the note, and didn't only pause."""


def following(state: NoteState, act: Act) -> NoteState | None:
    """The state after the act, or None where it can't be done."""
    return ALLOWED.get((state, act))


@dataclass(frozen=True)
class Passage:
    """What stands in a section, and whether it is to be copied to the next summary's draft."""

    words: str = ""
    is_marked: bool = False


def trace_of(*passages: Passage) -> str:
    """What tells these passages from any others, without saying them."""
    told = hashlib.sha256()
    for passage in passages:
        words = passage.words.encode()
        told.update(f"{len(words)}|{passage.is_marked}|".encode() + words)
    return told.hexdigest()


def merged(seen: str, typed: Passage, stored: Passage) -> Passage | None:
    """What a section reads after a save; None if two people changed it in different ways.

    `seen` is the trace of what stood there when the form was opened: whoever changed nothing since
    takes what the other wrote.
    """
    if typed == stored or trace_of(typed) == seen:
        return stored
    return typed if trace_of(stored) == seen else None


def is_same_sitting(
    sitting: UUID, *, latest: UUID | None, saved_at: datetime, now: datetime
) -> bool:
    """Whether a save goes on with the writing that the latest save belongs to."""
    return sitting == latest and now - saved_at <= SITTING
