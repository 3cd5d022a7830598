"""Who works in a practice: the list, the invitations, and those who leave."""

import re

import pytest
from sqlalchemy import Engine, text

from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.practices import services as practices
from coachhub.practices.rules import Role
from tests.cast import Cast, email_of
from tests.overtaking import overtake
from tests.rows import audited, stored
from tests.undoing import undo
from tests.visitor import Visitor

MEMBERS = "/app/north/settings/members"
NEW = {"name": "Dora Field", "email": "dora@example.org", "roles": ["coach"]}
OPEN = (
    "SELECT * FROM invitation WHERE email = :email AND accepted_at IS NULL AND revoked_at IS NULL"
)


def mails_to(superuser: Engine, address: object) -> int:
    """How many mails this address was sent, by whomever."""
    sql = "SELECT count(*) FROM delivery WHERE recipient = :address"
    return int(stored(superuser, sql, address=address).count)


def test_it_shows_who_works_here_and_nobody_else(cast: Cast) -> None:
    page = cast.browser("mara").get(MEMBERS).text
    assert all(email_of(name) in page for name in ("mara", "idris", "tove"))
    assert not [name for name in ("ben", "carla", "cleo") if email_of(name) in page]


def test_only_what_ends_something_is_red(cast: Cast) -> None:
    page = cast.browser("mara").get(MEMBERS).text
    red = re.findall(r'way--danger">([^<]+)<', page)
    assert set(red) == {"Remove"}
    assert '<summary class="way">Sign them out</summary>' in page
    assert '<button class="button button--main" type="submit">Sign them out</button>' in page


def test_it_invites_somebody(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    answer = mara.post(MEMBERS, {**NEW, "email": " Dora@Example.ORG "})
    assert (answer.status_code, answer.location) == (303, MEMBERS)
    assert "Dora Field is invited by e-mail." in mara.get(MEMBERS).text
    row = stored(superuser, OPEN, email="dora@example.org")
    assert (row.roles, row.invited_by) == (["coach"], cast.users["mara"])


@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("tove", 403), ("idris", 403)])
def test_it_refuses_others(cast: Cast, who: str, code: int) -> None:
    assert cast.browser(who).post(MEMBERS, NEW).status_code == code


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "", "This is needed."),
        ("name", "x" * 81, "At most 80 letters"),
        ("name", "Dora\r\nField", "on one line"),
        ("email", "dora", "look like an e-mail address"),
        ("email", "dora@example.org\nBcc: a@b.c", "look like an e-mail address"),
        ("email", "x" * 250 + "@example.org", "At most 254 letters"),
        ("roles", [], "This is needed."),
        ("roles", ["client"], "choose from what is offered"),
    ],
)
def test_it_refuses_and_keeps_what_was_typed(
    cast: Cast, field: str, typed: object, message: str
) -> None:
    answer = cast.browser("mara").post(MEMBERS, {**NEW, field: typed})
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="Dora Field"' in answer.text or field == "name"
    assert 'value="coach" checked' in answer.text or field == "roles"


@pytest.mark.parametrize("email", [email_of("idris"), "IDRIS@example.org", email_of("mara")])
def test_it_invites_no_member_again(cast: Cast, email: str) -> None:
    answer = cast.browser("mara").post(MEMBERS, {**NEW, "email": email})
    assert answer.status_code == 422
    assert "This person is here or invited already." in answer.text


def test_it_invites_nobody_twice(cast: Cast) -> None:
    mara = cast.browser("mara")
    mara.post(MEMBERS, NEW)
    assert "invited already" in mara.post(MEMBERS, NEW).text


@pytest.mark.parametrize("name", ["ben", "cleo"])
def test_a_client_or_a_foreigner_can_become_a_member(cast: Cast, name: str) -> None:
    assert cast.browser("mara").post(MEMBERS, {**NEW, "email": email_of(name)}).status_code == 303


