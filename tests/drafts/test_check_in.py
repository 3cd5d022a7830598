"""A check-in that was begun and not sent: it belongs to its day, and the first page leads to it."""

from datetime import timedelta

import pytest

from tests.access import nocontact_things
from tests.access.world import World
from tests.nocontact.plans import today
from tests.page_form import form_of
from tests.visitor import AS_SCRIPT, Visitor

CHECK_IN = "/portal/north/plan/check-in"
LINE = "A quiet evening with the radio"


@pytest.fixture
def carla(world: World) -> Visitor:
    """In a plan, with a check-in that she began today."""
    nocontact_things.plan(world)
    carla = world.browser("carla")
    carla.post("/portal/north/draft/away", carla.form(CHECK_IN))
    typed = {**carla.form(CHECK_IN), "line": LINE, "mood": "3"}
    assert carla.post("/portal/north/draft", typed, headers=AS_SCRIPT).status_code == 200
    return carla


def test_a_first_answer_on_the_first_page_goes_on_with_it(carla: Visitor) -> None:
    begun = carla.post(CHECK_IN, {"begun": "y", "mood": "7"})
    assert begun.status_code == 200
    page = form_of(begun.text)
    assert (page["line"], page["mood"]) == ([LINE], ["7"])
    assert carla.post("/portal/north/draft", page, headers=AS_SCRIPT).status_code == 200
    again = carla.form(CHECK_IN)
    assert (again["line"], again["mood"]) == ([LINE], ["7"])


def test_what_was_left_of_yesterday_is_not_taken_for_today(carla: Visitor) -> None:
    carla.post("/portal/north/draft/away", carla.form(CHECK_IN))
    opened = carla.form(CHECK_IN)
    assert opened["draft-page"] == [f"{CHECK_IN}?day={today()}"]
    late = {"draft-page": f"{CHECK_IN}?day={today() - timedelta(days=1)}", "line": LINE}
    kept = carla.post("/portal/north/draft", {**opened, **late}, headers=AS_SCRIPT)
    assert kept.status_code == 200
    assert carla.form(CHECK_IN)["line"] == [""]


def test_the_coach_sees_nothing_of_it(carla: Visitor, world: World) -> None:
    record = f"/app/north/clients/{world.cast.clients['carla']}"
    for page in (record, f"{record}/plan", "/app/north/"):
        assert LINE not in world.browser("idris").get(page).text
