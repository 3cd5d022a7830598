"""A plan from draft to review, as coach and client see it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from coachhub.clients import services as clients
from coachhub.clients.models import Engagement
from coachhub.clients.rules import EngagementState
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.rules import ContactAnswer
from tests.cast import Cast
from tests.nocontact.plans import (
    RATIONALE,
    agreed_with,
    by_client,
    by_coach,
    client_of,
    draft_for,
    make_ready,
    propose_to,
    today,
)
from tests.rows import everything
from tests.statements import counted
from tests.visitor import Visitor


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


@pytest.fixture
def ben(cast: Cast) -> Visitor:
    return cast.browser("ben")


@pytest.fixture
def ready(cast: Cast) -> Cast:
    """Ben is ready for a plan."""
    _in_north(cast, lambda: make_ready(client_of(cast), by=by_coach(cast)))
    return cast


@pytest.fixture
def running(ready: Cast) -> Cast:
    """Ben's plan is in its tenth day, and nothing was told yet."""

    def begin() -> None:
        plan = agreed_with(client_of(ready), by=by_client(ready))
        plan.starts_on -= timedelta(days=9)
        plan.ends_on -= timedelta(days=9)

    _in_north(ready, begin)
    return ready


def _in_north(cast: Cast, act: object) -> None:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        act()  # type: ignore[operator]
        db.session.commit()


def _desk(cast: Cast) -> str:
    return f"/app/north/clients/{cast.clients['ben']}/plan"


PORTAL = "/portal/north/plan"


def _plan(browser: Visitor, page: str) -> str:
    """The address of the plan that the page leads on from."""
    found = re.findall(rf"{page}/([0-9a-f-]{{36}})", browser.get(page).text)
    return f"{page}/{found[0]}"


def test_from_a_draft_to_a_kept_day(
    ready: Cast, mara: Visitor, ben: Visitor, superuser: Engine
) -> None:
    desk = _desk(ready)
    shown = mara.fill(f"{desk}/new", rationale=RATIONALE, length="45", show_dates="1")
    assert "45 days" in shown.text
    answer = mara.send_again(shown)
    assert answer.status_code == 303, answer.text
    assert "A draft, 45 days" in mara.get(desk).text
    assert "No plan yet" in ben.get(PORTAL).text
    draft = _plan(mara, desk)
    assert mara.fill(f"{draft}/proposal").status_code == 303
    page = ben.get(PORTAL).text
    assert RATIONALE in page
    assert "Agree to this plan" not in page
    assert "A slip resets nothing" in ben.get(f"{PORTAL}/how-it-works").text
    own = _plan(ben, PORTAL)
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


def test_a_slip_is_told_and_answered(running: Cast, mara: Visitor, ben: Visitor) -> None:
    yesterday = str(today() - timedelta(days=1))
    answer = ben.fill(f"{PORTAL}/check-in?day={yesterday}", contact="by_me")
    assert answer.location == f"{PORTAL}/contact?day={yesterday}"
    told = {"led_to": "The evening alone", "felt": "3", "needs": "not to be shouted at"}
    answer = ben.fill(answer.location, **told)
    page = ben.get(answer.location).text
    assert "Thank you for telling it as it was." in page
    assert "Day 10 of 30 · 1 slip" in page
    page = mara.get(_desk(running)).text
    assert "Answer the slip" in page
    assert "The evening alone" in page
    [way] = set(re.findall(r'href="([^"]+/answer)"', page))
    assert "The evening alone" in mara.get(way).text
    assert mara.fill(way, words="What would have helped at nine?").status_code == 303
    assert "What would have helped at nine?" in ben.get(PORTAL).text
    assert "Answer the slip" not in mara.get(_desk(running)).text


def test_more_days_are_agreed_in_the_portal(running: Cast, mara: Visitor, ben: Visitor) -> None:
    ben.fill(f"{PORTAL}/contact", what="by_me")
    [way] = set(re.findall(r'href="([^"]+/answer)"', mara.get(_desk(running)).text))
    refused = mara.fill(way, decision="extend", words="Some days more?")
    assert refused.status_code == 422
    assert "Please say by how many days" in refused.text
    assert mara.send_again(refused, more="5").status_code == 303
    page = ben.get(PORTAL).text
    assert "Your coach suggests 5 more days" in page
    [agree] = re.findall(r'action="([^"]+/wishes/[^"]+/agreement)"', page)
    assert ben.post(agree).status_code == 303
    assert "Day 10 of 35" in ben.get(PORTAL).text


