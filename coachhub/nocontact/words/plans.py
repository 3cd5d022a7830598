"""No-contact plans in the reader's language: states, rules, contact, and how far one has come."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from coachhub.core.web.i18n import said_day
from coachhub.core.web.typesetting import unbroken
from coachhub.nocontact.rules import (
    CLOSED,
    WEEK,
    ContactAnswer,
    ContactKind,
    Counts,
    Day,
    Kind,
    Mark,
    Outcome,
    PlanState,
    Reaction,
    Reason,
    RuleKey,
    SlipAnswer,
    count,
)
from coachhub.nocontact.services import Course, Missing

STATE_WORDS = {
    PlanState.DRAFT: _l("draft"),
    PlanState.PROPOSED: _l("proposed"),
    PlanState.SCHEDULED: _l("agreed, not begun"),
    PlanState.ACTIVE: _l("active"),
    PlanState.PAUSED: _l("paused"),
    PlanState.REVIEW_DUE: _l("review due"),
    PlanState.COMPLETED: _l("completed"),
    PlanState.ENDED_EARLY: _l("ended early"),
    PlanState.WITHDRAWN: _l("withdrawn"),
    PlanState.REPLACED: _l("replaced"),
}

KIND_WORDS = {
    Kind.FULL: _l("No contact"),
    Kind.LIMITED: _l("Limited contact"),
}

REASON_WORDS = {
    Reason.CHILDREN: _l("the children"),
    Reason.WORK: _l("work"),
    Reason.HOME_OR_LEASE: _l("the home or the lease"),
    Reason.PET: _l("a pet"),
    Reason.LEGAL_OR_MONEY: _l("legal matters or money"),
    Reason.STUDY_OR_CLUB: _l("studies or a club"),
}

RULE_WORDS = {
    RuleKey.NO_WRITING: _l("I don’t call, write or react to posts."),
    RuleKey.NO_REPLYING: _l("I don’t reply to messages."),
    RuleKey.NO_MEETING: _l("I don’t visit, or meet them on purpose."),
    RuleKey.NO_NEWS: _l("I don’t ask friends for news of them."),
    RuleKey.NO_MESSENGERS: _l("I don’t send messages through friends."),
    RuleKey.NO_LOOKING: _l("I don’t look at profiles, stories or where they are."),
}

LIMITED_RULE_WORDS = {
    **RULE_WORDS,
    RuleKey.NO_WRITING: _l("I write about what has to be settled, and about nothing else."),
    RuleKey.NO_REPLYING: _l("I reply to what has to be settled, and to nothing else."),
    RuleKey.NO_MEETING: _l("We meet for what has to be settled, and for nothing else."),
}

CONTACT_WORDS = {
    ContactAnswer.NONE: _l("None"),
    ContactAnswer.BY_THEM: _l("They contacted me"),
    ContactAnswer.ENCOUNTER: _l("We met by chance"),
    ContactAnswer.ALLOWED: _l("Only what the plan allows"),
    ContactAnswer.BY_ME: _l("I reached out or replied"),
}

TOLD_WORDS = {
    ContactAnswer.NONE: _l("no contact"),
    ContactAnswer.BY_THEM: _l("contacted by them"),
    ContactAnswer.ENCOUNTER: _l("met by chance"),
    ContactAnswer.ALLOWED: _l("only contact that the plan allows"),
    ContactAnswer.BY_ME: _l("reached out or replied"),
}
"""The same, told by others in running text."""

HAPPENED_WORDS = {
    ContactKind.BY_ME: _l("I wrote, called or went there"),
    ContactKind.REPLY_OFF_TOPIC: _l("I replied"),
    ContactKind.VIA_OTHERS: _l("Through friends"),
    ContactKind.CHECKING: _l("I looked at profiles"),
    ContactKind.BY_THEM: _l("They contacted me"),
    ContactKind.ENCOUNTER: _l("We met by chance"),
    ContactKind.ALLOWED: _l("Only what the plan allows"),
}

EVENT_WORDS = HAPPENED_WORDS | {ContactKind.REACHED_OUT: CONTACT_WORDS[ContactAnswer.BY_ME]}
"""What a contact is called; of one that a check-in alone has named, what the check-in says."""

DECISION_WORDS = {
    SlipAnswer.CONTINUE: _l("Continue"),
    SlipAnswer.EXTEND: _l("Extend by some days"),
    SlipAnswer.NEW_RUN: _l("Start a new run"),
}

REACTION_WORDS = {
    Reaction.READ: _l("I read it. Thank you for telling me."),
    Reaction.STRENGTH: _l("That took strength."),
    Reaction.CARE: _l("You looked after yourself there."),
    Reaction.TALK: _l("Let’s talk about this one."),
}

OUTCOME_WORDS = {
    Outcome.KEEP_DISTANCE: _l("Keep the distance"),
    Outcome.LIMITED_CONTACT: _l("Limited contact"),
    Outcome.OPEN_TO_TALK: _l("Open to talk, if both want it"),
    Outcome.NEW_PLAN: _l("A new plan"),
    Outcome.NOT_REVIEWED: _l("not talked about yet"),
}

MARK_WORDS = {
    Mark.KEPT: _l("kept"),
    Mark.SLIP: _l("slip"),
    Mark.NOT_REPORTED: _l("not reported"),
    Mark.ENDED: _l("ended on this day"),
    Mark.PAUSED: _l("paused"),
    Mark.TRAVEL: _l("travel"),
    Mark.TODAY: _l("today"),
    Mark.TO_COME: _l("to come"),
}

MISSING_WORDS = {
    Missing.ACTIVE_WORK: _l("The work together is not active yet; note that step first."),
    Missing.AGREEMENT: _l("No agreement is published yet."),
    Missing.SIGNATURE: _l("The agreement that holds now is not signed yet."),
    Missing.SAFETY_ANSWERS: _l("The safety questions are not answered yet."),
    Missing.CALM: _l("Something urgent is open; it comes first."),
    Missing.TALK: _l("A caution in the safety answers has not been talked about yet."),
    Missing.DUTY: _l(
        "They were asked not to be in contact. Choose no contact, or limited contact for the "
        "children, legal matters or money."
    ),
    Missing.WHY_SOME: _l("Limited contact needs a reason."),
    Missing.REVIEW: _l("The plan before waits to be looked back on."),
    Missing.WORDS: _l("Why this length and kind is not said yet."),
    Missing.RULES: _l("No rule is chosen."),
    Missing.TASK: _l("No task goes with it yet."),
}

HISTORY_WORDS = {
    "make": _l("drafted"),
    "propose": _l("proposed"),
    "agree": _l("agreed"),
    "ask_change": _l("a change was asked for"),
    "take_back": _l("taken back to be changed"),
    "withdraw": _l("withdrawn"),
    "start": _l("began"),
    "change_start": _l("another start agreed"),
    "correct_start": _l("the start was corrected"),
    "pause": _l("paused"),
    "resume": _l("went on"),
    "extend": _l("extended"),
    "restart": _l("a new run began"),
    "run_out": _l("the last day was over"),
    "end": _l("ended early"),
    "replace": _l("replaced by a new plan"),
    "review": _l("looked back on"),
    "leave_unreviewed": _l("completed without a talk"),
    "tell": _l("a slip was told late"),
}


_NOT_BEGUN = (PlanState.DRAFT, PlanState.PROPOSED, PlanState.SCHEDULED, PlanState.WITHDRAWN)


def already_words(course: Course) -> str:
    """How long there was distance before the plan; empty where there was none."""
    since = course.plan.already_since
    if since is None or not course.days_before:
        return ""
    words: str = ngettext(
        "+%(num)s day before the plan: no contact already since %(date)s.",
        "+%(num)s days before the plan: no contact already since %(date)s.",
        course.days_before,
        date=said_day(since, year=since.year != course.civil_today.year),
    )
    return words


def happened_words(kind: str, name: str) -> str:
    """What a contact was, told of the client at the desk."""
    words: dict[ContactKind, str] = {
        ContactKind.REACHED_OUT: _("%(name)s reached out or replied", name=name),
        ContactKind.BY_ME: _("%(name)s wrote, called or went there", name=name),
        ContactKind.REPLY_OFF_TOPIC: _("%(name)s replied to a message", name=name),
        ContactKind.VIA_OTHERS: _("%(name)s asked or wrote through friends", name=name),
        ContactKind.CHECKING: _("%(name)s looked at profiles", name=name),
        ContactKind.BY_THEM: str(TOLD_WORDS[ContactAnswer.BY_THEM]),
        ContactKind.ENCOUNTER: str(TOLD_WORDS[ContactAnswer.ENCOUNTER]),
        ContactKind.ALLOWED: str(TOLD_WORDS[ContactAnswer.ALLOWED]),
    }
    return words[ContactKind(kind)]


def kind_words(kind: str, reason: str | None) -> str:
    """What kind of plan it is: "Limited contact, because of the children"; a draft may lack why."""
    words: str
    if reason:
        words = _("Limited contact, because of %(reason)s", reason=REASON_WORDS[Reason(reason)])
    else:
        words = str(KIND_WORDS[Kind(kind)])
    return words


def rule_words(key: str, kind: str, own: str | None = None) -> str:
    """One rule, as the client reads it."""
    if own:
        return own
    words = LIMITED_RULE_WORDS if kind == Kind.LIMITED else RULE_WORDS
    return str(words[RuleKey(key)])


def days_words(number: int) -> str:
    words: str = ngettext("%(num)s day", "%(num)s days", number)
    return words


def headline(course: Course) -> str:
    """How far one has come, in plain numbers, the same everywhere."""
    return " · ".join(headline_parts(course))


def headline_parts(course: Course) -> list[str]:
    """The same in its parts: where one is, and what was counted until now."""
    return where_words(course) + counted_words(course)


def where_words(course: Course) -> list[str]:
    """Where one is, in its parts."""
    plan = course.plan
    days = days_words(plan.days)
    parts: list[str]
    if plan.state == PlanState.DRAFT:
        parts = [_("A draft, %(days)s", days=days)]
    elif plan.state == PlanState.PROPOSED:
        parts = [_("Proposed, %(days)s", days=days)]
    elif plan.state == PlanState.WITHDRAWN:
        parts = [_("Withdrawn, %(days)s", days=days)]
    elif plan.state == PlanState.SCHEDULED:
        parts = [_("Begins %(date)s", date=unbroken(said_day(plan.starts_on))), days]
    elif plan.state == PlanState.COMPLETED:
        parts = [days]
    else:
        parts = _on_its_way(course)
    return parts


def _on_its_way(course: Course) -> list[str]:
    plan, number = course.plan, max(course.number, 1)
    if plan.state in CLOSED:
        return [_("Over on day %(n)s of %(days)s", n=number, days=plan.days)]
    parts = [_("Day %(n)s of %(days)s", n=number, days=plan.days)]
    if plan.state == PlanState.PAUSED:
        parts.append(str(STATE_WORDS[PlanState.PAUSED]))
    return parts


def counted_words(course: Course) -> list[str]:
    """What was counted until now, in its parts; there are none before it begins."""
    return [] if course.plan.state in _NOT_BEGUN else _counted(course.counts)


def week_words(days: Sequence[Day]) -> list[list[str]]:
    """What each week of them comes to so far, in its parts, in their order."""
    weeks = (days[first : first + WEEK] for first in range(0, len(days), WEEK))
    return [list(map(unbroken, _of_week(week))) for week in weeks]


def _of_week(week: Sequence[Day]) -> list[str]:
    parts = _counted(count(week))
    paused = sum(day.mark is Mark.PAUSED for day in week)
    if paused:
        parts.append(ngettext("%(num)s paused", "%(num)s paused", paused))
    return parts


def _counted(counts: Counts) -> list[str]:
    """The parts that there are; what is nought is left out."""
    parts = []
    if counts.kept:
        parts.append(ngettext("%(num)s kept", "%(num)s kept", counts.kept))
    if counts.slips:
        parts.append(ngettext("%(num)s slip", "%(num)s slips", counts.slips))
    if counts.not_reported:
        parts.append(ngettext("%(num)s not reported", "%(num)s not reported", counts.not_reported))
    return parts


def today_words(course: Course) -> str:
    """The rule of the day in one sentence."""
    rules = set(course.rules_on)
    words: str
    if course.plan.state == PlanState.PAUSED:
        words = _("Your plan is resting. Look after yourself; it waits.")
    elif course.plan.kind == Kind.LIMITED:
        reason = REASON_WORDS[Reason(course.plan.reason or Reason.CHILDREN)]
        words = _("Today it is only about %(reason)s: short, kind, to the point.", reason=reason)
    else:
        parts = [
            (RuleKey.NO_WRITING, _("write")),
            (RuleKey.NO_WRITING, _("call")),
            (RuleKey.NO_LOOKING, _("look at profiles")),
            (RuleKey.NO_NEWS, _("ask friends")),
        ]
        said = [part for key, part in parts if key in rules]
        *first, last = said or [_("write"), _("call")]
        listed = _("%(first)s or %(last)s", first=", ".join(first), last=last) if first else last
        words = _("Today you don’t %(what)s.", what=listed)
    return words


def path_words(course: Course) -> str:
    """What the picture of the days shows, for the ear."""
    to_come = sum(one.mark is Mark.TO_COME for one in course.days)
    parts = [headline(course)]
    if to_come:
        parts.append(ngettext("%(num)s day to come", "%(num)s days to come", to_come))
    return ", ".join(parts)


LOW_MOOD, HIGH_MOOD = 3, 7


def said_words(contact: ContactAnswer, mood: int | None, *, has_done: bool) -> str:
    """One warm, plain sentence after a check-in."""
    words: str
    if contact is ContactAnswer.BY_THEM:
        words = _("They wrote and you told it here. That is a way of taking care.")
    elif contact is ContactAnswer.ENCOUNTER:
        words = _("Meeting by chance is a lot for one day. Be gentle with the evening.")
    elif mood is not None and mood <= LOW_MOOD:
        words = _("A heavy day, and you looked at it. That is enough for today.")
    elif has_done:
        words = _("You did something for yourself. It is kept here.")
    elif mood is not None and mood >= HIGH_MOOD:
        words = _("A lighter day. It is kept here, for days that are not.")
    else:
        words = _("Saved. One more day that you looked at as it was.")
    return words
