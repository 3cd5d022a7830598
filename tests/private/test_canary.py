"""Phrases put into every private field are found nowhere but behind their keys."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

import pytest
import structlog
from flask import Flask, request
from sqlalchemy import Engine, select, text

from coachhub.app import create_app
from coachhub.core import reseal, tenancy
from coachhub.core.db import db
from coachhub.core.web import policy
from coachhub.mail.models import Delivery
from config import Config, Environment
from tests.cast import Cast
from tests.conftest import leave
from tests.private import (
    booking_canaries,
    client_canaries,
    draft_canaries,
    growth_canaries,
    intake_canaries,
    nocontact_canaries,
    payments_canaries,
    safety_canaries,
    session_canaries,
)
from tests.visitor import MakeApp
from tests.workers import work_off

REMARK = "canary remark: kingfisher at dusk"
BY_COACH = "canary contact by the coach: ring twice"
BY_CLIENT = "canary contact by the client: never on mondays"
PHRASES = (
    REMARK,
    BY_COACH,
    BY_CLIENT,
    *booking_canaries.PHRASES,
    *client_canaries.PHRASES,
    *draft_canaries.PHRASES,
    *growth_canaries.PHRASES,
    *intake_canaries.PHRASES,
    *nocontact_canaries.PHRASES,
    *payments_canaries.PHRASES,
    *safety_canaries.PHRASES,
    *session_canaries.PHRASES,
)

PRIVATE_FIELDS = {
    "client.safe_contact_sealed",
    "client.remark_sealed",
    "client.remark_before_sealed",
    "client_import.lines_sealed",
    "form_draft.fields_sealed",
    "hope.answer_sealed",
    "pin.words_sealed",
    "delivery.body_sealed",
    "signature.name_sealed",
    "booking.note_sealed",
    "booking.reason_sealed",
    "booking.safe_contact_sealed",
    "block.note_sealed",
    "growth_task.words_sealed",
    "growth_task.why_sealed",
    "growth_task.cue_sealed",
    "growth_task.action_sealed",
    "growth_task.small_version_sealed",
    "growth_task.how_known_sealed",
    "intake_section.words_sealed",
    "intake_version.words_sealed",
    "intake_addendum.words_sealed",
    "legal_hold.lift_reason_sealed",
    "legal_hold.set_reason_sealed",
    "no_contact_plan.rationale_sealed",
    "no_contact_plan.without_tasks_sealed",
    "no_contact_plan.wish_sealed",
    "plan_rule.words_sealed",
    "plan_wish.words_sealed",
    "plan_step.reason_sealed",
    "check_in.did_sealed",
    "check_in.line_sealed",
    "check_in.answer_sealed",
    "check_in_version.did_sealed",
    "check_in_version.line_sealed",
    "contact_event.led_to_sealed",
    "contact_event.needs_sealed",
    "contact_event.note_sealed",
    "contact_event.overruling_sealed",
    "contact_event.answer_sealed",
    "note_block.words_sealed",
    "refund.reason_sealed",
    "safety_action.note_sealed",
    "safety_flag.about_sealed",
    "safety_flag.ending_sealed",
    "safety_flag.reason_sealed",
    "safety_screen.answers_sealed",
    "session_summary.recap_sealed",
    "session_summary.focus_sealed",
    "session_summary.went_well_sealed",
    "session_summary.insights_sealed",
    "session_summary.decisions_sealed",
    "session_summary.actions_sealed",
    "session_summary.correction_sealed",
    "session_summary.file_sealed",
    "task_entry.reflection_sealed",
    "task_entry.who_was_glad_sealed",
    "task_entry.feedback_sealed",
}


@contextmanager
def logged() -> Iterator[StringIO]:
    """Everything that is logged, at the most talkative level."""
    heard = StringIO()
    root = logging.getLogger()
    before, handler = root.level, logging.StreamHandler(heard)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(structlog.processors.JSONRenderer()))
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield heard
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def loud_log() -> Iterator[StringIO]:
    with logged() as heard:
        yield heard


@dataclass(frozen=True)
class Left:
    """What is to be found after each phrase was written where it belongs, and read again."""

    filled: set[str]
    tables: str
    letters: list[str]
    log: str
    files: dict[Path, str]


@pytest.fixture(scope="module")
def left(_built_app: Flask, config: Config, superuser: Engine, sweep: Callable[[], None]) -> Left:
    """Left by the cast where the words of mails are kept, so that no private field stays empty."""
    app = create_app(replace(config, environment=Environment.DEMO))
    app.jinja_env.bytecode_cache = _built_app.jinja_env.bytecode_cache
    cast = Cast.gather(app)
    with logged() as heard:
        fill(cast)
        work_off(app)
    files = [path for path in Path(config.var).rglob("*") if path.is_file()]
    found = Left(
        filled(superuser),
        whole_database(superuser),
        kept_letters(cast),
        heard.getvalue(),
        {path: path.read_text(errors="replace") for path in files},
    )
    leave(app)
    sweep()
    return found


def test_every_private_field_there_is_has_its_canary() -> None:
    fields = {f"{table.entity.__tablename__}.{column}" for table, column in reseal.sealed_columns()}
    assert fields == PRIVATE_FIELDS


def fill(cast: Cast) -> None:
    """Write each phrase where it belongs, read it again, and provoke what might repeat it."""
    mara, ben = cast.browser("mara"), cast.browser("ben")
    record = f"/app/north/clients/{cast.clients['anna']}"
    contact = {
        "name": "Anna Test",
        "email": "anna.new@example.org",
        "zone": "Europe/Berlin",
        "locale": "en",
        "safe_contact": BY_COACH,
    }
    assert mara.post(f"{record}/edit", {**contact, "version": "1"}).status_code == 303
    earlier = f"{REMARK}, earlier"
    assert mara.post(f"{record}/remark", {"remark": earlier, "version": "2"}).status_code == 303
    assert mara.post(f"{record}/remark", {"remark": REMARK, "version": "3"}).status_code == 303
    assert mara.post(f"{record}/remark", {"remark": REMARK, "version": "2"}).status_code == 409
    assert mara.post(f"{record}/edit", {**contact, "version": "1"}).status_code == 409
    assert mara.post(f"{record}/edit", {**contact, "name": ""}).status_code == 422
    assert mara.post(f"{record}/portal/closure").status_code == 303
    assert mara.post(f"{record}/invitation").status_code == 303
    details = {"zone": "Europe/Berlin", "safe_contact": BY_CLIENT, "version": "1"}
    assert ben.post("/portal/north/details", details).status_code == 303
    assert BY_COACH in cast.browser("tove").get(record).text
    assert BY_CLIENT in ben.get("/portal/north/details").text
    booking_canaries.fill(cast)
    client_canaries.fill(cast)
    draft_canaries.fill(cast)
    growth_canaries.fill(cast)
    intake_canaries.fill(cast)
    nocontact_canaries.fill(cast)
    session_canaries.fill(cast)
    payments_canaries.fill(cast)
    safety_canaries.fill(cast)


def found_in(content: str) -> list[str]:
    return [phrase for phrase in PHRASES if phrase in content]


def test_no_table_holds_them(left: Left) -> None:
    assert left.filled == PRIVATE_FIELDS
    assert found_in(left.tables) == []


def filled(superuser: Engine) -> set[str]:
    """The private fields in which something stands."""
    with superuser.connect() as connection:
        return {
            field
            for field in PRIVATE_FIELDS
            for table, column in [field.split(".")]
            if connection.scalar(text(f"SELECT count({column}) FROM {table}"))  # noqa: S608
        }


def test_no_letter_holds_them_and_no_table_a_letter(left: Left) -> None:
    lines = {line for letter in left.letters for line in letter.splitlines() if len(line) > 30}
    assert left.letters
    assert lines
    assert found_in("\n".join(left.letters)) == []
    assert [line for line in lines if line in left.tables] == []


def kept_letters(cast: Cast) -> list[str]:
    """The words of every mail of North, as they went out."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        return [delivery.body for delivery in db.session.scalars(select(Delivery)) if delivery.body]


