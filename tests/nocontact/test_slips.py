"""Slips, as the client tells them and the coach answers."""

import re
from datetime import timedelta

from sqlalchemy import select, update

from coachhub.clients.models import Engagement
from coachhub.clients.rules import EngagementState
from coachhub.core.db import db
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.words import MISSING_WORDS
from tests.cast import Cast
from tests.nocontact.plans import PORTAL, desk_of, in_north, today
from tests.visitor import Visitor


def test_a_slip_is_told_and_answered(running: Cast, mara: Visitor, ben: Visitor) -> None:
    yesterday = str(today() - timedelta(days=1))
    answer = ben.fill(f"{PORTAL}/check-in?day={yesterday}", contact="by_me")
    assert answer.location == f"{PORTAL}/contact?day={yesterday}"
    assert "Ben reached out or replied" in mara.get(desk_of(running)).text
    assert (
        "checked"
        not in ben.get(answer.location).text.split("What happened?")[1].split("</fieldset>")[0]
    )
    told = {"what": "by_me", "led_to": "The evening alone", "felt": "3"}
    answer = ben.fill(answer.location, **told, needs="not to be shouted at")
    assert "Ben wrote, called or went there" in mara.get(desk_of(running)).text
    page = ben.get(answer.location).text
    assert "Thank you for telling it as it was." in page
    assert "Day 10 of 30 · 1 slip" in page
    page = mara.get(desk_of(running)).text
    assert "Answer the slip" in page
    assert "The evening alone" in page
    [way] = set(re.findall(r'href="([^"]+/answer)"', page))
    assert "The evening alone" in mara.get(way).text
    assert "day 9 of 30" in mara.get(way).text
    assert mara.fill(way, words="What would have helped at nine?").status_code == 303
    assert "What would have helped at nine?" in ben.get(PORTAL).text
    assert "Answer the slip" not in mara.get(desk_of(running)).text


def test_of_two_slips_the_one_that_waits_longer_is_answered_first(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    for ago in (1, 2):
        ben.fill(f"{PORTAL}/contact", what="by_me", happened_on=str(today() - timedelta(days=ago)))
    page = mara.get(desk_of(running)).text
    [day] = re.findall(r"<h3>Slip of ([^<]+)</h3>", page)
    [folded] = re.findall(r'<summary class="more__word">Slip of ([^<]+) · Ben wrote', page)
    [first] = set(re.findall(r'href="([^"]+/answer)">Answer the slip of ([^<]+)<', page))
    assert first[1] == day
    assert first[0] == re.findall(r'class="way" href="([^"]+/answer)"', page)[0]
    assert page.count(f'Don’t count it as a slip<span class="visually-hidden">: {folded}<') == 1
    assert mara.fill(first[0], words="What would have helped at nine?").status_code == 303
    page = mara.get(desk_of(running)).text
    assert re.findall(r"<h3>Slip of ([^<]+)</h3>", page) == [folded]


def test_a_slip_is_no_longer_counted_and_counted_again(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    ben.fill(f"{PORTAL}/contact", what="by_me", led_to="The keys", note="It was short")
    page = mara.get(desk_of(running)).text
    assert "What came before it</p>" in page
    assert "What else was said</p>" in page
    [act] = set(re.findall(r'action="([^"]+/overruling)"', page))
    mara.post(act, {"overruling": "It was about the keys"})
    page = mara.get(desk_of(running)).text
    assert "You don’t count it as a slip: It was about the keys" in page
    assert 'name="counts" type="hidden" value="y"' in page
    assert "Your coach doesn’t count it as a slip: It was about the keys" in ben.get(PORTAL).text
    mara.post(act, {"overruling": "It was more", "counts": "y"})
    assert "Your coach counts it as a slip: It was more" in ben.get(PORTAL).text


def _answer_to_a_slip(mara: Visitor, ben: Visitor, desk: str) -> str:
    """Where the slip of which Ben has just told is answered."""
    ben.fill(f"{PORTAL}/contact", what="by_me")
    found = re.search(r'href="([^"]+/answer)"', mara.get(desk).text)
    assert found
    return found[1]


def _choices(page: str) -> list[str]:
    return re.findall(r'name="decision"[^>]*value="(\w+)"', page)


def test_more_days_are_offered_only_as_many_as_a_plan_can_have(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    def lengthen(by: int) -> None:
        plan = db.session.scalars(select(NoContactPlan)).one()
        plan.days += by
        plan.ends_on += timedelta(days=by)

    in_north(running, lambda: lengthen(57))
    way = _answer_to_a_slip(mara, ben, desk_of(running))
    page = mara.get(way).text
    assert _choices(page) == ["continue", "extend", "new_run"]
    assert "1 to 3 days, Ben agrees first." in page
    refused = mara.fill(way, decision="extend", more="4", words="Some days more?")
    assert "A number from 1 to 3, please." in refused.text
    in_north(running, lambda: lengthen(3))
    page = mara.get(way).text
    assert _choices(page) == ["continue", "new_run"]
    assert "It has as many days as a plan can have." in page
    assert "By how many days" not in page


def test_what_cannot_be_agreed_on_is_not_offered_as_an_answer(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    way = _answer_to_a_slip(mara, ben, desk_of(running))
    assert "can’t be agreed on" not in mara.get(way).text
    on_hold = update(Engagement).values(state=EngagementState.ON_HOLD)
    in_north(running, lambda: db.session.execute(on_hold))
    page = mara.get(way).text
    assert "More days or another start can’t be agreed on as it stands:" in page
    assert str(MISSING_WORDS[nocontact.Missing.ACTIVE_WORK]) in page
    assert f'href="/app/north/clients/{running.clients["ben"]}/engagement"' in page
    assert _choices(page) == ["continue"]
    assert "The new run begins" not in page
    assert mara.fill(way, words="What would have helped at nine?").status_code == 303


def test_a_private_slip_is_told_without_its_words(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    ben.fill(f"{PORTAL}/contact", what="by_me", led_to="Mine alone", is_private="y")
    page = mara.get(desk_of(running)).text
    assert "Mine alone" not in page
    [way] = set(re.findall(r'href="([^"]+/answer)"', page))
    assert "Mine alone" not in mara.get(way).text
