"""From a private note to the sheet that the client keeps; what is private stays out of it."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.practices import services as practices
from coachhub.practices.face import paper_colour
from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.nocontact.long import live_long
from tests.safety.answering import answer
from tests.statements import counted
from tests.visitor import AS_SCRIPT, Visitor
from tests.workers import work_off

PRIVATE = "I think she is afraid of the kitchen"
SHARED = "That I correct people who are guests"
_LOOKED_THROUGH = 'name="version" type="hidden" value="{}"'


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


@pytest.fixture
def session(cast: Cast, mara: Visitor) -> str:
    """The path of a session of Ben's, on a day that is the next one already where he lives."""
    open_shop(cast)
    new = f"/app/north/clients/{cast.clients['ben']}/sessions"
    assert mara.fill(f"{new}/new", start=at(3, 23).isoformat()).status_code == 303
    page = mara.get(new).text
    return next(word for word in page.split('"') if word.startswith("/app/north/bookings/"))


def _note(mara: Visitor, session: str) -> None:
    typed = {"grow_goal": PRIVATE, "grow_reality": SHARED, "grow_reality_shared": "y"}
    assert mara.fill(f"{session}/note", **typed).status_code == 303


def _publish(app: Flask, mara: Visitor, session: str, **words: str) -> None:
    assert mara.fill(f"{session}/summary/draft", **words).status_code == 303
    assert mara.post(f"{session}/summary/publication", {"version": "1"}).status_code == 303
    work_off(app)


def _document(ben: Visitor) -> str:
    page = ben.get("/portal/north/documents").text
    found: list[str] = re.findall(r'"(/portal/north/documents/[0-9a-f-]{36})"', page)
    return found[0]


@pytest.mark.parametrize(
    ("reachable", "said"),
    [("yes", "They get a mail as soon as the PDF is made."), ("no", "They get no mail;")],
)
def test_the_coach_reads_whether_a_mail_goes_out(
    cast: Cast, mara: Visitor, session: str, reachable: str, said: str
) -> None:
    answer(cast.browser("ben"), reachable=reachable)
    mara.fill(f"{session}/summary/draft", recap="Guests")
    published = mara.post(f"{session}/summary/publication", {"version": "1"})
    assert f"Published. {said}" in mara.get(published.location).text


