"""Categories, kinds, rhythms and states of growth tasks in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from coachhub.core.charts import Stems
from coachhub.core.web.i18n import said_day, weekday_names
from coachhub.core.web.typesetting import unbroken
from coachhub.growth.rules import (
    Category,
    Kind,
    Outcome,
    Rhythm,
    Tag,
    TaskState,
    Verdict,
    weekdays_of,
)
from coachhub.growth.services import TaskDraft

CATEGORY_WORDS = {
    Category.PERSONAL_GOAL: _l("Personal goal"),
    Category.PROFESSIONAL_GOAL: _l("Professional goal"),
    Category.JOY: _l("Joy"),
    Category.KINDNESS: _l("Kindness"),
    Category.MOVEMENT: _l("Movement"),
    Category.CONNECTION: _l("Connection"),
    Category.REFLECTION: _l("Reflection"),
    Category.BOUNDARIES: _l("Boundaries"),
}

KIND_WORDS = {
    Kind.ONE_OFF: _l("Something to do once"),
    Kind.HABIT: _l("A habit"),
    Kind.REFLECTION: _l("A reflection to write"),
}

RHYTHM_WORDS = {
    Rhythm.ONCE: _l("Once"),
    Rhythm.A_WEEK: _l("A number of times a week, on any days"),
    Rhythm.WEEKDAYS: _l("On named days of the week"),
    Rhythm.EVERY_WEEKS: _l("Once in so many weeks"),
    Rhythm.ENTRIES: _l("A number of times in all"),
}

STATE_WORDS = {
    TaskState.SUGGESTED: _l("suggested"),
    TaskState.AGREED: _l("agreed"),
    TaskState.ACTIVE: _l("active"),
    TaskState.DONE: _l("done"),
    TaskState.PARTLY: _l("partly done"),
    TaskState.STOPPED: _l("stopped"),
}

OUTCOME_WORDS = {
    Outcome.DONE: _l("Done"),
    Outcome.PARTLY: _l("Partly"),
    Outcome.NOT_TODAY: _l("Not today"),
}

VERDICT_WORDS = {
    Verdict.KEEP: _l("Keep it as it is"),
    Verdict.CHANGE: _l("Change something about it"),
    Verdict.DROP: _l("Let it go"),
}

DIFFICULTY_WORDS = {
    1: _l("Small: fifteen minutes or less, alone"),
    2: _l("Medium: takes planning, or other people"),
    3: _l("Big: takes courage, or two hours and more"),
}

TAG_WORDS = {
    Tag.FELT_UNHEARD: _l("didn’t feel heard"),
    Tag.SELFISH: _l("thought mostly of myself"),
    Tag.MESSY: _l("left a mess"),
    Tag.HARPING: _l("kept at it about small things"),
    Tag.JEALOUS: _l("jealous or checking"),
    Tag.ALWAYS_AVAILABLE: _l("dropped everything"),
    Tag.NEGLECTED_GOALS: _l("put my goals aside"),
    Tag.NEGLECTED_FRIENDS: _l("lost my friends"),
    Tag.DISTANT: _l("closed off"),
    Tag.UNRELIABLE: _l("didn’t follow through"),
    Tag.SHORT_TEMPERED: _l("got loud or sharp"),
    Tag.CRITICAL: _l("criticised a lot"),
    Tag.PHONE: _l("on my phone"),
    Tag.TOOK_FOR_GRANTED: _l("took things for granted"),
    Tag.NO_FUN: _l("stopped playing"),
    Tag.MONEY: _l("money worries"),
    Tag.HEALTH: _l("didn’t look after myself"),
    Tag.CLINGY: _l("needed constant reassurance"),
    Tag.WORK_FIRST: _l("work came first"),
}


EVERY_DAY = 7


class Paced(Protocol):
    """A task or a template: whatever has a rhythm."""

    @property
    def rhythm(self) -> str: ...
    @property
    def amount(self) -> int: ...
    @property
    def weekdays(self) -> int: ...
    @property
    def minutes(self) -> int | None: ...


def pace_words(paced: Paced) -> str:
    """How often, in a few words: "3 times a week, 30 minutes"."""
    return _pace(paced.rhythm, paced.amount, paced.weekdays, paced.minutes)


def _pace(rhythm: str, amount: int, weekdays: int, minutes: int | None) -> str:
    words = _often(Rhythm(rhythm), amount, weekdays)
    if minutes:
        words += ", " + _long(minutes)
    return words


def template_line(template: Mapping[str, Any]) -> str:
    """Kind, pace and length of a template in a line: "A habit · 3 times a week · for 4 weeks"."""
    kind, weeks, days = Kind(template["kind"]), template["weeks"], template["days"]
    pace = _pace(*(template[name] for name in ("rhythm", "amount", "weekdays", "minutes")))
    length = ""
    if kind is Kind.HABIT and weeks:
        length = ngettext("for %(num)s week", "for %(num)s weeks", weeks)
    if kind is Kind.ONE_OFF and days:
        length = ngettext("due after %(num)s day", "due after %(num)s days", days)
    is_once = kind is Kind.ONE_OFF and not template["minutes"]
    return _joined(KIND_WORDS[kind], "" if is_once else pace, length)


def pace_line(draft: TaskDraft) -> str:
    """Kind, pace and days of a task in a line: "A habit · 3 times a week · from Fri 27 Nov"."""
    days = _("from %(date)s", date=unbroken(said_day(draft.starts_on)))
    if draft.ends_on:
        days += " " + _("until %(date)s", date=unbroken(said_day(draft.ends_on)))
    kind = Kind(draft.kind)
    pace = "" if kind is Kind.ONE_OFF and not draft.minutes else pace_words(draft)
    return _joined(KIND_WORDS[kind], pace, days)


def aim_line(categories: Iterable[str], difficulty: int, tags: Iterable[str] = ()) -> str:
    """What a task is for, how big it is, and when it fits, in a line."""
    return _joined(
        *(CATEGORY_WORDS[Category(one)] for one in categories),
        DIFFICULTY_WORDS[difficulty],
        ", ".join(str(TAG_WORDS[Tag(one)]) for one in tags),
    )


def cue_line(cue: str | None, action: str | None, *more: str | None) -> str:
    """The if-then line, and what else helps to do a task."""
    line = ""
    if cue and action:
        line = _("When %(cue)s, I will %(action)s", cue=cue.rstrip("."), action=action)
    return _joined(line, *more) or _("Not said yet.")


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _long(minutes: int) -> str:
    words: str
    hours, rest = divmod(minutes, 60)
    if rest:
        words = ngettext("%(num)s minute", "%(num)s minutes", minutes)
    else:
        words = ngettext("%(num)s hour", "%(num)s hours", hours)
    return unbroken(words)


def _often(rhythm: Rhythm, amount: int, weekdays: int) -> str:
    words: str
    if rhythm is Rhythm.ONCE:
        words = _("once")
    elif rhythm is Rhythm.WEEKDAYS:
        names = weekday_names()
        words = ", ".join(names[day] for day in weekdays_of(weekdays))
    elif rhythm is Rhythm.EVERY_WEEKS:
        words = _("every week") if amount == 1 else _("every %(n)s weeks", n=amount)
    elif rhythm is Rhythm.ENTRIES:
        words = ngettext("%(num)s entry in all", "%(num)s entries in all", amount)
    elif amount == EVERY_DAY:
        words = _("every day")
    else:
        words = ngettext("once a week", "%(num)s times a week", amount)
    return words


def progress_words(rhythm: str, done: int, target: int) -> str:
    """How far one has come, in plain numbers: "2 of 3 this week"."""
    words: str
    if rhythm in (Rhythm.A_WEEK, Rhythm.WEEKDAYS):
        words = _("%(done)s of %(target)s this week", done=done, target=target)
    elif rhythm == Rhythm.ENTRIES:
        words = _("%(done)s of %(target)s", done=done, target=target)
    else:
        words = _("done") if done else _("not yet")
    return words


def mood_words(moods: Stems) -> str:
    """How often the mood was another one after the task than before it."""
    changes = [stem.value - (stem.before or 0) for stem in moods.stems]
    higher, same = sum(one > 0 for one in changes), changes.count(0)
    lower = len(changes) - higher - same
    parts = [
        ngettext("higher afterwards %(num)s time", "higher afterwards %(num)s times", higher),
        ngettext("the same %(num)s time", "the same %(num)s times", same),
        ngettext("lower afterwards %(num)s time", "lower afterwards %(num)s times", lower),
    ]
    told = [words for words, number in zip(parts, (higher, same, lower), strict=True) if number]
    listed = ", ".join(told)
    return f"{listed[:1].upper()}{listed[1:]}."
