"""Runs of a plan follow each other: no day lies in two, and each counts once."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.errors import ExclusionViolation
from sqlalchemy import Executable, insert, update
from sqlalchemy.exc import IntegrityError

from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import ContactEvent, NoContactPlan, PlanRun, PlanWish
from coachhub.nocontact.rules import ContactAnswer, Mark, Party, SlipAnswer, Span, Wish, WishState
from coachhub.nocontact.services import Asked
from tests.cast import Cast
from tests.nocontact.conftest import Scene
from tests.nocontact.plans import PORTAL, agreed_with, desk_of, in_north, plan_at, today
from tests.nocontact.test_telling import tell
from tests.visitor import Visitor

REFUSED = (
    nocontact.NotPossible,
    nocontact.WrongDay,
    nocontact.TooMany,
    nocontact.AlreadyAsked,
)


def ago(days: int) -> date:
    return today() - timedelta(days=days)


@pytest.fixture
def plan(scene: Scene) -> NoContactPlan:
    """A plan of Ben's, in its fourteenth day."""
    return _begun(scene, 13)


def _begun(scene: Scene, days: int) -> NoContactPlan:
    found = agreed_with(scene.ben, by=scene.client)
    found.starts_on -= timedelta(days=days)
    found.ends_on -= timedelta(days=days)
    db.session.flush()
    return found


def _ask_anew(
    scene: Scene, plan: NoContactPlan, event: ContactEvent, start: date | None = None
) -> PlanWish:
    """The coach asks for a new run, from the day after the slip unless said otherwise."""
    start = start or event.on_day + timedelta(days=1)
    answer = nocontact.Answer(SlipAnswer.NEW_RUN, "A fresh start?", 30, start)
    nocontact.answer_slip(plan, event, answer, by=scene.coach)
    wish = nocontact.waiting_wish(plan, Wish.RESTART)
    assert wish
    return wish


def _begin_anew(scene: Scene, plan: NoContactPlan, event: ContactEvent) -> None:
    nocontact.agree_to(plan, _ask_anew(scene, plan, event), by=scene.client)


def test_a_slip_of_a_closed_run_begins_no_new_one(scene: Scene, plan: NoContactPlan) -> None:
    early, late = tell(scene, plan, ago(6)), tell(scene, plan, ago(2))
    _begin_anew(scene, plan, late)
    before = nocontact.course_of(plan).counts
    assert nocontact.next_runs(plan, early).days == 0
    for start in (ago(5), ago(1), today()):
        with pytest.raises(nocontact.WrongDay):
            _ask_anew(scene, plan, early, start)
    course = nocontact.course_of(plan)
    assert (course.closed_runs, plan.starts_on) == ([Span(ago(13), ago(2))], ago(1))
    assert course.counts == before
    answer = nocontact.Answer(SlipAnswer.EXTEND, "Some days more?", 5)
    nocontact.answer_slip(plan, early, answer, by=scene.coach)
    [wish] = nocontact.waiting_wishes(plan)
    nocontact.agree_to(plan, wish, by=scene.client)
    assert (plan.days, plan.starts_on) == (35, ago(1))


def test_answered_in_their_order_each_slip_closes_its_run(
    scene: Scene, plan: NoContactPlan
) -> None:
    early, late = tell(scene, plan, ago(6)), tell(scene, plan, ago(2))
    _begin_anew(scene, plan, early)
    _begin_anew(scene, plan, late)
    course = nocontact.course_of(plan)
    assert course.closed_runs == [Span(ago(13), ago(6)), Span(ago(5), ago(2))]
    assert (course.counts.slips, course.counts.not_reported) == (2, 11)


def test_a_slip_between_two_runs_begins_no_new_one(scene: Scene, plan: NoContactPlan) -> None:
    wish = _ask_anew(scene, plan, tell(scene, plan, ago(6)), today())
    nocontact.agree_to(plan, wish, by=scene.client)
    between = tell(scene, plan, ago(3))
    assert nocontact.next_runs(plan, between).days == 0
    with pytest.raises(nocontact.WrongDay):
        _ask_anew(scene, plan, between)


