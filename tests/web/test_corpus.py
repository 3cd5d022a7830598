"""Hostile text in every field there is, and every place where it is seen again."""

import re
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.access.world import World
from tests.cast import ZONE
from tests.mailed import letter
from tests.web.active import active
from tests.web.payloads import PAYLOADS

CLIENTS = "/app/north/clients"
SETTINGS = "/app/north/settings"
HARMLESS = "Plain words"
SUM = re.compile(r"(?<![0-9a-f])1337(?![0-9a-f])")
"""What the text would come to if somebody evaluated it; the number of a request may hold it too."""

Tour = Callable[[World, str, str, str], list[Counter[str]]]
Calm = dict[Tour, list[Counter[str]]]

THREES = [PAYLOADS[at : at + 3] for at in range(0, len(PAYLOADS), 3)]
"""The fields of a tour take turns with them: each text is in some field of every tour, and each
field has a third of all texts.
"""

every_payload = pytest.mark.parametrize("payload", PAYLOADS)
every_three = pytest.mark.parametrize("three", THREES, ids=str)


@pytest.fixture(scope="module")
def calm(world: World) -> Calm:
    """What is alive in the pages when nothing hostile was typed."""
    tours: tuple[Tour, ...] = (_record, _practice, _people, _asked, _mailed)
    return {tour: tour(world, HARMLESS, HARMLESS, HARMLESS) for tour in tours}


def test_there_are_enough() -> None:
    assert len(set(PAYLOADS)) >= 40
    assert {len(three) for three in THREES} == {3}


@every_three
def test_a_record_stays_text(world: World, calm: Calm, three: tuple[str, str, str]) -> None:
    """On its page with dialogs and notices, in its forms, in the list, in a conflict."""
    assert _record(world, *three) == calm[_record]


@every_three
def test_a_practice_stays_text(world: World, calm: Calm, three: tuple[str, str, str]) -> None:
    """Its name and sentence at the desk, in the portal, and in conflicts."""
    assert _practice(world, *three) == calm[_practice]


@every_three
def test_a_person_stays_text(world: World, calm: Calm, three: tuple[str, str, str]) -> None:
    """Members and the invited: in lists, titles, dialogs, notices, and a form to be mended."""
    assert _people(world, *three) == calm[_people]


@every_payload
def test_what_is_asked_stays_text(world: World, calm: Calm, payload: str) -> None:
    """In the list's search and filters, and on the page that asks to sign in."""
    assert _asked(world, payload) == calm[_asked]


@every_payload
def test_a_mail_stays_text(world: World, calm: Calm, payload: str) -> None:
    assert _mailed(world, payload) == calm[_mailed]


def _record(world: World, words: str, second: str, third: str) -> list[Counter[str]]:
    ben = f"{CLIENTS}/{world.cast.clients['ben']}"
    mara = world.browser("mara")
    typed = {
        "name": f"Ben {words}"[:80],
        "preferred_name": second[:40],
        "pronouns": third[:40],
        "phone": words[:40],
        "safe_contact": f"{' '.join(PAYLOADS[:10])} {second}" if second != HARMLESS else second,
        "zone": ZONE,
    }
    saved = mara.fill(f"{ben}/edit", **typed)
    assert saved.status_code == 303, saved.text
    # One replaces another each time: it is offered to bring that back.
    mara.get(mara.fill(f"{ben}/remark", remark="What stood before").location)
    mara.fill(f"{ben}/remark", remark=third)
    late = {**typed, "version": "0", "name": f"{second} B"[:80]}
    pages = [
        (mara.get(ben), 200),
        (mara.get(f"{ben}/remark"), 200),
        (mara.get(f"{ben}/engagement"), 200),
        (mara.get(CLIENTS, query_string={"q": "Ben"}), 200),
        (mara.post(f"{ben}/edit", late), 409),
        (mara.post(f"{ben}/remark", {"remark": f"{words}!", "version": "0"}), 409),
    ]
    return _checked(pages)


def _practice(world: World, words: str, second: str, third: str) -> list[Counter[str]]:
    mara, ben = world.browser("mara"), world.browser("ben")
    named = {"name": f"North {words}"[:60]}
    assert mara.fill(SETTINGS, **named).status_code == 303
    assert mara.fill(f"{SETTINGS}/face", sentence=second).status_code == 303
    late = {**mara.form(SETTINGS), **named, "name": third[:60], "version": "0"}
    late_face = {"sentence": f"{words}!", "hue": "", "version": "0"}
    pages = [
        (mara.get(CLIENTS), 200),
        (ben.get("/portal/north/today"), 200),
        (mara.post(SETTINGS, late), 409),
        (mara.post(f"{SETTINGS}/face", late_face), 409),
        (mara.fill(SETTINGS, zone=second), 422),
    ]
    return _checked(pages)


def _people(world: World, words: str, second: str, third: str) -> list[Counter[str]]:
    mara, tove = world.browser("mara"), world.browser("tove")
    assert tove.fill("/account", name=f"Tove {words}"[:80]).status_code == 303
    invited = {"name": second[:80], "email": f"{world.fresh()}@example.org", "roles": ["coach"]}
    assert mara.post(f"{SETTINGS}/members", invited).status_code == 303
    roles = f"{SETTINGS}/members/{world.cast.members['tove']}/roles"
    wrong = {"name": third * 40, "email": words, "roles": [second]}
    pages = [
        (mara.get(f"{SETTINGS}/members"), 200),
        (mara.get(roles), 200),
        (tove.get("/account"), 200),
        (mara.post(f"{SETTINGS}/members", wrong), 422),
        (world.browser(None).post("/login", {"email": third, "password": third}), 422),
    ]
    _take_back_all(world)
    return _checked(pages)


def _asked(world: World, words: str, *_others: str) -> list[Counter[str]]:
    mara, stranger = world.browser("mara"), world.browser(None)
    asked = dict.fromkeys(("show", "sort", "page"), words) | {"q": f"nobody {words}"}
    return _checked(
        [
            (mara.get(CLIENTS, query_string=asked), 200),
            (stranger.get("/login", query_string={"next": words}), 200),
            (stranger.get(f"/x{words}"), 404),
        ]
    )


def _mailed(world: World, words: str, *_others: str) -> list[Counter[str]]:
    email = f"{world.fresh()}@example.org"
    invited = {"name": words[:80], "email": email, "roles": ["coach"]}
    assert world.browser("mara").post(f"{SETTINGS}/members", invited).status_code == 303
    sent = letter(world.app, world.cast.north, email)
    _take_back_all(world)
    html = sent.get_body(("html",))
    assert isinstance(html, EmailMessage)
    link = re.compile(r"/invite/[\w-]+")
    return [active(link.sub("/invite/", html.get_content())), Counter(sent.keys())]


def _take_back_all(world: World) -> None:
    with world.superuser.begin() as connection:
        connection.execute(text("DELETE FROM invitation"))


def _checked(pages: list[tuple[TestResponse, int]]) -> list[Counter[str]]:
    """What is alive in each page; each answered so, and none did the sum in the text."""
    for page, code in pages:
        assert (page.request.path, page.status_code) == (page.request.path, code)
        assert not SUM.search(page.text)
    return [active(page.text) for page, _ in pages]
