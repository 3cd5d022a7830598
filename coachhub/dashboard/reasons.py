"""Who waits for a member, and why: the reasons of all packages, in the order to see to them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import case, select, union_all
from sqlalchemy.orm import load_only

from coachhub.booking import services as booking
from coachhub.booking.access import whose_sessions
from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.signals import Signals
from coachhub.core.web.i18n import number, said_day, said_moment, time_of_day
from coachhub.core.web.typesetting import unbroken
from coachhub.growth import services as growth
from coachhub.nocontact import services as nocontact
from coachhub.payments import services as payments
from coachhub.practices.access import Desk
from coachhub.practices.rules import Can
from coachhub.safety import services as safety
from coachhub.sessions import services as sessions

LOOK_BACK = timedelta(days=14)
"""How far back a session is still asked after."""
MOST = 100


class Wants(StrEnum):
    """What a reason asks of the member."""

    WORD = "word"
    """The person waits for a word."""
    END = "end"
    """A session is to be closed."""
    LOOK = "look"
    """Something else is to be seen to."""


@dataclass(frozen=True)
class Reason:
    """Why somebody waits for the member: who, since when, how many times, and what it is about."""

    kind: str
    client: Client
    since: datetime
    many: int
    about_id: UUID | None
    within_id: UUID | None
    begins_at: datetime | None
    """When the session begins that it is about."""
    here: str
    """The practice, in addresses."""

    @property
    def name(self) -> str:
        """What the person is called."""
        return self.client.called

    @property
    def mark(self) -> str:
        """Its kind of status."""
        return _KINDS[self.kind].mark

    @property
    def word(self) -> str:
        """It, in a word."""
        return str(_KINDS[self.kind].word)

    @property
    def sentence(self) -> str:
        """What follows the person's name."""
        return _KINDS[self.kind].sentence(self)

    def together(self, many: int) -> str:
        """So many of its kind, in one line; empty where each stands for itself."""
        words = _TOGETHER.get(self.kind)
        return words(many) if words else ""

    @property
    def wants(self) -> Wants:
        """What it asks of the member."""
        return _KINDS[self.kind].wants

    @property
    def act(self) -> str:
        """What the member can do."""
        return _KINDS[self.kind].act(self)

    @property
    def url(self) -> str:
        """Where they do it."""
        return _KINDS[self.kind].url(self)


@dataclass(frozen=True)
class _Kind:
    mark: str
    word: Any
    sentence: Callable[[Reason], str]
    act: Callable[[Reason], str]
    url: Callable[[Reason], str]
    wants: Wants = Wants.WORD


def _of_client(endpoint: str) -> Callable[[Reason], str]:
    """The address of a page about the client."""
    return lambda one: url_for(endpoint, practice=one.here, client_id=one.client.id)


def _of_booking(endpoint: str) -> Callable[[Reason], str]:
    """The address of a page about the session that the reason is about."""
    return lambda one: url_for(endpoint, practice=one.here, booking_id=one.about_id)


def _slip(one: Reason) -> str:
    """Where the one slip is answered; where there are several, where they stand."""
    if one.about_id is None:
        return _of_client("nocontact.plan")(one)
    return url_for(
        "nocontact.answer",
        practice=one.here,
        client_id=one.client.id,
        plan_id=one.within_id,
        event_id=one.about_id,
    )


def _told(one: Reason) -> str:
    """Where the one task is answered; where there are several, where they stand."""
    if one.about_id is None:
        return _of_client("growth.tasks")(one)
    return url_for("growth.task", practice=one.here, client_id=one.client.id, task_id=one.about_id)


def _payment(one: Reason) -> str:
    """Of which session the payment is, as one looks for it."""
    when = unbroken(said_day(one.begins_at or one.since))
    words: str = _("has a payment to look into, for the session on %(date)s.", date=when)
    return words


def _session(one: Reason) -> str:
    """Of which session nobody said yet how it went."""
    words: str = (
        _("had a session today, at %(time)s.", time=time_of_day(one.since))
        if said_day(one.since) == said_day(clock.now())
        else _("had a session on %(when)s.", when=unbroken(said_moment(one.since)))
    )
    return words


def _safety(
    mark: str,
    word: Any,  # noqa: ANN401
    sentence: Callable[[Reason], str],
    wants: Wants = Wants.WORD,
) -> _Kind:
    """What is about somebody's safety: it says where to look, and nothing else."""
    return _Kind(
        mark, word, sentence, lambda _one: _("Open safety"), _of_client("safety.overview"), wants
    )


def _plan(mark: str, word: Any, sentence: Callable[[Reason], str]) -> _Kind:  # noqa: ANN401
    return _Kind(
        mark, word, sentence, lambda _one: _("Open the plan"), _of_client("nocontact.plan")
    )


