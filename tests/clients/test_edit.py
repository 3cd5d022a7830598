"""Changing a client's record."""

import pytest
from sqlalchemy import Engine, text

from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.stale import Stale
from tests.cast import Cast, email_of
from tests.rows import stored
from tests.versions import NO_VERSIONS

RECORD = "SELECT * FROM client WHERE id = :id"


def _edit(cast: Cast, name: str = "ben") -> str:
    return f"/app/north/clients/{cast.clients[name]}/edit"


def test_it_changes_the_record(cast: Cast, superuser: Engine) -> None:
    answer = cast.browser("mara").fill(_edit(cast), name="Benjamin Adler", phone="030 1234")
    assert (answer.status_code, answer.location) == (303, _edit(cast).removesuffix("/edit"))
    row = stored(superuser, RECORD, id=cast.clients["ben"])
    assert (row.name, row.sort_name, row.phone) == ("Benjamin Adler", "benjamin adler", "030 1234")
    assert row.email == email_of("ben")


def test_it_shows_what_stands_there(cast: Cast) -> None:
    mara = cast.browser("mara")
    mara.fill(_edit(cast), safe_contact="Only by phone,\nafter six")
    assert "Only by phone,\nafter six" in mara.get(_edit(cast)).text.replace("\r", "")


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(_edit(cast)).location.startswith("/login?next=/app/north/")


@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("ben", 403), ("idris", 403)])
def test_it_refuses_others(cast: Cast, who: str, code: int) -> None:
    assert cast.browser(who).get(_edit(cast)).status_code == code


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "", "This is needed."),
        ("name", "   ", "This is needed."),
        ("name", "x" * 81, "At most 80 letters"),
        ("name", "Ben\nBcc: all", "on one line"),
        ("name", "Ben\u2028Adler", "on one line"),
        ("name", "Ben\x85Adler", "on one line"),
        ("name", "Ben\u202eAdler", "on one line"),
        ("email", "ben at home", "look like an e-mail address"),
        ("phone", "1" * 41, "At most 40 letters"),
        ("safe_contact", "x" * 1001, "At most 1000 letters"),
        ("zone", "Mars/Olympus", "choose from what is offered"),
        ("locale", "xx", "choose from what is offered"),
    ],
)
def test_it_refuses_and_keeps_what_was_typed(
    cast: Cast, field: str, typed: str, message: str
) -> None:
    answer = cast.browser("mara").fill(_edit(cast), **{"pronouns": "they", field: typed})
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="they"' in answer.text


def test_it_refuses_an_address_that_another_client_has(cast: Cast, superuser: Engine) -> None:
    answer = cast.browser("mara").fill(_edit(cast), email=email_of("anna"), phone="030 77")
    assert answer.status_code == 422
    assert "Another client of this practice has this address." in answer.text
    assert 'value="030 77"' in answer.text
    assert stored(superuser, RECORD, id=cast.clients["ben"]).phone == ""


def test_an_address_known_elsewhere_is_no_secret_let_out(cast: Cast) -> None:
    answer = cast.browser("mara").fill(_edit(cast), email=email_of("ruth"))
    assert answer.status_code == 303


def test_it_can_be_saved_after_the_address_is_mended(cast: Cast) -> None:
    mara = cast.browser("mara")
    mara.fill(_edit(cast), email=email_of("anna"))
    assert mara.fill(_edit(cast), email="new@example.org").status_code == 303


def test_a_late_save_shows_both_and_loses_neither(cast: Cast, superuser: Engine) -> None:
    mara, tove = cast.browser("mara"), cast.browser("tove")
    before = mara.form(_edit(cast))
    tove.fill(_edit(cast), safe_contact="Tove's words", pronouns="he", locale="en", phone="1")
    late = mara.post(_edit(cast), {**before, "safe_contact": "Mara's words", "pronouns": "they"})
    assert late.status_code == 409
    for words in ("Mara&#39;s words", "Tove&#39;s words", "Saved meanwhile: he", 'value="they"'):
        assert words in late.text
    assert "Somebody else saved this" in late.text
    again = mara.send_again(late)
    assert again.status_code == 303
    assert stored(superuser, RECORD, id=cast.clients["ben"]).pronouns == "they"


def test_whoever_saved_it_in_another_window_is_not_told_of_somebody_else(cast: Cast) -> None:
    mara = cast.browser("mara")
    before = mara.form(_edit(cast))
    cast.browser("tove").fill(_edit(cast), phone="1")
    mara.fill(_edit(cast), phone="2")
    late = mara.post(_edit(cast), before)
    assert "You saved this in another window" in late.text
    assert "Somebody else" not in late.text


@pytest.mark.every_postgres
def test_who_is_late_learns_what_was_saved_in_between(cast: Cast, superuser: Engine) -> None:
    """The record was read, somebody saved it, and only then this save came."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        client = db.session.get_one(Client, (cast.north, cast.clients["ben"]))
        version, by = client.version, Actor(cast.users["mara"], "owner")
        with superuser.begin() as connection:
            connection.execute(text("UPDATE client SET pronouns = 'he', version = version + 1"))
        with pytest.raises(Stale):
            clients.change_client(client, version=version, by=by, values={"name": "Ben"})
        assert client.pronouns == "he"


@NO_VERSIONS
def test_what_is_no_version_counts_as_late(cast: Cast, version: str) -> None:
    mara = cast.browser("mara")
    mara.fill(_edit(cast), phone="Theirs 2")
    late = mara.fill(_edit(cast), phone="Mine 1", version=version)
    assert late.status_code == 409
    assert "Theirs 2" in late.text
    assert "Mine 1" in late.text


def test_it_takes_no_other_method(cast: Cast) -> None:
    assert cast.browser("mara").open("PUT", _edit(cast)).status_code == 405