@pytest.mark.parametrize(("days", "fits"), [(2, False), (11, False), (1, True), (0, True)])
def test_the_first_day_is_corrected_to_one_after_the_run_before(
    scene: Scene, plan: NoContactPlan, days: int, *, fits: bool
) -> None:
    _begin_anew(scene, plan, tell(scene, plan, ago(2)))
    if fits:
        nocontact.correct_start(plan, ago(days), "A typo", by=scene.coach)
        assert plan.starts_on == ago(days)
    else:
        with pytest.raises(nocontact.WrongDay):
            nocontact.correct_start(plan, ago(days), "A typo", by=scene.coach)
        assert plan.starts_on == ago(1)


def test_what_the_plan_has_no_room_for_any_more_lapses(scene: Scene, plan: NoContactPlan) -> None:
    event, other = tell(scene, plan, ago(6)), tell(scene, plan, ago(1))
    wish = _ask_anew(scene, plan, event)
    nocontact.let_lapse(plan, wish, by=scene.client)
    assert wish.state == WishState.WAITING
    with pytest.raises(nocontact.AlreadyAsked):
        _ask_anew(scene, plan, other)
    nocontact.correct_start(plan, ago(4), "A typo", by=scene.coach)
    with pytest.raises(nocontact.WrongDay):
        nocontact.agree_to(plan, wish, by=scene.client)
    again = _ask_anew(scene, plan, other)
    assert (wish.state, again.state) == (WishState.LAPSED, WishState.WAITING)


def test_there_is_no_new_run_without_a_slip(scene: Scene, plan: NoContactPlan) -> None:
    with pytest.raises(nocontact.NotPossible):
        nocontact.ask(plan, Asked(Wish.RESTART, 30, today()), by=scene.coach, party=Party.COACH)


def _another_run(plan: NoContactPlan, day: date) -> Executable:
    values = {"practice_id": plan.practice_id, "id": new_id(), "plan_id": plan.id}
    return insert(PlanRun).values(**values, starts_on=day, ends_on=day)


@pytest.mark.parametrize(
    "overlap",
    [
        lambda plan: _another_run(plan, ago(13)),
        lambda plan: _another_run(plan, ago(1)),
        lambda _plan: update(NoContactPlan).values(starts_on=ago(2)),
    ],
    ids=["two closed", "closed in the present", "present in a closed"],
)
def test_the_database_holds_no_day_in_two_runs(
    scene: Scene, plan: NoContactPlan, overlap: Callable[[NoContactPlan], Executable]
) -> None:
    _begin_anew(scene, plan, tell(scene, plan, ago(2)))
    with pytest.raises(IntegrityError) as refused:
        db.session.execute(overlap(plan))
    assert isinstance(refused.value.orig, ExclusionViolation)


Step = tuple[str, int, int]
steps = st.lists(
    st.tuples(
        st.sampled_from(["new_run", "extend", "agree", "decline", "correct"]),
        st.integers(0, 24),
        st.integers(0, 9),
    ),
    max_size=12,
)


@given(steps=steps)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_answered_and_agreed_each_day_counts_once(
    scene: Scene, steps: list[Step]
) -> None:
    with db.session.begin_nested() as attempt:
        plan = _begun(scene, 24)
        events = [tell(scene, plan, ago(days)) for days in (21, 17, 12, 11, 5, 1, 0)]
        for step in steps:
            with db.session.begin_nested() as one:
                try:
                    _take(scene, plan, events, step)
                except REFUSED:
                    one.rollback()
            db.session.expire_all()
            _check_runs(plan)
        attempt.rollback()
    db.session.expire_all()


def _take(scene: Scene, plan: NoContactPlan, events: list[ContactEvent], step: Step) -> None:
    kind, number, more = step
    event, waiting = events[number % len(events)], nocontact.waiting_wishes(plan)
    if kind == "new_run":
        _ask_anew(scene, plan, event, event.on_day + timedelta(days=more))
    elif kind == "extend":
        answer = nocontact.Answer(SlipAnswer.EXTEND, "More?", more)
        nocontact.answer_slip(plan, event, answer, by=scene.coach)
    elif kind == "correct":
        plan.start_corrected_at = None
        nocontact.correct_start(plan, ago(number), "A typo", by=scene.coach)
    elif waiting:
        settle: Callable[..., None] = nocontact.agree_to if kind == "agree" else nocontact.decline
        settle(plan, waiting[number % len(waiting)], by=scene.client)


