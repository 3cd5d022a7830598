"""Private text is bound to practice, table, column, row and key; anything else can't be read."""

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.clients.models import Client
from coachhub.core import private, tenancy
from coachhub.core.db import db
from coachhub.core.private import Unreadable
from tests.cast import Cast
from tests.visitor import Visitor

pytestmark = pytest.mark.every_postgres

WORDS = "She laughs before the sad part. Ünïcode ✓"


def client_row(cast: Cast, name: str = "ben") -> Client:
    practice = cast.harbour if name == "ruth" else cast.north
    tenancy.enter_practice(practice)
    row = db.session.get(Client, (practice, cast.clients[name]))
    assert row
    return row


@pytest.fixture
def ben(cast: Cast, scope: Flask) -> Client:
    row = client_row(cast)
    row.remark = WORDS
    db.session.commit()
    return row


def test_it_reads_what_was_written(ben: Client) -> None:
    db.session.refresh(ben)
    assert ben.remark == WORDS


def test_no_text_is_no_bytes(ben: Client) -> None:
    ben.remark = ""
    assert ben.remark_sealed is None
    assert ben.remark is None


def test_the_same_words_never_look_the_same(ben: Client) -> None:
    first = ben.remark_sealed
    ben.remark = WORDS
    assert ben.remark_sealed != first


def test_it_says_version_and_key_and_no_more(ben: Client) -> None:
    assert ben.remark_sealed
    assert ben.remark_sealed.startswith(b"v1|d1|")
    assert b"laughs" not in ben.remark_sealed


@pytest.mark.parametrize("position", [0, 1, 4, 8, 20, -1])
def test_a_changed_bit_makes_it_unreadable(ben: Client, position: int) -> None:
    stored = bytearray(ben.remark_sealed or b"")
    stored[position] ^= 1
    ben.remark_sealed = bytes(stored)
    with pytest.raises(Unreadable):
        _ = ben.remark


@pytest.mark.parametrize("stored", [b"", b"plain text", b"v1|d9|x", b"v1|d1|short"])
def test_what_was_never_sealed_is_unreadable(ben: Client, stored: bytes) -> None:
    ben.remark_sealed = stored
    with pytest.raises(Unreadable):
        _ = ben.remark


def test_another_row_cannot_read_it(ben: Client, cast: Cast) -> None:
    anna = client_row(cast, "anna")
    anna.remark_sealed = ben.remark_sealed
    with pytest.raises(Unreadable):
        _ = anna.remark


def test_another_column_cannot_read_it(ben: Client) -> None:
    ben.safe_contact_sealed = ben.remark_sealed
    with pytest.raises(Unreadable):
        _ = ben.safe_contact


def test_another_practice_cannot_read_it(ben: Client, cast: Cast) -> None:
    stored = ben.remark_sealed
    ruth = client_row(cast, "ruth")
    ruth.remark_sealed = stored
    with pytest.raises(Unreadable):
        _ = ruth.remark


def test_a_practice_with_the_same_key_cannot_read_it(
    ben: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the key alone keeps practices apart: the text is bound to its practice as well."""
    ring = private.keystore().ring(cast.north)
    monkeypatch.setattr(private.keystore(), "ring", lambda _practice_id: ring)
    here, elsewhere = (
        Client(practice_id=practice, id=ben.id, remark_sealed=ben.remark_sealed)
        for practice in (cast.north, cast.harbour)
    )
    assert here.remark == WORDS
    with pytest.raises(Unreadable):
        _ = elsewhere.remark


def test_without_its_key_nobody_can_read_it(ben: Client, cast: Cast) -> None:
    private.keystore().destroy(cast.north)
    with pytest.raises(Unreadable):
        _ = ben.remark


def test_the_page_says_so_and_shows_no_part(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    write_remark(mara, cast, WORDS)
    with superuser.begin() as connection:
        connection.execute(
            text("UPDATE client SET remark_sealed = overlay(remark_sealed placing 'x' from 30)")
        )
    answer = mara.get(f"/app/north/clients/{cast.clients['ben']}")
    assert answer.status_code == 500
    assert "cannot be read" in answer.text
    assert "laughs" not in answer.text


def test_it_is_noted_in_the_audit(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    write_remark(mara, cast, WORDS)
    with superuser.begin() as connection:
        connection.execute(text("UPDATE client SET remark_sealed = 'v1|d1|nonsense'"))
    mara.get(f"/app/north/clients/{cast.clients['ben']}")
    with superuser.connect() as connection:
        found = connection.execute(
            text("SELECT subject_id FROM audit_event WHERE action = 'private.unreadable'")
        ).scalar()
    assert found == cast.clients["ben"]


def write_remark(browser: Visitor, cast: Cast, words: str) -> None:
    path = f"/app/north/clients/{cast.clients['ben']}/remark"
    assert browser.post(path, {"remark": words, "version": "1"}).status_code == 303
