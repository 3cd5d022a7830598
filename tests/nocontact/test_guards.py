"""What has come up since a plan was proposed holds an agreement back, and the coach sees why."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update

from coachhub.clients.models import Engagement
from coachhub.core.db import db
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import Kind, Outcome, Party, PlanState, Reason, Wish
from coachhub.nocontact.services import Asked, Missing
from coachhub.safety import services as safety
from coachhub.safety.models import SafetyFlag
from coachhub.safety.rules import FlagKind, FlagState, Level
from tests.cast import Cast
from tests.nocontact.conftest import Scene
from tests.nocontact.plans import (
    PORTAL,
    agreed_with,
    by_client,
    by_coach,
    client_of,
    desk_of,
    in_north,
    later,
    plan_at,
    propose_to,
    today,
)
from tests.nocontact.test_telling import waits
from tests.visitor import Visitor

Spoil = Callable[[NoContactPlan], None]


def _flagged(kind: FlagKind, level: Level, state: FlagState = FlagState.OPEN) -> Spoil:
    def spoil(plan: NoContactPlan) -> None:
        flag = SafetyFlag(practice_id=plan.practice_id, client_id=plan.client_id, state=state)
        flag.put(kind, level)
        db.session.add(flag)
        db.session.flush()

    return spoil


def _on_hold(plan: NoContactPlan) -> None:
    db.session.execute(
        update(Engagement).where(Engagement.client_id == plan.client_id).values(state="on_hold")
    )


_ASKED_TO_STOP = _flagged(FlagKind.ASKED_TO_STOP, Level.CAUTION, FlagState.DISCUSSED)
SPOILT = [
    (_ASKED_TO_STOP, Missing.DUTY),
    (_flagged(FlagKind.SELF_HARM, Level.URGENT), Missing.CALM),
    (_flagged(FlagKind.ORDER_BINDS_CLIENT, Level.CAUTION), Missing.TALK),
    (_on_hold, Missing.ACTIVE_WORK),
]
_FOR_A_PET = {"kind": Kind.LIMITED, "reason": Reason.PET}


@pytest.mark.parametrize(("spoil", "missing"), SPOILT)
def test_what_came_up_since_holds_the_agreement_back(
    scene: Scene, spoil: Spoil, missing: Missing
) -> None:
    plan = propose_to(scene.ben, by=scene.coach, **_FOR_A_PET)
    nocontact.open_explainer(plan, by=scene.client)
    spoil(plan)
    with pytest.raises(nocontact.NotReady) as refused:
        nocontact.agree(plan, version=1, starts_on=None, by=scene.client)
    assert refused.value.missing == [missing]
    assert plan.state == PlanState.PROPOSED


@pytest.mark.parametrize(("spoil", "missing"), SPOILT)
def test_nor_is_a_change_asked_for_or_agreed_on(
    scene: Scene, spoil: Spoil, missing: Missing
) -> None:
    ahead = today() + timedelta(days=5)
    plan = agreed_with(scene.ben, by=scene.client, starts_on=ahead, **_FOR_A_PET)
    moved = Asked(Wish.START, starts_on=ahead + timedelta(days=2))
    wish = nocontact.ask(plan, moved, by=scene.coach, party=Party.COACH)
    spoil(plan)
    with pytest.raises(nocontact.NotReady) as refused:
        nocontact.agree_to(plan, wish, by=scene.client)
    assert refused.value.missing == [missing]
    nocontact.decline(plan, wish, by=scene.client)
    with pytest.raises(nocontact.NotReady):
        nocontact.ask(plan, moved, by=scene.coach, party=Party.COACH)
    assert plan.starts_on == ahead


def test_a_rest_and_its_end_are_held_back_by_nothing(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    _flagged(FlagKind.SELF_HARM, Level.URGENT)(plan)
    nocontact.ask(plan, Asked(Wish.PAUSE, 3), by=scene.client, party=Party.CLIENT)
    nocontact.pause(plan, 3, "Flu", by=scene.coach)
    nocontact.resume(plan, by=scene.client, party=Party.CLIENT)
    assert plan.state == PlanState.ACTIVE


def test_the_coach_hears_of_it_and_takes_the_plan_back(
    ready: Cast, mara: Visitor, ben: Visitor
) -> None:
    def propose() -> None:
        plan = propose_to(client_of(ready), by=by_coach(ready), **_FOR_A_PET)
        nocontact.open_explainer(plan, by=by_client(ready))
        _ASKED_TO_STOP(plan)

    in_north(ready, propose)
    own = plan_at(ben, PORTAL)
    assert "Agree to this plan" in ben.get(PORTAL).text
    assert "agree to it as it stands" in mara.get(desk_of(ready)).text
    answer = ben.post(f"{own}/agreement", {"version": "1"})
    page = ben.get(answer.location).text
    assert page.count("looks at this plan with you once more first") == 2
    assert "Agree to this plan" not in page
    assert "look at once more first" in mara.get("/app/north/").text
    page = mara.get(desk_of(ready)).text
    assert "would agree; this has to be seen to first" in page
    assert "Choose no contact, or limited contact for the" in page
    plan = plan_at(mara, desk_of(ready))
    edit = mara.post(f"{plan}/taking-back").location
    assert "No plan yet" in ben.get(PORTAL).text
    assert mara.fill(edit, kind="full").status_code == 303
    assert mara.fill(f"{plan}/proposal").status_code == 303
    assert "look at once more first" not in mara.get("/app/north/").text
    ben.post(f"{own}/agreement", {"version": "2"})
    assert "Day 1 of 30" in ben.get(PORTAL).text


def test_a_change_that_is_held_back_waits_for_the_coach(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    wish = nocontact.ask(plan, Asked(Wish.EXTEND, 5), by=scene.coach, party=Party.COACH)
    nocontact.note_held(plan, by=scene.client)
    assert "plan_held" in waits(scene)
    nocontact.agree_to(plan, wish, by=scene.client)
    assert "plan_held" not in waits(scene)


def test_what_was_agreed_is_not_taken_back(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    with pytest.raises(nocontact.NotPossible):
        nocontact.take_back(plan, by=scene.coach)


def _since(scene: Scene, start: int, since: int) -> NoContactPlan:
    """A plan that is to begin in so many days, with distance since so many days."""
    plan = propose_to(scene.ben, by=scene.coach, starts_on=today() + timedelta(days=start))
    plan.already_since = today() + timedelta(days=since)
    nocontact.open_explainer(plan, by=scene.client)
    return plan


def test_a_start_corrected_past_the_distance_before_it(scene: Scene) -> None:
    plan = _since(scene, 0, -3)
    nocontact.agree(plan, version=1, starts_on=None, by=scene.client)
    nocontact.correct_start(plan, today() - timedelta(days=5), "A typo", by=scene.coach)
    db.session.commit()
    assert (plan.already_since, nocontact.course_of(plan).days_before) == (None, 0)


def test_an_earlier_start_is_agreed_past_the_distance_before_it(scene: Scene) -> None:
    plan = _since(scene, 10, 5)
    nocontact.agree(plan, version=1, starts_on=today(), by=scene.client)
    db.session.commit()
    assert plan.already_since is None


def test_a_moved_start_is_agreed_past_the_distance_before_it(scene: Scene) -> None:
    plan = _since(scene, 10, 5)
    nocontact.agree(plan, version=1, starts_on=None, by=scene.client)
    asked = Asked(Wish.START, starts_on=today() + timedelta(days=2))
    wish = nocontact.ask(plan, asked, by=scene.coach, party=Party.COACH)
    nocontact.agree_to(plan, wish, by=scene.client)
    db.session.commit()
    assert plan.already_since is None


def test_days_before_the_plan_are_told_and_stay_over_a_new_run(
    ready: Cast, mara: Visitor, ben: Visitor
) -> None:
    since = today() - timedelta(days=400)
    in_north(
        ready,
        lambda: propose_to(client_of(ready), by=by_coach(ready), already_since=since),
    )
    for page in (ben.get(PORTAL).text, mara.get(desk_of(ready)).text):
        assert "+400 days before the plan" in page
        assert str(since.year) in page


def test_open_to_talk_is_said_nowhere_once_contact_is_barred(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    def review() -> None:
        [plan] = db.session.query(NoContactPlan)
        nocontact.review(plan, Outcome.OPEN_TO_TALK, "", by=by_coach(running))

    with time_machine.travel(later(40), tick=False):
        in_north(running, lambda: nocontact.keep_all(running.north))
        in_north(running, review)
    pages = ((ben, PORTAL), (mara, desk_of(running)))
    assert all("Open to talk" in who.get(page).text for who, page in pages)
    in_north(running, lambda: safety.set_hold(client_of(running), "A call", by=by_coach(running)))
    assert not any("Open to talk" in who.get(page).text for who, page in pages)
