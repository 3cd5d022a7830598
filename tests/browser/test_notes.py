"""The intake note as it is written: saved by itself, or by the button; in two windows at once."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect

from coachhub.booking import services as booking
from coachhub.booking.rules import Source
from coachhub.clients import services as clients
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.practices import services as practices
from tests.booking.scene import at, offer, open_hours
from tests.browser.browsers import Windows
from tests.cast import PASSWORD, ZONE, email_of

pytestmark = pytest.mark.browser

FIRST = "First impression, and what I felt"
STORY = "The story in the client’s words"
SAVED = re.compile(r"Saved \d")


@pytest.fixture
def note(windows: Windows) -> str:
    """Where the note on somebody new is, whom Mara coaches."""
    site = windows.site
    with site.app.app_context():
        practice = practices.find_practice("north")
        assert practice
        tenancy.enter_practice(practice.id)
        by = Actor(site.people["mara"], "owner")
        [mara] = [one for one in practices.members_of(practice.id) if one.user_id == by.user_id]
        values: dict[str, str | None] = {
            "name": "Wren Test",
            "email": email_of(new_id().hex),
            "zone": ZONE,
            "locale": "en",
        }
        client = clients.add_client(practice.id, mara, by=by, values=values)
        db.session.commit()
        return f"/app/north/clients/{client.id}/notes/intake"


def test_it_saves_itself_while_one_writes(windows: Windows, note: str) -> None:
    page = windows.open("mara")
    page.goto(note)
    prompt = page.get_by_text("what is my guess?")
    expect(prompt).to_be_visible()
    page.get_by_label(FIRST).press_sequentially("Came early")
    expect(prompt).to_be_hidden()
    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(page.get_by_text("1 of 14 sections has text.")).to_be_visible()
    page.get_by_text(STORY).click()
    page.get_by_label(STORY).fill("“I was a radio”")
    expect(page.get_by_text("2 of 14 sections have text.")).to_be_visible()
    page.goto(note)
    expect(page.get_by_label(FIRST)).to_have_value("Came early")
    expect(page.get_by_label(STORY)).to_have_value("“I was a radio”")
    kept = page.evaluate("[localStorage.length, sessionStorage.length]")
    assert kept == [0, 0]


def test_it_is_saved_by_its_button_without_scripts(windows: Windows, note: str) -> None:
    page = windows.open("mara", java_script_enabled=False)
    page.goto(note)
    finalise = page.get_by_role("button", name="Finalise note")
    expect(finalise).to_be_hidden()
    page.get_by_label(FIRST).fill("Came early")
    finalise.click()
    expect(page.get_by_text("Came early")).to_be_visible()
    page.get_by_role("button", name="Make it final").click()
    page.get_by_label("Add to it").fill("Stayed late, too")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Stayed late, too")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("Came early")).to_be_visible()
    expect(page.get_by_label("Add to it")).to_be_hidden()


def test_two_windows_end_in_both_texts_shown(windows: Windows, note: str) -> None:
    desk, phone = windows.open("mara"), windows.open("mara")
    for page in (desk, phone):
        page.goto(note)
    phone.get_by_label(FIRST).fill("Written on the phone")
    expect(phone.get_by_text(SAVED)).to_be_visible()
    desk.get_by_label(FIRST).fill("Written at the desk")
    expect(desk.get_by_text("Press Save to see both texts")).to_be_visible()
    expect(desk.get_by_text("Written on the phone")).to_be_visible()
    desk.get_by_role("button", name="Save the note").click()
    expect(desk.get_by_text("This note was changed from elsewhere")).to_be_visible()
    expect(desk.get_by_text("Written on the phone")).to_be_visible()
    expect(desk.get_by_label(FIRST)).to_have_value("Written at the desk")
    phone.reload()
    expect(phone.get_by_label(FIRST)).to_have_value("Written on the phone")
    desk.get_by_role("button", name="Save the note").click()
    expect(desk.get_by_text("Saved. Only you read it.")).to_be_visible()
    desk.get_by_role("link", name="Earlier versions").click()
    expect(desk.get_by_role("main").get_by_role("listitem")).to_have_count(2)


def test_a_session_s_note_saves_itself_and_shows_both_texts(windows: Windows, note: str) -> None:
    address = _session_of(windows, note)
    desk, phone = windows.open("mara"), windows.open("mara")
    for page in (desk, phone):
        page.goto(address)
    phone.get_by_label("Goal").fill("Written on the phone")
    expect(phone.get_by_text(SAVED)).to_be_visible()
    desk.get_by_label("Goal").fill("Written at the desk")
    expect(desk.get_by_text("Press Save to see both texts.")).to_be_visible()
    desk.get_by_role("button", name="Save the note").click()
    expect(desk.get_by_text("Saved meanwhile, from elsewhere:")).to_be_visible()
    expect(desk.get_by_text("Written on the phone")).to_be_visible()
    expect(desk.get_by_label("Goal")).to_have_value("Written at the desk")


def test_a_session_s_note_says_that_it_is_not_saved_where_one_writes(
    windows: Windows, note: str
) -> None:
    address = _session_of(windows, note, hour=5)
    page = windows.open("mara", width=390)
    page.goto(address)
    page.get_by_label("Goal").fill("Typed in a tunnel")
    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(page.get_by_text("Private unless marked.")).to_be_visible()
    page.route(f"**{address}", lambda route: route.abort())
    page.get_by_label("Goal").fill("Typed in a longer tunnel")
    trouble = page.get_by_text("this page got no answer")
    expect(trouble).to_be_visible()
    expect(page.get_by_text(SAVED)).to_be_hidden()
    page.get_by_role("button", name="Save the note").scroll_into_view_if_needed()
    expect(trouble).to_be_in_viewport()
    expect(page.get_by_text("Private unless marked.")).to_be_in_viewport()


def _session_of(windows: Windows, note: str, hour: int = 3) -> str:
    """Where the note of a session of this client is, an hour that nobody else takes."""
    site = windows.site
    with site.app.app_context():
        practice = practices.find_practice("north")
        assert practice
        tenancy.enter_practice(practice.id)
        by = Actor(site.people["mara"], "owner")
        [mara] = [one for one in practices.members_of(practice.id) if one.user_id == by.user_id]
        calendar = booking.calendar_of(practice.id, mara.id)
        calendar = calendar or open_hours(practice.id, mara.id, by, zone="Europe/Berlin")
        client = clients.find_client(practice.id, UUID(note.split("/")[4]))
        assert client
        found = booking.book_for(
            calendar,
            offer(practice.id, by),
            at(50, hour),
            client.client,
            key=new_id(),
            source=Source.DESK,
            by=by,
            anywhere=True,
        )
        db.session.commit()
        return f"/app/north/bookings/{found.id}/note"


def test_a_lost_connection_is_told_and_made_good(windows: Windows, note: str) -> None:
    page = windows.open("mara")
    page.goto(note)

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    page.route(f"**{note}", lose)
    page.get_by_label(FIRST).fill("Typed in a tunnel")
    trouble = page.get_by_text("this page got no answer")
    expect(trouble).to_be_visible()
    expect(page.get_by_text("Private to you")).to_be_visible()
    expect(page.get_by_text("Not begun")).to_be_hidden()
    page.get_by_role("button", name="Save the note").scroll_into_view_if_needed()
    expect(trouble).to_be_in_viewport()
    page.unroute(f"**{note}")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("Saved. Only you read it.")).to_be_visible()
    expect(page.get_by_label(FIRST)).to_have_value("Typed in a tunnel")


def test_whoever_was_signed_out_signs_in_beside_and_loses_nothing(
    windows: Windows, note: str
) -> None:
    page = windows.open("mara")
    page.goto(note)
    page.context.clear_cookies()
    page.get_by_label(FIRST).fill("Typed after a long walk")
    expect(page.get_by_text("Not saved: you have been signed out")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new window").click()
    _sign_in(opened.value)
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("Saved. Only you read it.")).to_be_visible()
    expect(page.get_by_label(FIRST)).to_have_value("Typed after a long walk")


def _sign_in(page: Page) -> None:
    page.get_by_label("E-mail").fill(email_of("mara"))
    page.get_by_role("textbox", name="password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="Clients").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_file_with_three_bad_lines_is_looked_at_and_taken(
    windows: Windows, *, scripts: bool
) -> None:
    page, key = windows.open("mara", java_script_enabled=scripts), new_id().hex
    lines = (
        "name;e-mail;time zone",
        f"Fern {key};fern-{key}@example.org;",
        ";nobody@example.org;",
        "Moss;moss at home;",
        "Reed;;Atlantis",
    )
    page.goto("/app/north/clients")
    page.get_by_role("link", name="Import from a file").click()
    file = {"name": "c.csv", "mimeType": "text/csv", "buffer": "\r\n".join(lines).encode()}
    page.get_by_label("The file", exact=True).set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Read the file").click()
    for words in ("Line 3", "Line 4", "Line 5", "doesn’t look like an e-mail address", "Atlantis"):
        expect(page.get_by_text(words).first).to_be_visible()
    page.get_by_role("link", name=re.compile("^To be added")).click()
    expect(page.get_by_text(f"fern-{key}@example.org")).to_be_visible()
    page.get_by_role("button", name="Add one client").click()
    expect(page.get_by_role("link", name=f"Fern {key}")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_what_was_typed_before_signing_in_anew_in_another_tab_is_kept(
    windows: Windows, note: str, *, scripts: bool
) -> None:
    page = windows.open("mara", java_script_enabled=scripts)
    page.goto(note.replace("/notes/intake", "/edit"))
    page.locator("textarea[name=safe_contact]").fill("That we may talk\nwithout the old anger")
    other = page.context.new_page()
    page.context.clear_cookies()
    other.goto("/login")
    _sign_in(other)
    page.get_by_role("button", name="Save the record").click()
    expect(page.get_by_role("heading", name="Please send it once more")).to_be_visible()
    expect(page.get_by_text("without the old anger")).to_be_visible()
    other.reload()
    other.goto(note.replace("/notes/intake", "/edit"))
    expect(other.get_by_text("without the old anger")).to_have_count(0)
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_text("without the old anger").first).to_be_visible()
    other.reload()
    expect(other.get_by_text("without the old anger").first).to_be_visible()
