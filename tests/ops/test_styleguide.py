"""The page that shows every piece: in the demo, and nowhere else."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from coachhub.core import assets, pdf
from config import Environment
from tests.visitor import MakeApp, Visitor


def test_it_is_not_there_for_people_at_work(stranger: Visitor) -> None:
    assert stranger.get("/styleguide").status_code == 404


def test_it_shows_the_pieces_from_either_side(make_app: MakeApp) -> None:
    visitor = Visitor(make_app(environment=Environment.DEMO))
    assert "<h1>Styleguide</h1>" in visitor.get("/styleguide").text
    assert 'dir="rtl"' in visitor.get("/styleguide?dir=rtl").text


@pytest.mark.parametrize(("asked", "width"), [("", 595), ("?paper=letter", 612), ("?long=1", 595)])
def test_it_has_the_printed_sheet(make_app: MakeApp, asked: str, width: int) -> None:
    app = make_app(environment=Environment.DEMO)
    made = Visitor(app).get(f"/styleguide/sheet.pdf{asked}")
    pdf.close(app)
    assert made.headers["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(made.data)).pages
    assert int(pages[0].mediabox.width) == width
    assert (len(pages) > 2) is ("long" in asked)


def test_the_printed_sheet_speaks_one_language(make_app: MakeApp) -> None:
    app = make_app(environment=Environment.DEMO)
    made = Visitor(app).get("/styleguide/sheet.pdf", headers={"Accept-Language": "fr"})
    pdf.close(app)
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(made.data)).pages)
    assert "Jour 14\N{NO-BREAK SPACE}sur 24" in said
    assert "Day 14" not in said


def test_it_shows_what_is_open_empty_and_at_length(make_app: MakeApp) -> None:
    page = Visitor(make_app(environment=Environment.DEMO)).get("/styleguide").text
    assert 'class="shown-open"' in page
    assert "Day 14 of 90" in page
    assert "Nobody fits." in page


def test_it_names_each_token(make_app: MakeApp) -> None:
    page = Visitor(make_app(environment=Environment.DEMO)).get("/styleguide").text
    tokens = set(
        re.findall(r"^    --([\w-]+):", (assets.ROOT / "css/tokens.css").read_text(), re.MULTILINE)
    )
    shown = set(re.findall(r"(?:tone|size|length|form-shown)--([\w-]+)", page))
    assert tokens - shown == {"sans"}


def test_a_number_to_call_is_never_read_backwards(make_app: MakeApp) -> None:
    page = Visitor(make_app(environment=Environment.DEMO)).get("/styleguide?dir=rtl").text
    numbers = re.findall(r"<a class=\"help__number\"([^>]*)>", page)
    assert numbers
    assert all('dir="ltr"' in attributes for attributes in numbers)


def test_it_shows_what_stands_around_the_pages_of_clients(make_app: MakeApp) -> None:
    page = Visitor(make_app(environment=Environment.DEMO)).get("/styleguide").text
    at_the_thumb = page.split("shown-at-thumb", 1)[1].split("</section>", 1)[0]
    assert all(word in at_the_thumb for word in ("I want to write", "Sessions", "More"))
    assert 'class="public__width hero"' in page
    assert 'class="public__width hero hero--step"' in page


def test_it_shows_what_stands_around_the_pages_of_the_desk(make_app: MakeApp) -> None:
    page = Visitor(make_app(environment=Environment.DEMO)).get("/styleguide").text
    rail = page.split("shown-rail", 1)[1].split("</section>", 1)[0]
    assert all(word in rail for word in ("Find", "Clients", "Your account", "Berlin time"))
    finder = page.split('id="finder-full-dialog"', 1)[1].split("</section>", 1)[0]
    assert "Ben Adler" in finder
    assert "Nothing here is called that." in finder
    heads = page.split("shown-still", 1)[1].split("</section>", 1)[0]
    assert heads.count('class="stays__line"') == 3
    assert "Safety: urgent" in heads
