"""Coming in by a mailed invitation, as a member or as a client."""

import re

import pytest
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.mailed import letter, mailed_path, message
from tests.public.asked import (
    CLIENTS,
    MEMBERS,
    NEW,
    PASSWORD,
    ask,
    ask_client,
    ask_member,
    make_account,
)
from tests.rows import audited, fingerprint, stored
from tests.visitor import BASE_URL, page_title

BOTH = pytest.mark.parametrize(
    ("kind", "place"), [("member", "/app/north/"), ("client", "/portal/north/today")]
)
KINDS = pytest.mark.parametrize("kind", ["member", "client"])


@BOTH
def test_a_newcomer_chooses_a_password_and_is_in(cast: Cast, kind: str, place: str) -> None:
    path, visitor = ask(cast, kind), cast.browser(None)
    answer = visitor.fill(path, password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, place)
    assert visitor.get(place, follow_redirects=True).status_code == 200
    again = cast.browser(None)
    signed_in = again.post("/login", {"email": NEW, "password": PASSWORD})
    assert signed_in.status_code == 303


@KINDS
def test_it_has_the_face_of_the_practice_that_invites(cast: Cast, kind: str) -> None:
    path, visitor = ask(cast, kind), cast.browser(None)
    assert _face(visitor.get(path)) == ("/p/north", "North", "Your invitation · North")
    make_account(cast)
    assert _face(visitor.get(path)) == ("/p/north", "North", "Your invitation · North")
    cast.browser("mara").fill("/app/north/settings/page", is_listed=[])
    assert _face(visitor.get(path))[0] == path


def test_for_somebody_else_it_names_no_practice(cast: Cast) -> None:
    page = cast.browser("cleo").get(ask_client(cast, NEW))
    assert _face(page)[1:] == ("coachhub", "Your invitation · coachhub")
    assert "North" not in page.text


def _face(page: TestResponse) -> tuple[str, str, str]:
    """Where the mark leads and what it says, and the title."""
    mark = re.search(
        r'<a class="mark" href="([^"]+)".*?class="mark__name">([^<]+)', page.text, re.DOTALL
    )
    assert mark
    return mark[1], mark[2], page_title(page)


def test_a_member_gets_the_roles_they_were_asked_for(cast: Cast, superuser: Engine) -> None:
    path = ask_member(cast, NEW, "coach", "assistant", "coach")
    form = {"password": PASSWORD, "roles": ["owner"], "email": "other@example.org"}
    assert cast.browser(None).fill(path, **form).status_code == 303
    sql = 'SELECT m.roles, u.email FROM member m JOIN "user" u ON u.id = m.user_id WHERE email = :e'
    row = stored(superuser, sql, e=NEW)
    assert (row.roles, row.email) == (["assistant", "coach"], NEW)


@KINDS
def test_a_known_address_must_sign_in_to_its_account(
    cast: Cast, superuser: Engine, kind: str
) -> None:
    make_account(cast)
    path, visitor = ask(cast, kind), cast.browser(None)
    before = fingerprint(superuser)
    page = visitor.get(path)
    assert f'href="/login?next={path}"' in page.text
    assert 'type="password"' not in page.text
    visitor.post(path, {"name": "Mallory", "password": PASSWORD, "zone": "UTC"})
    assert fingerprint(superuser) == before


@BOTH
def test_who_signs_in_comes_back_and_presses_one_button(cast: Cast, kind: str, place: str) -> None:
    dora, path = make_account(cast), ask(cast, kind)
    assert dora.get(path).status_code == 200
    answer = dora.post(path)
    assert (answer.status_code, answer.location) == (303, place)
    assert dora.get(place, follow_redirects=True).status_code == 200


@pytest.mark.parametrize(
    ("zone", "then"), [("UTC", "Berlin time"), ("Asia/Tokyo", "Tokyo time")], ids=["none", "own"]
)
def test_who_never_chose_a_clock_gets_that_of_the_practice(
    cast: Cast, superuser: Engine, zone: str, then: str
) -> None:
    dora, path = make_account(cast), ask_member(cast)
    with superuser.begin() as change:
        turn = text('UPDATE "user" SET zone = :zone WHERE email = :email')
        change.execute(turn, {"zone": zone, "email": NEW})
    dora.post(path)
    assert then in dora.get("/app/north/", follow_redirects=True).text


@KINDS
def test_it_opens_nothing_to_another_account(cast: Cast, superuser: Engine, kind: str) -> None:
    path, cleo = ask(cast, kind), cast.browser("cleo")
    before = fingerprint(superuser)
    assert "This is for somebody else" in cleo.get(path).text
    assert "This is for somebody else" in cleo.post(path).text
    assert fingerprint(superuser) == before
    assert cast.browser(None).get(path).status_code == 200


@KINDS
@pytest.mark.parametrize("who", [None, "dora", "cleo"])
def test_looking_changes_nothing(cast: Cast, superuser: Engine, kind: str, who: str | None) -> None:
    """Scanners open links, and some follow what they find."""
    if who == "dora":
        make_account(cast)
    path, browser = ask(cast, kind), cast.browser(who)
    before = fingerprint(superuser)
    for method in ("GET", "HEAD", "OPTIONS", "GET"):
        assert browser.open(method, path).status_code == 200
    assert fingerprint(superuser) == before


@KINDS
def test_it_works_once(cast: Cast, kind: str) -> None:
    path = ask(cast, kind)
    assert cast.browser(None).fill(path, password=PASSWORD).status_code == 303
    for who in (None, "cleo"):
        assert cast.browser(who).get(path).status_code == 410
        assert cast.browser(who).post(path).status_code == 410


