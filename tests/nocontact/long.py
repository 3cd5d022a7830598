"""The longest plan there is, with a word on every day."""

from datetime import timedelta

from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.nocontact.models import CheckIn, ContactEvent, NoContactPlan, PlanPause, PlanRule
from coachhub.nocontact.rules import (
    DEFAULTS,
    ContactAnswer,
    ContactKind,
    Kind,
    PlanState,
    Reason,
    end_of,
)

DAYS, PASSED = 90, 70
MORE = 23
"""Contacts beside the seven slips of the long plan; each named for its day."""


def live_long(client: Client, words: str) -> NoContactPlan:
    """The client is in the last weeks of ninety days; some were slips, some without a word."""
    today = clock.today(client.zone)
    start = today - timedelta(days=PASSED)
    plan = NoContactPlan(
        practice_id=client.practice_id,
        client_id=client.id,
        kind=Kind.LIMITED,
        reason=Reason.LEGAL_OR_MONEY,
        days=DAYS,
        starts_on=start,
        ends_on=end_of(start, DAYS) + timedelta(days=5),
        zone=client.zone,
        state=PlanState.ACTIVE,
        proposed_at=clock.now(),
        agreed_at=clock.now(),
        agreed_version=12,
    )
    plan.client, plan.rationale = client, words
    db.session.add(plan)
    db.session.flush()
    own = {"practice_id": plan.practice_id, "plan_id": plan.id}
    pause = PlanPause(
        **own,
        starts_on=start + timedelta(days=20),
        ends_on=start + timedelta(days=24),
        resumed_at=clock.now(),
    )
    db.session.add(pause)
    for position, key in enumerate(DEFAULTS):
        rule = PlanRule(**own, position=position, rule_key=key, is_on=True, counts_as_slip=True)
        db.session.add(rule)
    for number in range(PASSED):
        day = start + timedelta(days=number)
        if number % 11 == 5:
            _slip(plan, number, words)
        elif number % 7:
            row = CheckIn(
                **own,
                on_day=day,
                zone=plan.zone,
                contact=ContactAnswer.ALLOWED,
                mood=number % 11,
                energy=1,
                sleep=3,
                is_shared=number % 5 > 0,
                is_late=number % 4 == 0,
            )
            row.line = words
            db.session.add(row)
    db.session.flush()
    return plan


def tell_much(plan: NoContactPlan) -> None:
    """Contact of theirs on many days, which counts for nothing."""
    for number in range(MORE):
        event = ContactEvent(
            practice_id=plan.practice_id,
            plan_id=plan.id,
            on_day=plan.starts_on + timedelta(days=number),
            kind=ContactKind.BY_THEM,
            is_slip=False,
            is_shared=True,
            is_late=False,
        )
        event.note = f"told {number}"
        db.session.add(event)
    db.session.flush()


def _slip(plan: NoContactPlan, number: int, words: str) -> None:
    event = ContactEvent(
        practice_id=plan.practice_id,
        plan_id=plan.id,
        on_day=plan.starts_on + timedelta(days=number),
        kind=ContactKind.REPLY_OFF_TOPIC,
        is_slip=True,
        is_shared=True,
        is_late=True,
        feeling=3,
    )
    event.led_to, event.needs, event.note = words, words[:200], words
    db.session.add(event)
