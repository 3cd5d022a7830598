"""Who may see the mail log is told of mails that could not be sent, and can send them again."""

from typing import Any

import pytest
from sqlalchemy import Engine, text

from tests.cast import Cast, email_of
from tests.rows import audited, stored

LOG = "/app/north/settings/mail"
SENTENCE = "could not be sent. Look at"


@pytest.fixture
def failed(cast: Cast, superuser: Engine) -> str:
    """The id of Ben's invitation, which could not be sent."""
    with superuser.begin() as connection:
        row = connection.execute(
            text(
                "UPDATE delivery SET state = 'failed', tries = 8, last_error = '550' "
                "WHERE recipient = :ben RETURNING id"
            ),
            {"ben": email_of("ben")},
        ).one()
    return str(row.id)


def _rail_counts(page: str) -> int:
    return page.count('class="nav__count"')


def _events(superuser: Engine) -> list[Any]:
    return [row for row in audited(superuser) if row.action.startswith("mail.")]


@pytest.mark.parametrize("who", ["mara", "tove"])
def test_it_is_told_in_the_rail_and_on_the_page(cast: Cast, failed: str, who: str) -> None:
    browser = cast.browser(who)
    assert _rail_counts(browser.get("/app/north/clients").text) == 1
    assert SENTENCE in browser.get(LOG).text


def test_it_is_not_told_to_others(cast: Cast, failed: str) -> None:
    assert _rail_counts(cast.browser("idris").get("/app/north/clients").text) == 0
    assert _rail_counts(cast.browser("cleo").get("/app/harbour/clients").text) == 0


def test_once_noted_it_is_told_no_more(cast: Cast, failed: str, superuser: Engine) -> None:
    browser = cast.browser("tove")
    answer = browser.post(f"{LOG}/failures/note")
    assert (answer.status_code, answer.location) == (303, LOG)
    page = browser.get(LOG).text
    assert (SENTENCE in page, _rail_counts(page)) == (False, 0)
    assert "Send again" in page
    [event] = _events(superuser)
    assert (event.action, event.role, event.detail) == (
        "mail.failures_seen",
        "assistant",
        {"count": 1},
    )


def test_noting_nothing_writes_nothing(cast: Cast, superuser: Engine) -> None:
    assert cast.browser("mara").post(f"{LOG}/failures/note").status_code == 303
    assert _events(superuser) == []


def test_it_is_sent_again(cast: Cast, failed: str, superuser: Engine) -> None:
    browser = cast.browser("mara")
    answer = browser.post(f"{LOG}/{failed}/repeat")
    assert (answer.status_code, answer.location) == (303, LOG)
    page = browser.get(LOG).text
    assert f"The e-mail to {email_of('ben')} is on its way again." in page
    assert SENTENCE not in page
    row = stored(superuser, "SELECT state FROM delivery WHERE id = :id", id=failed)
    assert row.state == "waiting"
    [event] = _events(superuser)
    assert (event.action, str(event.subject_id)) == ("mail.sent_again", failed)


def test_it_is_sent_again_once(cast: Cast, failed: str, superuser: Engine) -> None:
    browser = cast.browser("mara")
    browser.post(f"{LOG}/{failed}/repeat")
    browser.get(LOG)
    assert browser.post(f"{LOG}/{failed}/repeat").status_code == 303
    assert "is on its way already" in browser.get(LOG).text
    assert len(_events(superuser)) == 1


def test_another_practice_s_mail_is_not_there(cast: Cast, failed: str) -> None:
    answer = cast.browser("cleo").post(f"/app/harbour/settings/mail/{failed}/repeat")
    assert answer.status_code == 404


@pytest.mark.parametrize("act", ["failures/note", "repeat"])
@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("idris", 403)])
def test_it_refuses_others(cast: Cast, failed: str, who: str, code: int, act: str) -> None:
    path = f"{LOG}/{failed}/repeat" if act == "repeat" else f"{LOG}/{act}"
    assert cast.browser(who).post(path).status_code == code


@pytest.mark.parametrize("act", ["failures/note", "repeat"])
def test_it_asks_strangers_to_sign_in(cast: Cast, failed: str, act: str) -> None:
    path = f"{LOG}/{failed}/repeat" if act == "repeat" else f"{LOG}/{act}"
    assert cast.browser(None).post(path).location == "/login"


def test_a_look_changes_nothing(cast: Cast, failed: str) -> None:
    browser = cast.browser("mara")
    assert browser.get(f"{LOG}/{failed}/repeat").status_code == 405
    assert browser.get(f"{LOG}/failures/note").status_code == 405
