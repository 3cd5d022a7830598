"""Tags: put on, taken off, and clients found by them."""

import re

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.clients.rules import MOST_TAGS_OF_A_CLIENT
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from tests.cast import Cast
from tests.clients.test_list import LIST, names
from tests.overtaking import overtake
from tests.statements import counted
from tests.undoing import undo
from tests.visitor import Visitor


def _record(cast: Cast, name: str = "ben") -> str:
    return f"{LIST}/{cast.clients[name]}"


def _put(cast: Cast, name: str, *tags: str) -> None:
    mara = cast.browser("mara")
    for tag in tags:
        assert mara.post(f"{_record(cast, name)}/tags", {"name": tag}).status_code == 303


def _id_of(visitor: Visitor, name: str) -> str:
    found = re.search(rf'<option value="([^"]+)"[^>]*>{name}</option>', visitor.get(LIST).text)
    assert found
    return found[1]


@pytest.mark.parametrize("who", ["mara", "tove"])
def test_whoever_sees_the_record_puts_one_on_and_takes_it_off(cast: Cast, who: str) -> None:
    visitor, record = cast.browser(who), _record(cast)
    assert visitor.post(f"{record}/tags", {"name": "evenings"}).status_code == 303
    page = visitor.get(record).text
    assert "evenings" in page
    removal = re.search(r'action="([^"]+/removal)"', page)
    assert removal
    assert visitor.post(removal[1]).status_code == 303
    assert 'value="evenings"' in visitor.get(record).text, "to take that back"
    assert "evenings" not in visitor.get(record).text


def test_it_is_the_same_tag_however_it_is_spelt(cast: Cast, superuser: Engine) -> None:
    _put(cast, "ben", "Evenings", "evenings", "ÉVENINGS")
    _put(cast, "anna", "evenings")
    with superuser.connect() as connection:
        assert connection.scalars(text("SELECT name FROM tag")).all() == ["Evenings"]
        assert connection.scalar(text("SELECT count(*) FROM client_tag")) == 2


def test_the_list_shows_tags_and_is_narrowed_by_one(cast: Cast) -> None:
    _put(cast, "ben", "evenings", "package")
    _put(cast, "carla", "evenings")
    mara = cast.browser("mara")
    assert "<span>evenings</span> <span>package</span>" in mara.get(LIST).text
    package = _id_of(mara, "package")
    assert names(mara.get(f"{LIST}?tag={package}")) == ["Ben Test"]
    assert names(mara.get(f"{LIST}?tag={package}&q=anna")) == []
    assert names(mara.get(f"{LIST}?tag={package}&show=lead")) == []
    page = mara.get(f"{LIST}?tag={package}&sort=newest").text
    assert f"sort=newest&amp;tag={package}&amp;show=all" in page
    assert f'value="{package}" selected' in page
    evenings = _id_of(mara, "evenings")
    assert names(cast.browser("idris").get(f"{LIST}?tag={evenings}")) == ["Carla Test"]


def test_what_is_no_tag_of_the_practice_narrows_nothing(cast: Cast) -> None:
    cleo = cast.browser("cleo")
    ruth = f"/app/harbour/clients/{cast.clients['ruth']}/tags"
    assert cleo.post(ruth, {"name": "theirs"}).status_code == 303
    theirs = re.search(r"tag=([0-9a-f-]{36})", cleo.get(ruth.removesuffix("/tags")).text)
    assert theirs
    for tag in (theirs[1], "zzz"):
        assert len(names(cast.browser("mara").get(f"{LIST}?tag={tag}"))) == 3


def test_a_tag_that_nobody_carries_is_gone(cast: Cast) -> None:
    _put(cast, "ben", "evenings")
    mara = cast.browser("mara")
    tag = _id_of(mara, "evenings")
    assert mara.post(f"{_record(cast)}/tags/{tag}/removal").status_code == 303
    assert mara.post(f"{_record(cast)}/tags/{tag}/removal").status_code == 303
    assert "<option value" not in mara.get(_record(cast)).text


@pytest.mark.parametrize("name", ["", "  ", "x" * 31, "two\nlines"])
def test_it_refuses_what_is_no_tag(cast: Cast, name: str) -> None:
    answer = cast.browser("mara").post(f"{_record(cast)}/tags", {"name": name})
    assert answer.status_code == 422
    assert "How to reach them" in answer.text


def test_a_client_carries_so_many_and_no_more(cast: Cast) -> None:
    _put(cast, "ben", *(f"tag {number}" for number in range(MOST_TAGS_OF_A_CLIENT)))
    answer = cast.browser("mara").post(f"{_record(cast)}/tags", {"name": "one more"})
    assert answer.status_code == 422
    assert "as many tags as there may be" in answer.text


def test_one_is_put_on_while_another_hand_takes_the_last_away(
    cast: Cast, app: Flask, superuser: Engine
) -> None:
    _put(cast, "ben", "evenings")
    by = Actor(cast.users["mara"], "owner")

    def take() -> None:
        tenancy.enter_practice(cast.north)
        ben = db.session.get_one(Client, (cast.north, cast.clients["ben"]))
        clients.take_off(ben, clients.list_tags(cast.north)[0].id, by=by)

    def put() -> None:
        tenancy.enter_practice(cast.north)
        anna = db.session.get_one(Client, (cast.north, cast.clients["anna"]))
        clients.put_on(anna, "evenings", by=by)

    overtake(app, superuser, take, put)
    assert "evenings" in cast.browser("mara").get(_record(cast, "anna")).text


@pytest.mark.parametrize(
    ("page", "most"),
    [("", 8), ("?q=test", 8), ("/{ben}/hope", 8), pytest.param("/{ben}/pin", 9, id="with a draft")],
)
def test_its_pages_take_few_queries(cast: Cast, page: str, most: int) -> None:
    _put(cast, "ben", "evenings", "package")
    _put(cast, "anna", "evenings")
    mara, where = cast.browser("mara"), LIST + page.format(ben=cast.clients["ben"])
    mara.get(where)
    with counted(cast.app) as sent:
        assert mara.get(where).status_code == 200
    assert len(sent) <= most, sent


def test_one_that_was_taken_off_comes_back_by_undo(cast: Cast, superuser: Engine) -> None:
    tove, record = cast.browser("tove"), _record(cast)
    tove.post(f"{record}/tags", {"name": "Evenings"})
    [removal] = re.findall(r'action="([^"]+/removal)"', tove.get(record).text)
    taken = tove.post(removal)
    with superuser.connect() as connection:
        assert connection.scalars(text("SELECT name FROM tag")).all() == []
    assert "Evenings" in undo(tove, taken.location)
    again = tove.post(removal)
    assert 'class="toast"' not in tove.get(again.location).text
