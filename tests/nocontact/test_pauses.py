"""The pauses before writing, drawn for the client and nobody else."""

import re
from datetime import timedelta

import pytest

from coachhub.core import clock
from coachhub.core.charts import Bars
from coachhub.core.db import db
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.access import current_courses
from coachhub.nocontact.models import Urge
from tests.cast import Cast
from tests.nocontact.plans import client_of, desk_of, in_north
from tests.visitor import Visitor

PORTAL = "/portal/north/plan"


def paused(cast: Cast, *hours_ago: int) -> None:
    """Ben took pauses so many hours before noon."""

    def take() -> None:
        for ago in hours_ago:
            at = clock.now() - timedelta(hours=ago)
            db.session.add(
                Urge(practice_id=cast.north, client_id=client_of(cast).id, started_at=at)
            )

    in_north(cast, take)


def pauses_of(cast: Cast) -> Bars | None:
    found: list[Bars | None] = []

    def look() -> None:
        course = current_courses(cast.north, cast.clients["ben"]).live
        assert course
        found.append(nocontact.pauses_during(course))

    in_north(cast, look)
    return found[0]


def bricks(page: str) -> int:
    return sum(drawn.count("M") for drawn in re.findall(r'class="chart__brick" d="([^"]*)"', page))


def test_the_client_sees_their_pauses_and_the_coach_does_not(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    paused(running, 3, 4, 27, 24 * 5)
    own, coachs = ben.get(PORTAL).text, mara.get(desk_of(running)).text
    assert "4 pauses, on 3 days. Up to 2 on one day." in own
    assert "Only you see this." in own
    assert bricks(own) == 4
    table = own.partition("Pauses</th>")[2].partition("</table>")[0]
    assert re.findall(r"<td>(\d+)</td>", table) == ["2", "1", "1"]
    assert "before writing" not in coachs
    assert bricks(coachs) == 0


@pytest.mark.parametrize("hours_ago", [(), (3,), (3, 24 * 30, 24 * 31)])
def test_few_are_not_drawn(running: Cast, ben: Visitor, hours_ago: tuple[int, ...]) -> None:
    paused(running, *hours_ago)
    assert "Pauses before writing" not in ben.get(PORTAL).text


def test_one_in_the_night_belongs_to_the_day_that_is_still_open(running: Cast) -> None:
    paused(running, 13, 11)
    found = pauses_of(running)
    assert found
    assert len(found.counts) == 1


def test_without_a_plan_there_is_no_drawing(cast: Cast, ben: Visitor) -> None:
    paused(cast, 3, 4)
    assert "Pauses before writing" not in ben.get(PORTAL).text