@KINDS
def test_a_newer_mail_replaces_it(cast: Cast, kind: str) -> None:
    path = ask(cast, kind)
    newer = mailed_path(cast.app, cast.north, NEW)
    assert cast.browser(None).get(path).status_code == 410
    assert cast.browser(None).get(newer).status_code == 200


@KINDS
def test_it_is_dead_after_seven_days(cast: Cast, superuser: Engine, kind: str) -> None:
    path = ask(cast, kind)
    with superuser.begin() as connection:
        connection.execute(
            text("UPDATE one_time_token SET expires_at = expires_at - interval '7 days'")
        )
    assert cast.browser(None).get(path).status_code == 410


@pytest.mark.parametrize(
    "path", ["/invite/x", "/invite/" + "a" * 43, "/invite/%2e%2e", "/invite/☃"]
)
def test_a_made_up_link_is_dead(cast: Cast, path: str) -> None:
    assert cast.browser(None).get(path).status_code == 410
    assert cast.browser("mara").post(path).status_code == 410


def test_a_link_for_something_else_opens_nothing(cast: Cast) -> None:
    path = ask_member(cast)
    token = path.rpartition("/")[2]
    for other in (f"/reset/{token}", f"/confirm/{token}"):
        assert cast.browser(None).get(other).status_code == 410


def test_a_member_asked_in_vain_is_out(cast: Cast, superuser: Engine) -> None:
    path = ask_member(cast)
    invitation = stored(superuser, "SELECT id FROM invitation WHERE email = :e", e=NEW).id
    cast.browser("mara").post(f"{MEMBERS}/invitations/{invitation}/withdrawal")
    assert cast.browser(None).get(path).status_code == 410
    assert message(cast.app, cast.north, NEW) is None


def test_the_mailed_link_opens_again_once_that_is_undone(cast: Cast, superuser: Engine) -> None:
    path, mara, newcomer = ask_member(cast), cast.browser("mara"), cast.browser(None)
    invitation = stored(superuser, "SELECT id FROM invitation WHERE email = :e", e=NEW).id
    back = f"{MEMBERS}/invitations/{invitation}"
    mara.post(f"{back}/withdrawal")
    assert newcomer.get(path).status_code == 410
    mara.post(f"{back}/return")
    assert newcomer.fill(path, password=PASSWORD).status_code == 303
    mara.post(f"{back}/return")
    assert "be taken back any more" in mara.get(MEMBERS).text, "answered by now"


def test_a_client_asked_in_vain_is_out(cast: Cast, superuser: Engine) -> None:
    path = ask_client(cast)
    record = stored(superuser, "SELECT id FROM client WHERE email = :e", e=NEW).id
    cast.browser("mara").post(f"{CLIENTS}/{record}/invitation/withdrawal")
    assert cast.browser(None).get(path).status_code == 410
    assert message(cast.app, cast.north, NEW) is None


def test_a_client_with_a_new_address_needs_a_new_link(cast: Cast, superuser: Engine) -> None:
    path = ask_client(cast)
    record = stored(superuser, "SELECT id FROM client WHERE email = :e", e=NEW).id
    cast.browser("mara").fill(f"{CLIENTS}/{record}/edit", email="dora@elsewhere.example")
    assert cast.browser(None).get(path).status_code == 410
    assert message(cast.app, cast.north, NEW) is None


def test_a_client_is_told_apart_from_one_of_the_same_person(cast: Cast) -> None:
    """Ben is a client of North already: a second record of his can't become his portal."""
    mara = cast.browser("mara")
    record = mara.fill(f"{CLIENTS}/new", name="Ben Again", email="ben2@example.org").location
    mara.post(f"{record}/invitation")
    path = mailed_path(cast.app, cast.north, "ben2@example.org")
    assert "This is for somebody else" in cast.browser("ben").post(path).text


@pytest.mark.parametrize(
    ("field", "typed", "message_"),
    [
        ("password", "short", "At least 12 characters"),
        ("password", "passwordpassword", "it is tried first"),
        ("password", "north dora field", "easy to guess"),
        ("password", "", "This is needed."),
        ("name", "", "This is needed."),
        ("name", "Dora\nField", "on one line"),
        ("zone", "Nowhere", "choose from what is offered"),
    ],
)
def test_it_refuses_and_keeps_what_was_typed(
    cast: Cast, superuser: Engine, field: str, typed: str, message_: str
) -> None:
    path = ask_client(cast)
    form = {"name": "Dora F", "password": PASSWORD, field: typed}
    answer = cast.browser(None).fill(path, **form)
    assert answer.status_code == 422
    assert message_ in answer.text
    assert PASSWORD not in answer.text
    assert 'value="Dora F"' in answer.text or field == "name"
    assert stored(superuser, 'SELECT count(*) AS n FROM "user" WHERE email = :e', e=NEW).n == 0


def test_coming_in_leaves_its_rows(cast: Cast, superuser: Engine) -> None:
    path = ask_client(cast)
    seen = {row.id for row in audited(superuser)}
    cast.browser(None).fill(path, password=PASSWORD)
    rows = [row for row in audited(superuser) if row.id not in seen]
    assert sorted(row.action for row in rows) == ["account.made", "client.joined", "sign_in.done"]
    assert len({row.actor_id for row in rows}) == 1


def test_the_mail_leads_to_our_own_address_only(cast: Cast) -> None:
    ask_client(cast)
    sent = letter(cast.app, cast.north, NEW).as_string()
    assert f"{BASE_URL}/invite/" in sent
    assert sent.count("https://") == sent.count(BASE_URL)


def test_it_takes_no_other_method(cast: Cast) -> None:
    assert cast.browser(None).open("DELETE", ask_member(cast)).status_code == 405
