"""The list of clients: found, filtered and sorted by its address, whole or in part."""

import re

import pytest
from werkzeug.test import TestResponse

from tests.cast import Cast

LIST = "/app/north/clients"
IN_PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def names(answer: TestResponse) -> list[str]:
    return re.findall(r'class="ledger__who"><a href="[^"]+">([^<]+)</a>', answer.text)


def test_everybody_one_works_with_stands_there_by_name(cast: Cast) -> None:
    assert names(cast.browser("mara").get(LIST)) == ["Anna Test", "Ben Test", "Carla Test"]


def test_a_coach_sees_their_own(cast: Cast) -> None:
    assert names(cast.browser("idris").get(LIST)) == ["Carla Test"]


@pytest.mark.parametrize("looked_for", ["ben", "BEN T", "ben@exa"])
def test_people_are_found_by_name_or_address(cast: Cast, looked_for: str) -> None:
    answer = cast.browser("mara").get(LIST, query_string={"q": looked_for})
    assert names(answer) == ["Ben Test"]
    assert f'value="{looked_for}"' in answer.text


def test_nobody_fits(cast: Cast) -> None:
    assert "Nobody fits." in cast.browser("mara").get(f"{LIST}?q=zzz").text
    assert names(cast.browser("mara").get(f"{LIST}?show=lead")) == []


def test_the_newest_may_come_first(cast: Cast) -> None:
    newest = names(cast.browser("mara").get(f"{LIST}?sort=newest"))
    assert newest == ["Carla Test", "Anna Test", "Ben Test"]


def test_another_filter_keeps_search_and_order(cast: Cast) -> None:
    page = cast.browser("mara").get(f"{LIST}?q=ben&sort=newest").text
    assert f'href="{LIST}?q=ben&amp;sort=newest&amp;show=all"' in page


@pytest.mark.parametrize("query", ["", "?q=ben", "?show=lead", "?page=9"])
def test_a_part_is_the_one_that_the_page_includes(cast: Cast, query: str) -> None:
    visitor = cast.browser("mara")
    page, part = visitor.get(LIST + query), visitor.get(LIST + query, headers=IN_PART)
    assert "<html" not in part.text
    assert part.text.strip() in page.text


def test_caches_tell_part_and_page_apart(cast: Cast) -> None:
    vary = cast.browser("mara").get(LIST).headers["Vary"]
    assert {"HX-Request", "HX-Request-Type", "Cookie"} <= set(vary.split(", "))


def test_whoever_is_signed_out_meanwhile_is_led_to_the_door_and_back(cast: Cast) -> None:
    answer = cast.browser(None).get(f"{LIST}?q=ben", headers=IN_PART)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/login?next=/app/north/clients?q%3Dben"
