"""The demo's no-contact plans: one in every state, with days that were told of."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import update

from coachhub.clients import services as clients
from coachhub.clients.models import Client, Signature
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import (
    CheckIn,
    ContactEvent,
    NoContactPlan,
    PlanPause,
    PlanRule,
    PlanStep,
    Urge,
)
from coachhub.nocontact.rules import (
    DEFAULTS,
    SLIPS_BY_DEFAULT,
    Act,
    ContactAnswer,
    ContactKind,
    Kind,
    Outcome,
    Party,
    PlanState,
    Reason,
    RuleKey,
    SlipAnswer,
    end_of,
)
from coachhub.ops.demo_days import ANNA, BEN, CARLA, IVO, PLAIN, YARA, Said
from coachhub.ops.demo_safety import CALM
from coachhub.ops.demo_scene import Scene
from coachhub.practices.rules import Role
from coachhub.safety import services as safety
from coachhub.safety.models import SafetyScreen
from coachhub.safety.rules import Filler

S = PlanState


class Plan(NamedTuple):
    """Whose plan, how long, since how many days (negative: to come), and where it stands."""

    client: str
    days: int
    since: int
    state: PlanState
    rationale: str
    said: dict[int, Said] = {}  # noqa: RUF012  # read only
    reason: Reason | None = None
    own_rule: str = ""
    outcome: Outcome | None = None
    over: int | None = None
    """How many days ago it was over."""
    wish: str = ""


PLANS = (
    Plan(
        "ben",
        45,
        13,
        S.ACTIVE,
        "Six weeks and a bit: long enough for three of the Sundays you dread, and for the evenings "
        "to become yours again. If it is too long, we talk.",
        BEN,
        own_rule="I don’t walk past her office on the way to the canal.",
    ),
    Plan(
        "anna",
        30,
        24,
        S.ACTIVE,
        "Thirty days without explaining your kitchen to anybody. You said you wanted to hear "
        "yourself think; this is the quiet for it.",
        ANNA,
    ),
    Plan(
        "carla",
        30,
        52,
        S.REPLACED,
        "Four weeks of quiet after the move, apart from the children’s things.",
        PLAIN,
        over=34,
    ),
    Plan(
        "carla",
        60,
        33,
        S.ACTIVE,
        "One channel, in writing, about the children alone. An answer within a day is enough; the "
        "rest of the day is yours and theirs.",
        CARLA,
        Reason.CHILDREN,
        "We hand over at the school gate.",
    ),
    Plan(
        "mia",
        30,
        -2,
        S.DRAFT,
        "A month to sleep through the nights again before you decide anything.",
        wish="Could it begin after my sister’s wedding? And 21 days, if you think that is enough.",
    ),
    Plan(
        "theo",
        21,
        -1,
        S.PROPOSED,
        "Three weeks. Short enough to see its end, long enough to feel the difference.",
    ),
    Plan(
        "nele",
        45,
        -4,
        S.SCHEDULED,
        "It begins after the exam, as you asked, and ends when the days are long again.",
    ),
    Plan(
        "tom",
        30,
        12,
        S.PAUSED,
        "A month without looking. You called it “putting the phone in the cellar”.",
        PLAIN,
    ),
    Plan(
        "yara",
        21,
        23,
        S.REVIEW_DUE,
        "Three weeks, to find out what your own evenings look like.",
        YARA,
    ),
    Plan(
        "ivo",
        60,
        80,
        S.COMPLETED,
        "Two months, since you shared a workshop and every tool has a story.",
        IVO,
        outcome=Outcome.KEEP_DISTANCE,
        over=15,
    ),
    Plan(
        "ines",
        45,
        40,
        S.ENDED_EARLY,
        "Six weeks; you wanted it long, and I said we would look after two.",
        PLAIN,
        over=25,
    ),
    Plan(
        "oskar",
        30,
        3,
        S.WITHDRAWN,
        "A month, as a start. We can make it shorter.",
        over=4,
    ),
)


AGREEMENT = (
    "Coaching is not therapy, and not help in an emergency; we say so when it is not enough.\n\n"
    "What you share here, your coach reads, and nobody else in the practice. Nothing of it goes "
    "away by itself; ask us, and we delete it.\n\n"
    "A session can be moved or cancelled until a day before. You can end our work at any time, and "
    "needn’t say why."
)
_ANSWERED_ALREADY = frozenset({"anna", "ben", "carla", "liam"})


def tell(scene: Scene) -> None:
    """What plans need, and the plans, at dates relative to today."""
    _prepare(scene)
    for plan in PLANS:
        _tell(scene, plan)


def _prepare(scene: Scene) -> None:
    """The agreement is signed by all who have a portal, and the eight questions are answered."""
    owner = scene.member("mara", Role.OWNER)
    current = clients.current_agreement(scene.practice_id)
    if current is None:
        current = clients.publish_agreement(scene.practice_id, AGREEMENT, number=1, by=owner)
        current.published_at = scene.moment(timedelta(days=240))
    for name, client in scene.clients.items():
        if client.user_id is None or name == "liam":
            continue
        by = scene.client(name)
        clients.sign(client, number=current.number, name=client.name, ip="127.0.0.1", by=by)
        _date_back(client, Signature, "signed_at", timedelta(hours=3))
        if name not in _ANSWERED_ALREADY:
            safety.answer(client, CALM, filled_by=Filler.CLIENT, by=by, key=new_id())
            _date_back(client, SafetyScreen, "answered_at", timedelta(hours=4))


def _date_back(
    client: Client, model: type[Signature | SafetyScreen], column: str, after: timedelta
) -> None:
    """It was so long after the client came."""
    db.session.execute(
        update(model)
        .where(model.practice_id == client.practice_id, model.client_id == client.id)
        .values({column: client.created_at + after})
    )


def _tell(scene: Scene, told: Plan) -> None:
    client = scene.clients[told.client]
    start = scene.day(told.client, told.since)
    plan = NoContactPlan(
        practice_id=scene.practice_id,
        client_id=client.id,
        kind=Kind.LIMITED if told.reason else Kind.FULL,
        reason=told.reason,
        days=told.days,
        starts_on=start,
        ends_on=end_of(start, told.days),
        zone=client.zone,
        state=told.state,
        outcome=told.outcome,
        closed_on=None if told.over is None else scene.day(told.client, told.over),
    )
    plan.client = client
    plan.rationale, plan.wish = told.rationale, told.wish
    written = _at(client.zone, min(start, scene.day(told.client, 0)) - timedelta(days=3), 10)
    plan.created_at = written
    if told.state is not S.DRAFT or told.wish:
        plan.proposed_at = written + timedelta(hours=1)
    if told.state not in (S.DRAFT, S.PROPOSED, S.WITHDRAWN):
        plan.explained_at, plan.explainer_version = written, nocontact.EXPLAINER_VERSION
        plan.agreed_at, plan.agreed_version = written + timedelta(hours=9), 1
    if told.state is S.REVIEW_DUE:
        plan.review_since = plan.ends_on + timedelta(days=1)
    db.session.add(plan)
    db.session.flush()
    _write_rules(plan, told)
    _write_steps(scene, plan, told)
    _write_days(scene, plan, told)
    if told.state is S.PAUSED:
        _rest(scene, plan, told)
    db.session.flush()


def _write_rules(plan: NoContactPlan, told: Plan) -> None:
    keys = [*DEFAULTS, *([RuleKey.OWN] if told.own_rule else [])]
    for position, key in enumerate(keys):
        rule = PlanRule(
            practice_id=plan.practice_id,
            plan_id=plan.id,
            position=position,
            rule_key=key,
            is_on=True,
            counts_as_slip=key in SLIPS_BY_DEFAULT,
        )
        rule.words = told.own_rule if key is RuleKey.OWN else ""
        db.session.add(rule)


_ENDINGS: dict[PlanState, tuple[Act, Party]] = {
    S.COMPLETED: (Act.REVIEW, Party.COACH),
    S.ENDED_EARLY: (Act.END, Party.CLIENT),
    S.WITHDRAWN: (Act.WITHDRAW, Party.CLIENT),
    S.REPLACED: (Act.REPLACE, Party.CLIENT),
    S.PAUSED: (Act.PAUSE, Party.COACH),
    S.REVIEW_DUE: (Act.RUN_OUT, Party.PROGRAM),
}


def _steps(plan: NoContactPlan, told: Plan) -> Iterator[tuple[str, Party, datetime, PlanState]]:
    yield "make", Party.COACH, plan.created_at, S.DRAFT
    if plan.proposed_at:
        yield Act.PROPOSE, Party.COACH, plan.proposed_at, S.PROPOSED
    if told.wish:
        yield Act.ASK_CHANGE, Party.CLIENT, plan.created_at + timedelta(hours=20), S.DRAFT
    if plan.agreed_at:
        yield Act.AGREE, Party.CLIENT, plan.agreed_at, S.SCHEDULED
    if plan.agreed_at and told.since >= 0:
        yield Act.START, Party.PROGRAM, _at(plan.zone, plan.starts_on, 0), S.ACTIVE
    if told.state in _ENDINGS:
        act, party = _ENDINGS[told.state]
        day = plan.closed_on or plan.review_since or plan.starts_on + timedelta(days=9)
        yield act, party, _at(plan.zone, day, 9), told.state


def _write_steps(scene: Scene, plan: NoContactPlan, told: Plan) -> None:
    before = None
    people = {Party.COACH: scene.members["mara"].user_id, Party.CLIENT: plan.client.user_id}
    for act, party, at, after in _steps(plan, told):
        step = PlanStep(
            practice_id=plan.practice_id,
            plan_id=plan.id,
            act=act,
            at=at,
            before=before,
            after=after,
            by_user_id=people.get(party),
            by_party=party,
        )
        step.reason = told.wish if act == Act.ASK_CHANGE else ""
        db.session.add(step)
        before = after


def _write_days(scene: Scene, plan: NoContactPlan, told: Plan) -> None:
    """Each day that was told of, on its evening; days without a word stay grey."""
    last = plan.closed_on or scene.day(told.client, 0)
    for number, said in told.said.items():
        day = plan.starts_on + timedelta(days=number - 1)
        if day > min(last, plan.ends_on):
            continue
        at = min(_at(plan.zone, day + timedelta(days=said.later), said.hour), clock.now())
        row = CheckIn(
            practice_id=plan.practice_id,
            plan_id=plan.id,
            on_day=day,
            zone=plan.zone,
            contact=said.contact,
            mood=said.mood,
            energy=said.energy,
            sleep=said.sleep,
            is_shared=said.shared,
            is_late=said.later > 0,
            created_at=at,
        )
        row.did, row.line = said.did, said.line
        if said.reaction or said.answer:
            row.reaction, row.answer = said.reaction, said.answer
            row.answered_at = min(at + timedelta(hours=13), clock.now())
        db.session.add(row)
        db.session.add_all(_pause(plan, day, hour) for hour in said.pauses)
        if said.contact is ContactAnswer.BY_ME:
            _slip(plan, day, at, said)


def _pause(plan: NoContactPlan, day: date, hour: int) -> Urge:
    at = _at(plan.zone, day, hour)
    return Urge(practice_id=plan.practice_id, client_id=plan.client_id, started_at=at)


def _slip(plan: NoContactPlan, day: date, at: datetime, said: Said) -> None:
    event = ContactEvent(
        practice_id=plan.practice_id,
        id=new_id(),
        plan_id=plan.id,
        on_day=day,
        kind=ContactKind.REPLY_OFF_TOPIC,
        is_slip=True,
        feeling=3,
        is_shared=True,
        is_late=said.later > 0,
        created_at=at,
    )
    event.led_to, event.needs = said.led_to, said.needs
    if said.slip_answer:
        event.decision, event.answer = SlipAnswer.CONTINUE, said.slip_answer
        event.decided_at = event.answered_at = at + timedelta(hours=16)
    db.session.add(event)


def _rest(scene: Scene, plan: NoContactPlan, told: Plan) -> None:
    """The plan rests since a few days: the flu."""
    first = scene.day(told.client, 3)
    db.session.add(
        PlanPause(
            practice_id=plan.practice_id,
            plan_id=plan.id,
            starts_on=first,
            ends_on=first + timedelta(days=9),
        )
    )


def _at(zone: str, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 20), ZoneInfo(zone))
