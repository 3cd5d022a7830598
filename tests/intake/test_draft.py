"""Writing the note: in sittings, alone or in two windows, and nothing is lost."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.clients import services as clients
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.intake import services as intake
from coachhub.intake.rules import NoteSection, Passage, trace_of
from tests.cast import Cast
from tests.intake.notes import autosave, make_final, path
from tests.overtaking import overtake
from tests.page_form import form_of
from tests.rows import audited, everything
from tests.statements import counted
from tests.visitor import Visitor


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


def versions(mara: Visitor, note: str) -> list[str]:
    """The pages of the kept versions, the latest first."""
    return re.findall(r'href="([^"]+/versions/[0-9a-f-]{36})"', mara.get(f"{note}/versions").text)


def test_it_opens_with_fourteen_prompts_and_writes_nothing_by_being_opened(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    page = mara.get(path(cast)).text
    assert page.count('class="note__prompt"') == 14
    assert "What might they have stopped believing?" in page
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM intake_note")) == 0


def test_saving_is_the_main_act_and_finalising_comes_after_it(cast: Cast, mara: Visitor) -> None:
    page = mara.get(path(cast)).text
    [save] = re.findall(r'<button[^>]*class="([^"]+)"[^>]*>Save the note', page)
    [finalise] = re.findall(r'<button[^>]*class="([^"]+)"[^>]*>Finalise note', page)
    assert "button--main" in save
    assert "button--main" not in finalise
    assert page.index("Save the note") < page.index("Finalise note")


def test_what_is_saved_is_kept_sealed(cast: Cast, mara: Visitor, superuser: Engine) -> None:
    note = path(cast)
    assert mara.fill(note, impression="Came early\r\nlooked away").status_code == 303
    assert mara.form(note)["impression"] == ["Came early\nlooked away"]
    assert "looked away" not in everything(superuser)
    assert "1 of 14 sections has text." in mara.get(note).text


def test_each_act_is_noted_once_and_says_no_word(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    note = path(cast)
    mara.fill(note, impression="A secret")
    make_final(mara, note, story="Another secret")
    mara.post(f"{note}/addenda", {"words": "A third secret"})
    rows = [row for row in audited(superuser) if row.action.startswith("intake_note")]
    assert [row.action for row in rows] == [
        "intake_note.created",
        "intake_note.finalised",
        "intake_note.addendum",
    ]
    assert "secret" not in str(rows)


def test_a_script_saves_in_parts(cast: Cast, mara: Visitor) -> None:
    note = path(cast)
    opened = mara.form(note)
    answer = autosave(mara, note, opened, impression="Fast")
    assert answer.status_code == 200
    assert "Saved" in answer.text
    assert "<html" not in answer.text
    opened["impression_seen"] = form_of(f'<form method="post">{answer.text}</form>')[
        "impression_seen"
    ]
    assert autosave(mara, note, opened, impression="Fast, and warm").status_code == 200
    assert mara.form(note)["impression"] == ["Fast, and warm"]


def test_autosaves_of_one_sitting_are_one_version(cast: Cast, mara: Visitor) -> None:
    note = path(cast)
    opened = mara.form(note)
    for words in ("O", "One", "One sitting"):
        parts = autosave(mara, note, opened, impression=words)
        opened |= form_of(f'<form method="post">{parts.text}</form>')
    assert versions(mara, note) == []
    assert mara.post(note, {**opened, "impression": "One sitting"}).status_code == 303
    [only] = versions(mara, note)
    assert "One sitting" in mara.get(only).text


def test_another_sitting_keeps_what_it_finds(cast: Cast, mara: Visitor) -> None:
    note = path(cast)
    autosave(mara, note, mara.form(note), impression="Before lunch")
    autosave(mara, note, mara.form(note), impression="After lunch")
    [kept] = versions(mara, note)
    assert "Before lunch" in mara.get(kept).text
    assert mara.form(note)["impression"] == ["After lunch"]


def test_a_long_silence_ends_a_sitting(cast: Cast, mara: Visitor, superuser: Engine) -> None:
    note = path(cast)
    opened = mara.form(note)
    parts = autosave(mara, note, opened, impression="Before lunch")
    opened |= form_of(f'<form method="post">{parts.text}</form>')
    with superuser.begin() as connection:
        connection.execute(text("UPDATE intake_note SET saved_at = now() - interval '31 minutes'"))
    autosave(mara, note, opened, impression="After lunch")
    assert len(versions(mara, note)) == 1


def _two_windows(cast: Cast, mara: Visitor, **first: str) -> dict[str, Any]:
    """A form that was opened before somebody saved from another window."""
    opened = mara.form(path(cast))
    assert cast.browser("mara").fill(path(cast), **first).status_code == 303
    return opened


def test_windows_that_write_in_different_sections_both_write(cast: Cast, mara: Visitor) -> None:
    opened = _two_windows(cast, mara, impression="From the phone")
    assert mara.post(path(cast), {**opened, "story": "From the desk"}).status_code == 303
    form = mara.form(path(cast))
    assert form["impression"] == ["From the phone"]
    assert form["story"] == ["From the desk"]


def test_an_autosave_leaves_alone_what_another_window_wrote(cast: Cast, mara: Visitor) -> None:
    note, opened = path(cast), _two_windows(cast, mara, impression="From the phone")
    answer = autosave(mara, note, opened, story="From the desk")
    assert answer.status_code == 200
    assert "From the phone" in answer.text
    opened |= form_of(f'<form method="post">{answer.text}</form>')
    assert autosave(mara, note, opened, story="Go on").status_code == 200
    assert mara.form(note)["impression"] == ["From the phone"]
    late = autosave(mara, note, opened, impression="I change it too", story="Go on")
    assert late.status_code == 409


def test_a_late_save_shows_both_and_loses_neither(cast: Cast, mara: Visitor) -> None:
    note, opened = path(cast), _two_windows(cast, mara, impression="Written on the phone")
    late = mara.post(note, {**opened, "impression": "Written at the desk"})
    assert late.status_code == 409
    assert "Written on the phone" in late.text
    assert "Written at the desk" in late.text
    assert "data-autosaves" not in late.text
    assert mara.form(note)["impression"] == ["Written on the phone"]
    assert mara.send_again(late).status_code == 303
    assert mara.form(note)["impression"] == ["Written at the desk"]
    kept = " ".join(mara.get(one).text for one in versions(mara, note))
    assert "Written on the phone" in kept


def test_an_autosave_never_takes_anothers_place(cast: Cast, mara: Visitor) -> None:
    note, opened = path(cast), _two_windows(cast, mara, impression="Written on the phone")
    for _again in range(2):
        late = autosave(mara, note, opened, impression="Written at the desk")
        assert late.status_code == 409
        assert "Written on the phone" in late.text
        assert "impression_seen" not in late.text
        opened |= form_of(f'<form method="post">{late.text}</form>')
    assert mara.form(note)["impression"] == ["Written on the phone"]


def test_of_two_saves_at_once_the_second_sees_the_first(
    cast: Cast, app: Flask, superuser: Engine
) -> None:
    def write(words: str) -> list[NoteSection]:
        tenancy.enter_practice(cast.north)
        row = clients.find_client(cast.north, cast.clients["ben"])
        assert row
        typed = {NoteSection.STORY: intake.Typed(Passage(words), trace_of(Passage()))}
        by = Actor(cast.users["mara"], "owner")
        try:
            intake.write_note(row.engagement, typed, sitting=new_id(), by=by, deliberately=False)
        except intake.Changed as changed:
            db.session.rollback()
            return list(changed.stored)
        return []

    first, second = overtake(app, superuser, lambda: write("One"), lambda: write("Two"))
    assert (first, second) == ([], [NoteSection.STORY])


def test_it_refuses_what_is_too_long_and_keeps_it(cast: Cast, mara: Visitor) -> None:
    answer = mara.fill(path(cast), goals="long " * 2001)
    assert answer.status_code == 422
    assert "At most 10000 letters" in answer.text
    assert "long long long" in answer.text


@pytest.mark.parametrize(("page", "most"), [("", 9), ("/finalisation", 8), ("/versions", 9)])
def test_its_pages_take_few_queries(cast: Cast, mara: Visitor, page: str, most: int) -> None:
    note = path(cast)
    mara.fill(note, impression="One", story="Two")
    mara.get(note)
    with counted(cast.app) as sent:
        assert mara.get(f"{note}{page}").status_code == 200
    assert len(sent) <= most, sent
