"""The quick finder: who and what a member may open, by a few letters of it."""

import pytest

from coachhub.dashboard import finder
from tests.cast import Cast
from tests.statements import counted
from tests.visitor import AS_SCRIPT

FIND = "/app/north/find"


def test_a_client_is_found_by_part_of_a_name(cast: Cast) -> None:
    page = cast.browser("mara").get(f"{FIND}?q=be").text
    assert f"/app/north/clients/{cast.clients['ben']}" in page
    assert str(cast.clients["anna"]) not in page


def test_whose_client_it_is_is_said(cast: Cast) -> None:
    assert "with Mara Test<" in cast.browser("mara").get(f"{FIND}?q=ben").text


def test_where_more_are_called_so_all_of_them_are_one_step_away(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_of_them = 'href="/app/north/clients?q=test&amp;show=all"'
    page = cast.browser("tove").get(f"{FIND}?q=test").text
    assert page.count('class="found__person"') == 3
    assert all_of_them not in page
    monkeypatch.setattr(finder, "MOST_PEOPLE", 2)
    page = cast.browser("tove").get(f"{FIND}?q=test").text
    assert page.count('class="found__person"') == 2
    assert all_of_them in page


def test_their_pages_are_one_step_away(cast: Cast) -> None:
    page = cast.browser("mara").get(f"{FIND}?q=ben").text
    assert f"/app/north/clients/{cast.clients['ben']}/plan" in page


def test_a_coach_finds_their_own_clients_alone(cast: Cast) -> None:
    page = cast.browser("idris").get(f"{FIND}?q=test").text
    assert str(cast.clients["carla"]) in page
    assert str(cast.clients["ben"]) not in page


def test_an_assistant_finds_no_page_that_is_closed_to_them(cast: Cast) -> None:
    page = cast.browser("tove").get(f"{FIND}?q=ben").text
    assert f"/clients/{cast.clients['ben']}/sessions" in page
    assert f"/clients/{cast.clients['ben']}/plan" not in page
    assert "/settings/members" not in cast.browser("tove").get(FIND).text


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("devices", "/account/devices"),
        ("TAKE on", "/app/north/clients/new"),
        ("invite member", "/app/north/settings/members"),
        ("book", "/app/north/clients"),
        ("new session", "/app/north/clients"),
        ("new task", "/app/north/tasks/new"),
        ("template", "/app/north/tasks/new"),
        ("plan", "/app/north/clients"),
        ("dark", "/look"),
        ("light", "/look"),
        ("sign out", "/account"),
        ("signout", "/account"),
        ("log out", "/account"),
        ("logout", "/account"),
        ("payments", "/app/north/payments"),
        ("stripe", "/app/north/settings/payments"),
        ("settings", "/app/north/settings"),
        ("mail", "/app/north/settings/mail"),
        ("hours", "/app/north/availability"),
        ("draft", "/app/north/clients"),
        ("draft a plan", "/app/north/clients"),
        ("plan draft", "/app/north/clients"),
        ("note", "/app/north/clients"),
        ("write a note", "/app/north/clients"),
        ("check-in", "/app/north/clients"),
        ("check in", "/app/north/clients"),
        ("summary", "/app/north/clients"),
        ("safety", "/app/north/clients"),
        ("invoice", "/app/north/payments"),
        ("week", "/app/north/calendar"),
    ],
)
def test_pages_and_acts_are_found_by_their_words(cast: Cast, words: str, path: str) -> None:
    page = cast.browser("mara").get(FIND, query_string={"q": words}, headers=AS_SCRIPT).text
    assert f'href="{path}"' in page
    assert "<html" not in page


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("sombre", "/look"),
        ("inviter", "/app/north/clients/new"),
        ("rediger un plan", "/app/north/clients"),
        ("écrire une note", "/app/north/clients"),
        ("NOTE ECRIRE", "/app/north/clients"),
        ("points quotidiens", "/app/north/clients"),
        ("compte rendu", "/app/north/clients"),
        ("securite", "/app/north/clients"),
        ("facture", "/app/north/payments"),
    ],
)
def test_they_are_found_in_the_readers_words(cast: Cast, words: str, path: str) -> None:
    mara = cast.browser("mara")
    mara.fill("/account", locale="fr")
    assert f'href="{path}"' in mara.get(FIND, query_string={"q": words}, headers=AS_SCRIPT).text


