"""What a practice mailed: to whom and when, never the words."""

import pytest
from sqlalchemy import Engine, text

from coachhub.app import COMPOSERS
from coachhub.practices.words import MAIL_WORDS
from tests.cast import Cast, email_of

LOG = "/app/north/settings/mail"


@pytest.mark.parametrize("who", ["mara", "tove"])
def test_it_shows_to_whom_and_how_it_went(cast: Cast, who: str) -> None:
    page = cast.browser(who).get(LOG).text
    assert email_of("ben") in page
    assert "invitation to the portal" in page
    assert "waiting" in page


@pytest.mark.parametrize("kind", COMPOSERS)
def test_each_kind_of_mail_has_words(kind: str) -> None:
    assert str(MAIL_WORDS[kind])


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("sessions/summary", "something new in the portal"),
        ("nocontact/proposed", "something new in the portal"),
        ("safety/open_record", "a record to open"),
    ],
)
def test_an_assistant_learns_nothing_private_from_it(
    cast: Cast, superuser: Engine, kind: str, words: str
) -> None:
    turn = text(
        "UPDATE delivery SET kind = :kind, state = 'failed' WHERE recipient = :ben RETURNING id"
    )
    with superuser.begin() as connection:
        delivery = connection.execute(turn, {"kind": kind, "ben": email_of("ben")}).scalar_one()
    mara, tove = cast.browser("mara"), cast.browser("tove")
    page = tove.get(LOG).text
    assert email_of("ben") not in page
    assert "could not be sent" not in page
    assert tove.post(f"{LOG}/{delivery}/repeat").status_code == 404
    tove.post(f"{LOG}/failures/note")
    page = mara.get(LOG).text
    assert "1 mail could not be sent" in page
    assert words in page


def test_it_shows_nothing_of_other_practices(cast: Cast) -> None:
    page = cast.browser("mara").get(LOG).text
    assert email_of("ruth") not in page
    assert email_of("ruth") in cast.browser("cleo").get("/app/harbour/settings/mail").text


def test_it_holds_no_link(cast: Cast) -> None:
    assert "/invite/" not in cast.browser("mara").get(LOG).text


@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("ben", 403), ("idris", 403)])
def test_it_refuses_others(cast: Cast, who: str, code: int) -> None:
    assert cast.browser(who).get(LOG).status_code == code


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(LOG).location == f"/login?next={LOG}"
