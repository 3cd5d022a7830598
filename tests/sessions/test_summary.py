"""From a private note to the sheet that the client keeps; what is private stays out of it."""

import re
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.booking.scene import at
from tests.cast import Cast
from tests.safety.answering import answer
from tests.sessions.summaries import PRIVATE, SHARED, document_of, publish, write_note
from tests.statements import counted
from tests.visitor import AS_SCRIPT, Visitor
from tests.workers import work_off


@pytest.mark.parametrize(
    ("reachable", "said"),
    [("yes", "They get an e-mail as soon as the PDF is made."), ("no", "They get no e-mail;")],
)
def test_the_coach_reads_whether_a_mail_goes_out(
    cast: Cast, mara: Visitor, session: str, reachable: str, said: str
) -> None:
    answer(cast.browser("ben"), reachable=reachable)
    mara.fill(f"{session}/summary/draft", recap="Guests")
    published = mara.post(f"{session}/summary/publication", {"version": "1"})
    assert f"Published. {said}" in mara.get(published.location).text


def test_its_pages_are_about_the_client(mara: Visitor, session: str) -> None:
    mara.fill(f"{session}/summary/draft", recap="Guests")
    for path in ("summary", "summary/draft", "summary/preview"):
        page = mara.get(f"{session}/{path}").text
        assert '<h1 class="person__name">Ben Test</h1>' in page
        assert page.count("<h1") == 1
        assert re.search(r'/sessions" aria-current="page">\s*Sessions', page)


