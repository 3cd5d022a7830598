"""What practice and client agree on: published in versions, signed by name."""

import re

import pytest
from sqlalchemy import Engine, text

from coachhub.clients.rules import is_their_name
from tests.booking.scene import open_shop
from tests.cast import Cast
from tests.rows import everything

DESK, PORTAL = "/app/north/settings/agreement", "/portal/north/agreement"


def _publish(cast: Cast, **typed: str) -> None:
    assert cast.browser("mara").fill(DESK, **typed).status_code == 303


def test_a_text_to_begin_with_is_there(cast: Cast) -> None:
    page = cast.browser("mara").get(DESK).text
    for part in (
        "not therapy",
        "encrypted",
        "goes away by itself",
        "working day",
        "without a reason",
    ):
        assert part in page


def test_it_is_signed_by_name_and_seen_by_the_coach(cast: Cast, superuser: Engine) -> None:
    assert cast.browser("ben").get(PORTAL).status_code == 404
    _publish(cast, body="We are kind to each other.")
    ben, record = cast.browser("ben"), f"/app/north/clients/{cast.clients['ben']}"
    assert "waits for you to read and sign" in ben.get("/portal/north/today").text
    assert "version 1 waits" in cast.browser("mara").get(record).text
    assert ben.fill(PORTAL, name="Ben Reed Test", has_read="y").status_code == 303
    assert "You signed this" in ben.get(PORTAL).text
    assert "waits for you" not in ben.get("/portal/north/today").text
    assert "signed" in cast.browser("mara").get(record).text
    assert "Ben Reed Test" not in everything(superuser)


@pytest.mark.parametrize(("who", "may_publish"), [("mara", True), ("tove", False)])
def test_a_record_says_that_none_is_published(cast: Cast, who: str, *, may_publish: bool) -> None:
    page = cast.browser(who).get(f"/app/north/clients/{cast.clients['ben']}").text
    assert re.search("Your practice has published (none|no agreement) yet", page)
    assert (f'href="{DESK}"' in page) == may_publish


def test_to_publish_it_is_the_act_of_a_record_that_has_no_other(cast: Cast) -> None:
    mara, record = cast.browser("mara"), f"/app/north/clients/{cast.clients['ben']}"
    act = f'class="button button--main" href="{DESK}">Publish the agreement'
    page = mara.get(record).text
    assert act in page
    assert page.count("button--main") == 1
    open_shop(cast)
    page = mara.get(record).text
    assert act not in page
    assert "Publish the agreement" in page


@pytest.mark.parametrize("name", ["Z", "Ben", "Mara Test"])
def test_it_is_signed_by_no_other_name(cast: Cast, superuser: Engine, name: str) -> None:
    _publish(cast, body="One")
    refused = cast.browser("ben").fill(PORTAL, name=name, has_read="y")
    assert refused.status_code == 422
    assert "Please write your full name as it stands in your record: Ben Test." in refused.text
    assert f'value="{name}"' in refused.text
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM signature")) == 0


@pytest.mark.parametrize(
    ("signed", "recorded", "fits"),
    [
        ("Anna Reuter", "Anna Reuter", True),
        ("  anna   REUTER ", "Anna Reuter", True),
        ("Reuter, Anna Maria", "Anna Reuter", True),
        ("Emile Garnier", "Émile Garnier", True),
        ("Anna Lena Kern", "Anna-Lena Kern", True),
        ("Anna Reuter", "Anna", True),
        ("Anna", "Anna Reuter", False),
        ("A. Reuter", "Anna Reuter", False),
        ("Z", "Anna Reuter", False),
        ("", "Anna", False),
    ],
)
def test_a_signature_has_each_word_of_the_recorded_name(
    signed: str, recorded: str, *, fits: bool
) -> None:
    assert is_their_name(signed, recorded) is fits


def test_a_new_version_is_signed_anew_and_the_old_one_stays(cast: Cast, superuser: Engine) -> None:
    _publish(cast, body="One")
    ben = cast.browser("ben")
    ben.fill(PORTAL, name="Ben Test", has_read="y")
    _publish(cast, body="Two")
    page = cast.browser("mara").get(f"/app/north/clients/{cast.clients['ben']}").text
    assert "version 2 waits" in page
    assert "Version 1 was signed" in page
    assert "has changed" in ben.get("/portal/north/today").text
    with superuser.connect() as connection:
        bodies = connection.scalars(text("SELECT body FROM agreement ORDER BY number")).all()
    assert bodies == ["One", "Two"]


def test_a_late_version_is_told_whose_is_there(cast: Cast) -> None:
    mara = cast.browser("mara")
    before = mara.form(DESK)
    _publish(cast, body="One")
    late = mara.post(DESK, {**before, "body": "Two"})
    assert late.status_code == 409
    assert "You published a version in another window" in late.text


def test_what_changed_while_it_was_read_is_not_signed(cast: Cast, superuser: Engine) -> None:
    _publish(cast, body="One")
    ben = cast.browser("ben")
    form = ben.form(PORTAL)
    _publish(cast, body="Two")
    late = ben.post(PORTAL, {**form, "name": "Ben Test", "has_read": "y"})
    assert late.status_code == 409
    assert "nothing was signed" in late.text
    assert "Two" in late.text
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM signature")) == 0


def test_two_owners_publish_and_neither_text_is_lost(cast: Cast) -> None:
    mara = cast.browser("mara")
    form = mara.form(DESK)
    _publish(cast, body="Theirs")
    late = mara.post(DESK, {**form, "body": "Mine"})
    assert late.status_code == 409
    assert "Theirs" in late.text
    assert "Mine" in late.text
    assert mara.send_again(late).status_code == 303


def test_signed_twice_it_is_one_signature(cast: Cast, superuser: Engine) -> None:
    _publish(cast, body="One")
    ben = cast.browser("ben")
    form = ben.form(PORTAL) | {"name": "Ben Test", "has_read": "y"}
    assert {ben.post(PORTAL, form).status_code for _time in range(2)} == {303}
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM signature")) == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [({"name": "", "has_read": "y"}, "This is needed"), ({"name": "Ben Test"}, "tick the box")],
)
def test_it_is_not_signed_in_passing(cast: Cast, typed: dict[str, str], message: str) -> None:
    _publish(cast, body="One")
    answer = cast.browser("ben").fill(PORTAL, **typed)
    assert answer.status_code == 422
    assert message in answer.text
