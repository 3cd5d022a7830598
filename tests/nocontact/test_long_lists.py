"""What was told in many days comes in pages, at the desk and in the portal."""

import re

import pytest

from coachhub.core.db import db
from coachhub.nocontact.models import CheckIn
from tests.cast import Cast
from tests.nocontact.long import MORE, live_long, tell_much
from tests.nocontact.plans import client_of, desk_of, in_north
from tests.statements import counted

PORTAL = "/portal/north/plan"


@pytest.fixture
def long(cast: Cast) -> Cast:
    in_north(cast, lambda: tell_much(live_long(client_of(cast), "Some words")))
    return cast


def told(page: str) -> list[int]:
    return [int(number) for number in re.findall(r">told (\d+)<", page)]


def test_contact_comes_in_pages_slips_to_answer_first(long: Cast) -> None:
    mara, path = long.browser("mara"), desk_of(long)
    pages = [mara.get(f"{path}?contact={number}").text for number in (1, 2, 3, 4)]
    slips = [page.count("Slip of ") for page in pages]
    assert sum(slips[1:]) == 0
    assert slips[0] > 0
    assert [number for page in pages[:3] for number in told(page)] == [*reversed(range(MORE))]
    assert told(pages[3]) == told(pages[2])


def test_that_an_answer_will_come_is_said_once(long: Cast) -> None:
    """Of the latest slip that waits, though other contact was told since."""
    pages = [long.browser("ben").get(f"{PORTAL}?contact={number}").text for number in (1, 2, 3)]
    for page in pages:
        entries = re.split(r"<article", page)
        promised = ["usually within a working day" in one for one in entries]
        waits = ["replied" in one and "slip</" in one for one in entries]
        latest = next((number for number, does in enumerate(waits) if does), None)
        assert promised == [number == latest for number in range(len(entries))]
    assert any("usually within a working day" in page for page in pages)


def test_each_list_keeps_the_page_of_the_other(long: Cast) -> None:
    page = long.browser("mara").get(f"{desk_of(long)}?page=2&contact=2").text
    ways = re.findall(r'rel="(?:prev|next)" href="[^"?]+\?([^"]+)"', page)
    check_ins = {"page=1&amp;contact=2#check-ins", "page=3&amp;contact=2#check-ins"}
    contact = {"page=2&amp;contact=1#contact", "page=2&amp;contact=3#contact"}
    assert check_ins | contact <= set(ways)


def test_the_client_can_go_back_to_every_day_they_told_of(long: Cast) -> None:
    ben = long.browser("ben")
    seen: list[int] = []
    days: list[str] = []
    for number in range(1, 12):
        page = ben.get(f"{PORTAL}?contact={number}&page={number}").text
        seen += [one for one in told(page) if one not in seen]
        part = page.partition("Your check-ins")[2]
        days += [day for day in re.findall(r'"strong">([^<]+)<', part) if day not in days]
    assert seen == [*reversed(range(MORE))]
    written: list[int] = []
    in_north(long, lambda: written.append(db.session.query(CheckIn).count()))
    assert [len(days)] == written


@pytest.mark.parametrize("query", ["", "?contact=2&page=2"])
def test_many_days_ask_no_more_of_the_database(long: Cast, query: str) -> None:
    mara, path = long.browser("mara"), desk_of(long) + query
    mara.get(path)
    with counted(long.app) as sent:
        assert mara.get(path).status_code == 200
    assert len(sent) <= 14, sent


@pytest.mark.parametrize("asked", ["99", "-4", "1" + "0" * 30, "nonsense"])
def test_a_page_that_isnt_there_is_the_nearest_one(long: Cast, asked: str) -> None:
    mara = long.browser("mara")
    assert mara.get(f"{desk_of(long)}?contact={asked}&page={asked}").status_code == 200
    assert told(long.browser("ben").get(f"{PORTAL}?contact={asked}&page={asked}").text)