def test_what_is_kept_private_stays_so(running: Cast, mara: Visitor, ben: Visitor) -> None:
    ben.fill(f"{PORTAL}/check-in", contact="by_them", mood="2", line="For me", is_private="y")
    page = mara.get(_desk(running)).text
    assert "For me" not in page
    assert "Mood 2" not in page
    assert "They contacted me" in page
    assert "For me" in ben.get(PORTAL).text


def test_a_private_slip_is_told_without_its_words(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    ben.fill(f"{PORTAL}/contact", what="by_me", led_to="Mine alone", is_private="y")
    page = mara.get(_desk(running)).text
    assert "Mine alone" not in page
    [way] = set(re.findall(r'href="([^"]+/answer)"', page))
    assert "Mine alone" not in mara.get(way).text


def test_the_last_days_are_filled_in_one_go(running: Cast, ben: Visitor) -> None:
    page = ben.get(f"{PORTAL}/last-days").text
    days = re.findall(r'name="(day_[0-9_]+)"', page)
    names = list(dict.fromkeys(days))
    assert len(names) == 6
    answer = ben.post(f"{PORTAL}/last-days", dict.fromkeys(names[:4], "none"))
    assert answer.status_code == 303
    assert "4 kept" in ben.get(PORTAL).text


def test_the_coach_reads_how_long_nothing_was_told(running: Cast, mara: Visitor) -> None:
    assert "Nothing was told for 9 days." in mara.get(_desk(running)).text
    assert "has told nothing of the plan" in mara.get("/app/north/").text


def test_a_wish_brings_the_draft_back(ready: Cast, mara: Visitor, ben: Visitor) -> None:
    _in_north(ready, lambda: propose_to(client_of(ready), by=by_coach(ready)))
    own = _plan(ben, PORTAL)
    assert ben.fill(f"{own}/change", words="Rather three weeks").status_code == 303
    assert "Rather three weeks" in mara.get(_desk(ready)).text
    assert "your coach is at it" in ben.get(PORTAL).text


def test_agreed_twice_leads_to_the_plan(ready: Cast, ben: Visitor) -> None:
    _in_north(ready, lambda: propose_to(client_of(ready), by=by_coach(ready)))
    own = _plan(ben, PORTAL)
    ben.get(f"{PORTAL}/how-it-works")
    for _time in range(2):
        answer = ben.post(f"{own}/agreement", {"version": "1"})
        assert "Agreed. You can pause it" in ben.get(answer.location).text
    assert "Day 1 of 30" in ben.get(PORTAL).text


def test_a_plan_that_was_withdrawn_shows_no_days(ready: Cast, ben: Visitor) -> None:
    _in_north(ready, lambda: propose_to(client_of(ready), by=by_coach(ready)))
    ben.post(f"{_plan(ben, PORTAL)}/withdrawal")
    page = ben.get(PORTAL).text
    assert "Withdrawn, 30 days" in page
    assert "What was proposed" in page
    assert "What is agreed" not in page
    assert "not reported" not in page


def test_a_draft_that_was_never_proposed_stays_at_the_desk(
    ready: Cast, mara: Visitor, ben: Visitor
) -> None:
    _in_north(ready, lambda: draft_for(client_of(ready), by=by_coach(ready)))
    mara.post(f"{_plan(mara, _desk(ready))}/withdrawal")
    page = ben.get(PORTAL).text
    assert "No plan yet" in page
    assert RATIONALE not in page


def test_what_the_coach_said_and_asks_stands_on_the_first_page(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    today_page = "/portal/north/today"
    ben.fill(f"{PORTAL}/contact", what="by_me")
    assert "answered you" not in ben.get(today_page).text
    [way] = set(re.findall(r'href="([^"]+/answer)"', mara.get(_desk(running)).text))
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


def test_a_word_to_a_check_in_stands_on_the_first_page(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    ben.fill(f"{PORTAL}/check-in", contact="none")
    [reply] = re.findall(r'href="([^"]+/reply)"', mara.get(_desk(running)).text)
    mara.fill(reply, reaction="strength")
    assert "Mara Test answered you." in ben.get("/portal/north/today").text


def test_what_is_over_is_not_changed(running: Cast, ben: Visitor) -> None:
    ben.fill(f"{PORTAL}/check-in", contact="none")
    page = ben.get(PORTAL).text
    [change] = re.findall(r'href="([^"]+)">Change it<', page)
    assert ben.get(change).status_code == 200
    assert "· no contact" in page or ">no contact" in page
    assert "contact: None" not in page
    ben.fill(f"{_plan(ben, PORTAL)}/end")
    page = ben.get(PORTAL).text
    assert "Your last check-ins" in page
    assert "Change it" not in page


def test_nobody_reads_along_when_the_work_is_over(running: Cast, ben: Visitor) -> None:
    words = "They read what you write here."
    assert words in ben.get("/portal/north/today").text

    def part() -> None:
        query = select(Engagement).where(Engagement.client_id == running.clients["ben"])
        engagement = db.session.scalars(query).one()
        clients.move(engagement, EngagementState.ENDED_EARLY, by=by_coach(running))

    _in_north(running, part)
    assert words not in ben.get("/portal/north/today").text


def test_without_the_explainer_nothing_is_agreed(ready: Cast, ben: Visitor) -> None:
    _in_north(ready, lambda: propose_to(client_of(ready), by=by_coach(ready)))
    own = _plan(ben, PORTAL)
    answer = ben.post(f"{own}/agreement", {"version": "1"})
    assert "open “How it works” first" in ben.get(answer.location).text


def test_what_is_missing_stands_by_the_proposal(cast: Cast, mara: Visitor) -> None:
    new = f"{_desk(cast)}/new"
    refused = mara.fill(new, rationale=RATIONALE)
    assert refused.status_code == 422
    assert "agreement that holds now is not signed" in refused.text
    assert RATIONALE in refused.text

    def prepare() -> None:
        make_ready(client_of(cast), by=by_coach(cast), task=False)
        draft_for(client_of(cast), by=by_coach(cast))

    _in_north(cast, prepare)
    draft = _plan(mara, _desk(cast))
    late = mara.fill(f"{draft}/proposal")
    assert late.status_code == 409
    assert "No task goes with it yet" in late.text
    assert mara.send_again(late, without_tasks="Sleep first").status_code == 303


def test_two_coaches_edit_and_nothing_is_lost(ready: Cast, mara: Visitor) -> None:
    _in_north(ready, lambda: draft_for(client_of(ready), by=by_coach(ready)))
    edit = f"{_plan(mara, _desk(ready))}/edit"
    before = mara.form(edit)
    assert (
        mara.post(edit, {**before, "rationale": "Theirs, long enough to count"}).status_code == 303
    )
    late = mara.post(edit, {**before, "rationale": "Mine, which is long enough too"})
    assert late.status_code == 409
    assert "Theirs, long enough" in late.text
    assert "Mine, which is long" in late.text
    assert mara.send_again(late).status_code == 303


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"rationale": "Too short"}, "in a sentence or two"),
        ({"rationale": ""}, "This is needed"),
        ({"length": "0", "other_days": "20"}, "21 to 90 days"),
        ({"length": "0", "other_days": "91"}, "21 to 90 days"),
        ({"length": "0"}, "how many days"),
        ({"kind": "limited"}, "needs a reason"),
        ({"starts_on": "2020-01-01"}, "From today on"),
        ({"starts_on": "0001-01-01"}, "From today on"),
        ({"starts_on": "9999-12-31"}, "From today on"),
        ({"starts_on": "9999-12-31", "show_dates": "1"}, "From today on"),
        ({"starts_on": "0001-01-01", "show_dates": "1"}, "From today on"),
        ({"starts_on": "soon"}, "A date, please"),
        ({"already_since": "2999-01-01"}, "not before the first day"),
        ({"own_rules": "a\nb\nc\nd\ne\nf"}, "Five at most"),
        ({"rules_on": "smile"}, "choose from what is offered"),
    ],
)
def test_a_draft_is_refused_and_kept(
    ready: Cast, mara: Visitor, typed: dict[str, object], message: str
) -> None:
    values = {"rationale": RATIONALE, "other_days": "", **typed}
    answer = mara.fill(f"{_desk(ready)}/new", **values)
    assert answer.status_code == 422
    assert message in answer.text
    assert str(values["rationale"]) in answer.text
    _in_north(ready, lambda: draft_for(client_of(ready), by=by_coach(ready)))
    answer = mara.fill(f"{_plan(mara, _desk(ready))}/edit", **values)
    assert answer.status_code == 422
    assert message in answer.text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("ahead", [0, 3])
