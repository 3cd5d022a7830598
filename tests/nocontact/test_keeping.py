"""What the days do to a plan: it begins, rests, goes on, runs out."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from coachhub.core.db import db
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import ContactEvent, NoContactPlan, PlanStep
from coachhub.nocontact.rules import (
    Act,
    ContactKind,
    Mark,
    Outcome,
    Party,
    PlanState,
    Reason,
    SlipAnswer,
    Wish,
)
from coachhub.nocontact.services import Asked
from tests.nocontact.conftest import Scene
from tests.nocontact.plans import agreed_with, later, today
from tests.nocontact.test_telling import say, tell

S = PlanState


def _steps(act: Act) -> int:
    query = select(func.count()).select_from(PlanStep).where(PlanStep.act == act)
    return db.session.scalar(query) or 0


def test_a_scheduled_plan_begins_once(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client, starts_on=today() + timedelta(days=2))
    nocontact.keep_all(scene.ben.practice_id)
    assert plan.state == S.SCHEDULED
    with time_machine.travel(later(2), tick=False):
        for _time in range(2):
            nocontact.keep_all(scene.ben.practice_id)
            nocontact.keep_time(plan)
        assert plan.state == S.ACTIVE
        assert _steps(Act.START) == 1


def test_it_begins_at_midnight_where_the_client_is(scene: Scene) -> None:
    scene.ben.zone = "Asia/Tokyo"
    with time_machine.travel(datetime(2026, 3, 10, 12, tzinfo=UTC), tick=False):
        plan = agreed_with(scene.ben, by=scene.client, starts_on=date(2026, 3, 11))
        assert plan.state == S.SCHEDULED
    with time_machine.travel(datetime(2026, 3, 10, 15, tzinfo=UTC), tick=False):
        course = nocontact.course_of(plan)
        assert course.is_due
        nocontact.keep_time(plan)
        assert plan.state == S.ACTIVE


def test_it_runs_out_after_the_grace_of_its_last_day(scene: Scene) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        plan = agreed_with(scene.ben, by=scene.client, days=21, starts_on=date(2026, 3, 1))
    for at, state in (
        (datetime(2026, 3, 22, 1, 59, tzinfo=UTC), S.ACTIVE),
        (datetime(2026, 3, 22, 2, 0, tzinfo=UTC), S.REVIEW_DUE),
        (datetime(2026, 4, 11, 12, tzinfo=UTC), S.REVIEW_DUE),
        (datetime(2026, 4, 12, 12, tzinfo=UTC), S.COMPLETED),
    ):
        with time_machine.travel(at, tick=False):
            nocontact.keep_all(scene.ben.practice_id)
            assert plan.state == state, at
    assert plan.outcome == Outcome.NOT_REVIEWED


def test_a_pause_moves_the_last_day(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    end = plan.ends_on
    with time_machine.travel(later(5), tick=False):
        nocontact.pause(plan, 7, "The flu", by=scene.coach)
        assert plan.state == S.PAUSED
    with time_machine.travel(later(9), tick=False):
        nocontact.resume(plan, by=scene.coach, party=Party.COACH)
    assert (plan.state, plan.ends_on) == (S.ACTIVE, end + timedelta(days=4))


def _resting_from_tomorrow(scene: Scene) -> NoContactPlan:
    """A plan that is told of today already, and rests from tomorrow."""
    plan = agreed_with(scene.ben, by=scene.client)
    say(scene, plan, today())
    nocontact.pause(plan, 7, "The flu", by=scene.coach)
    return plan


@pytest.mark.parametrize("party", [Party.COACH, Party.CLIENT])
def test_a_pause_that_never_began_moves_nothing(scene: Scene, party: Party) -> None:
    plan = _resting_from_tomorrow(scene)
    end = plan.ends_on
    nocontact.resume(plan, by=scene.coach, party=party)
    assert (plan.state, plan.ends_on) == (S.ACTIVE, end)
    nocontact.pause(plan, 3, "The flu after all", by=scene.coach)
    course = nocontact.course_of(plan)
    assert (course.pause and course.pause.days, course.pauses_left) == (3, 1)


@pytest.mark.parametrize("party", [Party.COACH, Party.CLIENT])
def test_it_is_ended_before_its_pause_began(scene: Scene, party: Party) -> None:
    plan = _resting_from_tomorrow(scene)
    nocontact.end(plan, "Enough", by=scene.coach, party=party)
    assert (plan.state, nocontact.pauses_taken(plan)) == (S.ENDED_EARLY, 0)


def test_it_is_replaced_before_its_pause_began(scene: Scene) -> None:
    plan = _resting_from_tomorrow(scene)
    agreed_with(scene.ben, by=scene.client, starts_on=today() + timedelta(days=1))
    assert (plan.state, nocontact.pauses_taken(plan)) == (S.REPLACED, 0)


def test_a_forgotten_pause_ends_by_itself(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    end = plan.ends_on
    with time_machine.travel(later(5), tick=False):
        nocontact.pause(plan, 3, "A move", by=scene.coach)
    with time_machine.travel(later(7), tick=False):
        nocontact.keep_all(scene.ben.practice_id)
        assert plan.state == S.PAUSED
    with time_machine.travel(later(8), tick=False):
        nocontact.keep_all(scene.ben.practice_id)
    assert (plan.state, plan.ends_on) == (S.ACTIVE, end + timedelta(days=3))


def test_a_pause_on_day_one_moves_the_start(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    first, last = plan.starts_on, plan.ends_on
    nocontact.pause(plan, 3, "Fever", by=scene.coach)
    with time_machine.travel(later(3), tick=False):
        nocontact.keep_time(plan)
    moved = timedelta(days=3)
    assert (plan.starts_on, plan.ends_on) == (first + moved, last + moved)


def test_a_pause_across_the_end(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client, days=21)
    end = plan.ends_on
    with time_machine.travel(later(19), tick=False):
        nocontact.pause(plan, 10, "In hospital", by=scene.coach)
    with time_machine.travel(later(25), tick=False):
        nocontact.keep_all(scene.ben.practice_id)
        assert plan.state == S.PAUSED
    with time_machine.travel(later(29), tick=False):
        nocontact.keep_all(scene.ben.practice_id)
    assert (plan.state, plan.ends_on) == (S.ACTIVE, end + timedelta(days=10))


@pytest.mark.parametrize("days", [0, 15])
def test_a_pause_has_its_limits(scene: Scene, days: int) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    with pytest.raises(nocontact.TooMany):
        nocontact.pause(plan, days, "Why", by=scene.coach)


def test_there_are_two_pauses_at_most(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    for day in (2, 6):
        with time_machine.travel(later(day), tick=False):
            nocontact.pause(plan, 14, "Why", by=scene.coach)
        with time_machine.travel(later(day + 2), tick=False):
            nocontact.resume(plan, by=scene.client, party=Party.CLIENT)
    with time_machine.travel(later(10), tick=False), pytest.raises(nocontact.TooMany):
        nocontact.pause(plan, 3, "Why", by=scene.coach)


def _ask(scene: Scene, plan: NoContactPlan, asked: Asked) -> None:
    wish = nocontact.ask(plan, asked, by=scene.coach, party=Party.COACH)
    nocontact.agree_to(plan, wish, by=scene.client)


def test_the_client_asks_for_a_pause_and_the_coach_grants_it(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    asked = Asked(Wish.PAUSE, days=5, words="The funeral")
    nocontact.ask(plan, asked, by=scene.client, party=Party.CLIENT)
    assert plan.state == S.ACTIVE
    nocontact.pause(plan, 5, "", by=scene.coach)
    assert nocontact.waiting_wishes(plan) == []


def test_more_days_come_with_agreement(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    end = plan.ends_on
    wish = nocontact.ask(plan, Asked(Wish.EXTEND, 10), by=scene.coach, party=Party.COACH)
    assert plan.ends_on == end
    nocontact.agree_to(plan, wish, by=scene.client)
    assert (plan.days, plan.ends_on) == (40, end + timedelta(days=10))
    with pytest.raises(nocontact.NotPossible):
        nocontact.agree_to(plan, wish, by=scene.client)


def test_what_is_declined_changes_nothing(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    wish = nocontact.ask(plan, Asked(Wish.EXTEND, 10), by=scene.coach, party=Party.COACH)
    nocontact.decline(plan, wish, by=scene.client)
    assert plan.days == 30
    assert nocontact.waiting_wishes(plan) == []


def test_one_of_a_kind_is_asked_at_a_time(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    nocontact.ask(plan, Asked(Wish.EXTEND, 10), by=scene.coach, party=Party.COACH)
    with pytest.raises(nocontact.AlreadyAsked):
        nocontact.ask(plan, Asked(Wish.EXTEND, 5), by=scene.coach, party=Party.COACH)


def test_a_run_grows_to_ninety_days(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client, days=80)
    with pytest.raises(nocontact.TooMany):
        _ask(scene, plan, Asked(Wish.EXTEND, 11))
    _ask(scene, plan, Asked(Wish.EXTEND, 10))
    assert plan.days == 90


def test_while_it_rests_both_move_the_end(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    end = plan.ends_on
    with time_machine.travel(later(3), tick=False):
        nocontact.pause(plan, 5, "Flu", by=scene.coach)
        _ask(scene, plan, Asked(Wish.EXTEND, 7))
        assert plan.state == S.PAUSED
    with time_machine.travel(later(8), tick=False):
        nocontact.keep_time(plan)
    assert (plan.state, plan.ends_on) == (S.ACTIVE, end + timedelta(days=12))


@pytest.mark.parametrize(
    ("days", "reason", "more", "fits"),
    [
        (90, None, 30, True),
        (90, None, 31, False),
        (160, None, 21, False),
        (160, None, 20, True),
        (180, Reason.CHILDREN, 30, True),
    ],
)
def test_at_its_review_it_is_renewed(
    scene: Scene, days: int, reason: Reason | None, more: int, *, fits: bool
) -> None:
    kind = "limited" if reason else "full"
    plan = agreed_with(scene.ben, by=scene.client, days=90, kind=kind, reason=reason)
    plan.days, plan.starts_on = days, plan.ends_on - timedelta(days=days - 1)
    with time_machine.travel(later(92), tick=False):
        nocontact.keep_time(plan)
        assert plan.state == S.REVIEW_DUE
        if fits:
            _ask(scene, plan, Asked(Wish.EXTEND, more))
            assert (plan.state, plan.days) == (S.ACTIVE, days + more)
        else:
            with pytest.raises(nocontact.TooMany):
                _ask(scene, plan, Asked(Wish.EXTEND, more))


def test_another_start_is_agreed_while_it_waits(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client, starts_on=today() + timedelta(days=3))
    start = today() + timedelta(days=10)
    _ask(scene, plan, Asked(Wish.START, starts_on=start))
    assert (plan.state, plan.starts_on, plan.ends_on) == (
        S.SCHEDULED,
        start,
        start + timedelta(days=29),
    )


@pytest.mark.parametrize("ahead", [-1, 61])
def test_a_start_is_within_sixty_days(scene: Scene, ahead: int) -> None:
    plan = agreed_with(scene.ben, by=scene.client, starts_on=today() + timedelta(days=3))
    with pytest.raises(nocontact.WrongDay):
        _ask(scene, plan, Asked(Wish.START, starts_on=today() + timedelta(days=ahead)))


def test_a_running_plan_s_start_is_corrected_once(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    start = today() + timedelta(days=2)
    with time_machine.travel(later(5), tick=False):
        nocontact.correct_start(plan, start, "A typo", by=scene.coach)
        assert (plan.starts_on, plan.ends_on) == (start, start + timedelta(days=29))
        with pytest.raises(nocontact.NotPossible):
            nocontact.correct_start(plan, start, "Again", by=scene.coach)


def test_a_new_run_keeps_the_days_before_it(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    first = plan.starts_on
    with time_machine.travel(later(6), tick=False):
        event = tell(scene, plan, today() - timedelta(days=1))
        nocontact.answer_slip(
            plan,
            event,
            nocontact.Answer(SlipAnswer.NEW_RUN, "A fresh start", 30, today()),
            by=scene.coach,
        )
        [wish] = nocontact.waiting_wishes(plan)
        nocontact.agree_to(plan, wish, by=scene.client)
        course = nocontact.course_of(plan)
        [run] = course.closed_runs
        assert (run.first, run.last) == (first, event.on_day)
        assert (plan.starts_on, plan.state, course.number) == (today(), S.ACTIVE, 1)
        assert course.counts.slips == 1


def test_the_day_on_which_it_ends_is_open_until_three(scene: Scene) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        plan = agreed_with(scene.ben, by=scene.client, days=21, starts_on=date(2026, 3, 1))
    with time_machine.travel(datetime(2026, 3, 3, 12, tzinfo=UTC), tick=False):
        nocontact.end(plan, "Enough", by=scene.client, party=Party.CLIENT)
        assert nocontact.course_of(plan).counts.not_reported == 2
    with time_machine.travel(datetime(2026, 3, 4, 1, 59, tzinfo=UTC), tick=False):
        assert nocontact.course_of(plan).counts.not_reported == 2
    with time_machine.travel(datetime(2026, 3, 4, 2, 1, tzinfo=UTC), tick=False):
        course = nocontact.course_of(plan)
        assert (course.counts.not_reported, course.number) == (2, 3)
        assert course.days[-1].mark is Mark.ENDED


def test_a_plan_that_was_withdrawn_has_no_days(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client, starts_on=today() + timedelta(days=2))
    nocontact.withdraw(plan, "", by=scene.client, party=Party.CLIENT)
    with time_machine.travel(later(9), tick=False):
        course = nocontact.course_of(plan)
        assert (course.days, course.counts.not_reported) == ([], 0)


def test_either_ends_it_and_the_client_needs_no_reason(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    nocontact.end(plan, "", by=scene.client, party=Party.CLIENT)
    assert (plan.state, plan.closed_on) == (S.ENDED_EARLY, today())
    with pytest.raises(nocontact.NotPossible):
        nocontact.end(plan, "", by=scene.coach, party=Party.COACH)


def _at_review(scene: Scene) -> NoContactPlan:
    plan = agreed_with(scene.ben, by=scene.client, days=21)
    plan.starts_on, plan.ends_on = (today() - timedelta(days=n) for n in (22, 2))
    nocontact.keep_time(plan)
    assert plan.state == S.REVIEW_DUE
    return plan


def test_a_review_completes_it(scene: Scene) -> None:
    plan = _at_review(scene)
    nocontact.review(plan, Outcome.KEEP_DISTANCE, "It does me good", by=scene.coach)
    assert (plan.state, plan.outcome) == (S.COMPLETED, Outcome.KEEP_DISTANCE)


def test_a_slip_told_late_begins_the_review_anew(scene: Scene) -> None:
    plan = _at_review(scene)
    event = tell(scene, plan, plan.ends_on)
    assert event.is_slip
    assert (plan.state, plan.review_since) == (S.REVIEW_DUE, today())
    with pytest.raises(nocontact.SlipsFirst):
        nocontact.review(plan, Outcome.KEEP_DISTANCE, "", by=scene.coach)
    answer = nocontact.Answer(SlipAnswer.CONTINUE, "Thank you for telling it")
    nocontact.answer_slip(plan, event, answer, by=scene.coach)
    nocontact.review(plan, Outcome.KEEP_DISTANCE, "", by=scene.coach)


def test_a_slip_that_nobody_answers_lets_the_plan_go_on(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    event = tell(scene, plan, today())
    with time_machine.travel(later(2), tick=False):
        nocontact.keep_all(scene.ben.practice_id)
        db.session.refresh(event)
        assert not event.decision
    with time_machine.travel(later(5), tick=False):
        nocontact.keep_all(scene.ben.practice_id)
        db.session.refresh(event)
        assert (event.decision, event.answered_at) == (SlipAnswer.CONTINUE, None)


def test_over_the_date_line_a_date_is_travel(scene: Scene) -> None:
    scene.ben.zone = "America/Los_Angeles"
    with time_machine.travel(datetime(2026, 4, 28, 18, tzinfo=UTC), tick=False):
        plan = agreed_with(scene.ben, by=scene.client, starts_on=date(2026, 4, 28))
    with time_machine.travel(datetime(2026, 5, 2, 18, tzinfo=UTC), tick=False):
        scene.ben.zone = "Pacific/Auckland"
        assert nocontact.course_of(plan).is_due
        nocontact.keep_time(plan)
        assert plan.travel == [date(2026, 5, 2)]
        assert plan.ends_on == date(2026, 5, 27)
        course = nocontact.course_of(plan)
        assert course.counts.not_reported == 4


@pytest.mark.parametrize(
    ("hours", "travel"),
    [(0, []), (8, []), (13, []), (15, [date(2026, 11, 10)])],
    ids=["at once", "in the evening", "before three", "the next morning"],
)
def test_a_wrong_zone_that_is_put_right_in_its_day_leaves_nothing(
    scene: Scene, hours: int, travel: list[date]
) -> None:
    noon = datetime(2026, 11, 10, 11, 30, tzinfo=UTC)
    with time_machine.travel(datetime(2026, 11, 6, 12, tzinfo=UTC), tick=False):
        plan = agreed_with(scene.ben, by=scene.client)
    with time_machine.travel(noon, tick=False):
        scene.ben.zone = "Pacific/Kiritimati"
        nocontact.keep_time(plan)
        assert plan.travel == [date(2026, 11, 10)]
    with time_machine.travel(noon + timedelta(hours=hours), tick=False):
        scene.ben.zone = "Europe/Berlin"
        nocontact.keep_time(plan)
        assert plan.travel == travel
    with time_machine.travel(datetime(2026, 11, 12, 12, tzinfo=UTC), tick=False):
        course = nocontact.course_of(plan)
        lost = [one.on for one in course.days if one.mark is Mark.TRAVEL]
        assert (lost, course.counts.not_reported) == (travel, 6 - len(travel))


def test_contact_by_others_leaves_nothing_to_answer(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    tell(scene, plan, today(), kind=ContactKind.BY_THEM)
    assert db.session.scalar(select(func.count()).where(ContactEvent.is_slip)) == 0
    assert nocontact.course_of(plan).waiting == 0
