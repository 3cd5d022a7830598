"""Each act that matters leaves exactly its row in the audit: who, in which role, to what."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.access.routes import sample
from tests.access.samples import form
from tests.access.world import World
from tests.rows import audited


@dataclass(frozen=True)
class Act:
    """Who does what, and the actions, role and kind of thing that the audit names."""

    name: str
    endpoint: str
    method: str
    action: str
    role: str
    subject: str | None

    def __str__(self) -> str:
        return f"{self.name}-{self.endpoint}-{self.method}"


ACTS = [
    Act("olga", "practices.resume_mail", "POST", "mail.resumed", "owner", "mail_pause"),
    Act("idris", "clients.resume_mail", "POST", "mail.resumed", "coach", "mail_pause"),
    Act("olga", "practices.settings", "POST", "settings.changed", "owner", None),
    Act("olga", "practices.face", "POST", "face.changed", "owner", None),
    Act("olga", "practices.members", "POST", "member.invited", "owner", "invitation"),
    Act("olga", "practices.invite_again", "POST", "member.invited_again", "owner", "invitation"),
    Act("olga", "practices.take_back", "POST", "invitation.taken_back", "owner", "invitation"),
    Act("olga", "practices.put_back", "POST", "invitation.put_back", "owner", "invitation"),
    Act("olga", "practices.roles", "POST", "roles.changed", "owner", "member"),
    Act("olga", "practices.end", "POST", "member.ended", "owner", "member"),
    Act("olga", "practices.sign_out", "POST", "member.signed_out", "owner", "member"),
    Act("idris", "clients.new", "POST", "client.added", "coach", "client"),
    Act("idris", "clients.edit", "POST", "client.changed", "coach", "client"),
    Act("idris", "clients.remark", "POST", "client.remark_written", "coach", "client"),
    Act("idris", "clients.engagement", "POST", "engagement.moved", "coach", "engagement"),
    Act("idris", "clients.invite", "POST", "client.invited", "coach", "client"),
    Act("idris", "clients.take_back", "POST", "client.invitation_taken_back", "coach", "client"),
    Act("idris", "clients.close", "POST", "client.portal_closed", "coach", "client"),
    Act("tove", "clients.edit", "POST", "client.changed", "assistant", "client"),
    Act("carla", "portal.details", "POST", "client.changed", "client", "client"),
    Act("carla", "portal.use_zone", "POST", "client.changed", "client", "client"),
    Act("tove", "clients.overview", "GET", "client.opened", "assistant", "client"),
    Act("olga", "clients.overview", "GET", "client.opened", "owner", "client"),
    Act("tove", "clients.edit", "GET", "client.opened", "assistant", "client"),
    Act("olga", "clients.edit", "GET", "client.opened", "owner", "client"),
    Act("nora", "clients.overview", "GET", "access.refused", "coach", None),
    Act("nora", "clients.edit", "POST", "access.refused", "coach", None),
    Act("tove", "clients.remark", "GET", "access.refused", "assistant", None),
    Act("tove", "clients.engagement", "POST", "access.refused", "assistant", None),
    Act("idris", "practices.settings", "GET", "access.refused", "coach", None),
    Act("idris", "practices.end", "POST", "access.refused", "coach", None),
    Act("cleo", "clients.overview", "GET", "access.refused", "stranger", None),
    Act("cleo", "practices.settings", "POST", "access.refused", "stranger", None),
    Act("carla", "dashboard.desk", "GET", "access.refused", "stranger", None),
    Act("idris", "portal.today", "GET", "access.refused", "stranger", None),
    Act("cleo", "portal.details", "POST", "access.refused", "stranger", None),
    Act("ben", "accounts.end_device", "POST", "device.ended", "person", "device"),
    Act("ben", "accounts.sign_out", "POST", "sign_out.done", "person", "device"),
]

QUIET = [
    ("idris", "clients.overview"),
    ("idris", "clients.edit"),
    ("idris", "clients.remark"),
    ("idris", "clients.clients"),
    ("tove", "clients.clients"),
    ("olga", "practices.members"),
    ("olga", "practices.mail_log"),
    ("carla", "portal.today"),
    ("carla", "portal.details"),
    ("ben", "accounts.devices"),
    (None, "clients.overview"),
]
"""Openings that are nobody else's business."""


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_it_leaves_its_row(world: World, act: Act) -> None:
    rows, answer = _rows_of(world, act.endpoint, act.method, act.name)
    assert [row.action for row in rows] == [act.action]
    row = rows[0]
    assert row.actor_id == world.cast.users[act.name]
    assert (row.role, row.subject) == (act.role, act.subject)
    assert row.request_id == answer.headers["X-Request-Id"]
    assert (row.subject_id is None) == (act.subject is None)
    assert "@" not in str(row.detail)


@pytest.mark.parametrize(("name", "endpoint"), QUIET)
def test_it_leaves_no_row(world: World, name: str | None, endpoint: str) -> None:
    rows, answer = _rows_of(world, endpoint, "GET", name)
    assert answer.status_code == (200 if name else 303)
    assert rows == []


def test_a_refusal_at_home_is_told_to_the_practice(world: World) -> None:
    rows, _ = _rows_of(world, "practices.settings", "GET", "idris")
    assert rows[0].practice_id == world.cast.north


def test_a_refusal_of_a_foreigner_is_told_to_nobodys_practice(world: World) -> None:
    rows, _ = _rows_of(world, "practices.settings", "GET", "cleo")
    assert rows[0].practice_id.int == 0


def test_no_row_tells_what_was_written(world: World) -> None:
    secret = "only in the sealed column"
    data = {**form(world, "clients.edit", "tove"), "safe_contact": secret, "phone": "+49 151 9999"}
    path = sample(world, "clients.edit", "POST", "tove")
    assert world.browser("tove").post(path, data).status_code == 303
    notes = str(audited(world.superuser))
    assert secret not in notes
    assert "151 9999" not in notes


def test_a_late_save_that_reads_the_record_is_noted(world: World) -> None:
    """The page of a conflict shows what stands in the record, to whoever saved late."""
    data = {**form(world, "clients.edit", "tove"), "version": "0"}
    path = sample(world, "clients.edit", "POST", "tove")
    seen = len(audited(world.superuser))
    assert world.browser("tove").post(path, data).status_code == 409
    rows = audited(world.superuser)[seen:]
    assert [row.action for row in rows if row.action != "sign_in.done"] == ["client.opened"]


def _rows_of(world: World, endpoint: str, method: str, name: str | None) -> tuple[list[Any], Any]:
    """What a request adds to the audit, and its answer."""
    path, browser = sample(world, endpoint, method, name), world.browser(name)
    data = form(world, endpoint, name) if method == "POST" else None
    browser.token()
    seen = {row.id for row in audited(world.superuser)}
    answer = browser.post(path, data) if method == "POST" else browser.get(path)
    return [row for row in audited(world.superuser) if row.id not in seen], answer
