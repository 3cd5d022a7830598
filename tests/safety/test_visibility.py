"""Who sees what of a client's safety: content the client and their coach, state an owner, a word
the assistant, nothing everybody else.
"""

import pytest
from sqlalchemy import Engine, text

from coachhub.practices.rules import Role
from tests.cast import Cast
from tests.safety.answering import answer, safety_of
from tests.visitor import Visitor

CONTENT = (
    "Thoughts of ending",
    "An order names them",
    "Legal hold",
    "She rang her sister",
    "legal order applies",
)
BANNER = "There is something about their safety to look at"
FIRST = "Contact the coach first"


@pytest.fixture
def answered(cast: Cast) -> Cast:
    """Carla, whom Idris coaches, has answered; he noted a step but has not acknowledged. Olga owns
    North and coaches nobody, Nora is another coach.
    """
    cast.join("olga", Role.OWNER)
    cast.join("nora", Role.COACH)
    answer(cast.browser("carla"), harm="might_act", order="binds_me")
    step = f"{safety_of(cast, 'carla')}/actions/new"
    idris = cast.browser("idris")
    assert idris.fill(step, kind="spoke", note="She rang her sister").status_code == 303
    return cast


def pages(cast: Cast) -> list[str]:
    """Where something might be said of Carla's safety."""
    record = f"/app/north/clients/{cast.clients['carla']}"
    desk = ["", "clients", "calendar", "settings/mail", "payments"]
    own = ["", "/edit", "/engagement", "/safety", "/sessions", "/tasks", "/tasks/choice"]
    portal = ["today", "more", "safety", "safety/answered", "help"]
    return [
        *(f"/app/north/{page}" for page in desk),
        *(f"{record}{page}" for page in own),
        *(f"/portal/north/{page}" for page in portal),
    ]


def seen(cast: Cast, browser: Visitor) -> str:
    """All that this person is shown there."""
    return "\n".join(browser.get(path).text for path in pages(cast))


def test_their_coach_sees_all_of_it(answered: Cast) -> None:
    found = seen(answered, answered.browser("idris"))
    assert all(words in found for words in CONTENT[:4])
    assert BANNER in found


def test_the_client_sees_their_own_way_on(answered: Cast) -> None:
    found = seen(answered, answered.browser("carla"))
    assert "legal order applies" in found
    assert "Thoughts of ending" not in found
    assert "She rang her sister" not in found


def test_an_owner_sees_that_it_is_open_and_what_was_done(answered: Cast) -> None:
    found = seen(answered, answered.browser("olga"))
    assert not [words for words in CONTENT if words in found]
    for words in (BANNER, "urgent", "Spoke with them", "their coach has not seen"):
        assert words in found


def test_the_assistant_reads_whom_to_contact_and_no_more(answered: Cast) -> None:
    browser = answered.browser("tove")
    found = seen(answered, browser)
    assert not [words for words in (*CONTENT, BANNER, "urgent") if words in found]
    assert FIRST in found
    record = browser.get(f"/app/north/clients/{answered.clients['carla']}").text
    assert "/safety" not in record


def test_a_caution_is_none_of_the_assistant_s_business(cast: Cast) -> None:
    answer(cast.browser("carla"), watched="yes")
    assert "to talk about" in cast.browser("idris").get(_record(cast, "carla")).text
    record = cast.browser("tove").get(_record(cast, "carla")).text
    assert "to talk about" not in record
    assert FIRST not in record


@pytest.mark.parametrize("shares", [False, True])
def test_another_coach_sees_nothing(answered: Cast, superuser: Engine, *, shares: bool) -> None:
    with superuser.begin() as connection:
        connection.execute(text("UPDATE settings SET coaches_share_clients = :on"), {"on": shares})
    found = seen(answered, answered.browser("nora"))
    assert not [words for words in (*CONTENT, BANNER, FIRST, "urgent") if words in found]
    record = answered.browser("nora").get(f"/app/north/clients/{answered.clients['carla']}")
    assert record.status_code == (200 if shares else 403)


@pytest.mark.parametrize("who", ["ben", "cleo", None])
def test_nobody_else_sees_anything(answered: Cast, who: str | None) -> None:
    found = seen(answered, answered.browser(who))
    assert not [words for words in (*CONTENT[:4], BANNER, FIRST) if words in found]


def test_the_word_stands_on_their_record_alone(answered: Cast) -> None:
    assert FIRST not in answered.browser("tove").get(_record(answered, "anna")).text
    assert FIRST in answered.browser("tove").get(_record(answered, "carla")).text


def _record(cast: Cast, name: str) -> str:
    return f"/app/north/clients/{cast.clients[name]}"
