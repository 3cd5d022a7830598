"""A published summary on paper."""

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
from tests.booking.scene import at
from tests.cast import Cast
from tests.nocontact.long import live_long
from tests.sessions.summaries import document_of, publish
from tests.visitor import Visitor
from tests.workers import work_off


@pytest.mark.parametrize("typed", ["<b>bold</b>", "{{ 7 * 7 }}", '"><img src=x>', "</style>"])
def test_words_are_words_in_the_pdf(
    cast: Cast, app: Flask, mara: Visitor, session: str, typed: str
) -> None:
    publish(app, mara, session, recap=typed)
    ben = cast.browser("ben")
    sheet = PdfReader(BytesIO(ben.get(f"{document_of(ben)}.pdf").data))
    assert typed in sheet.pages[0].extract_text()


def test_the_pdf_is_tagged_so_that_it_can_be_read_aloud(
    cast: Cast, app: Flask, mara: Visitor, session: str
) -> None:
    publish(app, mara, session, recap="The second time, I can let go.", actions="Put the kettle on")
    ben = cast.browser("ben")
    sheet: Any = PdfReader(BytesIO(ben.get(f"{document_of(ben)}.pdf").data))
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
        sheet = PdfReader(BytesIO(ben.get(f"{document_of(ben)}.pdf").data)).pages[0].extract_text()
        assert ("Your plan" in sheet) is allows
        assert ('class="path"' in preview) is allows
        assert ("has not agreed to it" in unescape(preview)) is not allows
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
    publish(app, mara, session, recap="We begin.")
    sheet: Any = PdfReader(BytesIO(ben.get(f"{document_of(ben)}.pdf").data))
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
    publish(app, mara, session, recap="We begin.")
    sheet = PdfReader(BytesIO(ben.get(f"{document_of(ben)}.pdf").data)).pages[0].extract_text()
    assert "Next session" not in sheet
    assert "Next session" not in mara.get(f"{session}/summary/preview").text
    mara.fill(new, start=at(5, 10).isoformat())
    mara.fill(f"{session}/summary/draft", recap="Next week.")
    assert "Next session" in mara.get(f"{session}/summary/preview").text


def test_the_clients_words_are_quoted_once(
    cast: Cast, app: Flask, mara: Visitor, session: str
) -> None:
    publish(app, mara, session, insights="“I say things twice.”\n\nI can let go.")
    ben = cast.browser("ben")
    sheet = PdfReader(BytesIO(ben.get(f"{document_of(ben)}.pdf").data)).pages[0].extract_text()
    assert "“I say things twice.”" in sheet
    assert "“I can let go.”" in sheet
    assert "““" not in sheet
    page = ben.get(document_of(ben)).text
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
    publish(app, mara, session, recap="x")
    page = PdfReader(BytesIO(ben.get(f"{document_of(ben)}.pdf").data)).pages[0]
    assert int(page.mediabox.width) == width
    assert f"Call {number}." in page.extract_text()