def _check_runs(plan: NoContactPlan) -> None:
    course = nocontact.course_of(plan)
    runs = [*course.closed_runs, plan.span]
    assert all(one.last < two.first for one, two in pairwise(runs)), runs
    days = [day for run in (*course.earlier, course.days) for day in run]
    assert len({day.on for day in days}) == len(days)
    past = {day.on for day in days if day.on < course.today}
    counts = course.counts
    is_told = any(day.on == course.today and day.mark is Mark.SLIP for day in days)
    assert counts.kept + counts.slips + counts.not_reported == len(past) + is_told


def _two_slips(cast: Cast, ben: Visitor) -> None:
    for days in (4, 1):
        ben.fill(f"{PORTAL}/contact?day={ago(days)}", what="by_me", on_day=str(ago(days)))


def _agree(ben: Visitor) -> None:
    [agree] = re.findall(r'action="([^"]+/wishes/[^"]+/agreement)"', ben.get(PORTAL).text)
    assert ben.post(agree).status_code == 303


def _ways_to_answer(cast: Cast, mara: Visitor) -> list[str]:
    """Where the slips are answered that wait, the last one first."""
    found = re.findall(r'href="([^"]+/answer)"', mara.get(desk_of(cast)).text)
    return list(dict.fromkeys(found))[::-1]


def test_the_desk_offers_no_new_run_in_one_that_is_closed(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    _two_slips(running, ben)
    late, early = _ways_to_answer(running, mara)
    opened = mara.get(early)
    assert f'min="{ago(3)}"' in opened.text
    assert mara.fill(late, decision="new_run", words="A fresh start?").status_code == 303
    _agree(ben)
    refused = mara.send_again(opened, decision="new_run", words="And this one?")
    assert refused.status_code == 422
    assert "be chosen here; please take another" in refused.text
    page = mara.get(early).text
    assert 'value="new_run"' not in page
    assert 'name="run_start"' not in page
    assert "No new run can follow from this slip" in page
    assert mara.fill(early, words="Thank you for telling it").status_code == 303
    assert "2 slips · 7 not reported" in ben.get(PORTAL).text


def test_the_desk_corrects_the_first_day_to_none_of_the_run_before(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    _two_slips(running, ben)
    late, _early = _ways_to_answer(running, mara)
    mara.fill(late, decision="new_run", words="A fresh start?")
    _agree(ben)
    at = plan_at(mara, desk_of(running))
    assert f'min="{today()}"' in mara.get(f"{at}/change").text
    sent = {"new_start": str(ago(3)), "start_words": "A typo"}
    refused = mara.post(f"{at}/start", sent)
    assert refused.status_code == 422
    assert "The run before lasted until" in refused.text
    assert "Day 1 of 30" in ben.get(PORTAL).text


def test_agreed_too_late_it_lapses_and_can_be_asked_anew(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    _two_slips(running, ben)
    late, early = _ways_to_answer(running, mara)
    mara.fill(early, decision="new_run", words="A fresh start?")
    shown = ben.get(PORTAL).text

    def correct() -> None:
        found = nocontact.live_plan(running.north, running.clients["ben"])
        assert found
        found.starts_on += timedelta(days=7)
        found.ends_on += timedelta(days=7)

    in_north(running, correct)
    [agree] = re.findall(r'action="([^"]+/wishes/[^"]+/agreement)"', shown)
    answer = ben.post(agree)
    page = ben.get(answer.location).text
    assert "It no longer fits your plan" in page
    assert "/agreement" not in page
    assert mara.fill(late, decision="new_run", words="This one, then?").status_code == 303
    _agree(ben)
    assert "Day 1 of 30" in ben.get(PORTAL).text


def test_kept_days_stay_over_a_new_run(running: Cast, mara: Visitor, ben: Visitor) -> None:
    ben.fill(f"{PORTAL}/contact?day={ago(1)}", what="by_me", on_day=str(ago(1)))
    for days in (2, 3):
        ben.fill(f"{PORTAL}/check-in?day={ago(days)}", contact=ContactAnswer.NONE.value)
    [way] = _ways_to_answer(running, mara)
    mara.fill(way, decision="new_run", words="A fresh start?")
    _agree(ben)
    page = ben.get(PORTAL).text
    assert "2 kept · 1 slip · 6 not reported" in page
