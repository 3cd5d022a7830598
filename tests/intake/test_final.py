"""A final note: it stays as it is, grows by addenda, and hands on what is marked."""

import re

import pytest
from flask import Flask
from sqlalchemy import Engine

from coachhub.core.ids import new_id
from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.intake.notes import autosave, make_final, path
from tests.statements import counted
from tests.visitor import Visitor
from tests.workers import work_off

SECRET, MARKED = "My guess: he is afraid of the quiet", "I tuned out when I was tired"


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


def test_nothing_is_made_final_that_was_not_read_through(cast: Cast, mara: Visitor) -> None:
    note = path(cast)
    mara.fill(note, impression="First")
    opened = mara.form(f"{note}/finalisation")
    mara.fill(note, impression="Second")
    late = mara.post(f"{note}/finalisation", opened)
    assert late.status_code == 409
    assert "Second" in late.text
    assert mara.send_again(late).status_code == 303
    assert "final since" in mara.get(note).text


def test_it_is_made_final_once(cast: Cast, mara: Visitor) -> None:
    note = path(cast)
    make_final(mara, note, impression="As it was")
    assert mara.get(f"{note}/finalisation").location == note
    assert mara.post(f"{note}/finalisation").location == note
    assert len(re.findall(r"/versions/[0-9a-f-]{36}", mara.get(f"{note}/versions").text)) == 1


def test_it_goes_along_when_another_coach_takes_over(cast: Cast, mara: Visitor) -> None:
    note = path(cast)
    make_final(mara, note, impression="As it was")
    engagement = f"{note.removesuffix('/notes/intake')}/engagement"
    assert mara.fill(engagement, coach_id=cast.members["idris"]).status_code == 303
    assert "As it was" in cast.browser("idris").get(note).text
    assert mara.get(note).status_code == 403


def test_an_empty_note_stays_a_draft(cast: Cast, mara: Visitor) -> None:
    note = path(cast)
    assert mara.fill(note).status_code == 303
    assert mara.fill(f"{note}/finalisation").status_code == 422
    assert "draft" in mara.get(note).text


def test_to_finalise_saves_what_is_typed_first(cast: Cast, mara: Visitor) -> None:
    answer = mara.fill(path(cast), impression="The last word", finalise="1")
    assert answer.location == f"{path(cast)}/finalisation"
    assert "The last word" in mara.get(answer.location).text


def test_a_final_note_is_not_overwritten(cast: Cast, mara: Visitor) -> None:
    note = path(cast)
    opened = mara.form(note)
    make_final(mara, note, impression="As it was")
    late = mara.post(note, {**opened, "story": "Typed too late"})
    assert late.status_code == 409
    assert "As it was" in late.text
    assert "Typed too late" in late.text
    assert autosave(mara, note, opened, story="Typed too late").status_code == 409
    page = mara.get(note).text
    assert "As it was" in page
    assert "Typed too late" not in page


def test_addenda_stand_below_with_author_and_time(cast: Cast, mara: Visitor) -> None:
    note = path(cast)
    make_final(mara, note, impression="As it was")
    key = new_id()
    for _twice in range(2):
        added = mara.post(f"{note}/addenda", {"words": "He asked for help", "key": key})
        assert added.status_code == 303
    page = mara.get(note).text
    assert page.count("He asked for help") == 1
    assert "Mara Test" in page
    assert mara.post(f"{note}/addenda", {"words": "Another", "key": key}).status_code == 303
    assert "Another" in mara.get(note).text


def test_an_empty_addendum_is_refused(cast: Cast, mara: Visitor) -> None:
    note = path(cast)
    make_final(mara, note, impression="As it was")
    assert mara.post(f"{note}/addenda", {"words": " "}).status_code == 422


@pytest.mark.parametrize("act", ["addenda", "marks"])
def test_a_draft_takes_neither_addenda_nor_marks(cast: Cast, mara: Visitor, act: str) -> None:
    note = path(cast)
    mara.fill(note, impression="Still open")
    form = {"words": "Too early", "impression_marked": "y"}
    assert mara.post(f"{note}/{act}", form).status_code == 303
    page = mara.get(note).text
    assert "Too early" not in page
    assert "still a draft" in page