def test_the_note_stands_beside_the_draft_and_in_no_field(
    cast: Cast, mara: Visitor, session: str
) -> None:
    draft = f"{session}/summary/draft"
    assert "Nothing is written in it." in mara.get(draft).text
    _note(mara, session)
    typed = mara.form(draft)
    assert PRIVATE in mara.get(draft).text
    assert mara.get(draft).text.count("marked to share") == 1
    assert all(PRIVATE not in word for words in typed.values() for word in words)
    assert mara.fill(draft, recap="Guests").status_code == 303
    assert PRIVATE in mara.get(draft).text
    assert PRIVATE not in mara.get(f"{session}/summary/preview").text
    for other in ("idris", "tove"):
        assert cast.browser(other).get(draft).status_code == 403


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
    _note(mara, session)
    assert mara.form(f"{session}/summary/draft")["insights"] == [SHARED]
    _publish(app, mara, session, recap="One\nTwo\nThree", actions="Call Lena\nWalk on Sunday")
    preview = mara.get(f"{session}/summary").text
    assert SHARED in preview
    assert PRIVATE not in preview
    ben = cast.browser("ben")
    answer = ben.get(f"{_document(ben)}.pdf")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    name = f"summary-{at(4):%Y-%m-%d}.pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    [own] = re.findall(r'"(/app/[^"]+\.pdf)"', mara.get(f"{session}/summary").text)
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
    _publish(app, mara, session, recap="It was Monday")
    ben = cast.browser("ben")
    first = _document(ben)
    assert ben.fill(first, correction="It was Tuesday").status_code == 303
    assert "It was Tuesday" in mara.get(f"{session}/summary").text
    assert mara.form(f"{session}/summary/draft")["recap"] == ["It was Monday"]
    _publish(app, mara, session, recap="It was Tuesday")
    second = _document(ben)
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
    _publish(app, mara, session, recap="Once")
    assert mara.post(f"{session}/summary/publication", {"version": "1"}).status_code == 303
    work_off(app)
    assert mara.get(f"{session}/summary").text.count("Version ") == 1


def test_what_was_not_looked_through_is_not_published(mara: Visitor, session: str) -> None:
    mara.fill(f"{session}/summary/draft", recap="Looked through")
    assert _LOOKED_THROUGH.format(1) in mara.get(f"{session}/summary/preview").text
    mara.fill(f"{session}/summary/draft", recap="Written since")
    publication = f"{session}/summary/publication"
    answer = mara.post(publication, {"version": "1"})
    assert answer.status_code == 409
    assert "Written since" in answer.text
    assert "nothing was published" in answer.text
    assert "Version 1" not in mara.get(f"{session}/summary").text
    assert _LOOKED_THROUGH.format(2) in answer.text
    assert mara.post(publication, {"version": "2"}).status_code == 303
    assert "Version 1" in mara.get(f"{session}/summary").text


def test_a_late_save_of_the_note_loses_nothing(mara: Visitor, session: str) -> None:
    before = mara.form(f"{session}/note")
    mara.fill(f"{session}/note", grow_goal="On the phone")
    late = mara.post(f"{session}/note", {**before, "grow_goal": "At the desk"})
    assert late.status_code == 409
    assert "On the phone" in late.text
    assert "At the desk" in late.text
    assert mara.send_again(late).status_code == 303
    assert mara.form(f"{session}/note")["grow_goal"] == ["At the desk"]


def test_a_late_save_of_the_draft_loses_nothing(mara: Visitor, session: str) -> None:
    before = mara.form(f"{session}/summary/draft")
    mara.fill(f"{session}/summary/draft", recap="On the phone")
    late = mara.post(f"{session}/summary/draft", {**before, "recap": "At the desk"})
    assert late.status_code == 409
    assert "On the phone" in late.text
    assert "At the desk" in late.text


def test_other_headings_keep_what_was_written(mara: Visitor, session: str) -> None:
    mara.fill(f"{session}/note", grow_goal="To sleep")
    page = mara.get(f"{session}/note?model=eyes_open").text
    assert "To sleep" in page
    assert "If we never spoke again" in page


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


def test_what_is_too_long_is_refused_and_kept(mara: Visitor, session: str) -> None:
    answer = mara.fill(f"{session}/note", grow_goal="word " * 2001)
    assert answer.status_code == 422
    assert "word word" in answer.text


@pytest.mark.parametrize("typed", ["<b>bold</b>", "{{ 7 * 7 }}", '"><img src=x>', "</style>"])
def test_words_are_words_in_the_pdf(
    cast: Cast, app: Flask, mara: Visitor, session: str, typed: str
) -> None:
    _publish(app, mara, session, recap=typed)
    ben = cast.browser("ben")
    sheet = PdfReader(BytesIO(ben.get(f"{_document(ben)}.pdf").data))
    assert typed in sheet.pages[0].extract_text()


def test_the_pdf_is_tagged_so_that_it_can_be_read_aloud(
    cast: Cast, app: Flask, mara: Visitor, session: str
) -> None:
    _publish(
        app, mara, session, recap="The second time, I can let go.", actions="Put the kettle on"
    )
    ben = cast.browser("ben")
    sheet: Any = PdfReader(BytesIO(ben.get(f"{_document(ben)}.pdf").data))
    root = sheet.trailer["/Root"]
    tags = list(_tags(root["/StructTreeRoot"]))
    assert tags.count("/H1") == 1
    assert {"/H2", "/P", "/L", "/LI", "/LBody"} <= set(tags)
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    words = sheet.pages[0].extract_text()
    assert words.count("page 1 of 1") == 1
    assert words.count("In danger") == 1


def test_the_sheet_says_how_the_plan_goes_only_if_the_client_allows_it(
    cast: Cast, app: Flask, mara: Visitor, session: str
) -> None:
    """And the coach sees beforehand what it will say."""
    with app.app_context():
        tenancy.enter_practice(cast.north)
        live_long(db.session.get_one(Client, (cast.north, cast.clients["ben"])), "A calm month")
        db.session.commit()
    ben = cast.browser("ben")
    for allows in (False, True):
        changed = {"plan_in_summaries": "y"} if allows else {}
        assert ben.fill("/portal/north/details", **changed).status_code == 303
        mara.fill(f"{session}/summary/draft", recap=f"Allowed: {allows}")
        preview = mara.get(f"{session}/summary/preview").text
        version = mara.form(f"{session}/summary/draft")["version"][0]
        mara.post(f"{session}/summary/publication", {"version": version})
        work_off(app)
        sheet = PdfReader(BytesIO(ben.get(f"{_document(ben)}.pdf").data)).pages[0].extract_text()
        assert ("Your plan" in sheet) is allows
        assert ('class="path"' in preview) is allows
        assert ("hasn’t allowed" in unescape(preview)) is not allows
        assert ("as it stood on" in sheet) is allows
        assert "session 1" in sheet


def test_kept_days_on_the_sheet_have_the_practices_colour(
    cast: Cast, app: Flask, mara: Visitor, session: str
) -> None:
    with app.app_context():
        tenancy.enter_practice(cast.north)
        practices.settings_of(cast.north).hue = 300
        live_long(db.session.get_one(Client, (cast.north, cast.clients["ben"])), "A calm month")
        db.session.commit()
    ben = cast.browser("ben")
    assert ben.fill("/portal/north/details", plan_in_summaries="y").status_code == 303
    _publish(app, mara, session, recap="We begin.")
    sheet: Any = PdfReader(BytesIO(ben.get(f"{_document(ben)}.pdf").data))
    drawn = "".join(page.get_contents().get_data().decode() for page in sheet.pages)
    colours = {
        "#" + "".join(f"{round(255 * float(part)):02x}" for part in found)
        for found in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn)\b", drawn)
    }
    assert paper_colour(300) in colours
    assert paper_colour(None) not in colours
    assert "pdfuaid" in sheet.trailer["/Root"]["/Metadata"].get_data().decode()


def test_the_next_session_is_one_that_comes_after_it(
    cast: Cast, app: Flask, mara: Visitor, session: str
) -> None:
    ben, new = cast.browser("ben"), f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    _publish(app, mara, session, recap="We begin.")
    sheet = PdfReader(BytesIO(ben.get(f"{_document(ben)}.pdf").data)).pages[0].extract_text()
    assert "Next session" not in sheet
    assert "Next session" not in mara.get(f"{session}/summary/preview").text
    mara.fill(new, start=at(5, 10).isoformat())
    mara.fill(f"{session}/summary/draft", recap="Next week.")
    assert "Next session" in mara.get(f"{session}/summary/preview").text


def test_the_clients_words_are_quoted_once(
    cast: Cast, app: Flask, mara: Visitor, session: str
) -> None:
    _publish(app, mara, session, insights="“I say things twice.”\n\nI can let go.")
    ben = cast.browser("ben")
    sheet = PdfReader(BytesIO(ben.get(f"{_document(ben)}.pdf").data)).pages[0].extract_text()
    assert "“I say things twice.”" in sheet
    assert "“I can let go.”" in sheet
    assert "““" not in sheet
    page = ben.get(_document(ben)).text
    assert '<blockquote class="words">I say things twice.</blockquote>' in page


def _tags(node: Any) -> Iterator[str]:
    """The kinds of all elements of the structure tree below."""
    node = node.get_object()
    for child in node if isinstance(node, list) else [node.get("/K")] if "/K" in node else []:
        found = child.get_object() if child is not None and hasattr(child, "get_object") else child
        if isinstance(found, dict) and "/S" in found:
            yield found["/S"]
        if isinstance(found, (dict, list)):
            yield from _tags(found)


@pytest.mark.parametrize(
    ("zone", "width", "number"),
    [
        ("America/New_York", 612, "911"),
        ("Pacific/Honolulu", 612, "911"),
        ("Europe/Berlin", 595, "112"),
    ],
)
def test_the_sheet_is_as_large_as_sheets_are_there(  # noqa: PLR0917  # fixtures
    cast: Cast, app: Flask, mara: Visitor, session: str, zone: str, width: int, number: str
) -> None:
    """And names the emergency number of the place."""
    ben = cast.browser("ben")
    ben.fill("/portal/north/details", zone=zone)
    _publish(app, mara, session, recap="x")
    page = PdfReader(BytesIO(ben.get(f"{_document(ben)}.pdf").data)).pages[0]
    assert int(page.mediabox.width) == width
    assert f"Call {number}." in page.extract_text()


def test_it_is_looked_through_in_the_clients_language(
    cast: Cast, mara: Visitor, session: str
) -> None:
    preview = f"{session}/summary/preview"
    mara.fill(f"{session}/summary/draft", recap="As said", actions="Walk home")
    new = f"/app/north/clients/{cast.clients['ben']}/sessions/new"
    mara.fill(new, start=at(5, 23).isoformat())
    page = mara.get(preview).text
    assert '<div lang="' not in page
    assert "Headings and dates are in English; the PDF is made for A4 paper." in page
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        ben = db.session.get_one(Client, (cast.north, cast.clients["ben"]))
        ben.locale, ben.zone = "fr", "America/New_York"
        db.session.commit()
    page = unescape(mara.get(preview).text)
    before, _mark, rest = page.partition('<div lang="fr">')
    body, _mark, after = rest.partition("Headings and dates are in French")
    assert "the PDF is made for US Letter paper." in after
    assert "Next session" not in body
    assert "Prochaine séance" in body
    assert "New York" in body
    assert '<ul class="points points--todo" lang="en">' in body
    assert "As Ben will read it" in before
    assert "Publish version 1" in after


def test_several_lines_are_points_on_the_page_as_on_paper(mara: Visitor, session: str) -> None:
    mara.fill(
        f"{session}/summary/draft",
        recap="As said",
        focus="The evenings\nThe phone",
        decisions="Nothing before Sunday",
    )
    page = mara.get(f"{session}/summary/preview").text
    assert '<ul class="points"><li>The evenings</li><li>The phone</li></ul>' in page
    assert "<p>Nothing before Sunday</p>" in page


def test_the_draft_says_whom_its_headings_address(mara: Visitor, session: str) -> None:
    page = mara.get(f"{session}/summary/draft").text
    assert "“You” in the headings is Ben, who reads them." in page


def test_other_coaches_and_assistants_see_no_note(cast: Cast, mara: Visitor, session: str) -> None:
    _note(mara, session)
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
    _note(mara, session)
    _publish(app, mara, session, recap="One")
    mara.fill(f"{session}/summary/draft", recap="Two")
    mara.get(f"{session}/{page}")
    with counted(cast.app) as sent:
        assert mara.get(f"{session}/{page}").status_code == 200
    assert len(sent) <= most, sent


def test_the_draft_is_kept_while_it_is_written(mara: Visitor, session: str) -> None:
    address = f"{session}/summary/draft"
    form = mara.form(address) | {"recap": "Half a\r\nthought"}
    for _lost_answer in range(2):
        answer = mara.post(address, form, headers=AS_SCRIPT)
        assert answer.status_code == 200
        assert "Saved" in answer.text
        assert 'name="version" type="hidden" value="1"' in answer.text
    assert mara.form(address)["recap"] == ["Half a\nthought"]
    assert mara.post(address, form).location.endswith("/summary/preview")


def test_a_late_autosave_of_the_draft_takes_nobodys_place(mara: Visitor, session: str) -> None:
    address = f"{session}/summary/draft"
    before = mara.form(address)
    mara.post(address, {**before, "recap": "On the phone"}, headers=AS_SCRIPT)
    late = mara.post(address, {**before, "recap": "At the desk"}, headers=AS_SCRIPT)
    assert late.status_code == 409
    assert "Press Save to see both texts." in late.text
    assert 'name="version"' not in late.text
    both = mara.post(address, {**before, "recap": "At the desk"})
    assert both.status_code == 409
    assert "On the phone" in both.text
    assert "At the desk" in both.text
    assert "data-autosaves" not in both.text
    assert mara.form(address)["recap"] == ["On the phone"]


def test_the_boxes_are_as_tall_as_their_words_on_a_phone(mara: Visitor, session: str) -> None:
    address = f"{session}/summary/draft"
    mara.fill(address, recap="One\nTwo\nThree\nFour", insights="a line that is long " * 40)
    page = mara.get(address).text
    rows = dict(re.findall(r'<textarea[^>]* name="(\w+)" rows="(\d+)"', page))
    assert (rows["recap"], rows["focus"], rows["insights"]) == ("4", "3", "22")
