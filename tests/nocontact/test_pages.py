"""A plan from draft to review, as coach and client see it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from coachhub.clients import services as clients
from coachhub.clients.models import Engagement
from coachhub.clients.rules import EngagementState
from coachhub.core.db import db
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.rules import ContactAnswer
from tests.cast import Cast
from tests.nocontact.plans import (
    PORTAL,
    RATIONALE,
    by_client,
    by_coach,
    desk_of,
    in_north,
    plan_at,
    today,
)
from tests.rows import everything
from tests.statements import counted
from tests.visitor import Visitor


def test_from_a_draft_to_a_kept_day(
    ready: Cast, mara: Visitor, ben: Visitor, superuser: Engine
) -> None:
    desk = desk_of(ready)
    shown = mara.fill(f"{desk}/new", rationale=RATIONALE, length="45", show_dates="1")
    assert "45 days" in shown.text
    answer = mara.send_again(shown)
    assert answer.status_code == 303, answer.text
    assert "A draft, 45 days" in mara.get(desk).text
    assert "No plan yet" in ben.get(PORTAL).text
    draft = plan_at(mara, desk)
    assert mara.fill(f"{draft}/proposal").status_code == 303
    page = ben.get(PORTAL).text
    assert RATIONALE in page
    assert "Agree to this plan" not in page
    assert "A slip resets nothing" in ben.get(f"{PORTAL}/how-it-works").text
    own = plan_at(ben, PORTAL)
    assert ben.post(f"{own}/agreement", {"version": "1"}).status_code == 303
    assert "Day 1 of 45" in ben.get(PORTAL).text
    told = {"contact": "none", "mood": "6", "line": "The river was loud", "did_else": "swam"}
    answer = ben.fill(f"{PORTAL}/check-in", **told)
    assert answer.status_code == 303
    assert "something for yourself" in ben.get(answer.location).text
    page = mara.get(desk).text
    assert "The river was loud" in page
    assert "Mood 6" in page
    assert "Day 1 of 45" in page
    [reply] = re.findall(r'href="([^"]+/reply)"', page)
    assert mara.fill(reply, reaction="strength", reply="Loud how?").status_code == 303
    page = ben.get(PORTAL).text
    assert "That took strength." in page
    assert "Loud how?" in page
    for private in ("river was loud", "Loud how", RATIONALE):
        assert private not in everything(superuser)


def test_more_days_are_agreed_in_the_portal(running: Cast, mara: Visitor, ben: Visitor) -> None:
    ben.fill(f"{PORTAL}/contact", what="by_me")
    [way] = set(re.findall(r'href="([^"]+/answer)"', mara.get(desk_of(running)).text))
    refused = mara.fill(way, decision="extend", words="Some days more?")
    assert refused.status_code == 422
    assert "Please say by how many days" in refused.text
    assert mara.send_again(refused, more="5").status_code == 303
    page = ben.get(PORTAL).text
    assert "Your coach suggests 5 more days" in page
    [agree] = re.findall(r'action="([^"]+/wishes/[^"]+/agreement)"', page)
    assert ben.post(agree).status_code == 303
    assert "Day 10 of 35" in ben.get(PORTAL).text


def test_the_plans_title_is_the_day_and_what_was_counted_stands_below(
    running: Cast, ben: Visitor
) -> None:
    page = ben.get(PORTAL).text
    [title] = re.findall(r"<h1[^>]*>(.*?)</h1>", page)
    assert re.fullmatch(r"<span>Day \d+ of \d+</span>", title)
    assert re.search("not\u00a0reported</span>\\s*</p>", page)


def test_the_coach_reads_how_long_nothing_was_told(running: Cast, mara: Visitor) -> None:
    assert "Nothing was told for 9 days." in mara.get(desk_of(running)).text
    assert "has told nothing of the plan" in mara.get("/app/north/").text


def test_what_the_coach_said_and_asks_stands_on_the_first_page(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    today_page = "/portal/north/today"
    ben.fill(f"{PORTAL}/contact", what="by_me")
    assert "answered you" not in ben.get(today_page).text
    [way] = set(re.findall(r'href="([^"]+/answer)"', mara.get(desk_of(running)).text))
    mara.fill(way, decision="extend", more="5", words="Some days more?")
    page = ben.get(today_page).text
    assert "Mara Test answered you." in page
    assert "suggests a change of your plan" in page
    page = ben.get(PORTAL).text
    assert "Some days more?" in page
    assert "answered you" not in ben.get(today_page).text
    [agree] = re.findall(r'action="([^"]+/wishes/[^"]+/agreement)"', page)
    ben.post(agree)
    assert "suggests a change of your plan" not in ben.get(today_page).text


def test_what_is_over_is_not_changed(running: Cast, ben: Visitor) -> None:
    ben.fill(f"{PORTAL}/check-in", contact="none")
    page = ben.get(PORTAL).text
    [change] = re.findall(r'href="([^"]+)">Change it<', page)
    assert ben.get(change).status_code == 200
    assert "· no contact" in page or ">No contact</p>" in page
    assert "contact: None" not in page
    ben.fill(f"{plan_at(ben, PORTAL)}/end")
    page = ben.get(PORTAL).text
    assert "Your check-ins" in page
    assert "Change it" not in page


def test_in_french_a_plan_is_read_as_one(ready: Cast, mara: Visitor, ben: Visitor) -> None:
    desk = desk_of(ready)
    mara.send_again(mara.fill(f"{desk}/new", rationale=RATIONALE, length="45", show_dates="1"))
    mara.fill(f"{plan_at(mara, desk)}/proposal")
    ben.fill("/look", locale="fr")
    assert ">Lire le plan<" in ben.get("/portal/north/today").text


def test_what_is_agreed_stands_before_what_was_told(running: Cast, ben: Visitor) -> None:
    ben.fill(f"{PORTAL}/check-in", contact="none", line="The river was loud")
    page = ben.get(PORTAL).text
    order = ("Change today’s check-in", "What is agreed", "Ask for a pause", "Your check-ins")
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_nobody_reads_along_when_the_work_is_over(running: Cast, ben: Visitor) -> None:
    words = "is your coach and reads what you share here."
    assert words in ben.get("/portal/north/more").text

    def part() -> None:
        query = select(Engagement).where(Engagement.client_id == running.clients["ben"])
        engagement = db.session.scalars(query).one()
        clients.move(engagement, EngagementState.ENDED_EARLY, by=by_coach(running))

    in_north(running, part)
    assert words not in ben.get("/portal/north/more").text


def test_the_coach_pauses_and_the_client_goes_on(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    own = plan_at(ben, PORTAL)
    assert ben.fill(f"{own}/pause", pause_days="3", pause_words="The flu").status_code == 303
    page = mara.get(desk_of(running)).text
    assert "asks for a pause of 3 days" in page
    change = f"{plan_at(mara, desk_of(running))}/change"
    assert "The flu" in mara.get(change).text
    pause = change.replace("/change", "/pause")
    refused = mara.post(pause, {"pause_days": "15", "pause_reason": "The flu"})
    assert refused.status_code == 422
    assert mara.post(pause, {"pause_days": "3", "pause_reason": "The flu"}).status_code == 303
    assert "paused" in ben.get(PORTAL).text
    assert ben.post(f"{own}/resumption").status_code == 303
    assert "paused ·" not in ben.get(PORTAL).text


def test_the_client_ends_it_without_a_reason(running: Cast, mara: Visitor, ben: Visitor) -> None:
    own = plan_at(ben, PORTAL)
    assert ben.fill(f"{own}/end").status_code == 303
    assert "Over on day 10 of 30" in ben.get(PORTAL).text
    assert "ended early" in mara.get(desk_of(running)).text


def test_a_review_completes_it(running: Cast, mara: Visitor) -> None:
    def run_out() -> None:
        found = nocontact.live_plan(running.north, running.clients["ben"])
        assert found
        found.starts_on -= timedelta(days=30)
        found.ends_on -= timedelta(days=30)

    in_north(running, run_out)
    page = mara.get(desk_of(running)).text
    assert "Look back together" in page
    change = mara.get(f"{plan_at(mara, desk_of(running))}/change").text
    assert "<h2>Ask for more days</h2>" in change
    review = f"{plan_at(mara, desk_of(running))}/review"
    assert "Open to talk" in mara.get(review).text
    assert mara.fill(review, outcome="keep_distance", review_words="It helped").status_code == 303
    assert "Decided: Keep the distance" in mara.get(desk_of(running)).text


@pytest.mark.own_clock
def test_a_pause_before_writing_survives_a_reload(cast: Cast, ben: Visitor) -> None:
    assert "I want to write" in ben.get("/portal/north/tasks").text
    page = ben.get("/portal/north/urge").text
    assert "Begin the fifteen minutes" in page
    assert page.count('class="panes__pane"') == 15
    for _time in range(2):
        assert ben.post("/portal/north/urge").status_code == 303
    page = ben.get("/portal/north/urge").text
    assert page.count("panes__pane--now") == 1
    assert re.search(r"1[45] min \d+ s", page)
    assert "left of 15" in page
    assert "I don’t feel safe" in page


def _fill_up(cast: Cast) -> None:
    plan = nocontact.live_plan(cast.north, cast.clients["ben"])
    assert plan
    for day in range(7):
        draft = nocontact.CheckInDraft(
            today() - timedelta(days=day), ContactAnswer.NONE, line="A line"
        )
        nocontact.check_in(plan, draft, by=by_client(cast))


@pytest.mark.parametrize(
    ("who", "path", "most"),
    [
        ("mara", "/app/north/clients/{client}/plan", 14),
        ("mara", "/app/north/", 8),
        ("ben", "/portal/north/today", 8),
        ("ben", "/portal/north/plan", 12),
        ("ben", "/portal/north/plan/check-in", 8),
        ("ben", "/portal/north/urge", 8),
    ],
)
def test_a_page_takes_few_queries(running: Cast, who: str, path: str, most: int) -> None:
    in_north(running, lambda: _fill_up(running))
    browser, address = running.browser(who), path.format(client=running.clients["ben"])
    browser.get(address)
    with counted(running.app) as sent:
        assert browser.get(address).status_code == 200
    assert len(sent) <= most, sent


def test_no_day_of_a_draft_is_today(ready: Cast, mara: Visitor) -> None:
    desk = desk_of(ready)
    told = {"rationale": RATIONALE, "length": "45", "starts_on": str(today())}
    mara.send_again(mara.fill(f"{desk}/new", **told, show_dates="1"))
    page = mara.get(desk).text
    assert "A draft, 45 days" in page
    assert 'class="strip__days--to_come"' in page
    assert "strip__now" not in page
