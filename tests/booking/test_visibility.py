"""What a client said in private with a booking is their present coach's; who may open the rest."""

import re
from uuid import UUID

import pytest

from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.practices.rules import Role
from tests.booking.scene import at, open_hours, open_shop
from tests.cast import Cast, email_of
from tests.visitor import Visitor

NOTE, REASON, HINT = "The heron came back", "The boat leaks", "Ring twice first"
BOOKING = re.compile(r'"(/app/north/bookings/[0-9a-f-]+)')


@pytest.fixture
def session(cast: Cast) -> str:
    """Carla, whom Idris coaches, booked him as a guest and cancelled; the path at the desk."""
    what, guest = open_shop(cast), cast.browser(None)
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        open_hours(cast.north, cast.members["idris"], Actor(cast.users["mara"], "owner"))
        db.session.commit()
    own = _book(cast, guest, what, coach="idris")
    assert guest.fill(f"{own}/cancellation", reason=REASON).status_code == 303
    return _session_of(cast, "carla")


def test_a_hint_of_a_known_guest_is_read_and_overwrites_nothing(cast: Cast, session: str) -> None:
    record = f"/app/north/clients/{cast.clients['carla']}"
    assert HINT in cast.browser("idris").get(session).text
    assert HINT not in cast.browser("tove").get(session).text
    assert HINT not in cast.browser("idris").get(record).text


def test_a_session_s_page_is_about_its_client_to_who_may_open_the_record(
    cast: Cast, session: str
) -> None:
    _hand_over(cast, "carla", "mara")
    mine = cast.browser("mara").get(session).text
    assert '<h1 class="person__name">Carla Test</h1>' in mine
    assert _here(mine) == ["Clients", "Sessions", "Clients"]
    assert _here(cast.browser("tove").get(session).text) == ["Clients", "Sessions", "Clients"]
    alone = cast.browser("idris").get(session).text
    assert "<h1>Session with Carla Test</h1>" in alone
    assert "person__name" not in alone
    assert _here(alone) == ["Calendar", "Calendar"]
    for page in (mine, alone):
        assert f"/app/north/calendar?week={at(3).date()}#day-{at(3).date()}" in page
        assert page.count("<h1") == 1


def _here(page: str) -> list[str]:
    """Where one is: the room, in the rail and the bar, and the tab."""
    found = re.findall(r'<a [^>]*aria-current="page"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def _book(cast: Cast, guest: Visitor, what: UUID, *, coach: str) -> str:
    page = f"/p/north/book/{what}?coach={cast.members[coach]}"
    form = guest.form(page) | {"start": at(3).isoformat()}
    held = guest.post(page, form).location
    told = {"name": "Carla", "email": email_of("carla"), "note": NOTE, "safe_contact": HINT}
    answer = guest.fill(held, **told, accepts_terms="y", starts_early="y")
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def _session_of(cast: Cast, client: str) -> str:
    page = cast.browser("tove").get(f"/app/north/clients/{cast.clients[client]}/sessions").text
    found = BOOKING.search(page)
    assert found
    return found[1]


def _hand_over(cast: Cast, client: str, coach: str) -> None:
    path = f"/app/north/clients/{cast.clients[client]}/engagement"
    handed = {"state": "active", "coach_id": cast.members[coach]}
    assert cast.browser("mara").post(path, handed).status_code == 303


def _reads(cast: Cast, name: str, session: str) -> bool:
    page = cast.browser(name).get(session)
    assert page.status_code == 200
    assert (NOTE in page.text) == (REASON in page.text)
    return NOTE in page.text


def test_private_words_are_for_the_client_s_coach_alone(cast: Cast, session: str) -> None:
    cast.join("olga", Role.OWNER)
    names = ("idris", "mara", "tove", "olga")
    assert [name for name in names if _reads(cast, name, session)] == ["idris"]


def test_private_words_go_with_the_client_to_another_coach(cast: Cast, session: str) -> None:
    cast.join("nora", Role.COACH)
    _hand_over(cast, "carla", "nora")
    assert _reads(cast, "nora", session)
    assert not _reads(cast, "idris", session)
    assert f"/clients/{cast.clients['carla']}" not in cast.browser("idris").get(session).text


@pytest.mark.parametrize("tab", ["sessions", "payments"])
def test_the_new_coach_opens_every_session_of_the_client(cast: Cast, tab: str) -> None:
    what, guest = open_shop(cast), cast.browser(None)
    _book(cast, guest, what, coach="mara")
    page = cast.browser("idris").get(f"/app/north/clients/{cast.clients['carla']}/{tab}").text
    links = re.findall(r'href="(/app/north/bookings/[^"]+)"', page)
    assert links
    assert {cast.browser("idris").get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("name", ["mara", "idris", "tove"])
def test_the_calendar_leads_where_one_may_go(cast: Cast, session: str, name: str) -> None:
    browser = cast.browser(name)
    page = browser.get(f"/app/north/calendar?week={at(3):%Y-%m-%d}").text
    links = set(re.findall(r'href="(/app/north/[^"]+)"', page))
    assert {link for link in links if browser.get(link).status_code == 403} == set()
