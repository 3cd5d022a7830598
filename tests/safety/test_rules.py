"""What answers raise, what a flag may become, and what a standing says: cell by cell."""

from datetime import UTC, datetime
from itertools import product

import pytest

from coachhub.safety.rules import (
    ANSWERS,
    Answer,
    Ending,
    FlagAct,
    FlagKind,
    FlagState,
    Level,
    Question,
    Standing,
    Unclosed,
    alerts,
    endings_of,
    following,
    highest,
    leads_to_help,
    raised_by,
    standing,
)

THEN = datetime(2026, 3, 1, tzinfo=UTC)
CALM = {
    question: Answer.YES if question is Question.REACHABLE else Answer.NO for question in Question
}

CELLS = {
    "harm": {"no": {}, "thoughts": {"self_harm": "caution"}, "might_act": {"self_harm": "urgent"}},
    "afraid": {"no": {}, "sometimes": {"afraid": "caution"}, "yes": {"afraid": "urgent"}},
    "violence": {
        "no": {},
        "in_the_past": {"violence_past": "caution"},
        "toward_me": {"violence_toward_client": "urgent"},
        "by_me": {"violence_by_client": "urgent"},
        "both": {"violence_toward_client": "urgent", "violence_by_client": "urgent"},
    },
    "order": {
        "no": {},
        "protects_me": {"order_protects_client": "caution"},
        "binds_me": {"order_binds_client": "caution"},
        "both": {"order_protects_client": "caution", "order_binds_client": "caution"},
    },
    "asked_to_stop": {"no": {}, "yes": {"asked_to_stop": "caution"}},
    "watched": {"no": {}, "yes": {"watched": "caution"}},
    "reachable": {"yes": {}, "no": {"discreet": "note"}},
    "others": {"no": {}, "yes": {"others_in_danger": "urgent"}},
}


def test_the_table_speaks_of_every_question_and_answer() -> None:
    answers = {question: set(found) for question, found in CELLS.items()}
    assert answers == {question: set(found) for question, found in ANSWERS.items()}


@pytest.mark.parametrize(
    ("question", "answer"),
    [(question, answer) for question, found in CELLS.items() for answer in found],
)
def test_an_answer_raises_what_the_table_says(question: str, answer: str) -> None:
    answers = {**CALM, Question(question): Answer(answer)}
    assert raised_by(answers) == CELLS[question][answer]


@pytest.mark.parametrize("question", Question)
def test_a_question_passed_over_is_to_be_talked_about(question: Question) -> None:
    answers = {asked: answer for asked, answer in CALM.items() if asked is not question}
    assert raised_by(answers) == {"left_open": "caution"}


def test_answers_together_raise_all_that_each_does() -> None:
    raised = raised_by({**CALM, Question.AFRAID: Answer.YES, Question.ORDER: Answer.BINDS_ME})
    assert raised == {"afraid": "urgent", "order_binds_client": "caution"}


@pytest.mark.parametrize(("one", "other"), list(product(Level, Level)))
def test_the_higher_of_two_levels_counts(one: Level, other: Level) -> None:
    order = ["note", "caution", "urgent"]
    assert order.index(highest(one, other)) == max(order.index(one), order.index(other))


ALERTING = {(kind, Level.URGENT) for kind in FlagKind} | {
    (FlagKind.ORDER_BINDS_CLIENT, level) for level in Level
}


@pytest.mark.parametrize(("kind", "level"), list(product(FlagKind, Level)))
def test_what_is_urgent_or_an_order_that_names_the_client_alerts(
    kind: FlagKind, level: Level
) -> None:
    assert alerts(kind, level) == ((kind, level) in ALERTING)


HELPED = {"self_harm", "afraid", "others_in_danger"} | {
    f"violence_{whose}" for whose in ("toward_client", "by_client", "past")
}


@pytest.mark.parametrize(("kind", "level"), list(product(FlagKind, Level)))
def test_danger_leads_to_help_however_much_it_weighs(kind: FlagKind, level: Level) -> None:
    assert leads_to_help(kind, level) == (kind in HELPED or (kind, level) in ALERTING)


