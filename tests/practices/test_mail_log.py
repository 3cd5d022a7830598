"""What a practice mailed: to whom and when, never the words."""

import pytest

from tests.cast import Cast, email_of

LOG = "/app/north/settings/mail"


@pytest.mark.parametrize("who", ["mara", "tove"])
def test_it_shows_to_whom_and_how_it_went(cast: Cast, who: str) -> None:
    page = cast.browser(who).get(LOG).text
    assert email_of("ben") in page
    assert "invitation to the portal" in page
    assert "waiting" in page


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
