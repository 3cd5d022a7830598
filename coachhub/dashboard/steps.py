"""What a practice still needs before people can book and be coached: the next steps, while open."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, select, true

from coachhub.booking.models import Calendar, SessionType
from coachhub.clients.models import Agreement, Client, Engagement
from coachhub.core.db import db
from coachhub.practices.access import Desk
from coachhub.practices.rules import Can


@dataclass(frozen=True)
class Step:
    """Something to be done once, why, and where. `holds_up`: clients wait until it is done."""

    words: str
    why: str
    act: str
    url: str
    holds_up: bool = False


def open_steps(desk: Desk) -> list[Step]:
    """The steps that this member may take and that nobody has taken yet, in one statement; what
    holds clients up comes first once there are any.
    """
    offered = list(_steps(desk))
    is_done = (done for _step, done in offered)
    has_clients, *done = db.session.execute(select(_has_clients(desk), *is_done)).one()
    steps = [step for (step, _done), known in zip(offered, done, strict=True) if not known]
    return sorted(steps, key=lambda step: not (has_clients and step.holds_up))


def _has_clients(desk: Desk) -> ColumnElement[bool]:
    """Whether there are clients whom the member sees."""
    coached = (Engagement.practice_id == Client.practice_id) & (Engagement.client_id == Client.id)
    own = true() if desk.can(Can.SEE_ALL_CLIENTS) else Engagement.coach_id == desk.member.id
    return exists().where(Client.practice_id == desk.practice.id, coached, own)


def _steps(desk: Desk) -> Iterator[tuple[Step, ColumnElement[bool]]]:
    practice_id, here = desk.practice.id, desk.practice.slug
    if desk.can(Can.OFFER):
        step = Step(
            _("Offer a first kind of session"),
            _("How long, where and for how much. Until then your public page offers nothing."),
            _("Offer a session"),
            url_for("booking.new_type", practice=here),
        )
        offers = SessionType.practice_id == practice_id
        yield step, exists().where(offers, SessionType.retired_at.is_(None))
    if desk.can(Can.KEEP_HOURS):
        step = Step(
            _("Say when you work"),
            _("Times are offered within your hours, and nowhere else."),
            _("Set the hours"),
            url_for("booking.availability", practice=here),
        )
        works = Calendar.coach_id == desk.member.id
        yield step, exists().where(Calendar.practice_id == practice_id, works)
    if desk.can(Can.OFFER):
        step = Step(
            _("Write the agreement"),
            _("A text to begin with is there. Clients sign it before a plan begins."),
            _("To the agreement"),
            url_for("clients.agreement", practice=here),
            holds_up=True,
        )
        yield step, exists().where(Agreement.practice_id == practice_id)
    if desk.can(Can.ADD_CLIENTS):
        step = Step(
            _("Add a first client"),
            _("A name is enough to begin with."),
            _("Add a client"),
            url_for("clients.new", practice=here),
        )
        yield step, _has_clients(desk)
