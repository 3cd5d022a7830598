"""The headings of a session's note, and what of it goes into a summary."""

from enum import StrEnum

from coachhub.intake.rules import NoteSection


class Model(StrEnum):
    """A way to structure the hour; the note has its headings."""

    GROW = "grow"
    CLEAR = "clear"
    OSKAR = "oskar"
    WOOP = "woop"
    EYES_OPEN = "eyes_open"
    FREE = "free"


class Section(StrEnum):
    """A part of a summary, in the order in which it is printed."""

    RECAP = "recap"
    FOCUS = "focus"
    WENT_WELL = "went_well"
    INSIGHTS = "insights"
    DECISIONS = "decisions"
    ACTIONS = "actions"


class SummaryState(StrEnum):
    """A summary is written, given to the client, and perhaps replaced by a later version."""

    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"


class Step(StrEnum):
    """What is to be done next about a session's summary; nothing once the client has it."""

    WRITE = "write"
    PUBLISH = "publish"
    NONE = "none"


_S = Section

HEADINGS: dict[Model, dict[str, Section]] = {
    Model.GROW: {
        "grow_goal": _S.FOCUS,
        "grow_reality": _S.INSIGHTS,
        "grow_options": _S.INSIGHTS,
        "grow_will": _S.ACTIONS,
    },
    Model.CLEAR: {
        "clear_contract": _S.FOCUS,
        "clear_listen": _S.INSIGHTS,
        "clear_explore": _S.INSIGHTS,
        "clear_action": _S.ACTIONS,
        "clear_review": _S.WENT_WELL,
    },
    Model.OSKAR: {
        "oskar_outcome": _S.FOCUS,
        "oskar_scale": _S.INSIGHTS,
        "oskar_know_how": _S.WENT_WELL,
        "oskar_affirm": _S.ACTIONS,
        "oskar_review": _S.WENT_WELL,
    },
    Model.WOOP: {
        "woop_wish": _S.FOCUS,
        "woop_outcome": _S.INSIGHTS,
        "woop_obstacle": _S.INSIGHTS,
        "woop_plan": _S.ACTIONS,
    },
    Model.EYES_OPEN: {
        "eyes_complaint": _S.FOCUS,
        "eyes_true": _S.INSIGHTS,
        "eyes_change": _S.INSIGHTS,
        "eyes_gain": _S.INSIGHTS,
        "eyes_give_up": _S.INSIGHTS,
        "eyes_never_again": _S.INSIGHTS,
        "eyes_decision": _S.DECISIONS,
    },
    Model.FREE: {
        "free_topics": _S.FOCUS,
        "free_insights": _S.INSIGHTS,
        "free_agreements": _S.ACTIONS,
        "free_next": _S.ACTIONS,
    },
}
"""Each model's headings in order, and the section of a summary to which what is shared goes."""

SECTION_OF: dict[str, Section] = {
    heading: section for headings in HEADINGS.values() for heading, section in headings.items()
}

_I = NoteSection

SECTION_OF_INTAKE: dict[NoteSection, Section] = {
    _I.IMPRESSION: _S.INSIGHTS,
    _I.STORY: _S.INSIGHTS,
    _I.ENDING: _S.INSIGHTS,
    _I.COMPLAINTS: _S.INSIGHTS,
    _I.READINGS: _S.INSIGHTS,
    _I.EYES_OPEN: _S.DECISIONS,
    _I.STRENGTHS: _S.WENT_WELL,
    _I.AVAILABILITY: _S.INSIGHTS,
    _I.TIES: _S.INSIGHTS,
    _I.GOALS: _S.FOCUS,
    _I.SAFETY: _S.INSIGHTS,
    _I.HYPOTHESES: _S.INSIGHTS,
    _I.MYSELF: _S.INSIGHTS,
    _I.AGREEMENTS: _S.ACTIONS,
}
"""Where a marked section of the intake note goes in a summary."""