def test_the_client_gets_what_is_shared_and_nothing_else(
    cast: Cast, app: Flask, mara: Visitor, session: str
) -> None:
    write_note(mara, session)
    assert mara.form(f"{session}/summary/draft")["insights"] == [SHARED]
    publish(app, mara, session, recap="One\nTwo\nThree", actions="Call Lena\nWalk on Sunday")
    preview = mara.get(f"{session}/summary").text
    assert SHARED in preview
    assert PRIVATE not in preview
    ben = cast.browser("ben")
    answer = ben.get(f"{document_of(ben)}.pdf")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    name = f"summary-{at(4):%Y-%m-%d}.pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    [own] = re.findall(r'"(/app/[^"]+\.pdf)"', mara.get(f"{session}/summary").text)
    assert mara.get(own).headers["Content-Disposition"].endswith(name)
    mara.fill(f"/app/north/clients/{cast.clients['ben']}/edit", locale="fr")
    name = f"compte-rendu-{at(4):%Y-%m-%d}.pdf"
    assert mara.get(own).headers["Content-Disposition"].endswith(name)
    sheet = PdfReader(BytesIO(answer.data))
    words = " ".join("\n".join(page.extract_text() for page in sheet.pages).split())
    assert "For Ben" in words
    assert SHARED in words
    assert "Call Lena" in words
    assert "kitchen" not in words
    assert "95" not in words
    assert PRIVATE not in str(sheet.metadata)
    assert not sheet.attachments
    assert "downloaded" in mara.get(f"{session}/summary").text


def test_a_correction_leads_to_a_version_that_replaces_the_first(
    cast: Cast, app: Flask, mara: Visitor, session: str
) -> None:
    publish(app, mara, session, recap="It was Monday")
    ben = cast.browser("ben")
    first = document_of(ben)
    assert ben.fill(first, correction="It was Tuesday").status_code == 303
    assert "It was Tuesday" in mara.get(f"{session}/summary").text
    assert mara.form(f"{session}/summary/draft")["recap"] == ["It was Monday"]
    publish(app, mara, session, recap="It was Tuesday")
    second = document_of(ben)
    assert second != first
    assert ben.get(first).status_code == 404
    assert ben.get(f"{first}.pdf").status_code == 404
    [text] = [
        page.extract_text() for page in PdfReader(BytesIO(ben.get(f"{second}.pdf").data)).pages
    ]
    assert "replaces version 1" in text
    page = mara.get(f"{session}/summary").text
    assert "Version 1" in page
    assert "replaced" in page


def test_nothing_is_seen_before_it_is_published(cast: Cast, mara: Visitor, session: str) -> None:
    mara.fill(f"{session}/summary/draft", recap="Not yet")
    assert "Nothing is here yet" in cast.browser("ben").get("/portal/north/documents").text


def test_an_empty_summary_is_not_published(mara: Visitor, session: str) -> None:
    mara.fill(f"{session}/summary/draft", recap="")
    answer = mara.post(f"{session}/summary/publication", {"version": "1"})
    assert "nothing in it yet" in mara.get(answer.location).text


def test_published_twice_it_is_one(cast: Cast, app: Flask, mara: Visitor, session: str) -> None:
    publish(app, mara, session, recap="Once")
    assert mara.post(f"{session}/summary/publication", {"version": "1"}).status_code == 303
    work_off(app)
    assert mara.get(f"{session}/summary").text.count("Version ") == 1


def test_a_late_save_of_the_note_loses_nothing(mara: Visitor, session: str) -> None:
    before = mara.form(f"{session}/note")
    mara.fill(f"{session}/note", grow_goal="On the phone")
    late = mara.post(f"{session}/note", {**before, "grow_goal": "At the desk"})
    assert late.status_code == 409
    assert "On the phone" in late.text
    assert "At the desk" in late.text
    assert mara.send_again(late).status_code == 303
    assert mara.form(f"{session}/note")["grow_goal"] == ["At the desk"]


def test_an_autosave_answers_with_the_time(mara: Visitor, session: str) -> None:
    form = mara.form(f"{session}/note") | {"grow_goal": "Half a thought"}
    answer = mara.http.post(
        f"{session}/note",
        data=form,
        base_url="https://coachhub.test",
        headers=AS_SCRIPT,
    )
    assert answer.status_code == 200
    assert "Saved" in answer.text
    assert 'name="grow_goal_seen"' in answer.text
    assert mara.form(f"{session}/note")["grow_goal"] == ["Half a thought"]


def test_a_late_autosave_takes_nobodys_place(mara: Visitor, session: str) -> None:
    before = mara.form(f"{session}/note")
    mara.fill(f"{session}/note", grow_goal="On the phone")
    for _again in range(2):
        late = mara.post(
            f"{session}/note",
            {**before, "grow_goal": "At the desk"},
            headers=AS_SCRIPT,
        )
        assert late.status_code == 409
        assert "Press Save to see both texts." in late.text
        assert "<html" not in late.text
        assert 'name="version"' not in late.text
    assert mara.form(f"{session}/note")["grow_goal"] == ["On the phone"]


def test_other_coaches_and_assistants_see_no_note(cast: Cast, mara: Visitor, session: str) -> None:
    write_note(mara, session)
    for who, code in (("idris", 403), ("tove", 403), ("ben", 403), ("cleo", 404)):
        for page in ("note", "summary", "summary/draft", "summary/preview"):
            assert cast.browser(who).get(f"{session}/{page}").status_code == code
    assert "To the summary" not in cast.browser("tove").get(session).text


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("note", 8),
        # The client's head asks for their plan and for why they wait.
        ("summary", 9),
        # The note stands beside it, what was agreed the last time, and what they shared since.
        ("summary/draft", 11),
        ("summary/preview", 9),
    ],
)
def test_a_page_takes_few_queries(
    cast: Cast, app: Flask, mara: Visitor, session: str, page: str, *, most: int
) -> None:
    write_note(mara, session)
    publish(app, mara, session, recap="One")
    mara.fill(f"{session}/summary/draft", recap="Two")
    mara.get(f"{session}/{page}")
    with counted(cast.app) as sent:
        assert mara.get(f"{session}/{page}").status_code == 200
    assert len(sent) <= most, sent
