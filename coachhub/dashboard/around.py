"""What the list of clients shows of each: why they wait for the member, and how their plan goes."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import url_for

from coachhub.clients.access import coaches
from coachhub.clients.beside import Beside, Why
from coachhub.clients.services import Row
from coachhub.core.web.frame import PlanLine
from coachhub.dashboard.reasons import Reason, waiting
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.rules import strip_of
from coachhub.nocontact.services import Course
from coachhub.nocontact.words import MARK_WORDS, headline_parts
from coachhub.practices.access import Desk
from coachhub.practices.rules import Can


class Around:
    """What a member may know of the clients at their desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._reasons: dict[UUID, Reason] = {}
        for reason in waiting(desk):
            self._reasons.setdefault(reason.client.id, reason)
        self.first: Sequence[UUID] = list(self._reasons)
        self.mark_words: Mapping[str, Any] = {mark.value: word for mark, word in MARK_WORDS.items()}

    def beside(self, rows: Sequence[Row]) -> Mapping[UUID, Beside]:
        """Why each of them waits, and the plan that is open of those whom the member coaches."""
        courses = self._courses(rows)
        return {
            row.client.id: Beside(
                self._why(row.client.id), plan_line(self._desk, courses.get(row.client.id))
            )
            for row in rows
        }

    def _why(self, client_id: UUID) -> Why | None:
        reason = self._reasons.get(client_id)
        return Why(reason.mark, reason.word, reason.url) if reason else None

    def _courses(self, rows: Sequence[Row]) -> Mapping[UUID, Course]:
        if not self._desk.can(Can.GUIDE):
            return {}
        mine = [row.client.id for row in rows if coaches(self._desk, row)]
        return nocontact.open_courses(self._desk.practice.id, mine) if mine else {}


def plan_line(desk: Desk, course: Course | None) -> PlanLine | None:
    """A plan in one line."""
    if course is None:
        return None
    client_id = course.plan.client_id
    url = url_for("nocontact.plan", practice=desk.practice.slug, client_id=client_id)
    return PlanLine(headline_parts(course), strip_of(course.days), url)
