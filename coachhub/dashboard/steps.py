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
    """Something to be done once, and where."""

    words: str
    why: str
    url: str


def open_steps(desk: Desk) -> list[Step]:
    """The steps that this member may take and that nobody has taken yet, in one statement."""
    offered = list(_steps(desk))
    done = db.session.execute(select(*(is_done for _step, is_done in offered))).one()
    return [step for (step, _is_done), known in zip(offered, done, strict=True) if not known]


def _steps(desk: Desk) -> Iterator[tuple[Step, ColumnElement[bool]]]:
    practice_id, here = desk.practice.id, desk.practice.slug
    if desk.can(Can.OFFER):
        step = Step(
            _("Offer a first kind of session"),
            _("What people can book, for how long and at which price."),
            url_for("booking.new_type", practice=here),
        )
        offers = SessionType.practice_id == practice_id
        yield step, exists().where(offers, SessionType.retired_at.is_(None))
    if desk.can(Can.KEEP_HOURS):
        step = Step(
            _("Say when you work"),
            _("Times are offered within your hours, and nowhere else."),
            url_for("booking.availability", practice=here),
        )
        works = Calendar.coach_id == desk.member.id
        yield step, exists().where(Calendar.practice_id == practice_id, works)
    if desk.can(Can.OFFER):
        step = Step(
            _("Write the agreement"),
            _("A text to begin with is there; clients sign it in their portal."),
            url_for("clients.agreement", practice=here),
        )
        yield step, exists().where(Agreement.practice_id == practice_id)
    if desk.can(Can.ADD_CLIENTS):
        step = Step(
            _("Add a first client"),
            _("A name is enough to begin with."),
            url_for("clients.new", practice=here),
        )
        own = true() if desk.can(Can.SEE_ALL_CLIENTS) else Engagement.coach_id == desk.member.id
        coached = (Engagement.practice_id == Client.practice_id) & (
            Engagement.client_id == Client.id
        )
        yield step, exists().where(Client.practice_id == practice_id, coached, own)
