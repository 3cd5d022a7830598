"""An address that takes no mails: told to those who work with its owner, who can try it again."""

import pytest
from sqlalchemy import Engine, text

from coachhub.practices.rules import Role
from tests.cast import Cast, email_of

LOG = "/app/north/settings/mail"
BACK = "E-mails to this address come back since"
GETS_NONE = "gets none of your e-mails"


def pause(superuser: Engine, cast: Cast, name: str, why: str = "bounced") -> str:
    """Mails to this person come back, or were called unwanted."""
    row = text(
        "INSERT INTO mail_pause (practice_id, id, address, why) "
        "VALUES (:practice, gen_random_uuid(), :address, :why) RETURNING id"
    )
    values = {"practice": cast.north, "address": email_of(name), "why": why}
    with superuser.begin() as connection:
        return str(connection.execute(row, values).scalar_one())


def record(cast: Cast, name: str = "ben") -> str:
    return f"/app/north/clients/{cast.clients[name]}"


@pytest.mark.parametrize("who", ["mara", "olga", "tove"])
def test_it_is_told_on_the_record(cast: Cast, superuser: Engine, who: str) -> None:
    cast.join("olga", Role.OWNER)
    browser = cast.browser(who)
    assert BACK not in browser.get(record(cast)).text
    pause(superuser, cast, "ben")
    assert BACK in browser.get(record(cast)).text
    assert browser.post(f"{record(cast)}/mail/pause/end").status_code == 303
    assert BACK not in browser.get(record(cast)).text
    assert browser.post(f"{record(cast)}/mail/pause/end").status_code == 404


def test_a_complaint_is_told_as_what_it_is(cast: Cast, superuser: Engine) -> None:
    pause(superuser, cast, "ben", "complained")
    page = cast.browser("mara").get(record(cast)).text
    assert "was called unwanted on" in page
    assert BACK not in page


def test_another_address_takes_mails(cast: Cast, superuser: Engine) -> None:
    pause(superuser, cast, "ben")
    mara = cast.browser("mara")
    mara.fill(f"{record(cast)}/edit", email="ben@elsewhere.example.org")
    assert BACK not in mara.get(record(cast)).text


def test_their_coach_reads_of_it_first_thing(cast: Cast, superuser: Engine) -> None:
    pause(superuser, cast, "ben")
    assert GETS_NONE in cast.browser("mara").get("/app/north/").text
    for other in ("idris", "tove"):
        assert GETS_NONE not in cast.browser(other).get("/app/north/").text
    assert "/app/harbour/" in cast.browser("cleo").get("/app/harbour/").text
    assert GETS_NONE not in cast.browser("cleo").get("/app/harbour/").text


@pytest.mark.parametrize("who", ["mara", "tove"])
def test_the_mail_log_lists_it_whoever_it_is(cast: Cast, superuser: Engine, who: str) -> None:
    pauses = {name: pause(superuser, cast, name) for name in ("ben", "idris", "stranger")}
    browser = cast.browser(who)
    page = browser.get(LOG).text.replace("<wbr>", "")
    assert page.count("e-mails come back") == 3
    assert email_of("stranger") in page
    for one in pauses.values():
        assert browser.post(f"{LOG}/pauses/{one}/end").status_code == 303
    assert "e-mails come back" not in browser.get(LOG).text
    assert browser.post(f"{LOG}/pauses/{pauses['ben']}/end").status_code == 404


def test_owners_read_of_members_and_of_whom_they_invited(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    mara.fill("/app/north/settings/members", name="Nora", email=email_of("nora"), roles=["coach"])
    assert "e-mails come back" not in mara.get("/app/north/settings/members").text
    pause(superuser, cast, "idris")
    pause(superuser, cast, "nora")
    assert mara.get("/app/north/settings/members").text.count("e-mails come back") == 2
