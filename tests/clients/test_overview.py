"""One client: who they are, how to reach them, how it stands."""

import pytest

from coachhub.practices.rules import Role
from tests.cast import Cast

CLIENTS = "/app/north/clients"
REMARK = "Between us: the dog decides"


def _ben(cast: Cast) -> str:
    return f"{CLIENTS}/{cast.clients['ben']}"


@pytest.mark.parametrize(("who", "sees"), [("mara", True), ("tove", False), ("olga", False)])
def test_only_their_coach_reads_the_remark(cast: Cast, who: str, *, sees: bool) -> None:
    cast.join("olga", Role.OWNER)
    cast.browser("mara").fill(f"{_ben(cast)}/remark", remark=REMARK)
    page = cast.browser(who).get(_ben(cast))
    assert page.status_code == 200
    assert (REMARK in page.text) == sees
    assert (f"{_ben(cast)}/remark" in page.text) == sees


@pytest.mark.parametrize(("who", "offered"), [("mara", True), ("olga", True), ("tove", False)])
def test_only_who_leads_is_offered_the_next_step(cast: Cast, who: str, *, offered: bool) -> None:
    cast.join("olga", Role.OWNER)
    assert (f"{_ben(cast)}/engagement" in cast.browser(who).get(_ben(cast)).text) == offered


@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("idris", 403), ("anna", 403)])
def test_it_refuses_others(cast: Cast, who: str, code: int) -> None:
    assert cast.browser(who).get(_ben(cast)).status_code == code


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(_ben(cast)).location == f"/login?next={_ben(cast)}"


def test_it_takes_no_form(cast: Cast) -> None:
    assert cast.browser("mara").post(_ben(cast)).status_code == 405


def test_how_to_reach_them_comes_before_the_long_list(cast: Cast) -> None:
    page = cast.browser("mara").get(_ben(cast)).text
    assert page.index("How to reach them") < page.index("What happened lately")
    assert page.index("What happened lately") < page.index("<h3>Engagement</h3>")


def test_an_agreement_that_holds_all_up_comes_first(cast: Cast) -> None:
    mara = cast.browser("mara")
    page = mara.get(_ben(cast)).text
    agreement = 'href="/app/north/settings/agreement"'
    assert page.index("no agreement yet; without one no plan") < page.index("Your private remark")
    assert page.count(agreement) == 1
    assert "no agreement yet" not in cast.browser("tove").get(_ben(cast)).text
    mara.fill("/app/north/settings/agreement")
    assert agreement not in mara.get(_ben(cast)).text


@pytest.mark.parametrize(
    ("page", "act"),
    [
        ("notes", "Write the intake note"),
        ("tasks", "Suggest a task"),
        ("tasks/choice", "Write a new one"),
        ("safety", "Go through the questions"),
    ],
)
def test_an_act_of_one_page_stands_below_the_tabs(cast: Cast, page: str, act: str) -> None:
    main = cast.browser("mara").get(f"{_ben(cast)}/{page}").text
    assert main.index('class="tabs"') < main.index(act)


def test_it_says_what_comes_first_until_it_is_done(cast: Cast) -> None:
    mara = cast.browser("mara")
    path = mara.fill(f"{CLIENTS}/new", name="Ada Lund").location
    page = mara.get(path).text
    assert page.index("What comes first") < page.index("Your private remark")
    first = ["Find a time to meet", "Write down how it began", "Ask what concerns their safety"]
    assert [words in page for words in first] == [True, True, True]
    mara.fill(f"{path}/notes/intake", impression="Calm")
    page = mara.get(path).text
    assert [words in page for words in first] == [True, False, True]
    page = cast.browser("tove").get(path).text
    assert [words in page for words in first] == [True, False, False]
    mara.fill(f"{path}/engagement", state="active")
    assert "What comes first" not in mara.get(path).text