def whole_database(superuser: Engine) -> str:
    """Every row of every table as text, bytes as hexadecimal and as what they spell."""
    with superuser.connect() as connection:
        names = connection.scalars(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ).all()
        rows = [str(row) for name in names for row in connection.execute(text(f'TABLE "{name}"'))]
    return "\n".join(rows)


def test_the_search_would_find_them(cast: Cast, superuser: Engine) -> None:
    """The search itself works: a phrase in a plain field is found."""
    with superuser.begin() as connection:
        connection.execute(text("UPDATE client SET phone = :words"), {"words": REMARK})
    assert found_in(whole_database(superuser)) == [REMARK]


def test_no_log_line_holds_them(left: Left) -> None:
    assert "request" in left.log
    assert found_in(left.log) == []


def test_no_file_holds_them(left: Left) -> None:
    assert left.files
    assert [path for path, content in left.files.items() if found_in(content)] == []


def test_a_failing_page_logs_places_only(cast: Cast, make_app: MakeApp, loud_log: StringIO) -> None:
    """What was typed may be in an exception's message; the log names the places alone."""
    app = make_app()

    @app.post("/failing")
    @policy.anybody
    def failing() -> str:
        """Fails as a database does that names the values it could not take."""
        number = text("SELECT CAST(:typed AS int)")
        return str(db.session.scalar(number, {"typed": request.form["remark"]}))

    answer = replace(cast, app=app).browser("mara").post("/failing", {"remark": REMARK})
    assert answer.status_code == 500
    assert found_in(answer.text) == []
    assert "DataError" in loud_log.getvalue()
    assert " failing" in loud_log.getvalue()
    assert found_in(loud_log.getvalue()) == []


def test_a_hostile_line_stays_one_log_line(cast: Cast, loud_log: StringIO) -> None:
    cast.browser("mara").get("/app/north/clients?q=x%0a%7B%22level%22:%22critical%22%7D")
    lines = [line for line in loud_log.getvalue().splitlines() if "critical" in line]
    assert lines == []
    assert not re.search(r"^\{\"level\"", loud_log.getvalue(), re.MULTILINE)
