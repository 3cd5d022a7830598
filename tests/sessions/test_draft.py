"""The draft of a summary: beside the note, kept while it is written, looked through at last."""

import re
from html import unescape

from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.db import db
from tests.booking.scene import at
from tests.cast import Cast
from tests.sessions.summaries import PRIVATE, write_note
from tests.visitor import AS_SCRIPT, Visitor

_LOOKED_THROUGH = 'name="version" type="hidden" value="{}"'


def test_the_note_stands_beside_the_draft_and_in_no_field(
    cast: Cast, mara: Visitor, session: str
) -> None:
    draft = f"{session}/summary/draft"
    assert "Nothing is written in it." in mara.get(draft).text
    write_note(mara, session)
    typed = mara.form(draft)
    assert PRIVATE in mara.get(draft).text
    assert mara.get(draft).text.count("marked to share") == 1
    assert all(PRIVATE not in word for words in typed.values() for word in words)
    assert mara.fill(draft, recap="Guests").status_code == 303
    assert PRIVATE in mara.get(draft).text
    assert PRIVATE not in mara.get(f"{session}/summary/preview").text
    for other in ("idris", "tove"):
        assert cast.browser(other).get(draft).status_code == 403


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


def test_what_is_too_long_is_refused_and_kept(mara: Visitor, session: str) -> None:
    answer = mara.fill(f"{session}/note", grow_goal="word " * 2001)
    assert answer.status_code == 422
    assert "word word" in answer.text


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
