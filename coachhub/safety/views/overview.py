from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from coachhub.clients import services as clients
from coachhub.clients.access import coaches
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer
from coachhub.core.web.paging import with_ways
from coachhub.practices import services as practices
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.safety import services as safety
from coachhub.safety.access import load_overseen
from coachhub.safety.models import SafetyFlag
from coachhub.safety.rules import FlagState, Level
from coachhub.safety.words import (
    ACTION_WORDS,
    ANSWER_WORDS,
    ENDING_WORDS,
    FILLER_WORDS,
    FLAG_ADVICE,
    FLAG_WORDS,
    LEVEL_WORDS,
    QUESTION_WORDS,
    STATE_WORDS,
)

_LEVEL_MARKS = {Level.NOTE: "open", Level.CAUTION: "need", Level.URGENT: "bad"}
_TALKED_ABOUT = frozenset({FlagState.DISCUSSED, FlagState.CLOSING})


def flag_mark(flag: SafetyFlag) -> tuple[str, str]:
    """How pressing it is, as the head of the page says it: a kind of status, and a word."""
    if flag.level == Level.CAUTION and flag.state in _TALKED_ABOUT:
        return "wait", str(STATE_WORDS[FlagState.DISCUSSED])
    return _LEVEL_MARKS[Level(flag.level)], str(LEVEL_WORDS[Level(flag.level)])


@member(Can.WORK_HERE)
def overview(desk: Desk, client_id: UUID) -> Answer:
    """A client's safety: all of it for their coach; for an owner how far it is."""
    row = load_overseen(desk, client_id)
    common = {
        "desk": desk,
        "client": row.client,
        "coach_name": row.coach_name,
        "flags": safety.unclosed_flags(desk.practice.id, client_id),
        "actions": safety.actions_of(desk.practice.id, client_id),
        "names": {one.user_id: one.user.name for one in practices.members_of(desk.practice.id)},
        "level_words": LEVEL_WORDS,
        "flag_mark": flag_mark,
        "state_words": STATE_WORDS,
        "action_words": ACTION_WORDS,
    }
    if not coaches(desk, row):
        clients.note_opening(row.client, by=desk.actor)
        db.session.commit()
        return render_template("safety/overseen.html", **common)
    screens = safety.screens_of(desk.practice.id, client_id)
    asked = request.args.get("answers", "")
    shown = next((one for one in screens if str(one.id) == asked), screens[0] if screens else None)
    return render_template(
        "safety/overview.html",
        **common,
        lines=safety.help_lines(row.client.zone) if row.mark in safety.PRESSING else None,
        is_unseen=row.mark == "unseen",
        screens=screens,
        shown=shown,
        answers=safety.answers_in(shown) if shown else {},
        holds=safety.holds_of(desk.practice.id, client_id),
        closed=with_ways(
            safety.closed_flags(desk.practice.id, client_id, request.args.get("page", 1, int))
        ),
        question_words=QUESTION_WORDS,
        answer_words=ANSWER_WORDS,
        flag_words=FLAG_WORDS,
        flag_advice=FLAG_ADVICE,
        ending_words=ENDING_WORDS,
        filler_words=FILLER_WORDS,
    )


def to_overview(desk: Desk, client_id: UUID) -> Response:
    """Back to the client's safety."""
    here = url_for("safety.overview", practice=desk.practice.slug, client_id=client_id)
    return redirect(here, SEE_OTHER)