def test_the_mail_can_be_sent_again_but_not_for_ever(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    mara.post(MEMBERS, NEW)
    row = stored(superuser, OPEN, email=NEW["email"])
    for _ in range(3):
        mara.post(f"{MEMBERS}/invitations/{row.id}/repeat")
    assert "This address got several e-mails" in mara.get(MEMBERS).text
    assert mails_to(superuser, NEW["email"]) == 3


def test_a_network_asks_for_20_invitations_an_hour(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    for number in range(20):
        assert mara.post(MEMBERS, {**NEW, "email": f"a{number}@example.org"}).status_code == 303
    refused = mara.post(MEMBERS, NEW)
    assert refused.status_code == 422
    assert "Many e-mails were asked for from your network" in refused.text
    assert 'value="dora@example.org"' in refused.text
    assert mails_to(superuser, NEW["email"]) == 0
    elsewhere = {"environ_overrides": {"REMOTE_ADDR": "10.0.0.9"}}
    assert mara.post(MEMBERS, NEW, **elsewhere).status_code == 303


def test_another_practices_invitations_do_not_count(cast: Cast, superuser: Engine) -> None:
    cleo, harbour = cast.browser("cleo"), "/app/harbour/settings/members"
    for _ in range(3):
        cleo.post(harbour, NEW)
    assert "This address got several e-mails" in cleo.post(harbour, NEW).text
    assert cast.browser("mara").post(MEMBERS, NEW).status_code == 303
    assert mails_to(superuser, NEW["email"]) == 2


def test_an_invitation_can_be_taken_back_once(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    mara.post(MEMBERS, NEW)
    row = stored(superuser, OPEN, email=NEW["email"])
    path = f"{MEMBERS}/invitations/{row.id}/withdrawal"
    assert [mara.post(path).status_code for _ in range(2)] == [303, 404]
    assert "dora@example.org" not in mara.get(MEMBERS).text


def _taken_back(mara: Visitor, superuser: Engine) -> str:
    mara.post(MEMBERS, NEW)
    path = f"{MEMBERS}/invitations/{stored(superuser, OPEN, email=NEW['email']).id}"
    assert mara.post(f"{path}/withdrawal").status_code == 303
    return path


def test_taking_an_invitation_back_can_be_undone(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    path = _taken_back(mara, superuser)
    assert "It is as it was." in undo(mara, MEMBERS)
    again = mara.post(f"{path}/return")
    assert again.status_code == 303, "pressed twice: it waits already"
    assert "dora@example.org" in mara.get(MEMBERS).text
    assert mails_to(superuser, NEW["email"]) == 1, "the mail that went is enough"
    assert [row.action for row in audited(superuser)].count("invitation.put_back") == 1


def test_it_stays_taken_back_once_the_person_is_asked_anew(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    path = _taken_back(mara, superuser)
    mara.post(MEMBERS, NEW)
    mara.get(MEMBERS)
    mara.post(f"{path}/return")
    assert "be taken back any more" in mara.get(MEMBERS).text
    assert mara.get(MEMBERS).text.count("dora@example.org") == 1


def test_it_stays_taken_back_after_an_hour(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    path = _taken_back(mara, superuser)
    with superuser.begin() as connection:
        connection.execute(
            text("UPDATE invitation SET revoked_at = revoked_at - interval '61 minutes'")
        )
    mara.get(MEMBERS)
    mara.post(f"{path}/return")
    assert "be taken back any more" in mara.get(MEMBERS).text
    assert "dora@example.org" not in mara.get(MEMBERS).text


def test_a_member_can_be_removed_once(cast: Cast) -> None:
    mara = cast.browser("mara")
    path = f"{MEMBERS}/{cast.members['tove']}/end"
    assert mara.post(path).status_code == 303
    assert "Tove Test is not a member any more." in mara.get(MEMBERS).text
    assert email_of("tove") not in mara.get(MEMBERS).text
    assert mara.post(path).status_code == 404


def test_the_last_owner_stays(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    mara.post(f"{MEMBERS}/{cast.members['mara']}/end")
    assert "A practice needs an owner" in mara.get(MEMBERS).text


def test_one_of_two_owners_may_leave(cast: Cast) -> None:
    cast.join("olga", Role.OWNER)
    mara = cast.browser("mara")
    mara.post(f"{MEMBERS}/{cast.members['mara']}/end")
    assert mara.get(MEMBERS).status_code == 404
    assert cast.browser("olga").get(MEMBERS).status_code == 200


@pytest.mark.every_postgres
def test_of_two_owners_who_leave_at_once_one_stays(cast: Cast, superuser: Engine) -> None:
    cast.join("olga", Role.OWNER)

    def leave(name: str) -> bool:
        tenancy.enter_practice(cast.north)
        member = practices.find_member(cast.north, cast.members[name])
        assert member
        try:
            practices.end_membership(member, by=Actor(cast.users[name], Role.OWNER))
        except practices.LastOwner:
            return False
        return True

    left = overtake(cast.app, superuser, lambda: leave("mara"), lambda: leave("olga"))
    assert left == (True, False)


@pytest.mark.parametrize("path", ["end", "sign-out"])
def test_what_takes_something_is_no_link(cast: Cast, path: str) -> None:
    answer = cast.browser("mara").get(f"{MEMBERS}/{cast.members['tove']}/{path}")
    assert answer.status_code == 405
