"""A plan is made, proposed and agreed on: every guard, refused and allowed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from coachhub.clients import services as clients
from coachhub.clients.models import Engagement
from coachhub.core import tenancy
from coachhub.core.db import db, violates
from coachhub.core.ids import new_id
from coachhub.core.stale import Stale
from coachhub.growth.models import GrowthTask
from coachhub.mail.models import Delivery
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import NoContactPlan, PlanRule, PlanStep
from coachhub.nocontact.rules import Kind, Party, PlanState, Reason
from coachhub.nocontact.services import Missing
from coachhub.programs import services as programs
from coachhub.safety.models import SafetyFlag, SafetyScreen
from coachhub.safety.rules import FlagKind, FlagState, Level
from tests.cast import Cast
from tests.nocontact.conftest import Scene
from tests.nocontact.plans import (
    a_draft,
    agreed_with,
    by_client,
    by_coach,
    client_of,
    draft_for,
    make_ready,
    propose_to,
    today,
)

S = PlanState


def _on_hold(scene: Scene) -> None:
    db.session.execute(
        update(Engagement).where(Engagement.client_id == scene.ben.id).values(state="on_hold")
    )


def _new_agreement(scene: Scene) -> None:
    clients.publish_agreement(scene.ben.practice_id, "Otherwise", number=2, by=scene.coach)


@pytest.mark.parametrize(
    ("spoil", "missing"),
    [(_on_hold, Missing.ACTIVE_WORK), (_new_agreement, Missing.SIGNATURE)],
)
def test_a_draft_needs_active_work_and_a_signature(
    scene: Scene, spoil: Callable[[Scene], None], missing: Missing
) -> None:
    spoil(scene)
    with pytest.raises(nocontact.NotReady) as refused:
        draft_for(scene.ben, by=scene.coach)
    assert refused.value.missing == [missing]


def test_without_an_agreement_nobody_is_asked_to_sign(cast: Cast) -> None:
    """Who may publish one is led there."""
    for who, client, ways in (("mara", "ben", 1), ("idris", "carla", 0)):
        page = cast.browser(who).get(f"/app/north/clients/{cast.clients[client]}/plan").text
        assert "No agreement is published yet." in page
        assert "not signed yet" not in page
        assert page.count('class="way" href="/app/north/settings/agreement"') == ways


def _flag(scene: Scene, kind: FlagKind, level: Level, state: FlagState = FlagState.OPEN) -> None:
    flag = SafetyFlag(
        practice_id=scene.ben.practice_id,
        client_id=scene.ben.id,
        state=state,
    )
    flag.put(kind, level)
    db.session.add(flag)
    db.session.flush()


def _unasked(scene: Scene) -> None:
    db.session.execute(delete(SafetyScreen))


def _no_task(_scene: Scene) -> None:
    db.session.execute(delete(GrowthTask))


@pytest.mark.parametrize(
    ("spoil", "missing"),
    [
        (_on_hold, Missing.ACTIVE_WORK),
        (_new_agreement, Missing.SIGNATURE),
        (_unasked, Missing.SAFETY_ANSWERS),
        (lambda s: _flag(s, FlagKind.AFRAID, Level.URGENT, FlagState.ACKNOWLEDGED), Missing.CALM),
        (lambda s: _flag(s, FlagKind.WATCHED, Level.CAUTION), Missing.TALK),
        (_no_task, Missing.TASK),
    ],
    ids=lambda value: str(value) if isinstance(value, Missing) else "",
)
def test_a_proposal_needs_all_that(
    scene: Scene, spoil: Callable[[Scene], None], missing: Missing
) -> None:
    plan = draft_for(scene.ben, by=scene.coach)
    spoil(scene)
    assert missing in programs.look_over(plan).missing
    with pytest.raises(nocontact.NotReady) as refused:
        programs.propose_plan(plan, without_tasks="", by=scene.coach)
    assert missing in refused.value.missing
    assert plan.state == S.DRAFT


def test_what_was_discussed_is_no_hindrance(scene: Scene) -> None:
    _flag(scene, FlagKind.WATCHED, Level.CAUTION, FlagState.DISCUSSED)
    assert propose_to(scene.ben, by=scene.coach).state == S.PROPOSED


def test_a_reason_makes_up_for_a_task(scene: Scene) -> None:
    _no_task(scene)
    plan = draft_for(scene.ben, by=scene.coach)
    programs.propose_plan(plan, without_tasks="First some sleep", by=scene.coach)
    assert (plan.state, plan.without_tasks) == (S.PROPOSED, "First some sleep")


@pytest.mark.parametrize(
    ("reason", "fits"), [(None, True), (Reason.CHILDREN, True), (Reason.PET, False)]
)
def test_who_was_asked_to_stop_has_contact_for_duties_only(
    scene: Scene, reason: Reason | None, *, fits: bool
) -> None:
    _flag(scene, FlagKind.ASKED_TO_STOP, Level.CAUTION, FlagState.DISCUSSED)
    kind = Kind.LIMITED if reason else Kind.FULL
    plan = draft_for(scene.ben, by=scene.coach, kind=kind, reason=reason)
    assert (Missing.DUTY not in programs.look_over(plan).missing) == fits


def test_the_client_hears_by_mail_that_something_waits(scene: Scene) -> None:
    plan = propose_to(scene.ben, by=scene.coach)
    query = select(Delivery).where(Delivery.about_id == plan.id)
    [delivery] = db.session.scalars(query)
    assert (delivery.kind, delivery.recipient) == (nocontact.MAIL, scene.ben.email)


def test_the_same_form_sent_twice_makes_one_plan(scene: Scene) -> None:
    key = new_id()
    made = [
        nocontact.make_plan(scene.ben, a_draft(), by=scene.coach, key=key) for _time in range(2)
    ]
    assert made[0] is made[1]
    assert db.session.scalar(select(func.count()).select_from(PlanRule)) == 6


def test_a_second_one_is_not_prepared_beside_the_first(scene: Scene) -> None:
    draft_for(scene.ben, by=scene.coach)
    with pytest.raises(nocontact.AlreadyPrepared):
        draft_for(scene.ben, by=scene.coach)


def test_somebody_else_s_key_is_no_way_to_a_plan(scene: Scene) -> None:
    anna = client_of(scene.cast, "anna")
    make_ready(anna, by=scene.coach)
    plan = draft_for(anna, by=scene.coach)
    with pytest.raises(nocontact.NotPossible):
        nocontact.make_plan(scene.ben, a_draft(), by=scene.coach, key=plan.id)


def test_a_late_save_is_told(scene: Scene) -> None:
    plan = draft_for(scene.ben, by=scene.coach)
    nocontact.change_plan(plan, a_draft(days=45), version=1, by=scene.coach)
    with pytest.raises(Stale):
        nocontact.change_plan(plan, a_draft(days=60), version=1, by=scene.coach)
    assert (plan.days, plan.version) == (45, 2)


def test_what_was_proposed_is_not_changed(scene: Scene) -> None:
    plan = propose_to(scene.ben, by=scene.coach)
    with pytest.raises(nocontact.NotPossible):
        nocontact.change_plan(plan, a_draft(), version=plan.version, by=scene.coach)


def test_nobody_agrees_to_what_was_not_explained(scene: Scene) -> None:
    plan = propose_to(scene.ben, by=scene.coach)
    with pytest.raises(nocontact.NotExplained):
        nocontact.agree(plan, version=plan.version, starts_on=None, by=scene.client)


@pytest.mark.parametrize(("ahead", "state"), [(0, S.ACTIVE), (3, S.SCHEDULED)])
def test_an_agreed_plan_begins_on_its_day(scene: Scene, ahead: int, state: PlanState) -> None:
    start = today() + timedelta(days=ahead)
    plan = agreed_with(scene.ben, by=scene.client, starts_on=start)
    assert (plan.state, plan.agreed_version) == (state, plan.version)
    assert plan.ends_on == start + timedelta(days=29)


def test_a_start_that_is_past_is_chosen_anew(scene: Scene) -> None:
    plan = propose_to(scene.ben, by=scene.coach, starts_on=today() - timedelta(days=1))
    nocontact.open_explainer(plan, by=scene.client)
    with pytest.raises(nocontact.StartPassed):
        nocontact.agree(plan, version=1, starts_on=None, by=scene.client)
    nocontact.agree(plan, version=1, starts_on=today(), by=scene.client)
    assert plan.state == S.ACTIVE
    assert plan.ends_on == today() + timedelta(days=29)


def test_agreeing_to_another_version_is_told(scene: Scene) -> None:
    plan = propose_to(scene.ben, by=scene.coach)
    nocontact.open_explainer(plan, by=scene.client)
    with pytest.raises(Stale):
        nocontact.agree(plan, version=7, starts_on=None, by=scene.client)


def test_agreed_twice_it_is_agreed_once(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    nocontact.agree(plan, version=plan.version, starts_on=None, by=scene.client)
    steps = [step.act for step in nocontact.steps_of(plan)]
    assert (plan.state, steps.count("agree")) == (PlanState.ACTIVE, 1)


def test_what_was_withdrawn_meanwhile_is_not_agreed(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client, starts_on=today() + timedelta(days=2))
    nocontact.withdraw(plan, "", by=scene.client, party=Party.CLIENT)
    with pytest.raises(nocontact.NotPossible):
        nocontact.agree(plan, version=plan.version, starts_on=None, by=scene.client)


def test_a_wish_makes_it_a_draft_again(scene: Scene) -> None:
    plan = propose_to(scene.ben, by=scene.coach)
    nocontact.ask_for_change(plan, "Rather 21 days", version=1, by=scene.client)
    assert (plan.state, plan.wish) == (S.DRAFT, "Rather 21 days")
    programs.propose_plan(plan, without_tasks="", by=scene.coach)
    assert plan.wish is None


@pytest.mark.parametrize("party", [Party.COACH, Party.CLIENT])
def test_either_withdraws_it(scene: Scene, party: Party) -> None:
    plan = propose_to(scene.ben, by=scene.coach)
    nocontact.withdraw(plan, "", by=scene.coach, party=party)
    assert (plan.state, plan.closed_on) == (S.WITHDRAWN, today())


def test_a_new_plan_replaces_the_one_that_runs(scene: Scene) -> None:
    first = agreed_with(scene.ben, by=scene.client)
    second = propose_to(scene.ben, by=scene.coach, kind=Kind.LIMITED, reason=Reason.CHILDREN)
    nocontact.open_explainer(second, by=scene.client)
    with pytest.raises(nocontact.StartPassed):
        nocontact.agree(second, version=1, starts_on=today(), by=scene.client)
    tomorrow = today() + timedelta(days=1)
    nocontact.agree(second, version=1, starts_on=tomorrow, by=scene.client)
    assert (first.state, second.state) == (S.REPLACED, S.SCHEDULED)
    found = nocontact.courses_of(scene.ben.practice_id, scene.ben.id)
    assert found.live
    assert found.live.plan is second
    assert [one.plan for one in found.past] == [first]


def test_the_plan_before_is_looked_back_on_first(scene: Scene) -> None:
    first = agreed_with(scene.ben, by=scene.client)
    second = propose_to(scene.ben, by=scene.coach, starts_on=today() + timedelta(days=2))
    nocontact.open_explainer(second, by=scene.client)
    first.starts_on, first.ends_on = (today() - timedelta(days=n) for n in (40, 11))
    with pytest.raises(nocontact.ReviewFirst):
        nocontact.agree(second, version=1, starts_on=None, by=scene.client)
    assert first.state == S.REVIEW_DUE


def test_each_step_is_written_down(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    steps = db.session.scalars(select(PlanStep).order_by(PlanStep.id)).all()
    assert [(step.act, step.before, step.after, step.by_party) for step in steps] == [
        ("make", None, "draft", "coach"),
        ("propose", "draft", "proposed", "coach"),
        ("agree", "proposed", "scheduled", "client"),
        ("start", "scheduled", "active", "program"),
    ]
    assert {step.plan_id for step in steps} == {plan.id}


@pytest.mark.every_postgres
@pytest.mark.parametrize(
    ("states", "index"),
    [
        ((S.ACTIVE, S.SCHEDULED), "uq_no_contact_plan_practice_id_live"),
        ((S.REVIEW_DUE, S.PAUSED), "uq_no_contact_plan_practice_id_live"),
        ((S.DRAFT, S.PROPOSED), "uq_no_contact_plan_practice_id_prepared"),
    ],
)
def test_the_database_keeps_to_one(
    scene: Scene, states: tuple[PlanState, PlanState], index: str
) -> None:
    for state in states:
        db.session.add(
            NoContactPlan(
                practice_id=scene.ben.practice_id,
                client_id=scene.ben.id,
                kind=Kind.FULL,
                days=21,
                starts_on=today(),
                ends_on=today() + timedelta(days=20),
                zone="UTC",
                state=state,
            )
        )
    with pytest.raises(IntegrityError) as refused:
        db.session.flush()
    assert violates(refused.value, index)


def _at_once(cast: Cast, acts: list[Callable[[], str]]) -> list[str]:
    """Each in a scope of its own, all at the same time."""

    def run(act: Callable[[], str]) -> str:
        with cast.app.app_context():
            tenancy.enter_practice(cast.north)
            found = act()
            db.session.commit()
            return found

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def _prepare(cast: Cast, *, proposed: bool) -> None:
    def prepare() -> str:
        ben, coach = client_of(cast), by_coach(cast)
        make_ready(ben, by=coach)
        if proposed:
            nocontact.open_explainer(propose_to(ben, by=coach), by=by_client(cast))
        return ""

    _at_once(cast, [prepare])


@pytest.mark.every_postgres
def test_two_coaches_at_once_prepare_one(cast: Cast) -> None:
    _prepare(cast, proposed=False)

    def make() -> str:
        try:
            draft_for(client_of(cast), by=by_coach(cast))
        except nocontact.AlreadyPrepared:
            return "there is one"
        return "made"

    assert sorted(_at_once(cast, [make] * 4)) == ["made", *["there is one"] * 3]


@pytest.mark.every_postgres
def test_agreed_and_withdrawn_at_once_is_one_of_both(cast: Cast) -> None:
    _prepare(cast, proposed=True)

    def plan() -> NoContactPlan:
        found = nocontact.prepared_plan(cast.north, cast.clients["ben"])
        assert found
        return found

    def agree() -> str:
        try:
            nocontact.agree(plan(), version=1, starts_on=None, by=by_client(cast))
        except (nocontact.NotPossible, AssertionError):
            return "too late"
        return "agreed"

    def withdraw() -> str:
        try:
            nocontact.withdraw(plan(), "", by=by_coach(cast), party=Party.COACH)
        except (nocontact.NotPossible, AssertionError):
            return "too late"
        return "withdrawn"

    found = sorted(_at_once(cast, [agree, withdraw]))
    assert found in (["agreed", "too late"], ["too late", "withdrawn"])
