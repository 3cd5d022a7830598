"""A plan from draft to review, as coach and client see it."""

import re
import unicodedata
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import Engine, select, update

from coachhub.clients import services as clients
from coachhub.clients.models import Engagement
from coachhub.clients.rules import EngagementState
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import ContactAnswer
from coachhub.nocontact.words import MISSING_WORDS
from tests.cast import ZONE, Cast
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


def test_what_needs_no_answer_is_taken_back(running: Cast, mara: Visitor, ben: Visitor) -> None:
    ben.fill(f"{PORTAL}/check-in", contact="none", mood="6", energy="2")
    assert "Mood 6" in mara.get(desk_of(running)).text
    page = ben.get(f"{PORTAL}/check-in").text
    assert page.count(">no answer<") == 3
    assert ben.fill(f"{PORTAL}/check-in", mood="", energy="").status_code == 303
    assert "Mood 6" not in mara.get(desk_of(running)).text
    assert 'value="6" checked' not in ben.get(f"{PORTAL}/check-in").text


def test_a_mood_goes_on_to_the_check_in_and_into_no_address(running: Cast, ben: Visitor) -> None:
    today = ben.get("/portal/north/today").text
    assert f'method="post" action="{PORTAL}/check-in"' in today
    page = ben.post(f"{PORTAL}/check-in", {"begun": "y", "mood": "4"})
    assert page.status_code == 200
    assert 'value="4" checked' in page.text
    assert "Save check-in" in page.text
    assert 'aria-invalid="true"' not in page.text
    assert 'value="4" checked' not in ben.get(f"{PORTAL}/check-in?mood=4").text


def test_after_contact_the_check_in_is_said_to_be_saved_and_telling_can_wait(
    running: Cast, ben: Visitor
) -> None:
    page = ben.get(ben.fill(f"{PORTAL}/check-in", contact="by_me").location).text
    assert "Your check-in is saved." in page
    assert page.count("Nothing is reset") == 1
    assert "Telling what happened can wait" in page
    assert re.search(rf'href="{PORTAL}"[^>]*>Not now, back to the plan', page)


def test_what_the_check_in_says_is_not_asked_again(running: Cast, ben: Visitor) -> None:
    def choices(address: str) -> list[str]:
        asked = ben.get(address).text.split("What happened?")[1].split("</fieldset>")[0]
        return re.findall(r'value="(\w+)"', asked)

    address = ben.fill(f"{PORTAL}/check-in", contact="by_me").location
    assert choices(address) == ["by_me", "reply_off_topic", "via_others"]
    assert "It was something else" in ben.get(address).text
    assert "by_them" in choices(f"{PORTAL}/contact")


def test_a_slip_is_told_and_answered(running: Cast, mara: Visitor, ben: Visitor) -> None:
    yesterday = str(today() - timedelta(days=1))
    answer = ben.fill(f"{PORTAL}/check-in?day={yesterday}", contact="by_me")
    assert answer.location == f"{PORTAL}/contact?day={yesterday}"
    assert "I reached out or replied" in mara.get(desk_of(running)).text
    assert (
        "checked"
        not in ben.get(answer.location).text.split("What happened?")[1].split("</fieldset>")[0]
    )
    told = {"what": "by_me", "led_to": "The evening alone", "felt": "3"}
    answer = ben.fill(answer.location, **told, needs="not to be shouted at")
    assert "I wrote, called or went there" in mara.get(desk_of(running)).text
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
    [folded] = re.findall(r'<summary class="more__word">Slip of ([^<]+) · I wrote', page)
    [first] = re.findall(r'href="([^"]+/answer)">Answer the slip of ([^<]+)<', page)
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
    assert _choices(page) == ["continue"]
    assert "The new run begins" not in page
    assert mara.fill(way, words="What would have helped at nine?").status_code == 303


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


def test_what_is_kept_private_stays_so(running: Cast, mara: Visitor, ben: Visitor) -> None:
    ben.fill(f"{PORTAL}/check-in", contact="by_them", mood="2", line="For me", is_private="y")
    page = mara.get(desk_of(running)).text
    assert "For me" not in page
    assert "Mood 2" not in page
    assert "They contacted me" in page
    assert "For me" in ben.get(PORTAL).text


