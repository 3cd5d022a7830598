"""Every form that keeps drafts: left, found again, and gone once it is sent."""

import re
from typing import Any

import pytest

from tests.access.routes import address, sample, who_may
from tests.access.samples import arguments, form
from tests.access.world import World
from tests.page_form import form_of
from tests.rows import stored
from tests.statements import counted
from tests.visitor import AS_SCRIPT

FORMS = {
    "clients.agreement": "body",
    "clients.pin": "words",
    "clients.remark": "remark",
    "growth.edit": "words",
    "growth.edit_template": "words",
    "growth.new_template": "words",
    "growth.suggest": "words",
    "nocontact.answer": "words",
    "nocontact.reply": "reply",
    "nocontact.review": "review_words",
    "portal.ask_plan_change": "words",
    "portal.check_in": "line",
    "portal.document": "correction",
    "portal.fit_task": "words",
    "portal.task": "reflection",
    "portal.tell_contact": "led_to",
    "practices.public_page": "approach",
    "safety.close": "reason",
    "safety.note_action": "note",
    "safety.set_hold": "reason",
}
"""The forms, each with a field for words."""
LEFT = "Left unsent on a Tuesday"


@pytest.mark.parametrize(("endpoint", "field"), FORMS.items())
def test_what_was_left_is_found_and_gone_when_sent(world: World, endpoint: str, field: str) -> None:
    name = who_may(endpoint)
    path, browser = sample(world, endpoint, "POST", name), world.browser(name)
    opened = browser.get(path)
    typed = {**form_of(opened.text), field: LEFT}
    assert browser.post(_kept_at(path), typed, headers=AS_SCRIPT).status_code == 200
    again = browser.get(path)
    assert "is here, not sent yet." in again.text
    assert form_of(again.text)[field] == [LEFT]
    assert _left(world, path) == 1
    sent = {**form_of(again.text), **_about_the_draft(form(world, endpoint, name))}
    assert browser.post(path, sent).status_code == 303
    assert _left(world, path) == 0


@pytest.mark.parametrize(
    ("endpoint", "page", "field"),
    [
        ("intake.add", "intake.note", "words"),
        ("nocontact.extend", "nocontact.change", "more_words"),
    ],
)
def test_a_form_that_is_sent_elsewhere_is_found_on_its_page(
    world: World, endpoint: str, page: str, field: str
) -> None:
    name = who_may(endpoint)
    ids, browser = arguments(world, endpoint, "POST", name), world.browser(name)
    path = address(world, page, **ids)
    typed = {**_hidden(browser.get(path).text), field: LEFT}
    assert browser.post(_kept_at(path), typed, headers=AS_SCRIPT).status_code == 200
    left = browser.get(path).text
    assert f"{LEFT}</textarea>" in left
    sent = {**form(world, endpoint, name), **_hidden(left), field: LEFT}
    assert browser.post(address(world, endpoint, **ids), sent).status_code == 303
    assert _left(world, path) == 0


def test_what_came_too_late_is_left(world: World) -> None:
    """There is no hold to lift: nothing was done with the words."""
    path, browser = sample(world, "safety.lift_hold", "POST", "idris"), world.browser("idris")
    browser.post(path, {"reason": "Whatever hold another test has set"})
    typed = {**form_of(browser.get(path).text), "reason": LEFT}
    assert browser.post(_kept_at(path), typed, headers=AS_SCRIPT).status_code == 200
    assert browser.post(path, form_of(browser.get(path).text)).status_code == 303
    assert form_of(browser.get(path).text)["reason"] == [LEFT]


@pytest.mark.parametrize(("endpoint", "field"), FORMS.items())
def test_what_was_left_may_be_anything(world: World, endpoint: str, field: str) -> None:
    """Nobody has looked through it: the page opens, however little of it holds."""
    name = who_may(endpoint)
    path, browser = sample(world, endpoint, "POST", name), world.browser(name)
    fields = form_of(browser.get(path).text)
    for nonsense in ("", "?", "x" * 900):
        typed = {
            one: value if one.startswith(("draft-", "csrf")) else nonsense
            for one, value in fields.items()
        }
        assert browser.post(_kept_at(path), typed, headers=AS_SCRIPT).status_code == 200
        assert browser.get(path).status_code == 200
    browser.post(f"{_kept_at(path)}/away", fields)


@pytest.mark.parametrize("endpoint", FORMS)
def test_it_takes_one_statement_to_look(world: World, endpoint: str) -> None:
    name = who_may(endpoint)
    path, browser = sample(world, endpoint, "POST", name), world.browser(name)
    browser.get(path)
    with counted(world.app) as sent:
        browser.get(path)
    assert len([one for one in sent if "form_draft" in one]) == 1


def _about_the_draft(sample_form: dict[str, Any]) -> dict[str, Any]:
    """A valid form; key and version stand in the page."""
    return {one: value for one, value in sample_form.items() if one not in ("key", "version")}


def _hidden(page: str) -> dict[str, str]:
    """What the page's form sends of its draft."""
    return dict(re.findall(r'name="(draft-[a-z]+)" value="([^"]+)"', page))


def _kept_at(path: str) -> str:
    return "/".join([*path.split("/")[:3], "draft"])


def _left(world: World, path: str) -> int:
    sql = (
        "SELECT count(*) AS n FROM form_draft"
        " WHERE thrown_at IS NULL AND split_part(page, chr(63), 1) = :path"
    )
    count: int = stored(world.superuser, sql, path=path).n
    return count
