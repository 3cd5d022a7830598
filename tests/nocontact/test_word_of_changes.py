"""A change that the coach asks for goes by mail, without a word of what it is."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from coachhub.core.db import db
from coachhub.mail.models import Delivery
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.emails import change_waits
from coachhub.nocontact.models import NoContactPlan, PlanWish
from coachhub.nocontact.rules import Party, Wish
from coachhub.nocontact.services import Asked
from coachhub.safety.models import SafetyFlag
from coachhub.safety.rules import FlagKind, FlagState, Level
from tests.nocontact.conftest import Scene
from tests.nocontact.plans import agreed_with


def _asked(scene: Scene) -> tuple[NoContactPlan, PlanWish]:
    plan = agreed_with(scene.ben, by=scene.client)
    asked = Asked(Wish.EXTEND, 7, words="Another week")
    return plan, nocontact.ask(plan, asked, by=scene.coach, party=Party.COACH)


def _mails() -> list[Delivery]:
    query = select(Delivery).where(Delivery.kind == nocontact.WISH_MAIL)
    return list(db.session.scalars(query))


def test_one_mail_says_that_something_waits(scene: Scene) -> None:
    _plan, wish = _asked(scene)
    [delivery] = _mails()
    assert (delivery.recipient, delivery.about_id) == (scene.ben.email, wish.id)
    message = change_waits(delivery)
    assert message
    assert set(message.context) == {"name", "link"}


def test_what_the_client_asks_for_goes_by_none(scene: Scene) -> None:
    plan = agreed_with(scene.ben, by=scene.client)
    nocontact.ask(plan, Asked(Wish.PAUSE, 3), by=scene.client, party=Party.CLIENT)
    assert _mails() == []


def _urgent(scene: Scene, _plan: NoContactPlan, _wish: PlanWish) -> None:
    flag = SafetyFlag(
        practice_id=scene.ben.practice_id,
        client_id=scene.ben.id,
        state=FlagState.OPEN,
    )
    flag.put(FlagKind.AFRAID, Level.URGENT)
    db.session.add(flag)
    db.session.flush()


def _declined(scene: Scene, plan: NoContactPlan, wish: PlanWish) -> None:
    nocontact.decline(plan, wish, by=scene.client)


def _ended(scene: Scene, plan: NoContactPlan, _wish: PlanWish) -> None:
    nocontact.end(plan, "", by=scene.client, party=Party.CLIENT)


def _moved_away(scene: Scene, _plan: NoContactPlan, _wish: PlanWish) -> None:
    scene.ben.email = "ben@elsewhere.test"


@pytest.mark.parametrize("happens", [_urgent, _declined, _ended, _moved_away])
def test_it_is_not_sent_where_it_no_longer_fits(
    scene: Scene, happens: Callable[[Scene, NoContactPlan, PlanWish], None]
) -> None:
    plan, wish = _asked(scene)
    [delivery] = _mails()
    happens(scene, plan, wish)
    assert change_waits(delivery) is None