def test_a_private_slip_is_told_without_its_words(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    ben.fill(f"{PORTAL}/contact", what="by_me", led_to="Mine alone", is_private="y")
    page = mara.get(desk_of(running)).text
    assert "Mine alone" not in page
    [way] = set(re.findall(r'href="([^"]+/answer)"', page))
    assert "Mine alone" not in mara.get(way).text


def test_contact_is_asked_for_on_the_day_that_is_told(running: Cast, ben: Visitor) -> None:
    assert "Contact today?" in ben.get(f"{PORTAL}/check-in?day={today()}").text
    page = ben.get(f"{PORTAL}/check-in?day={today() - timedelta(days=1)}").text
    assert "Contact that day?" in page
    assert "today?" not in page


def test_the_last_days_are_filled_in_one_go(running: Cast, ben: Visitor) -> None:
    page = ben.get(f"{PORTAL}/last-days").text
    days = re.findall(r'name="(day_[0-9_]+)"', page)
    names = list(dict.fromkeys(days))
    assert len(names) == 6
    answer = ben.post(f"{PORTAL}/last-days", dict.fromkeys(names[:4], "none"))
    assert answer.status_code == 303
    assert "4 kept" in ben.get(PORTAL).text


def test_a_question_left_open_is_named_as_it_was_asked(running: Cast, ben: Visitor) -> None:
    answer = ben.post(f"{PORTAL}/contact", {})
    assert answer.status_code == 422
    assert "What happened? This one question needs an answer." in answer.text
    assert "?:" not in answer.text


def test_once_they_are_told_the_last_days_ask_for_nothing(running: Cast, ben: Visitor) -> None:
    page = ben.get(f"{PORTAL}/last-days").text
    days = dict.fromkeys(re.findall(r'name="(day_[0-9_]+)"', page), "none")
    ben.post(f"{PORTAL}/last-days", days)
    page = ben.get(f"{PORTAL}/last-days").text
    assert "All of them are told" in page
    assert "in one go" not in page


def test_the_plans_title_is_the_day_and_what_was_counted_stands_below(
    running: Cast, ben: Visitor
) -> None:
    page = ben.get(PORTAL).text
    [title] = re.findall(r"<h1[^>]*>(.*?)</h1>", page)
    assert re.fullmatch(r"Day \d+ of \d+", title)
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


def test_a_word_to_a_check_in_stands_on_the_first_page(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    ben.fill(f"{PORTAL}/check-in", contact="none")
    [reply] = re.findall(r'href="([^"]+/reply)"', mara.get(desk_of(running)).text)
    mara.fill(reply, reaction="strength")
    assert "Mara Test answered you." in ben.get("/portal/north/today").text


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


@pytest.mark.usefixtures("running")
def test_in_french_contact_is_told_as_it_happened(ben: Visitor) -> None:
    ben.fill("/look", locale="fr")
    assert "<h1>Raconter ce qui s’est passé</h1>" in ben.get(f"{PORTAL}/contact").text


def test_what_is_agreed_stands_before_what_was_told(running: Cast, ben: Visitor) -> None:
    ben.fill(f"{PORTAL}/check-in", contact="none", line="The river was loud")
    page = ben.get(PORTAL).text
    order = ("Change today’s check-in", "What is agreed", "Ask for a rest", "Your check-ins")
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_nobody_reads_along_when_the_work_is_over(running: Cast, ben: Visitor) -> None:
    words = "They read what you write here."
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
    assert ben.fill(f"{own}/rest", rest_days="3", rest_words="The flu").status_code == 303
    page = mara.get(desk_of(running)).text
    assert "asks for a rest of 3 days" in page
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


@pytest.mark.usefixtures("running")
def test_in_french_energy_and_sleep_have_words_of_their_own(ben: Visitor) -> None:
    ben.fill("/look", locale="fr")
    ben.fill(f"{PORTAL}/check-in", contact="none", energy="3", sleep="1")
    page = unicodedata.normalize("NFKC", ben.get(PORTAL).text)
    assert "nergie : bonne · sommeil : mauvais" in page


def test_no_day_of_a_draft_is_today(ready: Cast, mara: Visitor) -> None:
    desk = desk_of(ready)
    told = {"rationale": RATIONALE, "length": "45", "starts_on": str(today())}
    mara.send_again(mara.fill(f"{desk}/new", **told, show_dates="1"))
    page = mara.get(desk).text
    assert "A draft, 45 days" in page
    assert 'class="strip__days--to_come"' in page
    assert "strip__now" not in page


def test_in_the_night_the_first_page_names_the_day_that_is_still_open(
    running: Cast, ben: Visitor
) -> None:
    midnight = clock.now().astimezone(ZoneInfo(ZONE)).replace(hour=0, minute=30)
    with time_machine.travel(midnight + timedelta(days=1)):
        page = running.browser("ben").get("/portal/north/today").text
        open_day = f"{midnight:%a, %b} {midnight.day}"
    assert f"{open_day} · open until three in the morning" in page
    assert "open until three in the morning" not in ben.get("/portal/north/today").text


@pytest.mark.parametrize(
    ("hour", "first", "changed"),
    [
        (0, "Check-in for {open_day}", "Change the check-in for {open_day}"),
        (3, "Today’s check-in", "Change today’s check-in"),
    ],
)
def test_in_the_night_the_plan_asks_of_the_day_that_is_still_open(
    running: Cast, hour: int, first: str, changed: str
) -> None:
    midnight = clock.now().astimezone(ZoneInfo(ZONE)).replace(hour=0, minute=30)
    open_day = f"{midnight:%a, %b} {midnight.day}"
    with time_machine.travel(midnight.replace(hour=hour) + timedelta(days=1)):
        ben = running.browser("ben")
        assert f">{first.format(open_day=open_day)}<" in ben.get(PORTAL).text
        assert ben.fill(f"{PORTAL}/check-in", contact="none").status_code == 303
        assert f">{changed.format(open_day=open_day)}<" in ben.get(PORTAL).text
