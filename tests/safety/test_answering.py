"""A client answers the questions in the portal, or would rather talk."""

import re

import pytest
from sqlalchemy import Engine, text

from coachhub.core import tenancy
from coachhub.safety import services as safety
from coachhub.safety.services import Standing
from coachhub.safety.words import QUESTION_WORDS
from tests.cast import Cast
from tests.safety.answering import CALM, QUESTIONS, answer, safety_of
from tests.visitor import Visitor

AFTER = "/portal/north/safety/answered"


@pytest.fixture
def ben(cast: Cast) -> Visitor:
    return cast.browser("ben")


def standing(cast: Cast, name: str = "ben") -> Standing:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        return safety.standing_of(cast.north, cast.clients[name])


def test_it_says_who_reads_the_answers_before_it_asks(ben: Visitor) -> None:
    page = ben.get(QUESTIONS).text
    who, first = page.index("Mara Test reads them"), page.index("In the last two weeks")
    assert who < page.index("Nobody reads this live") < page.index("I would rather talk") < first
    assert all(str(words) in page for words in QUESTION_WORDS.values())


def test_calm_answers_raise_nothing_and_thank(cast: Cast, ben: Visitor) -> None:
    answered = answer(ben)
    assert (answered.status_code, answered.location) == (303, AFTER)
    page = ben.get(AFTER).text
    assert "Thank you" in page
    assert 'href="tel:112"' not in page
    assert "Whom you can call, at any time" in page
    found = standing(cast)
    assert found.answered_at
    assert found.may_propose_plan


@pytest.mark.parametrize(
    ("question", "given", "option"),
    [
        ("harm", "might_act", "Move away from anything"),
        ("afraid", "yes", "you could call from another one"),
        ("violence", "toward_me", "not your fault"),
        ("others", "yes", "call the emergency number first"),
    ],
)
def test_what_is_urgent_leads_at_once_to_help(
    cast: Cast, ben: Visitor, question: str, given: str, option: str
) -> None:
    page = ben.get(answer(ben, **{question: given}).location).text
    assert "Help is here" in page
    for words in ('href="tel:112"', "0800 1110111", "Nobody reads this live", option):
        assert words in page
    assert re.search(r'href="https://www.wikipedia.org/" rel="noreferrer"', page)
    assert standing(cast).urgent


@pytest.mark.parametrize(
    ("question", "given"),
    [("harm", "thoughts"), ("afraid", "sometimes"), ("violence", "in_the_past")],
)
def test_a_caution_about_danger_leads_to_help_as_well(
    ben: Visitor, question: str, given: str
) -> None:
    page = ben.get(answer(ben, **{question: given}).location).text
    for words in ("Thank you", 'href="tel:112"', "0800 1110111", "Nobody reads this live."):
        assert words in page
    assert "is asked by mail" not in page


def test_violence_by_the_client_gets_no_word_but_the_coachs(cast: Cast, ben: Visitor) -> None:
    page = ben.get(answer(ben, violence="by_me").location).text
    assert "Help is here" in page
    assert "What you could do" not in page
    said = re.sub(r'<li class="help__line".*?</li>', "", page, flags=re.DOTALL)
    assert "violence" not in said.lower()
    desk = cast.browser("mara").get(safety_of(cast)).text
    assert "Violence by them" in desk
    assert "For you alone" in desk


def test_an_order_that_names_the_client_holds(cast: Cast, ben: Visitor) -> None:
    page = ben.get(answer(ben, order="binds_me").location).text
    assert "A legal order applies. Nothing here changes it." in page
    found = standing(cast)
    assert (found.legal_hold, found.order_binds_client, found.perspective_off) == (True, True, True)
    assert (found.urgent, found.may_propose_plan) == (False, False)
    assert "Set by an answer." in cast.browser("mara").get(safety_of(cast)).text


def test_a_question_passed_over_is_asked_about(cast: Cast, ben: Visitor) -> None:
    assert answer(ben, afraid="").status_code == 303
    assert not standing(cast).may_propose_plan
    page = cast.browser("mara").get(safety_of(cast)).text
    assert "Questions left open" in page
    assert "passed over" in page