def test_there_is_nothing_to_finalise_before_it_is_begun(cast: Cast, mara: Visitor) -> None:
    for page in ("finalisation", "versions"):
        assert mara.get(f"{path(cast)}/{page}").status_code == 404


def _session(cast: Cast, mara: Visitor, days: int) -> str:
    new = f"/app/north/clients/{cast.clients['ben']}/sessions"
    assert mara.fill(f"{new}/new", start=at(days).isoformat()).status_code == 303
    return next(
        word for word in mara.get(new).text.split('"') if word.startswith("/app/north/bookings/")
    )


def _everything_ben_sees(ben: Visitor) -> str:
    pages = ("today", "details", "sessions", "tasks", "documents")
    return " ".join(ben.get(f"/portal/north/{page}").text for page in pages)


def test_only_what_is_marked_reaches_the_summary_and_its_sheet(
    cast: Cast, app: Flask, mara: Visitor, superuser: Engine
) -> None:
    open_shop(cast)
    note, ben = path(cast), cast.browser("ben")
    make_final(mara, note, impression=SECRET, story=MARKED, story_marked="y")
    session = _session(cast, mara, 3)
    draft = mara.form(f"{session}/summary/draft")
    assert draft["insights"] == [MARKED]
    assert SECRET not in mara.get(f"{session}/summary/draft").text
    assert mara.fill(f"{session}/summary/draft").status_code == 303
    preview = mara.get(f"{session}/summary/preview").text
    assert MARKED in preview
    assert SECRET not in preview
    assert MARKED not in _everything_ben_sees(ben)
    assert mara.post(f"{session}/summary/publication", {"version": "1"}).status_code == 303
    work_off(app)
    page = ben.get("/portal/north/documents").text
    document = next(word for word in page.split('"') if "/north/documents/" in word)
    assert MARKED in ben.get(document.removesuffix(".pdf")).text
    assert SECRET not in _everything_ben_sees(ben)
    assert SECRET.encode() not in ben.get(f"{document.removesuffix('.pdf')}.pdf").data


def test_what_was_copied_once_is_not_offered_again(cast: Cast, mara: Visitor) -> None:
    open_shop(cast)
    note = path(cast)
    make_final(mara, note, story=MARKED, goals="Sleep", story_marked="y")
    first = _session(cast, mara, 3)
    opened = mara.form(f"{first}/summary/draft")
    both = {"story_marked": "y", "goals_marked": "y"}
    assert mara.post(f"{note}/marks", both).status_code == 303
    assert mara.post(f"{first}/summary/draft", opened).status_code == 303
    second = _session(cast, mara, 2)
    draft = mara.form(f"{second}/summary/draft")
    assert draft["insights"] == [""]
    assert draft["focus"] == ["Sleep"]
    assert "(copied" in mara.get(note).text


@pytest.mark.parametrize(
    ("who", "code"), [("cleo", 404), ("idris", 403), ("tove", 403), ("ben", 403)]
)
def test_it_refuses_everybody_but_the_clients_coach(cast: Cast, who: str, code: int) -> None:
    mara, note = cast.browser("mara"), path(cast)
    make_final(mara, note, impression=SECRET)
    for page in (note, f"{note}/versions", note.removesuffix("/intake")):
        answer = cast.browser(who).get(page)
        assert answer.status_code == code
        assert SECRET not in answer.text


def test_the_notes_of_a_client_stand_together(cast: Cast, mara: Visitor) -> None:
    open_shop(cast)
    notes = path(cast).removesuffix("/intake")
    empty = mara.get(notes).text
    assert "Write the intake note" in empty
    assert "No session is written up yet." in empty
    session = _session(cast, mara, 3)
    mara.fill(f"{session}/note", grow_goal="A calmer Sunday")
    make_final(mara, path(cast), impression=SECRET)
    with counted(cast.app) as sent:
        page = mara.get(notes).text
    assert len(sent) <= 9, sent  # one for why the client waits, in their head
    assert f"{session}/note" in page
    assert SECRET in page
    record = notes.removesuffix("/notes")
    assert notes in mara.get(record).text
    assert notes not in cast.browser("tove").get(record).text
