"""Pages of the portal where nothing is yet lead on."""

import re

import pytest

from tests.booking.scene import at, open_shop
from tests.cast import Cast


@pytest.mark.parametrize(
    ("page", "way", "words"),
    [
        ("plan", "plan/how-it-works", "How a plan works"),
        ("tasks", "sessions", "To your sessions"),
        ("documents", "sessions", "Your sessions"),
    ],
)
def test_an_empty_page_has_a_first_step(cast: Cast, page: str, way: str, words: str) -> None:
    ben = cast.browser("ben")
    open_shop(cast)
    shown = ben.get(f"/portal/north/{page}").text.split('class="empty', 1)[1]
    assert f'<a class="way" href="/portal/north/{way}">{words}' in shown
    assert ben.get(f"/portal/north/{way}").status_code == 200


@pytest.mark.parametrize("page", ["tasks", "sessions", "documents"])
def test_where_nothing_can_be_booked_it_leads_back_to_today(cast: Cast, page: str) -> None:
    shown = cast.browser("ben").get(f"/portal/north/{page}").text.split('class="empty', 1)[1]
    assert '<a class="way" href="/portal/north/today">Back to Today' in shown


@pytest.mark.parametrize("page", ["tasks", "documents", "help"])
def test_no_page_leads_to_sessions_where_none_can_be_booked(cast: Cast, page: str) -> None:
    [main] = re.findall(
        r"<main.*</main>", cast.browser("ben").get(f"/portal/north/{page}").text, re.DOTALL
    )
    assert "/portal/north/sessions" not in main


def test_today_leads_to_where_one_can_book(cast: Cast) -> None:
    page = cast.browser("ben").get("/portal/north/today").text
    assert '<a class="way" href="/portal/north/sessions">To your sessions' in page


def test_without_tasks_the_next_session_is_the_next_step(cast: Cast) -> None:
    ben, what = cast.browser("ben"), open_shop(cast)
    new = f"/portal/north/sessions/new/{what}"
    assert ben.fill(new, start=at(5).isoformat(), starts_early="y").status_code == 303
    page = ben.get("/portal/north/tasks").text.split('class="empty', 1)[1]
    [way] = re.findall(r'href="(/portal/north/sessions/[^"]+)">Your next session: ', page)
    assert ben.get(way).status_code == 200