_KINDS: dict[str, _Kind] = {
    "safety_alert": _safety(
        "bad", _l("safety"), lambda _one: _("has something about their safety for you to see now.")
    ),
    "safety_unseen": _safety(
        "bad",
        _l("safety"),
        lambda _one: _("has something about their safety that their coach has not seen."),
        Wants.LOOK,
    ),
    "safety_second_look": _safety(
        "need",
        _l("safety"),
        lambda _one: _("has a safety flag that waits for your second look."),
        Wants.LOOK,
    ),
    "safety_talk": _safety(
        "need",
        _l("safety"),
        lambda _one: _("would rather talk with you than answer the questions about safety."),
    ),
    "safety_answers": _safety(
        "need",
        _l("safety"),
        lambda _one: _("answered the questions about safety; there is something to talk about."),
    ),
    "slip": _Kind(
        "need",
        _l("slip to answer"),
        lambda one: ngettext("told you about a slip.", "told you about %(num)s slips.", one.many),
        lambda _one: _("Answer the slip"),
        _slip,
    ),
    "plan_rest": _plan(
        "need", _l("asks for a pause"), lambda _one: _("asks for a pause in the plan.")
    ),
    "plan_change": _plan(
        "need", _l("asks for a change"), lambda _one: _("would like the plan to be different.")
    ),
    "plan_held": _plan(
        "need",
        _l("to look at"),
        lambda _one: _("would agree to a plan that you have to look at once more first."),
    ),
    "plan_silent": _plan(
        "wait", _l("quiet"), lambda _one: _("has told nothing of the plan’s days for a while.")
    ),
    "plan_review": _plan(
        "wait",
        _l("review due"),
        lambda _one: _("has come to the end of the plan; look back on it together."),
    ),
    "other_words": _Kind(
        "need",
        _l("other words"),
        lambda _one: _("would like the summary to say something differently."),
        lambda _one: _("Open the summary"),
        _of_booking("sessions.summary"),
    ),
    "mail_paused": _Kind(
        "need",
        _l("e-mail"),
        lambda _one: _("gets none of your e-mails: the address takes no more."),
        lambda _one: _("Open the record"),
        _of_client("clients.overview"),
        Wants.LOOK,
    ),
    "payment_odd": _Kind(
        "need",
        _l("money"),
        _payment,
        lambda _one: _("Open the payment"),
        _of_booking("payments.payment"),
        Wants.LOOK,
    ),
    "task_told": _Kind(
        "need",
        _l("to answer"),
        lambda one: ngettext(
            "told you how a task went.",
            "told you how tasks went; %(num)s reports wait for an answer.",
            one.many,
        ),
        lambda one: _("Answer %(name)s", name=one.name),
        _told,
    ),
    "session_open": _Kind(
        "wait",
        _l("session to close"),
        _session,
        lambda _one: _("Say how it went"),
        _of_booking("booking.session"),
        Wants.END,
    ),
}
"""What is said of each kind, in the order in which people should be seen to."""

_TOGETHER: dict[str, Callable[[int], str]] = {
    "slip": lambda many: _("%(num)s people told you about slips", num=number(many)),
    "plan_silent": lambda many: _(
        "%(num)s people told nothing of their plan’s days for a while", num=number(many)
    ),
    "plan_review": lambda many: _("%(num)s people are through with their plan", num=number(many)),
    "other_words": lambda many: _("%(num)s summaries to say differently", num=number(many)),
    "mail_paused": lambda many: _("%(num)s people get none of your e-mails", num=number(many)),
    "payment_odd": lambda many: _("%(num)s payments to look into", num=number(many)),
    "task_told": lambda many: _("%(num)s people told you how tasks went", num=number(many)),
    "session_open": lambda many: _("%(num)s sessions to close", num=number(many)),
}
"""What many of a kind are together. What is about somebody's safety, or asks for a decision about a
plan, always stands for itself.
"""


def _sources(desk: Desk) -> Iterator[Signals]:
    """The statements of all packages whose reasons concern this member."""
    practice_id, coach_id = desk.practice.id, desk.member.id
    if desk.can(Can.OVERSEE_SAFETY):
        yield from safety.signals_to_overseer(practice_id, coach_id, desk.user.id)
    if desk.can(Can.WRITE_PRIVATELY):
        yield from safety.signals(practice_id, coach_id)
        yield sessions.signals(practice_id, coach_id)
        yield clients.signals(practice_id, coach_id)
    if desk.can(Can.GUIDE):
        yield from nocontact.signals(practice_id, coach_id)
        yield growth.signals(practice_id, coach_id)
    if desk.can(Can.TAKE_MONEY):
        yield payments.signals(practice_id, whose_sessions(desk))
    yield booking.signals(practice_id, clock.now() - LOOK_BACK, coach_id=whose_sessions(desk))


def waiting(desk: Desk, client_id: UUID | None = None) -> list[Reason]:
    """The reasons why people, or this client alone, wait for this member, in one statement."""
    found = union_all(*_sources(desk)).subquery()
    rank = case({kind: place for place, kind in enumerate(_KINDS)}, value=found.c.kind)
    query = (
        select(found, Client)
        .join(Client, Client.id == found.c.client_id)
        .where(Client.practice_id == desk.practice.id)
        .options(load_only(Client.name, Client.preferred_name))
        .order_by(rank, found.c.since)
        .limit(MOST)
    )
    if client_id:
        query = query.where(Client.id == client_id)
    return once_for_safety(
        Reason(
            row.kind,
            row.Client,
            row.since,
            row.many,
            row.about_id,
            row.within_id,
            row.begins_at,
            desk.practice.slug,
        )
        for row in db.session.execute(query)
    )


def once_for_safety(reasons: Iterable[Reason]) -> list[Reason]:
    """What is about one person's safety lies on one page: the first reason stands for all."""
    kept: list[Reason] = []
    told: set[UUID] = set()
    for one in reasons:
        if one.kind.startswith("safety_"):
            if one.client.id in told:
                continue
            told.add(one.client.id)
        kept.append(one)
    return kept
