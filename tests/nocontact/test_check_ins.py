"""How a day was, as the client tells it now or later."""

import re
import unicodedata
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from coachhub.core import clock
from tests.cast import ZONE, Cast
from tests.growth.tasks import suggest
from tests.nocontact.plans import PORTAL, desk_of, today
from tests.visitor import Visitor


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


def test_what_is_kept_private_stays_so(running: Cast, mara: Visitor, ben: Visitor) -> None:
    ben.fill(f"{PORTAL}/check-in", contact="by_them", mood="2", line="For me", is_private="y")
    page = mara.get(desk_of(running)).text
    assert "For me" not in page
    assert "Mood 2" not in page
    assert "Contacted by them" in page
    assert "For me" in ben.get(PORTAL).text


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
    assert "All of them are filled in" in page
    assert "in one go" not in page


def test_a_word_to_a_check_in_stands_on_the_first_page(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    ben.fill(f"{PORTAL}/check-in", contact="none")
    [reply] = re.findall(r'href="([^"]+/reply)"', mara.get(desk_of(running)).text)
    page = mara.get(reply).text
    assert "checked" not in page.split('name="reaction"', 1)[1].split("</fieldset>", 1)[0]
    refused = mara.fill(reply, reaction="none", reply="")
    assert refused.status_code == 422
    assert "Please choose a word, or write one." in refused.text
    mara.fill(reply, reaction="strength")
    assert "Mara Test answered you." in ben.get("/portal/north/today").text


@pytest.mark.usefixtures("running")
def test_in_french_contact_is_told_as_it_happened(ben: Visitor) -> None:
    ben.fill("/look", locale="fr")
    assert "<h1>Raconter ce qui s’est passé</h1>" in ben.get(f"{PORTAL}/contact").text


@pytest.mark.usefixtures("running")
def test_in_french_energy_and_sleep_have_words_of_their_own(ben: Visitor) -> None:
    ben.fill("/look", locale="fr")
    ben.fill(f"{PORTAL}/check-in", contact="none", energy="3", sleep="1")
    page = unicodedata.normalize("NFKC", ben.get(PORTAL).text)
    assert "nergie : bonne · sommeil : mauvais" in page


def test_in_the_night_the_first_page_names_the_day_that_is_still_open(
    running: Cast, ben: Visitor
) -> None:
    midnight = clock.now().astimezone(ZoneInfo(ZONE)).replace(hour=0, minute=30)
    with time_machine.travel(midnight + timedelta(days=1)):
        page = running.browser("ben").get("/portal/north/today").text
        open_day = f"{midnight:%a, %b} {midnight.day}"
    assert f"{open_day} · open until three in the morning" in page
    assert "open until three in the morning" not in ben.get("/portal/north/today").text


def test_in_the_night_an_entry_is_about_the_day_that_is_still_open(
    running: Cast, mara: Visitor, ben: Visitor
) -> None:
    own = f"/portal/north/tasks/{suggest(running, mara)}"
    ben.post(f"{own}/agreement")
    midnight = clock.now().astimezone(ZoneInfo(ZONE)).replace(hour=0, minute=30)
    for later, day in (
        (timedelta(days=1), midnight),
        (timedelta(days=1, hours=3), midnight + timedelta(days=1)),
    ):
        with time_machine.travel(midnight + later):
            page = running.browser("ben").get(own).text
        assert re.search(rf'name="done_on"[^>]* value="{day:%Y-%m-%d}"', page)


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
