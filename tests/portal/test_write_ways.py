"""From the pages about oneself, too, the pause before writing is one press away."""

import pytest

from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.db import db
from tests.cast import Cast

PAGES = ("/account", "/account/password", "/account/devices", "/look")
PAUSE = 'action="/portal/north/urge"'


@pytest.mark.parametrize("page", PAGES)
def test_a_client_has_the_way_there(cast: Cast, page: str) -> None:
    assert PAUSE in cast.browser("carla").get(page).text


@pytest.mark.parametrize("page", PAGES)
def test_who_is_nobodys_client_has_none(cast: Cast, page: str) -> None:
    assert "I want to write" not in cast.browser("mara").get(page).text


def test_a_stranger_has_none(cast: Cast) -> None:
    assert "I want to write" not in cast.browser(None).get("/look").text


def test_a_client_of_two_practices_chooses_whose(cast: Cast) -> None:
    with cast.app.app_context():
        tenancy.enter_practice(cast.harbour)
        ruth = db.session.get_one(Client, (cast.harbour, cast.clients["ruth"]))
        ruth.user_id = cast.users["carla"]
        db.session.commit()
    page = cast.browser("carla").get("/account").text
    assert "I want to write · North" in page
    assert "I want to write · Harbour" in page


def test_the_pause_itself_is_in_no_room(cast: Cast) -> None:
    carla = cast.browser("carla")
    assert 'aria-current="page"' in carla.get("/portal/north/more").text
    assert 'aria-current="page"' not in carla.get("/portal/north/urge").text