def test_at_the_desk_the_coach_speaks_and_can_take_an_answer_back(cast: Cast, ben: Visitor) -> None:
    questions = f"{safety_of(cast)}/questions"
    mara = cast.browser("mara")
    read_aloud, read_alone = mara.get(questions).text, ben.get(QUESTIONS).text
    assert "I see this, and agree with you" in read_aloud
    assert "Your coach sees this" not in read_aloud
    assert read_aloud.count(">Passed over<") == len(CALM)
    assert "rather not say" not in read_aloud
    assert "Your coach sees this, and agrees with you" in read_alone
    assert "Passed over" not in read_alone
    assert mara.fill(questions, **{**CALM, "afraid": ""}).status_code == 303
    assert "passed over" in mara.get(safety_of(cast)).text


def test_nothing_at_all_is_no_answer(cast: Cast, ben: Visitor) -> None:
    refused = ben.fill(QUESTIONS)
    assert refused.status_code == 422
    assert "Answer what you can" in refused.text
    assert standing(cast).answered_at is None


@pytest.mark.parametrize(("question", "given"), [("harm", "both"), ("afraid", "x"), ("order", "1")])
def test_it_takes_no_other_answer_and_keeps_the_rest(
    ben: Visitor, question: str, given: str
) -> None:
    refused = answer(ben, **{question: given, "watched": "yes"})
    assert refused.status_code == 422
    assert re.search(r'name="watched"[^>]* value="yes" checked', refused.text)


def test_the_same_form_sent_twice_is_one(cast: Cast, ben: Visitor, superuser: Engine) -> None:
    form = {**ben.form(QUESTIONS), **CALM, "afraid": "yes"}
    for _time in range(2):
        assert ben.post(QUESTIONS, form).location == AFTER
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM safety_screen")) == 1
        assert connection.scalar(text("SELECT count(*) FROM delivery WHERE kind LIKE 'saf%'")) == 1


def test_somebody_elses_key_is_nothing(cast: Cast, ben: Visitor) -> None:
    form = {**ben.form(QUESTIONS), **CALM}
    ben.post(QUESTIONS, form)
    assert answer(cast.browser("anna"), key=form["key"]).status_code == 404


def test_to_rather_talk_is_no_answer_but_a_task_for_the_coach(cast: Cast, ben: Visitor) -> None:
    for _time in range(2):
        assert ben.post(f"{QUESTIONS}/talk").status_code == 303
    assert standing(cast).answered_at is None
    mara = cast.browser("mara")
    assert mara.get("/app/north/").text.count("would rather talk with you") == 1
    assert "Would rather talk than answer in writing" in mara.get(safety_of(cast)).text


def test_answers_of_before_stay_beside_the_newest(cast: Cast, ben: Visitor) -> None:
    answer(ben, afraid="sometimes")
    answer(ben)
    mara = cast.browser("mara")
    page = mara.get(safety_of(cast)).text
    assert "At other times" in page
    assert "Sometimes" not in page
    [earlier] = re.findall(r'href="([^"]+answers=[^"]+)"', page)
    assert "Sometimes" in mara.get(earlier.replace("&amp;", "&")).text
    assert standing(cast).undiscussed


def test_the_page_after_answering_leads_back_to_the_questions(ben: Visitor) -> None:
    assert ben.get(AFTER).location == QUESTIONS


def test_today_asks_until_they_are_answered(cast: Cast, ben: Visitor) -> None:
    words = "Eight questions about safety wait for you"
    assert words in ben.get("/portal/north/today").text
    answer(ben)
    assert words not in ben.get("/portal/north/today").text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("help", ["0800 1110111", "Nobody reads this live", "Mara Test"]),
        ("more", ["Documents", "Safety questions", "Help", "Your details", "Sign out"]),
    ],
)
def test_the_portal_has_ways_to_help_and_more(ben: Visitor, path: str, words: list[str]) -> None:
    page = ben.get(f"/portal/north/{path}").text
    assert all(word in page for word in words)
    assert re.search(r'href="/portal/north/more" aria-current="page"', page)
    assert "checked on" not in page


def test_the_agreement_stands_under_more_once_there_is_one(cast: Cast, ben: Visitor) -> None:
    assert "Our agreement" not in ben.get("/portal/north/more").text
    cast.browser("mara").fill("/app/north/settings/agreement")
    assert "Our agreement" in ben.get("/portal/north/more").text