def test_a_start_out_of_reach_is_refused_and_kept(
    ready: Cast, mara: Visitor, ahead: int, day: str
) -> None:
    starts_on = today() + timedelta(days=ahead)
    _in_north(
        ready, lambda: agreed_with(client_of(ready), by=by_client(ready), starts_on=starts_on)
    )
    start = f"{_plan(mara, _desk(ready))}/start"
    answer = mara.post(start, {"new_start": day, "start_words": "Another week"})
    assert answer.status_code == 422
    assert "Not that far" in answer.text
    assert "Another week" in answer.text


@pytest.mark.parametrize("days", ["21", "90"])
def test_both_ends_are_taken(ready: Cast, mara: Visitor, days: str) -> None:
    typed = {"rationale": RATIONALE, "length": "0", "other_days": days}
    assert mara.fill(f"{_desk(ready)}/new", **typed).status_code == 303
    assert f"{days} days" in mara.get(_desk(ready)).text


def test_the_coach_pauses_and_the_client_goes_on(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    own = _plan(ben, PORTAL)
    assert ben.fill(f"{own}/rest", rest_days="3", rest_words="The flu").status_code == 303
    page = mara.get(_desk(running)).text
    assert "asks for a rest of 3 days" in page
    change = f"{_plan(mara, _desk(running))}/change"
    assert "The flu" in mara.get(change).text
    pause = change.replace("/change", "/pause")
    refused = mara.post(pause, {"pause_days": "15", "pause_reason": "The flu"})
    assert refused.status_code == 422
    assert mara.post(pause, {"pause_days": "3", "pause_reason": "The flu"}).status_code == 303
    assert "paused" in ben.get(PORTAL).text
    assert ben.post(f"{own}/resumption").status_code == 303
    assert "paused ·" not in ben.get(PORTAL).text


def test_the_client_ends_it_without_a_reason(running: Cast, mara: Visitor, ben: Visitor) -> None:
    own = _plan(ben, PORTAL)
    assert ben.fill(f"{own}/end").status_code == 303
    assert "Over on day 10 of 30" in ben.get(PORTAL).text
    assert "ended early" in mara.get(_desk(running)).text


def test_a_review_completes_it(running: Cast, mara: Visitor) -> None:
    def run_out() -> None:
        found = nocontact.live_plan(running.north, running.clients["ben"])
        assert found
        found.starts_on -= timedelta(days=30)
        found.ends_on -= timedelta(days=30)

    _in_north(running, run_out)
    page = mara.get(_desk(running)).text
    assert "Look back together" in page
    review = f"{_plan(mara, _desk(running))}/review"
    assert "Open to talk" in mara.get(review).text
    assert mara.fill(review, outcome="keep_distance", review_words="It helped").status_code == 303
    assert "Decided: Keep the distance" in mara.get(_desk(running)).text


def test_a_pause_before_writing_survives_a_reload(cast: Cast, ben: Visitor) -> None:
    assert "I want to write" in ben.get("/portal/north/tasks").text
    assert "Begin the fifteen minutes" in ben.get("/portal/north/urge").text
    for _time in range(2):
        assert ben.post("/portal/north/urge").status_code == 303
    page = ben.get("/portal/north/urge").text
    assert re.search(r"1[45] min \d+ s", page)
    assert "left of 15" in page
    assert "I don't feel safe" in page


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
        ("mara", "/app/north/clients/{client}/plan", 13),
        ("mara", "/app/north/", 8),
        ("ben", "/portal/north/today", 8),
        ("ben", "/portal/north/plan", 12),
        ("ben", "/portal/north/plan/check-in", 8),
        ("ben", "/portal/north/urge", 8),
    ],
)
def test_a_page_takes_few_queries(running: Cast, who: str, path: str, most: int) -> None:
    _in_north(running, lambda: _fill_up(running))
    browser, address = running.browser(who), path.format(client=running.clients["ben"])
    browser.get(address)
    with counted(running.app) as sent:
        assert browser.get(address).status_code == 200
    assert len(sent) <= most, sent
