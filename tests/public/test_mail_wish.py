"""The link at the foot of a mail, by which people do without mails of its sort."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from coachhub.core import tenancy
from coachhub.mail.pauses import why_paused
from coachhub.mail.rules import Sort
from coachhub.mail.wishes import Wish, token_of
from tests.cast import Cast, email_of
from tests.visitor import BASE_URL, Visitor

REMINDER, NEWS, CONFIRMED = "booking/reminder", "sessions/summary", "booking/confirmed"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
MAILS_NONE = "sends you none of these any more"


def address_of(cast: Cast, sort: Sort = Sort.REMINDERS, practice: UUID | None = None) -> str:
    with cast.app.app_context():
        return f"/mails/{token_of(Wish(practice or cast.north, sort, email_of('ben')))}"


def program(cast: Cast, path: str, method: str = "POST", **options: Any) -> TestResponse:
    """What a mail program does, that has no session here."""
    options = {"data": ONE_CLICK, **options}
    return cast.app.test_client().open(path, base_url=BASE_URL, method=method, **options)


def kept_back(cast: Cast, practice: UUID | None = None) -> list[str]:
    """The kinds of mail that Ben doesn't get."""
    here = practice or cast.north
    kinds = (REMINDER, NEWS, CONFIRMED)
    with cast.app.app_context():
        tenancy.enter_practice(here)
        return [kind for kind in kinds if why_paused(here, email_of("ben"), kind)]


def test_opening_it_changes_nothing(cast: Cast, stranger: Visitor) -> None:
    link = address_of(cast)
    for _ in range(2):
        page = stranger.get(link)
        assert page.status_code == 200
        assert "Send me none of these" in page.text
    assert program(cast, link, "HEAD").status_code == 200
    assert kept_back(cast) == []


def test_in_french_it_says_which_mails(cast: Cast, stranger: Visitor) -> None:
    in_french = {"Accept-Language": "fr"}
    page = stranger.get(address_of(cast, Sort.NEWS), headers=in_french).text
    assert "<h1>Un mot quand quelque chose vous attend dans l’espace client</h1>" in page
    assert "North vous envoie ces e-mails." in page


def test_a_mail_program_needs_one_click_and_no_session(cast: Cast) -> None:
    answer = program(cast, address_of(cast))
    assert answer.status_code == 200
    assert MAILS_NONE in answer.text
    assert kept_back(cast) == [REMINDER]


def test_a_person_presses_the_button_and_can_have_them_back(cast: Cast, stranger: Visitor) -> None:
    link = address_of(cast, Sort.NEWS)
    for _ in range(2):
        assert stranger.post(link, {}).location == link
        assert MAILS_NONE in stranger.get(link).text
        assert kept_back(cast) == [NEWS]
    assert stranger.post(link, {"again": "1"}).location == link
    assert kept_back(cast) == []


def test_each_sort_and_each_practice_has_its_own(cast: Cast, stranger: Visitor) -> None:
    stranger.post(address_of(cast), {})
    stranger.post(address_of(cast, Sort.NEWS), {})
    assert kept_back(cast) == [REMINDER, NEWS]
    assert kept_back(cast, cast.harbour) == []
    stranger.post(address_of(cast), {"again": "1"})
    assert kept_back(cast) == [NEWS]


def test_it_is_refused_from_a_foreign_page(cast: Cast) -> None:
    foreign = {"Origin": "https://eve.example.net", "Sec-Fetch-Site": "cross-site"}
    answer = program(cast, address_of(cast), headers=foreign)
    assert answer.status_code == 403
    assert kept_back(cast) == []


def test_no_other_secret_opens_it(cast: Cast, stranger: Visitor) -> None:
    token = address_of(cast).rpartition("/")[2]
    raw = bytearray(urlsafe_b64decode(token))
    altered = []
    for place in (0, 12, 20, 40, len(raw) - 1):
        other = bytearray(raw)
        other[place] ^= 1
        altered.append(urlsafe_b64encode(other).decode())
    for wrong in (*altered, "x", "=", "a" * 4000, token[:-8], "ü"):
        assert stranger.get(f"/mails/{wrong}").status_code == 404
        assert program(cast, f"/mails/{wrong}").status_code == 404
    assert stranger.get(address_of(cast, practice=uuid4())).status_code == 404
    assert kept_back(cast) == []


def test_it_tells_no_address(cast: Cast) -> None:
    raw = urlsafe_b64decode(address_of(cast).rpartition("/")[2])
    assert b"ben" not in raw
    assert cast.north.bytes not in raw


def test_pressing_it_over_and_over_is_slowed_down(cast: Cast) -> None:
    link = address_of(cast)
    codes = [program(cast, link).status_code for _ in range(21)]
    assert codes == [200] * 20 + [429]


def test_the_audit_names_what_changed_and_no_address(
    cast: Cast, stranger: Visitor, superuser: Engine
) -> None:
    for _ in range(2):
        stranger.post(address_of(cast), {})
    with superuser.connect() as connection:
        rows = connection.execute(
            text("SELECT role, detail FROM audit_event WHERE action = 'mail.wishes_changed'")
        ).all()
    assert [(row.role, row.detail) for row in rows] == [("reader", {"without": "reminders"})]


def test_the_log_says_that_it_was_not_wanted(
    cast: Cast, stranger: Visitor, superuser: Engine
) -> None:
    stranger.post(address_of(cast), {})
    with superuser.begin() as connection:
        connection.execute(
            text("UPDATE delivery SET state = 'paused', last_error = 'unsubscribed'")
        )
    page = cast.browser("mara").get("/app/north/settings/mail").text
    assert "they want none of these" in page
    assert "Addresses that take no e-mails" not in page