@pytest.mark.parametrize(
    "words", ["invite member", "template", "hours", "stripe", "propose", "note", "draft", "safety"]
)
def test_what_one_may_not_do_is_not_offered(cast: Cast, words: str) -> None:
    page = cast.browser("tove").get(FIND, query_string={"q": words}, headers=AS_SCRIPT).text
    assert "data-found" not in page


def test_without_words_all_ways_stand_under_what_they_are(cast: Cast) -> None:
    page = cast.browser("mara").get(FIND, headers=AS_SCRIPT).text
    words = ("Pages<", "Calendar<", "Actions<", "Add a client", "Settings and account<")
    assert [page.count(one) for one in words] == [1] * len(words)
    places = [page.index(one) for one in (*words, "Settings: Practice", "Language and light")]
    assert places == sorted(places)
    assert "found__kind" not in cast.browser("mara").get(f"{FIND}?q=qqq", headers=AS_SCRIPT).text


def test_what_is_called_so_comes_before_what_is_like_it(cast: Cast) -> None:
    page = cast.browser("mara").get(f"{FIND}?q=time", headers=AS_SCRIPT).text
    assert page.index("Hours and time off") < page.index("Settings: Practice")


@pytest.mark.parametrize("words", ["test ben", "Ben Test", "est be"])
def test_the_words_of_a_name_may_come_in_any_order(cast: Cast, words: str) -> None:
    page = cast.browser("mara").get(FIND, query_string={"q": words}, headers=AS_SCRIPT).text
    assert f"/app/north/clients/{cast.clients['ben']}" in page
    assert str(cast.clients["anna"]) not in page


@pytest.mark.parametrize("words", ["ben plan", "pla ben", "ben test plan"])
def test_a_page_of_somebody_is_found_by_both_names(cast: Cast, words: str) -> None:
    page = cast.browser("mara").get(FIND, query_string={"q": words}, headers=AS_SCRIPT).text
    plan = f"/app/north/clients/{cast.clients['ben']}/plan"
    assert f'class="found__name" href="{plan}"' in page
    assert page.count(f'href="{plan}"') == 1
    assert str(cast.clients["anna"]) not in page


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("ben draft", "plan"),
        ("draft a plan ben", "plan"),
        ("check-in ben", "plan"),
        ("write a note for ben", "notes"),
        ("ben summary", "sessions"),
        ("safety ben test", "safety"),
    ],
)
def test_a_page_of_somebody_is_found_by_what_one_does_there(
    cast: Cast, words: str, path: str
) -> None:
    page = cast.browser("mara").get(FIND, query_string={"q": words}, headers=AS_SCRIPT).text
    url = f"/app/north/clients/{cast.clients['ben']}/{path}"
    assert f'class="found__name" href="{url}"' in page
    assert str(cast.clients["anna"]) not in page


def test_nobody_finds_a_page_by_both_names_that_is_closed_to_them(cast: Cast) -> None:
    page = cast.browser("tove").get(f"{FIND}?q=ben plan", headers=AS_SCRIPT).text
    assert str(cast.clients["ben"]) not in page


def test_it_says_when_nothing_fits(cast: Cast) -> None:
    assert "Nothing here is called that." in cast.browser("mara").get(f"{FIND}?q=zzz").text


def test_wild_letters_are_only_letters(cast: Cast) -> None:
    page = (
        cast.browser("mara").get(FIND, query_string={"q": "%" + "_" * 90}, headers=AS_SCRIPT).text
    )
    assert str(cast.clients["ben"]) not in page


def test_it_asks_once_for_all_people(cast: Cast) -> None:
    mara = cast.browser("mara")
    with counted(cast.app) as none:
        mara.get(FIND)
    with counted(cast.app) as some:
        mara.get(f"{FIND}?q=ben")
    assert len(some) == len(none) + 1
    assert len(some) <= 8


def test_no_room_is_marked_while_one_looks(cast: Cast) -> None:
    mara = cast.browser("mara")
    assert 'aria-current="page"' not in mara.get(f"{FIND}?q=be").text
    assert 'aria-current="page"' in mara.get("/app/north/").text
