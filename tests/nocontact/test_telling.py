"""Check-ins and contact, as the client tells of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import CheckIn, CheckInVersion, ContactEvent, NoContactPlan, PlanRule
from coachhub.nocontact.rules import (
    ContactAnswer,
    ContactKind,
    Party,
    PlanState,
    RuleKey,
    SlipAnswer,
    Wish,
)
from coachhub.nocontact.services import Asked
from tests.booking.scene import open_shop
from tests.cast import Cast
from tests.nocontact.conftest import Scene
from tests.nocontact.plans import agreed_with, later, propose_to, today
from tests.visitor import Visitor


def say(
    scene: Scene,
    plan: NoContactPlan,
    day: date,
    contact: ContactAnswer = ContactAnswer.NONE,
    **other: Any,
) -> CheckIn:
    draft = nocontact.CheckInDraft(day, contact, **other)
    return nocontact.check_in(plan, draft, by=scene.client)


def tell(
    scene: Scene,
    plan: NoContactPlan,
    day: date,
    kind: ContactKind = ContactKind.BY_ME,
    **other: Any,
) -> ContactEvent:
    draft = nocontact.EventDraft(day, kind, **other)
    return nocontact.tell(plan, draft, by=scene.client, key=new_id())


@pytest.fixture
def plan(scene: Scene) -> NoContactPlan:
    """A plan of Ben's, in its tenth day."""
    found = agreed_with(scene.ben, by=scene.client)
    found.starts_on -= timedelta(days=9)
    found.ends_on -= timedelta(days=9)
    db.session.flush()
    return found


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def test_one_check_in_a_day_and_a_second_one_changes_it(scene: Scene, plan: NoContactPlan) -> None:
    first = say(scene, plan, today(), mood=4, line="Grey")
    second = say(scene, plan, today(), mood=6, line="Less grey")
    assert first is second
    assert (second.mood, second.line, second.version) == (6, "Less grey", 2)
    assert second.edited_at
    [before] = db.session.scalars(select(CheckInVersion)).all()
    assert (before.mood, before.line) == (4, "Grey")


def test_the_same_twice_is_no_change(scene: Scene, plan: NoContactPlan) -> None:
    for _time in range(2):
        row = say(scene, plan, today(), mood=4, line="Grey")
    assert (row.version, row.edited_at) == (1, None)


def test_the_last_ten_versions_are_kept(scene: Scene, plan: NoContactPlan) -> None:
    for number in range(13):
        say(scene, plan, today(), line=f"Line {number}")
    kept = db.session.scalars(select(CheckInVersion.number).order_by(CheckInVersion.number)).all()
    assert kept == list(range(3, 13))


def test_what_is_told_later_says_so(scene: Scene, plan: NoContactPlan) -> None:
    assert say(scene, plan, ago(2)).is_late
    assert not say(scene, plan, today()).is_late


@pytest.mark.parametrize("days", [-1, 8, 10])
def test_days_to_come_and_days_long_gone_are_refused(
    scene: Scene, plan: NoContactPlan, days: int
) -> None:
    with pytest.raises(nocontact.WrongDay):
        say(scene, plan, ago(days))


