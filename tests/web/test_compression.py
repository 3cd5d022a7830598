"""Pages are small on the way, unless their size could tell a secret."""

import gzip
import re
from io import BytesIO

import pytest
from flask import Flask

from coachhub.clients import services as clients
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.practices.models import Member
from tests.booking.scene import open_shop
from tests.cast import ZONE, Cast
from tests.visitor import Visitor

LIGHT = 15_000  # bytes
TAKES_GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_page_comes_compressed_to_browsers_that_take_it(stranger: Visitor) -> None:
    answer = stranger.get("/login", headers=TAKES_GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"<h1>Sign in</h1>" in gzip.decompress(answer.data)
    assert len(answer.data) == int(answer.headers["Content-Length"])
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_it_comes_plain_to_those_that_do_not(stranger: Visitor) -> None:
    answer = stranger.get("/login")
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


CLIENTS = "/app/north/clients"


@pytest.mark.parametrize(
    "path",
    [
        f"{CLIENTS}?q=ben",
        f"{CLIENTS}?q=+",
        f"{CLIENTS}?show=all&q=ben",
        f"{CLIENTS}?show=csrf_token",
        f"{CLIENTS}?sort=csrf_token",
        f"{CLIENTS}?tag=01a219dc-a1da-7047-a5ba-f77d29c0c7ed",
        f"{CLIENTS}?page=100",
        f"{CLIENTS}?page=02",
        f"{CLIENTS}?page=2&page=3",
        f"{CLIENTS}?%70age=2",
        f"{CLIENTS}?page=2&",
        f"{CLIENTS}?page=2&more=",
        f"{CLIENTS}?csrf_token",
        "/app/north/payments?show=csrf_token",
        "/app/north/payments?q=ben",
        "/app/north/payments?month=2026-13",
        "/app/north/calendar?week=20260105",
        "/app/north/calendar?week=1026-01-05",
        "/nowhere/csrf_token",
        "/account/places",
    ],
)
def test_what_may_repeat_the_address_is_not_compressed(cast: Cast, path: str) -> None:
    answer = cast.browser("mara").get(path, headers=TAKES_GZIP)
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        f"{CLIENTS}?page=2",
        f"{CLIENTS}?show=all&sort=name&q=&tag=&page=2",
        "/app/north/payments?show=all&page=1",
        "/app/north/payments?q=&month=&show=all",
        "/app/north/tasks?q=&page=2",
        "/app/north/calendar?week=2026-01-05",
    ],
)
def test_an_address_that_holds_only_what_we_know_is_compressed(cast: Cast, path: str) -> None:
    answer = cast.browser("mara").get(path, headers=TAKES_GZIP)
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"


def test_a_tag_of_the_practice_is_known(cast: Cast) -> None:
    mara = cast.browser("mara")
    ben = f"{CLIENTS}/{cast.clients['ben']}"
    assert mara.post(f"{ben}/tags", {"name": "Evenings"}).status_code == 303
    [tag] = set(re.findall(r"tag=([0-9a-f-]{36})", mara.get(ben).text))
    answer = mara.get(f"{CLIENTS}?tag={tag}", headers=TAKES_GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    ("address", "is_known"),
    [
        ("{ben}/tasks/new?template=t02", True),
        ("{ben}/tasks/new?template=csrf_token", False),
        ("{ben}/sessions/new?type={what}", True),
        ("{ben}/sessions/new?type={shouted}", False),
        ("{ben}/sessions/new?type=csrf_token", False),
        ("import/{file}?show=good", True),
        ("import/{file}?show=csrf_token", False),
    ],
)
def test_what_is_chosen_from_a_set_of_ours_is_known(
    cast: Cast, address: str, *, is_known: bool
) -> None:
    mara, what = cast.browser("mara"), str(open_shop(cast))
    sample = (BytesIO(b"name\nMia Sommer"), "c.csv")
    form = {"file": sample, "state": "active", "coach_id": cast.members["mara"]}
    file = mara.post(f"{CLIENTS}/import", form).location.rpartition("/")[2]
    ben, shouted = cast.clients["ben"], what.upper()
    path = address.format(ben=ben, what=what, shouted=shouted, file=file)
    answer = mara.get(f"{CLIENTS}/{path}", headers=TAKES_GZIP)
    assert answer.status_code == 200
    assert ("Content-Encoding" in answer.headers) is is_known


def test_what_the_person_typed_comes_back_compressed(cast: Cast) -> None:
    mara = cast.browser("mara")
    answer = mara.post("/app/north/clients/new", {"name": ""}, headers=TAKES_GZIP)
    assert answer.status_code == 422
    assert len(answer.data) < LIGHT
    assert b"Africa" in gzip.decompress(answer.data)


@pytest.mark.parametrize(
    ("token", "address", "status"),
    [("wrong", "", 400), (None, "?name=csrf_token", 422)],
    ids=["forged", "with words in the address"],
)
def test_what_somebody_else_may_have_had_sent_does_not(
    cast: Cast, token: str | None, address: str, status: int
) -> None:
    mara = cast.browser("mara")
    form = {"name": "", **({"csrf_token": token} if token else {})}
    answer = mara.post(f"/app/north/clients/new{address}", form, headers=TAKES_GZIP)
    assert answer.status_code == status
    assert "Content-Encoding" not in answer.headers


def test_a_full_list_is_light(cast: Cast, app: Flask) -> None:
    with app.app_context():
        tenancy.enter_practice(cast.north)
        coach = db.session.get_one(Member, (cast.north, cast.members["mara"]))
        for number in range(60):
            name = f"Somebody with quite a long name indeed, number {number}"
            values: dict[str, str | None] = {"name": name, "zone": ZONE, "locale": "en"}
            clients.add_client(
                cast.north, coach, by=Actor(cast.users["mara"], "owner"), values=values
            )
        db.session.commit()
    mara = cast.browser("mara")
    for path in (CLIENTS, f"{CLIENTS}?show=all&sort=name&page=2", "/app/north/payments?show=all"):
        assert len(mara.get(path, headers=TAKES_GZIP).data) < LIGHT, path
