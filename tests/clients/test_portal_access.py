"""Asking a client to their portal, taking that back, and closing it."""

from uuid import UUID

import pytest
from sqlalchemy import Engine

from coachhub.accounts.models import User
from coachhub.clients import services as clients
from coachhub.core import tenancy
from coachhub.core.db import db
from tests.cast import Cast, email_of
from tests.rows import stored
from tests.visitor import Visitor
from tests.workers import work_off

CLIENTS = "/app/north/clients"


def _take_on(mara: Visitor, **more: str) -> str:
    """Somebody new is a client of Mara's; the address of their record."""
    return mara.fill(f"{CLIENTS}/new", name="Dora Field", **more).location


def test_it_asks_by_mail(cast: Cast) -> None:
    mara = cast.browser("mara")
    dora = _take_on(mara, email="dora@example.org")
    assert mara.post(f"{dora}/invitation").location == dora
    assert "The invitation is on its way to dora@example.org." in mara.get(dora).text


def test_without_an_address_nobody_is_asked(cast: Cast) -> None:
    """However often: tries without an address are counted for nobody."""
    mara = cast.browser("mara")
    dora = _take_on(mara)
    for _ in range(5):
        assert mara.post(f"{dora}/invitation").status_code == 303
        assert "Write down an e-mail address first." in mara.get(dora).text


def test_who_has_come_in_is_not_asked_again(cast: Cast) -> None:
    mara, ben = cast.browser("mara"), f"{CLIENTS}/{cast.clients['ben']}"
    mara.post(f"{ben}/invitation")
    assert "Ben Test has portal access already." in mara.get(ben).text


def test_mails_follow_the_language_that_the_client_chose(cast: Cast, superuser: Engine) -> None:
    cast.browser("ben").post("/look", {"theme": "", "locale": "en_GB"})
    work_off(cast.app)
    sql = "SELECT locale FROM client WHERE id = :id"
    assert stored(superuser, sql, id=cast.clients["ben"]).locale == "en_GB"


def test_nobody_is_mailed_for_ever(cast: Cast) -> None:
    mara = cast.browser("mara")
    dora = _take_on(mara, email="dora@example.org")
    for _ in range(4):
        mara.post(f"{dora}/invitation")
    assert "This address got several e-mails" in mara.get(dora).text


def test_a_network_asks_for_20_mails_an_hour(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    dora = _take_on(mara, email="dora@example.org")
    for number in range(20):
        mara.post("/forgot", {"email": f"a{number}@example.org"})
    mara.post(f"{dora}/invitation")
    assert "Many e-mails were asked for from your network" in mara.get(dora).text
    sql = "SELECT count(*) FROM delivery WHERE recipient = 'dora@example.org'"
    assert stored(superuser, sql).count == 0


def test_nobody_accepts_what_was_for_another_address(cast: Cast) -> None:
    dora = UUID(_take_on(cast.browser("mara"), email="dora@example.org").rpartition("/")[2])
    cast.browser("mara").post(f"{CLIENTS}/{dora}/invitation")
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        ruth = db.session.get_one(User, cast.users["ruth"])
        with pytest.raises(clients.NotInvited):
            clients.accept(cast.north, dora, ruth)


def test_what_was_accepted_cant_be_taken_back_as_if_it_werent(cast: Cast) -> None:
    mara, ben = cast.browser("mara"), f"{CLIENTS}/{cast.clients['ben']}"
    mara.post(f"{ben}/invitation/withdrawal")
    assert "Ben Test has come in already; you can close the portal." in mara.get(ben).text
    assert cast.browser("ben").get("/portal/north/today").status_code == 200


def test_a_closed_portal_can_be_opened_again(cast: Cast) -> None:
    mara, ben = cast.browser("mara"), f"{CLIENTS}/{cast.clients['ben']}"
    mara.post(f"{ben}/portal/closure")
    assert "The portal is closed for Ben Test." in mara.get(ben).text
    mara.post(f"{ben}/invitation")
    assert f"on its way to {email_of('ben')}" in mara.get(ben).text