def test_a_day_before_the_plan_is_refused(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    with pytest.raises(nocontact.WrongDay):
        say(scene, plan, ago(1))
    with pytest.raises(nocontact.WrongDay):
        tell(scene, plan, ago(1))


def test_flying_west_an_evening_comes_twice_and_is_told_once(scene: Scene) -> None:
    with time_machine.travel(datetime(2026, 3, 10, 20, tzinfo=UTC), tick=False):
        plan = agreed_with(scene.ben, by=scene.client)
        first = say(scene, plan, date(2026, 3, 10), line="On the way")
    with time_machine.travel(datetime(2026, 3, 11, 2, tzinfo=UTC), tick=False):
        scene.ben.zone = "America/New_York"
        nocontact.keep_time(plan)
        course = nocontact.course_of(plan)
        assert (course.today, course.number) == (date(2026, 3, 10), 1)
        assert say(scene, plan, course.today, line="Arrived") is first
        assert first.zone == "Europe/Berlin"
    assert plan.travel == []


def test_today_may_be_told_while_the_plan_rests(scene: Scene, plan: NoContactPlan) -> None:
    nocontact.pause(plan, 5, "Flu", by=scene.coach)
    assert say(scene, plan, today())
    course = nocontact.course_of(plan)
    assert course.counts.kept == 0


def test_a_day_told_of_before_the_pause_stays_kept(scene: Scene, plan: NoContactPlan) -> None:
    say(scene, plan, today())
    nocontact.pause(plan, 5, "Flu", by=scene.coach)
    with time_machine.travel(later(3), tick=False):
        assert nocontact.course_of(plan).counts.kept == 1


def test_nothing_is_told_of_a_plan_that_is_over(scene: Scene, plan: NoContactPlan) -> None:
    nocontact.end(plan, "", by=scene.client, party=Party.CLIENT)
    with pytest.raises(nocontact.NotPossible):
        say(scene, plan, today())
    with pytest.raises(nocontact.NotPossible):
        tell(scene, plan, today())


def test_that_i_reached_out_is_a_slip_of_the_day(scene: Scene, plan: NoContactPlan) -> None:
    say(scene, plan, ago(1), ContactAnswer.BY_ME)
    course = nocontact.course_of(plan)
    assert (set(course.slips), course.waiting) == ({ago(1)}, 1)
    assert db.session.scalars(select(ContactEvent.kind)).all() == [ContactKind.REACHED_OUT]


def test_told_in_full_it_is_still_one(scene: Scene, plan: NoContactPlan) -> None:
    say(scene, plan, ago(1), ContactAnswer.BY_ME)
    tell(scene, plan, ago(1), ContactKind.REPLY_OFF_TOPIC, led_to="A photo")
    [event] = db.session.scalars(select(ContactEvent)).all()
    assert (event.kind, event.led_to) == (ContactKind.REPLY_OFF_TOPIC, "A photo")


def test_told_in_full_twice_it_is_still_one(scene: Scene, plan: NoContactPlan) -> None:
    say(scene, plan, ago(1), ContactAnswer.BY_ME)
    key, draft = new_id(), nocontact.EventDraft(ago(1), ContactKind.BY_ME, led_to="A photo")
    first, again = (nocontact.tell(plan, draft, by=scene.client, key=key) for _time in range(2))
    assert first.id == again.id
    assert db.session.scalar(select(func.count()).select_from(ContactEvent)) == 1


def test_a_slip_of_the_finger_is_taken_back(scene: Scene, plan: NoContactPlan) -> None:
    say(scene, plan, today(), ContactAnswer.BY_ME)
    say(scene, plan, today(), ContactAnswer.NONE)
    assert db.session.scalar(select(func.count()).select_from(ContactEvent)) == 0


def test_what_was_told_in_words_stays(scene: Scene, plan: NoContactPlan) -> None:
    say(scene, plan, today(), ContactAnswer.BY_ME)
    tell(scene, plan, today(), note="I asked about the bike")
    say(scene, plan, today(), ContactAnswer.NONE)
    assert db.session.scalar(select(func.count()).select_from(ContactEvent)) == 1


def test_a_slip_resets_nothing(scene: Scene, plan: NoContactPlan) -> None:
    end = plan.ends_on
    for days in range(1, 6):
        say(scene, plan, ago(days))
    tell(scene, plan, ago(6))
    course = nocontact.course_of(plan)
    assert (course.counts.kept, course.counts.slips, course.number) == (5, 1, 10)
    assert (plan.ends_on, plan.state) == (end, PlanState.ACTIVE)


def test_sent_twice_it_is_told_once(scene: Scene, plan: NoContactPlan) -> None:
    key, draft = new_id(), nocontact.EventDraft(today(), ContactKind.BY_ME, note="Once")
    for _time in range(2):
        nocontact.tell(plan, draft, by=scene.client, key=key)
    assert db.session.scalar(select(func.count()).select_from(ContactEvent)) == 1


def test_a_slip_in_a_paused_time_is_none(scene: Scene, plan: NoContactPlan) -> None:
    nocontact.pause(plan, 5, "Flu", by=scene.coach)
    assert not tell(scene, plan, today()).is_slip


def test_looking_is_a_slip_only_where_it_was_agreed(scene: Scene, plan: NoContactPlan) -> None:
    assert not tell(scene, plan, ago(1), ContactKind.CHECKING).is_slip
    [rule] = db.session.scalars(select(PlanRule).where(PlanRule.rule_key == RuleKey.NO_LOOKING))
    rule.counts_as_slip = True
    event = tell(scene, plan, ago(2), ContactKind.CHECKING)
    assert event.is_slip
    assert event.decision == SlipAnswer.CONTINUE


def test_the_coach_may_see_it_otherwise(scene: Scene, plan: NoContactPlan) -> None:
    event = tell(scene, plan, ago(1))
    nocontact.overrule(plan, event, "It was about the keys", counts=False, by=scene.coach)
    assert nocontact.course_of(plan).counts.slips == 0
    answer = nocontact.Answer(SlipAnswer.CONTINUE, "Hm")
    with pytest.raises(nocontact.NotPossible):
        nocontact.answer_slip(plan, event, answer, by=scene.coach)


def test_a_slip_is_answered_once(scene: Scene, plan: NoContactPlan) -> None:
    event = tell(scene, plan, ago(1))
    answer = nocontact.Answer(SlipAnswer.CONTINUE, "Thank you for telling it as it was")
    nocontact.answer_slip(plan, event, answer, by=scene.coach)
    assert event.answer == "Thank you for telling it as it was"
    with pytest.raises(nocontact.NotPossible):
        nocontact.answer_slip(plan, event, answer, by=scene.coach)


@pytest.mark.parametrize(("days", "fits"), [(1, True), (14, True), (15, False), (0, False)])
def test_a_slip_may_ask_for_up_to_fourteen_days(
    scene: Scene, plan: NoContactPlan, days: int, *, fits: bool
) -> None:
    event = tell(scene, plan, ago(1))
    answer = nocontact.Answer(SlipAnswer.EXTEND, "Some more days?", days)
    if fits:
        nocontact.answer_slip(plan, event, answer, by=scene.coach)
        assert [wish.days for wish in nocontact.waiting_wishes(plan)] == [days]
        assert plan.days == 30
    else:
        with pytest.raises(nocontact.TooMany):
            nocontact.answer_slip(plan, event, answer, by=scene.coach)


@pytest.mark.own_clock
def test_a_pause_before_writing_is_one(scene: Scene) -> None:
    first, second = (nocontact.begin_pause(scene.ben) for _time in range(2))
    assert first is second
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=16), tick=False):
        assert nocontact.running_pause_of(scene.ben.practice_id, scene.ben.id) is None