CALMER = ("note", "caution")
CAN: dict[tuple[str, str, str], str] = {
    **{("open", "discuss", level): "discussed" for level in CALMER},
    **{("discussed", "close", level): "closed" for level in CALMER},
    ("open", "acknowledge", "caution"): "acknowledged",
    ("open", "acknowledge", "urgent"): "acknowledged",
    **{("acknowledged", "discuss", level): "discussed" for level in CALMER},
    ("acknowledged", "ask_to_close", "urgent"): "closing",
    ("acknowledged", "close", "urgent"): "closed",
    ("closing", "close", "urgent"): "closed",
    ("closing", "send_back", "urgent"): "acknowledged",
    **{
        (state, "raise_again", level): "open"
        for state in ("open", "discussed", "acknowledged", "closing")
        for level in (*CALMER, "urgent")
    },
}


@pytest.mark.parametrize(("state", "act", "level"), list(product(FlagState, FlagAct, Level)))
def test_a_flag_becomes_what_the_table_says(state: FlagState, act: FlagAct, level: Level) -> None:
    assert following(state, act, level) == CAN.get((state, act, level))


@pytest.mark.parametrize("kind", FlagKind)
def test_only_their_own_free_word_ends_their_wish_for_no_contact(kind: FlagKind) -> None:
    expected = {Ending.REACHED_OUT if kind == FlagKind.ASKED_TO_STOP else Ending.SETTLED}
    assert set(endings_of(kind)) == expected | {Ending.BY_MISTAKE}


def stands(*flags: Unclosed, answered: bool = True, held: bool = False) -> Standing:
    return standing(flags, answered_at=THEN if answered else None, legal_hold=held)


SAYS = {
    FlagKind.ASKED_TO_STOP: {"asked_to_stop", "perspective_off"},
    FlagKind.ORDER_PROTECTS_CLIENT: {"order_protects_client", "perspective_off"},
    FlagKind.ORDER_BINDS_CLIENT: {"order_binds_client", "perspective_off"},
    FlagKind.VIOLENCE_TOWARD_CLIENT: {"violence_toward_client", "perspective_off"},
    FlagKind.WATCHED: {"perspective_off"},
}


def says(found: Standing) -> set[str]:
    return {name for name, value in vars(found).items() if value is True}


@pytest.mark.parametrize("kind", FlagKind)
def test_a_discussed_flag_says_what_it_is_about(kind: FlagKind) -> None:
    assert says(stands((kind, Level.CAUTION, FlagState.DISCUSSED))) == SAYS.get(kind, set())


@pytest.mark.parametrize("state", [state for state in FlagState if state != FlagState.CLOSED])
def test_an_urgent_flag_stands_until_it_is_closed(state: FlagState) -> None:
    found = stands((FlagKind.AFRAID, Level.URGENT, state))
    unseen = {"unseen"} if state == FlagState.OPEN else set()
    assert says(found) == {"urgent", "perspective_off"} | unseen
    assert not found.may_propose_plan


@pytest.mark.parametrize(
    ("found", "may"),
    [
        (stands(), True),
        (stands(answered=False), False),
        (stands((FlagKind.AFRAID, Level.CAUTION, FlagState.OPEN)), False),
        (stands((FlagKind.AFRAID, Level.CAUTION, FlagState.DISCUSSED)), True),
        (stands((FlagKind.ORDER_BINDS_CLIENT, Level.CAUTION, FlagState.ACKNOWLEDGED)), False),
        (stands((FlagKind.DISCREET, Level.NOTE, FlagState.OPEN)), True),
        (stands((FlagKind.RATHER_TALK, Level.NOTE, FlagState.OPEN), answered=False), False),
        (stands(held=True), True),
    ],
)
def test_a_plan_may_be_proposed_when_all_is_answered_and_talked_about(
    found: Standing, *, may: bool
) -> None:
    assert found.may_propose_plan is may


@pytest.mark.parametrize("state", [state for state in FlagState if state != FlagState.CLOSED])
def test_an_order_that_names_the_client_is_unseen_while_it_is_open(state: FlagState) -> None:
    found = stands((FlagKind.ORDER_BINDS_CLIENT, Level.CAUTION, state))
    assert found.unseen is (state == FlagState.OPEN)


def test_a_hold_alone_turns_perspective_off() -> None:
    assert says(stands(held=True)) == {"legal_hold", "perspective_off"}
