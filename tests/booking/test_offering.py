"""What a practice offers at its desk: kinds of session, hours, and the first steps to them."""

import re
from html import unescape

import pytest
from flask import Flask

from coachhub.accounts.models import User
from coachhub.core.db import db
from tests.booking.scene import at, book_with_ben, hours_of
from tests.cast import ZONE, Cast
from tests.visitor import Visitor

TYPES = "/app/north/session-types"


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


def test_the_first_kind_of_session_has_one_way_to_it(mara: Visitor) -> None:
    assert mara.get(TYPES).text.count(f'href="{TYPES}/new"') == 1


def test_a_kind_of_session_is_offered_changed_and_retired(mara: Visitor) -> None:
    assert mara.fill(f"{TYPES}/new", title="Walk", price="47,50").status_code == 303
    page = mara.get(TYPES).text
    assert "€47.50" in page
    edit = next(word for word in page.split('"') if word.endswith("/edit"))
    before = mara.form(edit)
    assert before["price"] == ["47.50"]
    assert mara.fill(edit, title="Long walk").status_code == 303
    late = mara.post(edit, {**before, "title": "Short walk"})
    assert late.status_code == 409
    assert "You saved this in another window" in late.text
    assert "Long walk" in late.text
    assert "Short walk" in late.text
    assert mara.post(edit.replace("edit", "retirement")).status_code == 303
    assert "Long walk" not in mara.get(TYPES).text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"title": ""}, "This is needed"),
        ({"minutes": "9"}, "from 10 to 480"),
        ({"minutes": ""}, "This is needed"),
        ({"price": "much"}, "write an amount"),
        ({"price": "-1"}, "write an amount"),
        ({"price": "1.999"}, "write an amount"),
        ({"price": "9999999"}, "write an amount"),
        ({"price": "NaN"}, "write an amount"),
        ({"price": "-Infinity"}, "write an amount"),
        ({"place": "moon"}, "choose from what is offered"),
        ({"free_hours": "73"}, "from 0 to 72"),
    ],
)
def test_a_bad_kind_is_refused_and_kept(mara: Visitor, typed: dict[str, str], message: str) -> None:
    answer = mara.fill(f"{TYPES}/new", **{"title": "Walk", "description": "Kept words", **typed})
    assert answer.status_code == 422
    assert message in answer.text
    assert "Kept words" in answer.text


@pytest.mark.parametrize(("said", "offered"), [("UTC", ZONE), ("Asia/Tokyo", "Asia/Tokyo")])
def test_hours_begin_in_the_practices_zone_if_the_coach_said_none(
    cast: Cast, mara: Visitor, said: str, offered: str
) -> None:
    with cast.app.app_context():
        db.session.get_one(User, cast.users["mara"]).zone = said
        db.session.commit()
    assert mara.form(hours_of(cast))["zone"] == [offered]


def test_time_off_is_not_offered_and_not_over_a_session(cast: Cast, mara: Visitor) -> None:
    session = book_with_ben(cast, mara)
    blocks = f"{hours_of(cast)}/blocks"
    begins, ends = at(3, 9), at(3, 12)
    times = {"begins_at": f"{begins:%Y-%m-%dT%H:%M}", "ends_at": f"{ends:%Y-%m-%dT%H:%M}"}
    refused = mara.fill(blocks, **times)
    assert refused.status_code == 422
    assert "A session lies in this time" in refused.text
    assert mara.fill(f"{session}/cancellation").status_code == 303
    assert mara.fill(blocks, **times).status_code == 303
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    assert mara.fill(new, start=at(3).isoformat()).status_code == 409
    removal = next(word for word in mara.get(blocks).text.split('"') if word.endswith("/removal"))
    assert mara.post(removal).status_code == 303
    assert mara.fill(new, start=at(3).isoformat()).status_code == 303


def test_where_nothing_can_be_booked_the_first_step_is_named(cast: Cast, mara: Visitor) -> None:
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    page = mara.get(new).text
    assert "<h2>Book a session</h2>" in page
    assert "Say first what people can book" in page
    assert re.search(rf'class="button button--main" href="{TYPES}/new"', page)
    mara.fill(f"{TYPES}/new", title="Single session", price="95")
    page = mara.get(new).text
    assert "Say first when you work" in page
    assert re.search(rf'class="button button--main" href="{hours_of(cast)}"', page)


@pytest.mark.parametrize("page", ["", "/blocks"])
def test_hours_are_one_s_own_or_somebody_s(cast: Cast, mara: Visitor, page: str) -> None:
    assert "<h1>Your hours</h1>" in mara.get(f"{hours_of(cast)}{page}").text
    theirs = mara.get(f"{hours_of(cast, 'idris')}{page}").text
    assert "<h1>Idris Test’s hours</h1>" in theirs
    main = theirs[theirs.index("<main") : theirs.index("</main>")]
    assert re.search(r"\byour", main, re.IGNORECASE) is None


def test_signing_up_leads_on_to_the_public_page(cast: Cast, app: Flask) -> None:
    cleo = cast.browser("cleo")
    face = cleo.fill("/app/harbour/settings/face?first=1", sentence="By the water")
    assert face.location == "/app/harbour/session-types/new?first=1"
    offered = cleo.fill(face.location, title="First talk", price="0")
    hours = cleo.get(offered.location)
    assert hours.status_code == 303
    done = cleo.fill(hours.location)
    assert done.location == "/p/harbour"
    assert "First talk" in cleo.get(done.location).text


def test_not_now_leads_to_the_next_step_of_signing_up(cast: Cast) -> None:
    cleo = cast.browser("cleo")

    def onward(path: str) -> str:
        found = re.search(r'href="([^"]+)"[^>]*>\s*Not now', cleo.get(path).text)
        assert found
        return unescape(found[1])

    offer = onward("/app/harbour/settings/face?first=1")
    assert offer == "/app/harbour/session-types/new?first=1"
    assert onward(offer) == "/app/harbour/availability?first=1"
    hours = cleo.get(onward(offer)).location
    assert onward(hours) == "/app/harbour/"
