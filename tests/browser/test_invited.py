"""A practice from nothing: signed up in three steps, an assistant and a client invited, both in.

Each sees what the table of rights allows, and no more.
"""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsers import Windows
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser

REMARK = "Laughs before the sad part."


@dataclass
class Story:
    """The same people with and without scripts, under addresses that tell them apart."""

    windows: Windows
    scripts: bool

    @property
    def slug(self) -> str:
        return f"willow-room-{self._suffix}"

    @property
    def _suffix(self) -> str:
        return "with" if self.scripts else "without"

    def address(self, name: str) -> str:
        return f"{name}-{self._suffix}@example.net"

    def window(self) -> Page:
        return self.windows.open(java_script_enabled=self.scripts)

    def follow_mail(self, page: Page, name: str) -> None:
        page.goto(self.windows.site.link_to(self.address(name)))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_people_come_in_and_see_what_is_theirs(windows: Windows, *, scripts: bool) -> None:
    story = Story(windows, scripts)
    owner = open_practice(story)
    assistant = invite_assistant(story, owner)
    client = take_on_and_invite_client(story, owner)
    owner_sees_everything(story, owner)
    assistant_sees_contacts_only(story, assistant)
    client_sees_the_portal_only(story, client)


def open_practice(story: Story) -> Page:
    page = story.window()
    page.goto("/")
    page.get_by_role("link", name="Open a practice").click()
    page.get_by_label("Your name").fill("Ines Falk")
    page.get_by_label("E-mail").fill(story.address("ines"))
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Check your e-mail")).to_be_visible()
    story.follow_mail(page, "ines")
    page.get_by_role("textbox", name="password").fill(PASSWORD)
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    page.get_by_role("button", name="Make the account").click()
    page.get_by_label("Name of the practice").fill("Willow Room")
    page.get_by_label("Address").fill(story.slug)
    page.get_by_role("button", name="Open the practice").click()
    page.get_by_label("One sentence about your work").fill("A room for the dark months.")
    page.get_by_role("button", name="Save the look").click()
    page.get_by_label("What it is called").fill("First talk")
    page.get_by_role("button", name="Save the session").click()
    page.get_by_label("Monday, to").fill("12:00")
    page.get_by_role("button", name="Monday: add a time").click()
    page.get_by_label("Monday, time 2, from").fill("13:00")
    page.get_by_label("Monday, time 2, to").fill("17:00")
    page.get_by_role("button", name="Save the hours").click()
    expect(page).to_have_url(re.compile(f"/p/{story.slug}$"))
    expect(page.get_by_role("heading", name="First talk")).to_be_visible()
    return page


def invite_assistant(story: Story, owner: Page) -> Page:
    owner.goto(f"/app/{story.slug}/settings/members")
    owner.get_by_label("Name").fill("Tom Berg")
    owner.get_by_label("E-mail").fill(story.address("tom"))
    owner.get_by_label("Assistant").check()
    owner.get_by_role("button", name="Send the invitation").click()
    return join(story, "tom")


def take_on_and_invite_client(story: Story, owner: Page) -> Page:
    owner.goto(f"/app/{story.slug}/clients")
    owner.get_by_role("link", name="Add your first client").click()
    owner.get_by_label("Name", exact=True).fill("Eva Stern")
    owner.get_by_label("E-mail").fill(story.address("eva"))
    owner.get_by_role("button", name="Add this client").click()
    owner.get_by_role("link", name="Write", exact=True).click()
    owner.get_by_label("Your private remark").fill(REMARK)
    owner.get_by_role("button", name="Save the remark").click()
    owner.get_by_role("button", name="Invite to the portal").click()
    expect(owner.get_by_text(re.compile("^invited"))).to_be_visible()
    return join(story, "eva")


def join(story: Story, name: str) -> Page:
    page = story.window()
    story.follow_mail(page, name)
    page.get_by_role("textbox", name="password").fill(PASSWORD)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_text("Welcome to Willow Room.")).to_be_visible()
    return page


def owner_sees_everything(story: Story, owner: Page) -> None:
    owner.goto(f"/app/{story.slug}/clients")
    owner.get_by_role("link", name="Eva Stern").click()
    expect(owner.get_by_text(REMARK)).to_be_visible()
    expect(owner.get_by_text(re.compile("^open since"))).to_be_visible()
    assert status(owner, f"/app/{story.slug}/settings") == 200
    assert status(owner, f"/portal/{story.slug}/today") == 403


def assistant_sees_contacts_only(story: Story, assistant: Page) -> None:
    assistant.goto(f"/app/{story.slug}/clients")
    assistant.get_by_role("link", name="Eva Stern").click()
    expect(assistant.get_by_text(story.address("eva"))).to_be_visible()
    expect(assistant.get_by_text(REMARK)).to_have_count(0)
    assert status(assistant, f"{assistant.url}/remark") == 403
    assert status(assistant, f"/app/{story.slug}/settings") == 403
    assert status(assistant, f"/app/{story.slug}/settings/members") == 403
    assert status(assistant, f"/portal/{story.slug}/today") == 403


def client_sees_the_portal_only(story: Story, client: Page) -> None:
    expect(client).to_have_url(re.compile(f"/portal/{story.slug}/today"))
    client.goto(f"/portal/{story.slug}/more")
    expect(client.get_by_text("Ines Falk").first).to_be_visible()
    expect(client.get_by_text(REMARK)).to_have_count(0)
    assert status(client, f"/app/{story.slug}/clients") == 403
    assert status(client, "/portal/north/today") == 404


def status(page: Page, path: str) -> int:
    answer = page.goto(path)
    assert answer
    return answer.status
