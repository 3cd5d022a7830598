"""The list of clients: found, filtered and sorted by its address, whole or in part."""

import re
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select, text
from werkzeug.test import TestResponse

from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.db import db
from tests.booking.scene import at, open_shop
from tests.cast import ZONE, Cast
from tests.nocontact.plans import agreed_with, by_coach, client_of, in_north, make_ready
from tests.visitor import AS_SCRIPT

LIST = "/app/north/clients"


def names(answer: TestResponse) -> list[str]:
    return re.findall(r'class="ledger__who"><a href="[^"]+">([^<]+)</a>', answer.text)


def test_everybody_one_works_with_stands_there_by_name(cast: Cast) -> None:
    assert names(cast.browser("mara").get(LIST)) == ["Anna Test", "Ben Test", "Carla Test"]


def test_what_there_is_no_plan_of_is_said_of_those_one_works_with(cast: Cast) -> None:
    page = cast.browser("mara").get(LIST).text
    assert page.count("No open plan") == 2
    assert "path-legend" not in page
    assert "No open plan" not in cast.browser("tove").get(LIST).text


def test_the_marks_of_plans_are_explained_once(cast: Cast) -> None:
    in_north(cast, lambda: make_ready(client_of(cast), by=by_coach(cast)))
    in_north(cast, lambda: agreed_with(client_of(cast), by=by_coach(cast)))
    page = cast.browser("mara").get(LIST).text
    assert page.count("No open plan") == 1
    assert page.count('class="path-legend"') == 1
    assert "not reported" in page
    assert "path-legend" not in cast.browser("mara").get(f"{LIST}?q=anna").text


@pytest.mark.parametrize(
    ("zone", "there"), [("America/New_York", "4:00 AM New York"), (ZONE, None)]
)
def test_the_next_session_is_told_by_both_clocks(
    cast: Cast, superuser: Engine, zone: str, there: str | None
) -> None:
    open_shop(cast)
    mara, record = cast.browser("mara"), f"{LIST}/{cast.clients['ben']}"
    at_ten = at(6).replace(tzinfo=ZoneInfo(ZONE))
    assert mara.fill(f"{record}/sessions/new", start=at_ten.isoformat()).status_code == 303
    with superuser.begin() as connection:
        change = text("UPDATE client SET zone = :zone WHERE id = :ben")
        connection.execute(change, {"zone": zone, "ben": cast.clients["ben"]})
    page = mara.get(LIST).text
    assert "Next session, Berlin" in page
    found = re.findall(r'10:00\sAM</span><span class="ledger__about">([^<]+)</span>', page)
    assert [" ".join(one.split()) for one in found] == ([there] if there else [])


def test_a_coach_sees_their_own(cast: Cast) -> None:
    assert names(cast.browser("idris").get(LIST)) == ["Carla Test"]


@pytest.mark.parametrize("looked_for", ["ben", "BEN T", "ben@exa", "test ben"])
def test_people_are_found_by_name_or_address(cast: Cast, looked_for: str) -> None:
    answer = cast.browser("mara").get(LIST, query_string={"q": looked_for})
    assert names(answer) == ["Ben Test"]
    assert f'value="{looked_for}"' in answer.text


def test_nobody_fits(cast: Cast) -> None:
    assert "Nobody fits." in cast.browser("mara").get(f"{LIST}?q=zzz").text
    assert names(cast.browser("mara").get(f"{LIST}?show=lead")) == []


def test_a_filter_with_nobody_says_whom_it_is_for(cast: Cast) -> None:
    page = cast.browser("mara").get(f"{LIST}?show=completed").text
    assert "Nobody fits." not in page
    assert "Those whose work with you has come to its end." in page
    assert f'<a class="way" href="{LIST}?show=all">All clients' in page
    [chip] = re.findall(r'<a class="chip"[^>]* aria-current="true">(.*?)</a>', page, re.DOTALL)
    assert "Completed" in chip
    assert ">0<" in chip


