"""The note's sections and their prompts, in the reader's language."""

from flask_babel import lazy_gettext as _l

from coachhub.intake.rules import NoteSection, NoteState

_S = NoteSection

SECTION_WORDS = {
    _S.IMPRESSION: (
        _l("First impression, and what I felt"),
        _l("What did I observe, what was I told, what is my guess? Keep the three apart."),
    ),
    _S.STORY: (
        _l("The story in the client’s words"),
        _l("Which sentences stay with me? Quote them as they were said."),
    ),
    _S.ENDING: (
        _l("Why it ended"),
        _l(
            "One big thing, many small ones, or both? What might they have stopped believing? "
            "What speaks for it, and what against?"
        ),
    ),
    _S.COMPLAINTS: (
        _l("Complaints map"),
        _l(
            "What was said, in their words? Mine, shared or not mine? Which change is possible, "
            "and which activity would practise it?"
        ),
    ),
    _S.READINGS: (
        _l("Other reasonable readings"),
        _l("What would the other person, fairly, say? What am I not hearing?"),
    ),
    _S.EYES_OPEN: (
        _l("Eyes-open"),
        _l(
            "Where might my client be bending too far? Which joys are at risk? What is a must-have?"
        ),
    ),
    _S.STRENGTHS: (
        _l("Strengths and supporters"),
        _l("What carries them? Who stands by them? How did they recover before?"),
    ),
    _S.AVAILABILITY: (
        _l("Availability and boundaries"),
        _l("How fast do they drop things? What did they give up, and what do they want back?"),
    ),
    _S.TIES: (
        _l("Ties and duration"),
        _l("Which contact can’t be avoided? Which length would I propose, and why?"),
    ),
    _S.GOALS: (
        _l("Goals, hope, my stance"),
        _l(
            "What are their first three goals, how would they measure them, what is the first "
            "step? What do they hope for, and where do I stand to it?"
        ),
    ),
    _S.SAFETY: (
        _l("Safety and scope"),
        _l("What did they answer, and what did I do? Is somebody else’s help needed?"),
    ),
    _S.HYPOTHESES: (
        _l("Hypotheses to test"),
        _l("What do I suspect? For each: how would I notice that I am wrong?"),
    ),
    _S.MYSELF: (
        _l("Me"),
        _l(
            "How do I react to them? Where do I lean, what is like my own story? Is it for "
            "supervision?"
        ),
    ),
    _S.AGREEMENTS: (
        _l("Agreements for the next session"),
        _l("What did we agree on? What do I want to ask?"),
    ),
}
"""Each section: its name, and the questions that open it while nothing stands there."""

STATE_WORDS = {NoteState.DRAFT: _l("draft"), NoteState.FINAL: _l("final")}