@pytest.mark.own_clock
def test_after_the_fifteen_minutes_the_page_says_so_for_an_hour(
    running: Cast, ben: Visitor
) -> None:
    assert "Begin the fifteen minutes" in ben.get("/portal/north/urge").text
    ben.post("/portal/north/urge")
    for minutes, is_told in ((16, True), (74, True), (76, False)):
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=minutes), tick=False):
            page = ben.get("/portal/north/urge").text
            assert (
                '<h1 class="hello__calm mt-3">The fifteen minutes have passed.' in page
            ) == is_told
            assert ("Another fifteen minutes" in page) == is_told
            assert ("It comes like a wave" in page) != is_told


@pytest.mark.own_clock
def test_after_the_fifteen_minutes_it_leads_on(running: Cast, ben: Visitor) -> None:
    ben.post("/portal/north/urge")
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=16), tick=False):
        page = ben.get("/portal/north/urge").text
        assert "Today’s check-in" in page
        assert "/portal/north/plan/contact" in page
        ben.fill("/portal/north/plan/check-in", contact="none")
        page = ben.get("/portal/north/urge").text
        assert "Today’s check-in" not in page
        assert page.count("Back to Today") == 1


@pytest.mark.own_clock
def test_so_it_does_without_a_plan(cast: Cast, ben: Visitor) -> None:
    ben.post("/portal/north/urge")
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=16), tick=False):
        page = ben.get("/portal/north/urge").text
        assert "Back to Today" in page
        assert "To your sessions" not in page
        assert "/portal/north/plan/contact" not in page
        open_shop(cast)
        assert "To your sessions" in ben.get("/portal/north/urge").text


def waits(scene: Scene, who: str = "mara") -> list[str]:
    """For what plans wait for a coach."""
    found = nocontact.signals(scene.ben.practice_id, scene.cast.members[who])
    return [row.kind for query in found for row in db.session.execute(query)]


@pytest.mark.parametrize(("days", "silent"), [(4, False), (5, True)])
def test_four_days_of_silence_wait_for_the_coach(
    scene: Scene, plan: NoContactPlan, days: int, *, silent: bool
) -> None:
    say(scene, plan, ago(days))
    assert nocontact.course_of(plan).silent == days - 1
    assert waits(scene) == (["plan_silent"] if silent else [])
    assert waits(scene, "idris") == []


def test_a_slip_waits_for_the_coach_until_it_is_answered(scene: Scene, plan: NoContactPlan) -> None:
    event = tell(scene, plan, ago(1))
    assert waits(scene) == ["slip"]
    answer = nocontact.Answer(SlipAnswer.CONTINUE, "Thank you")
    nocontact.answer_slip(plan, event, answer, by=scene.coach)
    assert waits(scene) == []


def test_wishes_wait_for_the_coach(scene: Scene, plan: NoContactPlan) -> None:
    say(scene, plan, today())
    nocontact.ask(plan, Asked(Wish.PAUSE, 3), by=scene.client, party=Party.CLIENT)
    assert waits(scene) == ["plan_rest"]
    nocontact.pause(plan, 3, "Flu", by=scene.coach)
    second = propose_to(scene.ben, by=scene.coach, starts_on=today() + timedelta(days=2))
    nocontact.ask_for_change(second, "Shorter", version=1, by=scene.client)
    assert waits(scene) == ["plan_change"]


def test_a_look_back_waits_for_the_coach(scene: Scene, plan: NoContactPlan) -> None:
    plan.starts_on, plan.ends_on = ago(40), ago(11)
    nocontact.keep_time(plan)
    assert waits(scene) == ["plan_review"]
