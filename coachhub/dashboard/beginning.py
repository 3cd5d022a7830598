"""What comes first with a client who was just taken on: the steps that nobody has taken yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from coachhub.booking import services as booking
from coachhub.clients.access import coaches
from coachhub.clients.rules import EngagementState
from coachhub.clients.services import Row
from coachhub.core.db import db
from coachhub.intake import services as intake
from coachhub.practices.access import Desk
from coachhub.practices.rules import Can
from coachhub.safety import services as safety


@dataclass(frozen=True)
class Step:
    """Something to begin with, why, and where."""

    words: str
    why: str
    url: str


_S = EngagementState
BEFORE = frozenset({_S.LEAD, _S.DISCOVERY, _S.ONBOARDING})
"""Coaching is not under way yet."""


def first_steps(desk: Desk, row: Row) -> list[Step]:
    """The steps that this member may take, in one statement; none once coaching is under way."""
    if row.engagement.state not in BEFORE:
        return []
    offered = list(_steps(desk, row))
    if not offered:
        return []
    done = db.session.execute(select(*(is_done for _step, is_done in offered))).one()
    return [step for (step, _done), known in zip(offered, done, strict=True) if not known]


def _steps(desk: Desk, row: Row) -> Iterator[tuple[Step, ColumnElement[bool]]]:
    here: dict[str, Any] = {"practice": desk.practice.slug, "client_id": row.client.id}
    if desk.can(Can.SCHEDULE):
        step = Step(
            _("Find a time to meet"),
            _("The session is then in the calendar, and in their portal once they have one."),
            url_for("booking.book", **here),
        )
        yield step, booking.has_any(desk.practice.id, row.client.id)
    if coaches(desk, row):
        step = Step(
            _("Write down how it began"),
            _("What you heard, guessed and felt the first time. Only you read it."),
            url_for("intake.note", **here),
        )
        yield step, intake.was_begun(desk.practice.id, row.engagement.id)
        step = Step(
            _("Ask what concerns their safety"),
            _("Eight questions, answered in their portal or with you. A plan waits for them."),
            url_for("safety.overview", **here),
        )
        yield step, safety.was_asked(desk.practice.id, row.client.id)
