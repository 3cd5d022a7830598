"""The note's life, and how two writings of a section come together."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from coachhub.core.ids import new_id
from coachhub.intake.rules import (
    SITTING,
    Act,
    NoteSection,
    NoteState,
    Passage,
    following,
    is_same_sitting,
    merged,
    trace_of,
)
from coachhub.intake.words import SECTION_WORDS
from coachhub.sessions.rules import SECTION_OF_INTAKE

DRAFT, FINAL = NoteState.DRAFT, NoteState.FINAL
CELLS = {
    (DRAFT, Act.WRITE): DRAFT,
    (DRAFT, Act.FINALISE): FINAL,
    (DRAFT, Act.ADD): None,
    (DRAFT, Act.MARK): None,
    (FINAL, Act.WRITE): None,
    (FINAL, Act.FINALISE): None,
    (FINAL, Act.ADD): FINAL,
    (FINAL, Act.MARK): FINAL,
}


def test_the_table_speaks_of_every_state_and_act() -> None:
    assert set(CELLS) == set(product(NoteState, Act))


@pytest.mark.parametrize(("state", "act"), CELLS)
def test_each_act_leads_where_the_table_says(state: NoteState, act: Act) -> None:
    assert following(state, act) == CELLS[state, act]


def test_each_section_has_its_words_and_its_place_in_a_summary() -> None:
    assert len(NoteSection) == 14
    assert list(SECTION_WORDS) == list(NoteSection)
    assert set(SECTION_OF_INTAKE) == set(NoteSection)


OLD, MINE, THEIRS = Passage("old"), Passage("mine"), Passage("theirs")


@pytest.mark.parametrize(
    ("seen", "typed", "stored", "after"),
    [
        (OLD, OLD, OLD, OLD),
        (OLD, MINE, OLD, MINE),
        (OLD, OLD, THEIRS, THEIRS),
        (OLD, MINE, MINE, MINE),
        (OLD, MINE, THEIRS, None),
        (THEIRS, MINE, THEIRS, MINE),
        (OLD, Passage(), OLD, Passage()),
        (OLD, Passage(), THEIRS, None),
        (OLD, Passage("old", is_marked=True), OLD, Passage("old", is_marked=True)),
        (OLD, Passage("old", is_marked=True), THEIRS, None),
    ],
)
def test_two_writings_come_together_or_are_both_shown(
    seen: Passage, typed: Passage, stored: Passage, after: Passage | None
) -> None:
    assert merged(trace_of(seen), typed, stored) == after


def test_what_is_no_trace_overwrites_nothing() -> None:
    assert merged("", MINE, THEIRS) is None
    assert merged("", MINE, MINE) == MINE


def test_traces_tell_where_one_passage_ends() -> None:
    assert trace_of(Passage("ab"), Passage("c")) != trace_of(Passage("a"), Passage("bc"))
    assert trace_of(Passage("a")) != trace_of(Passage("a", is_marked=True))


NOW = datetime(2027, 3, 16, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("is_own", "silence", "same"),
    [
        (True, timedelta(0), True),
        (True, SITTING, True),
        (True, SITTING + timedelta(seconds=1), False),
        (False, timedelta(0), False),
    ],
)
def test_a_sitting_ends_with_another_form_or_a_long_silence(
    *, is_own: bool, silence: timedelta, same: bool
) -> None:
    sitting = new_id()
    latest = sitting if is_own else new_id()
    found = is_same_sitting(sitting, latest=latest, saved_at=NOW - silence, now=NOW)
    assert found == same
