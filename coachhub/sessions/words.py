"""Headings, their opening questions and the sections of a summary in the reader's language."""

from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coachhub.core.web import i18n
from coachhub.sessions.models import SessionSummary
from coachhub.sessions.rules import Model, Section, SummaryState

_AROUND_A_QUOTE = ' \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"“”„«»'

MODEL_WORDS = {
    Model.GROW: _l("GROW: goal, reality, options, will"),
    Model.CLEAR: _l("CLEAR: contract, listen, explore, action, review"),
    Model.OSKAR: _l("OSKAR: outcome, scale, know-how, affirm, review"),
    Model.WOOP: _l("WOOP: wish, outcome, obstacle, plan"),
    Model.EYES_OPEN: _l("Eyes open: is this change right for me?"),
    Model.FREE: _l("Free"),
}

PAPER_WORDS = {"a4": _l("A4"), "letter": _l("US Letter")}
"""The sizes of paper that a summary is printed on."""

HEADING_WORDS = {
    "grow_goal": (_l("Goal"), _l("What would make this hour worth it?")),
    "grow_reality": (_l("Reality"), _l("What happens, what was tried?")),
    "grow_options": (_l("Options"), _l("What else, if nobody judged?")),
    "grow_will": (_l("Will"), _l("What, when, how sure from 0 to 10?")),
    "clear_contract": (_l("Contract"), _l("What do we agree for today?")),
    "clear_listen": (_l("Listen"), _l("Say it in your words.")),
    "clear_explore": (_l("Explore"), _l("What pattern do you see?")),
    "clear_action": (_l("Action"), _l("What is the first visible step?")),
    "clear_review": (_l("Review"), _l("What was useful just now?")),
    "oskar_outcome": (_l("Outcome"), _l("What do you want from this?")),
    "oskar_scale": (_l("Scale"), _l("Where are you now, from 0 to 10?")),
    "oskar_know_how": (_l("Know-how"), _l("What works already?")),
    "oskar_affirm": (_l("Affirm and act"), _l("What is strong here, and what comes next?")),
    "oskar_review": (_l("Review"), _l("What got better?")),
    "woop_wish": (_l("Wish"), _l("What do you wish for?")),
    "woop_outcome": (_l("Best outcome"), _l("What would be best about it? Feel it.")),
    "woop_obstacle": (_l("Obstacle"), _l("What in you stands in the way?")),
    "woop_plan": (_l("Plan"), _l("If that comes up, then I will …")),
    "eyes_complaint": (_l("The complaint in their words"), _l("How was it said?")),
    "eyes_true": (_l("What is true in it for me"), _l("Which part would I sign?")),
    "eyes_change": (_l("The change on the table"), _l("What would I do differently?")),
    "eyes_gain": (_l("What I would gain"), _l("For me, not for anybody else.")),
    "eyes_give_up": (_l("What I would give up"), _l("And how much joy does it give, 0 to 10?")),
    "eyes_never_again": (
        _l("If we never spoke again"),
        _l("Would I still want this change?"),
    ),
    "eyes_decision": (_l("Decision"), _l("Right for me, unsure, not right for me?")),
    "free_topics": (_l("Topics"), _l("What came up?")),
    "free_insights": (_l("Insights"), _l("In the client’s words.")),
    "free_agreements": (_l("Agreements"), _l("What do we hold on to?")),
    "free_next": (_l("Next"), _l("What comes next?")),
}
"""Each heading: its name, and the question that opens it."""

SECTION_WORDS = {
    Section.RECAP: _l("In three lines"),
    Section.FOCUS: _l("What you chose to look at"),
    Section.WENT_WELL: _l("What went well"),
    Section.INSIGHTS: _l("In your words"),
    Section.DECISIONS: _l("Decisions, with open eyes"),
    Section.ACTIONS: _l("What you will do"),
}

STATE_WORDS = {
    SummaryState.DRAFT: _l("draft"),
    SummaryState.PUBLISHED: _l("published"),
    SummaryState.REPLACED: _l("replaced"),
}


def quotes(words: str) -> list[str]:
    """What somebody said, a line each, without quotation marks of its own: those are drawn."""
    lines = (line.strip(_AROUND_A_QUOTE) for line in words.splitlines())
    return [line for line in lines if line]


PUBLISHED_WORDS = {
    True: _l("Published. They get an e-mail as soon as the PDF is made."),
    False: _l(
        "Published. They get no e-mail; it stands in their portal as soon as the PDF is made."
    ),
}
"""What the coach reads on publishing, by whether the client gets a mail of it."""


def file_name(summary: SessionSummary) -> str:
    """What the PDF is called: in the language of its session's client, by its day where they are,
    as it is printed.
    """
    session = summary.booking
    locale = session.client.locale if session.client else session.guest_locale
    zone = session.client.zone if session.client else session.client_zone
    day = session.starts_at.astimezone(ZoneInfo(zone))
    with i18n.speaking(locale, zone):
        name: str = _("summary-%(day)s.pdf", day=f"{day:%Y-%m-%d}")
    return name
