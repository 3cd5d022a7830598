"""What a practice mailed: to whom and when, never the words."""

import re

import pytest
from sqlalchemy import Engine, text

from coachhub.app import COMPOSERS
from coachhub.practices.words import MAIL_WORDS
from tests.cast import Cast, email_of
from tests.visitor import Visitor

LOG = "/app/north/settings/mail"


def test_it_is_a_room_of_its_own_for_whoever_opens_no_other_settings(cast: Cast) -> None:
    assert "<h1>Settings</h1>" in cast.browser("mara").get(LOG).text
    assert "<h1>E-mail</h1>" in cast.browser("tove").get(LOG).text
    found = cast.browser("tove").get("/app/north/find?q=letters").text
    assert f'href="{LOG}"' in found
    assert "Settings" not in found


def read(who: Visitor, path: str) -> str:
    """The page, its addresses without the places where they may be broken."""
    return who.get(path).text.replace("<wbr>", "")


def test_settings_that_are_refused_light_no_room(cast: Cast) -> None:
    tove = cast.browser("tove")
    refused = tove.get("/app/north/settings")
    assert refused.status_code == 403
    assert 'aria-current="page"' not in refused.text
    assert 'aria-current="page"' in tove.get(LOG).text


@pytest.mark.parametrize("who", ["mara", "tove"])
def test_it_shows_to_whom_and_how_it_went(cast: Cast, who: str) -> None:
    page = read(cast.browser(who), LOG)
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
    assert "1 e-mail could not be sent" in page
    assert words in page


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("clients/invitation", "not sent: the invitation was answered or taken back before"),
        ("booking/reminder", "not needed any more"),
    ],
)
def test_it_says_why_a_mail_was_not_needed(
    cast: Cast, superuser: Engine, kind: str, words: str
) -> None:
    turn = text("UPDATE delivery SET kind = :kind, state = 'dropped' WHERE recipient = :ben")
    with superuser.begin() as connection:
        connection.execute(turn, {"kind": kind, "ben": email_of("ben")})
    assert words in cast.browser("mara").get(LOG).text


@pytest.fixture
def many(cast: Cast, superuser: Engine) -> Cast:
    """Thirty mails to Anna were sent, two failed, one was dropped; the cast's own wait."""
    more = text(
        "INSERT INTO delivery (id, practice_id, kind, recipient, params, state, tries, created_at) "
        "SELECT gen_random_uuid(), :north, 'booking/reminder', :anna, '{}', "
        "CASE WHEN n > 32 THEN 'dropped' WHEN n > 30 THEN 'failed' ELSE 'sent' END, 1, "
        "now() - make_interval(mins => n) FROM generate_series(1, 33) AS n"
    )
    with superuser.begin() as connection:
        connection.execute(more, {"north": cast.north, "anna": email_of("anna").title()})
    return cast


def chips(page: str) -> list[str]:
    found = re.findall(r'<a class="chip".*?</a>', page, re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in found]


def test_mails_are_found_by_a_part_of_the_address(many: Cast) -> None:
    mara = many.browser("mara")
    page = read(mara, f"{LOG}?q=ANNA@")
    assert email_of("anna").title() in page
    assert email_of("ben") not in page
    assert chips(page) == ["All 34", "Failed 2", "On their way 1", "Sent 30"]
    page = mara.get(f"{LOG}?q=100%25").text
    assert "Nothing fits." in page
    assert f'href="{LOG}">All e-mails' in page


def test_a_choice_shows_its_mails_and_keeps_the_search(many: Cast) -> None:
    page = many.browser("mara").get(f"{LOG}?q=anna&show=failed").text
    assert page.count("could not be sent<") == page.count("Send again<") == 2
    assert "2 in all" in page
    assert f'href="{LOG}?q=anna&amp;show=sent#found"' in page


def test_a_long_log_has_pages(many: Cast) -> None:
    page = many.browser("mara").get(f"{LOG}?q=anna&show=sent&page=2").text
    assert page.count("reminder of a session") == 5
    assert "Page 2 of 2 · 30 in all" in page


def test_a_part_is_the_one_that_the_page_includes(many: Cast) -> None:
    mara = many.browser("mara")
    page = mara.get(f"{LOG}?q=anna").text
    part = mara.get(f"{LOG}?q=anna", headers={"HX-Request-Type": "partial"}).text
    assert "<html" not in part
    assert _without_tokens(part) in _without_tokens(page)


def test_the_record_of_a_client_leads_to_their_mails(cast: Cast) -> None:
    record = f"/app/north/clients/{cast.clients['ben']}"
    way = f'href="{LOG}?q={email_of("ben")}"'
    assert way in cast.browser("mara").get(record).text
    record = f"/app/north/clients/{cast.clients['carla']}"
    assert "E-mails to them" not in cast.browser("idris").get(record).text


def _without_tokens(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page).strip()


def test_it_shows_nothing_of_other_practices(cast: Cast) -> None:
    page = read(cast.browser("mara"), LOG)
    assert email_of("ruth") not in page
    assert email_of("ruth") in read(cast.browser("cleo"), "/app/harbour/settings/mail")


def test_an_address_is_broken_after_its_at_sign_and_its_dots(cast: Cast) -> None:
    page = cast.browser("mara").get(LOG).text
    assert ">ben@<wbr>example.<wbr>org</td>" in page


def test_it_holds_no_link(cast: Cast) -> None:
    assert "/invite/" not in cast.browser("mara").get(LOG).text


@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("ben", 403), ("idris", 403)])
def test_it_refuses_others(cast: Cast, who: str, code: int) -> None:
    assert cast.browser(who).get(LOG).status_code == code


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(LOG).location == f"/login?next={LOG}"


def test_a_choice_with_no_mails_says_so(cast: Cast) -> None:
    page = cast.browser("mara").get(f"{LOG}?show=failed").text
    assert "None of these." in page
    assert "No e-mail yet." not in page