def test_an_unknown_filter_is_the_first(cast: Cast) -> None:
    page = cast.browser("mara").get(f"{LIST}?show=everyone").text
    [chip] = re.findall(r'<a class="chip"[^>]* aria-current="true">(.*?)</a>', page, re.DOTALL)
    assert "Current" in chip


def test_the_newest_may_come_first(cast: Cast) -> None:
    newest = names(cast.browser("mara").get(f"{LIST}?sort=newest"))
    assert newest == ["Carla Test", "Anna Test", "Ben Test"]


def test_another_filter_keeps_search_and_order(cast: Cast) -> None:
    page = cast.browser("mara").get(f"{LIST}?q=ben&sort=newest").text
    assert f'href="{LIST}?q=ben&amp;sort=newest&amp;show=all#found"' in page


@pytest.mark.parametrize("query", ["", "?q=ben", "?show=lead", "?page=9"])
def test_a_part_is_the_one_that_the_page_includes(cast: Cast, query: str) -> None:
    visitor = cast.browser("mara")
    page, part = visitor.get(LIST + query), visitor.get(LIST + query, headers=AS_SCRIPT)
    assert "<html" not in part.text
    assert part.text.strip() in page.text


def test_filters_count_what_is_looked_for(cast: Cast) -> None:
    mara = cast.browser("mara")

    def counts(query: str) -> list[str]:
        return re.findall(r'chip__count">(\d+)<', mara.get(LIST + query).text)

    assert set(counts("")) == {"3"}
    assert set(counts("?q=ben")) == {"1"}
    assert set(counts("?q=nobodycalledthis")) == {"0"}


def test_caches_tell_part_and_page_apart(cast: Cast) -> None:
    vary = cast.browser("mara").get(LIST).headers["Vary"]
    assert {"HX-Request", "HX-Request-Type", "Cookie"} <= set(vary.split(", "))


def test_whoever_is_signed_out_meanwhile_is_led_to_the_door_and_back(cast: Cast) -> None:
    answer = cast.browser(None).get(f"{LIST}?q=ben", headers=AS_SCRIPT)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/login?next=/app/north/clients?q%3Dben"


def test_who_waits_comes_first_over_all_pages(cast: Cast) -> None:
    mara = cast.browser("mara")
    for number in range(30):
        mara.fill(f"{LIST}/new", name=f"N {number:02}")
    everybody = names(mara.get(f"{LIST}?sort=name&page=1")) + names(
        mara.get(f"{LIST}?sort=name&page=2")
    )
    assert everybody == sorted(everybody)
    assert len(set(everybody)) == 33
    last, middle = _ids(cast, "N 29"), _ids(cast, "N 10")
    pages = [_waiting_first(cast, page, [last, middle]) for page in (1, 2, 3)]
    rest = [one for one in everybody if one not in ("N 29", "N 10")]
    assert pages[0] == ["N 29", "N 10", *rest[:23]]
    assert pages[1] == pages[2] == rest[23:]


def test_a_search_counts_itself(cast: Cast) -> None:
    mara = cast.browser("mara")
    for number in range(30):
        mara.fill(f"{LIST}/new", name=f"Quill {number:02}")
    page = mara.get(f"{LIST}?q=quill&page=3")
    assert names(page) == [f"Quill {number}" for number in range(16, 24)]
    assert "Page 3 of 4 · 30 in all" in page.text
    assert names(mara.get(f"{LIST}?q=quill&page=7"))[0] == "Quill 24"
    assert names(mara.get(f"{LIST}?q=quill+1&page=7"))[0] == "Quill 17"


def _ids(cast: Cast, name: str) -> UUID:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        return db.session.scalars(select(Client.id).where(Client.name == name)).one()


def _waiting_first(cast: Cast, page: int, first: list[UUID]) -> list[str]:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        counts = clients.count_by_state(cast.north, None)
        wanted = clients.Wanted(order=clients.Order.WAITING)
        found = clients.list_clients(cast.north, wanted, page, counts=counts, first=first)
        return [row.client.name for row in found.rows]
