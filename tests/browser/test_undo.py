"""What was done is taken back in the same place: with script and without, by pointer, by keys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.growth import services as growth
from coachhub.growth.rules import Act, Party
from coachhub.practices import services as practices
from tests.browser.browsers import PHONE, Windows
from tests.growth.tasks import suggest_to

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
COVERED = """() => {
  const focused = document.activeElement, toast = document.querySelector(".toast");
  if (focused === document.body || toast.contains(focused)) return null;
  const box = focused.getBoundingClientRect(), over = toast.getBoundingClientRect();
  const bar = focused.closest(".bar, .me, header");
  const apart = box.bottom <= over.top || box.right <= over.left || box.left >= over.right;
  return bar || apart || box.top >= over.bottom ? null : focused.outerHTML.slice(0, 90);
}"""


@pytest.fixture
def task(windows: Windows) -> Iterator[str]:
    """A task that Ben agreed to; its page in the portal."""
    site = windows.site
    with site.app.app_context():
        practice = practices.find_practice("north")
        assert practice
        tenancy.enter_practice(practice.id)
        ben = db.session.query(Client).filter_by(email="ben@example.org").one()
        made = suggest_to(ben, by=Actor(site.people["mara"], "coach"))
        by = Actor(site.people["ben"], "client")
        growth.act(made, Act.AGREE, by=by, party=Party.CLIENT)
        key = made.id
        db.session.commit()
    yield f"/portal/north/tasks/{key}"
    with site.app.app_context():
        tenancy.enter_practice(practice.id)
        db.session.delete(db.session.get_one(type(made), (practice.id, key)))
        db.session.commit()


def _end(windows: Windows, task: str, *, scripts: bool) -> Page:
    page = windows.open("ben", width=PHONE, java_script_enabled=scripts)
    page.goto(task)
    page.get_by_role("button", name="End this task").click()
    expect(page.locator(".toast")).to_contain_text("Ended. What you did stays yours.")
    return page


@BOTH
def test_a_task_is_ended_and_goes_on_again(windows: Windows, task: str, scripts: bool) -> None:  # noqa: FBT001
    page = _end(windows, task, scripts=scripts)
    floats = page.locator(".toast").evaluate("it => getComputedStyle(it).position") == "fixed"
    assert floats == scripts
    assert page.locator(".toast").evaluate("it => it.getBoundingClientRect().width") <= PHONE
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back. It is as it was.")).to_be_visible()
    expect(page.get_by_role("button", name="End this task")).to_be_visible()
    expect(page.locator(".toast")).to_have_count(0)


def test_it_stays_until_it_is_put_away(windows: Windows, task: str) -> None:
    page = _end(windows, task, scripts=True)
    page.locator(".toast").get_by_role("button", name="Close").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".toast")).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == "main"
    page.reload()
    expect(page.locator(".toast")).to_have_count(0)


def test_it_is_reached_by_keys_and_covers_nothing_they_reach(windows: Windows, task: str) -> None:
    page = _end(windows, task, scripts=True)
    page.set_viewport_size({"width": PHONE, "height": 480})
    reached, covered = False, []
    for _step in range(30):
        page.keyboard.press("Tab")
        reached |= bool(page.evaluate("document.activeElement.closest('.toast') !== null"))
        covered.append(page.evaluate(COVERED))
    assert reached
    assert [one for one in covered if one] == []
