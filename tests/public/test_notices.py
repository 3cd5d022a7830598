"""Who answers for a practice's pages, what it does with data, and what is stored of who books."""

import pytest
from sqlalchemy import Engine, text

from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.rows import stored

PAGE = "/app/north/settings/page"
WORDS = "North, 1 Harbour Street\n\nNot <b>Mara</b>"
KINDS = ("imprint", "privacy")


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_practice_says_is_a_page_of_its_own(cast: Cast, kind: str) -> None:
    own = f"/p/north/{kind}"
    stranger = cast.browser(None)
    assert stranger.get(own).status_code == 404
    assert own not in stranger.get("/p/north").text
    assert cast.browser("mara").fill(PAGE, **{kind: WORDS}).status_code == 303
    page = stranger.get(own).text
    assert "1 Harbour Street\n\nNot &lt;b&gt;Mara" in page
    assert f'href="{own}"' in stranger.get("/p/north").text
    assert f'href="{own}"' in cast.browser("ben").get("/portal/north/more").text
    cast.browser("mara").fill(PAGE, **{kind: " "})
    assert stranger.get(own).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_there_without_a_public_page_too(cast: Cast, kind: str) -> None:
    cast.browser("mara").fill(PAGE, is_listed=[], **{kind: WORDS})
    assert cast.browser(None).get(f"/p/north/{kind}").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_too_long_a_text_is_kept_in_the_form(cast: Cast, superuser: Engine, kind: str) -> None:
    answer = cast.browser("mara").fill(PAGE, **{kind: "x" * 8001})
    assert answer.status_code == 422
    assert "x" * 8001 in answer.text
    row = stored(
        superuser,
        "SELECT s.* FROM settings s JOIN practice p ON p.id = s.practice_id WHERE p.slug = 'north'",
    )
    assert getattr(row, kind) == ""


def test_every_page_of_a_booking_leads_to_what_is_stored(cast: Cast) -> None:
    guest = cast.browser(None)
    page = f"/p/north/book/{open_shop(cast)}"
    held = guest.fill(page, start=at(3).isoformat()).location
    for path in ("/p/north", page, held):
        assert 'href="/p/north/stored"' in guest.get(path).text
    stored = guest.get("/p/north/stored").text
    assert "encrypted with a key of this practice alone" in stored
    assert "What you tell in your portal" in stored


def test_where_nothing_can_be_booked_the_imprint_is_the_way_on(cast: Cast) -> None:
    cast.browser("mara").fill(PAGE, imprint=WORDS)
    assert "Its imprint says how to reach the practice." in cast.browser(None).get("/p/north").text


def test_an_address_is_shown_to_whoever_wants_to_write(cast: Cast) -> None:
    stranger, mara = cast.browser(None), cast.browser("mara")
    page = stranger.get("/p/north").text
    assert "There is no address to write to yet either." in page
    assert "mailto:" not in page
    assert "@" not in page
    assert mara.fill(PAGE, contact="hello at north").status_code == 422
    mara.fill(PAGE, contact=" Hello@North.example ", imprint=WORDS)
    page = stranger.get("/p/north").text
    assert 'href="mailto:hello@north.example"' in page
    assert "is not said here yet" not in page
    assert "How to reach the practice" not in page
    mara.fill(PAGE, contact="")
    assert "mailto:" not in stranger.get("/p/north").text


def test_the_settings_say_where_nothing_can_be_booked(cast: Cast) -> None:
    mara = cast.browser("mara")
    assert "Nothing can be booked with you yet" in mara.get(PAGE).text
    open_shop(cast)
    page = mara.get(PAGE).text
    assert "Nothing can be booked with you yet" not in page
    assert "people book only from their portal" in page


def test_the_page_says_what_cancelling_costs(cast: Cast, superuser: Engine) -> None:
    open_shop(cast)
    stranger = cast.browser(None)
    rule = "Free to cancel up to 24 hours before. Later, 50% of the price is kept."
    assert stranger.get("/p/north").text.count(rule) == 1
    with superuser.begin() as change:
        change.execute(text("UPDATE session_type SET kept_percent = 0"))
    page = stranger.get("/p/north").text
    assert "You can cancel until it begins, at no cost." in page
