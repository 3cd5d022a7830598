"""How a summary lies on its sheets: each with its number, none nearly empty."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from coachhub.core import assets
from coachhub.core.pdf import Renderer
from coachhub.core.web import i18n, typesetting
from coachhub.nocontact.rules import Day, Mark
from coachhub.nocontact.words import MARK_WORDS
from coachhub.safety.helplines import HelpLine
from coachhub.sessions.words import SECTION_WORDS, quotes

ROOT = Path(__file__).parent.parent.parent
SENTENCE = "I noticed that a clean home is how I rest; that part of me stays, whoever lives there."
NAME_OF_SIXTY = "Maximiliane-Theodora von Hohenstaufen-Wittelsbach und Falkenau"
HEADINGS = {str(word) for word in SECTION_WORDS.values()} | {
    "Your plan",
    "Next session",
    "Between sessions",
}
STARTS_AT = datetime(2027, 3, 16, 9, tzinfo=UTC)
FOOT = 70
"""Below it stands what is on every sheet, in points."""
FILLED = 150
"""Where the last line of a sheet that goes on stands at the highest."""


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    made = Renderer()
    yield made
    made.close()


@pytest.fixture(scope="module")
def app() -> Flask:
    made = Flask("coachhub", root_path=str(ROOT), template_folder="templates", static_folder=None)
    made.config["SECRET_KEY"] = "nothing secret here"
    i18n.init_app(made)
    typesetting.init_app(made)
    made.add_template_filter(quotes)
    assets.init_app(made)
    return made


def _html(
    app: Flask,
    lines: int,
    *,
    name: str,
    locale: str,
    paper: str,
    days: int,
    pairs_weeks: bool = False,
) -> str:
    session = SimpleNamespace(
        starts_at=STARTS_AT,
        ends_at=STARTS_AT + timedelta(hours=1),
        minutes=60,
        coach=SimpleNamespace(user=SimpleNamespace(name=name)),
        title="Single session",
    )
    words = "\n".join([SENTENCE] * lines)
    with app.test_request_context():
        i18n.speak(locale, "Europe/Berlin")
        return render_template(
            "sessions/summary_pdf.html",
            summary=SimpleNamespace(
                number=2,
                published_at=STARTS_AT,
                sections=[(section, words) for section in SECTION_WORDS],
            ),
            session=session,
            client=SimpleNamespace(called=name, zone="Europe/Berlin"),
            practice_name=name,
            logo=None,
            paper=paper,
            section_words=SECTION_WORDS,
            locale=locale,
            emergency="112",
            directory=HelpLine("Find A Helpline", website="https://findahelpline.com"),
            number=4,
            course=(SimpleNamespace(days=_days(days), today=STARTS_AT.date()) if days else None),
            headline=lambda course: f"Day 1 of {len(course.days)}",
            path_words=lambda course: f"{len(course.days)} days",
            mark_words=MARK_WORDS,
            pairs_weeks=pairs_weeks,
            next_session=session,
        )


def _days(count: int) -> list[Day]:
    first = date(2027, 3, 1)
    return [
        Day(first + timedelta(days=n), n + 1, Mark("to_come"), is_reported=False)
        for n in range(count)
    ]


def _sheets(  # noqa: PLR0917  # what a sheet is made of
    app: Flask,
    renderer: Renderer,
    lines: int,
    name: str = "Anna",
    locale: str = "en",
    paper: str = "a4",
    days: int = 0,
) -> list[PageObject]:
    words: dict[str, Any] = {"name": name, "locale": locale, "paper": paper, "days": days}
    ways = (False, True) if days else (False,)  # as for a summary without a plan
    settings = [_html(app, lines, pairs_weeks=pairs, **words) for pairs in ways]
    return list(PdfReader(BytesIO(renderer.render(*settings))).pages)


def _said(sheets: list[PageObject]) -> list[str]:
    """All lines, in the order in which they are drawn."""
    return [line for sheet in sheets for line in sheet.extract_text().splitlines()]


def _lines_down(sheet: PageObject) -> list[tuple[float, str]]:
    """The words above the foot with their height over the sheet's lower edge, from the top down."""
    found: list[tuple[float, str]] = []

    def see(text: str, matrix: list[float], place: list[float], *_: object) -> None:
        height = matrix[3] * place[5] + matrix[5]
        if text.strip() and height > FOOT:
            found.append((height, text.strip()))

    sheet.extract_text(visitor_text=see)
    return sorted(found, reverse=True)


def test_a_sheet_that_is_alone_says_so(app: Flask, renderer: Renderer) -> None:
    sheets = _sheets(app, renderer, 1)
    assert len(sheets) == 1
    assert _said(sheets).count("page 1 of 1") == 1


def test_it_says_whom_one_can_turn_to_and_what_a_coach_is_not(
    app: Flask, renderer: Renderer
) -> None:
    said = " ".join(_said(_sheets(app, renderer, 1)))
    assert "Anna reads what is written in the portal in working hours, not at once." in said
    assert "Coaching isn’t an emergency service." in said
    assert "Find A Helpline, findahelpline.com" in said
    assert "Call 112." in said


def test_sheets_are_numbered_from_the_first(app: Flask, renderer: Renderer) -> None:
    sheets = _sheets(app, renderer, 4)
    assert len(sheets) == 2
    for number, sheet in enumerate(sheets, 1):
        assert _said([sheet]).count(f"page {number} of 2") == 1
    assert "page 3\N{NO-BREAK SPACE}sur 3" in _said(_sheets(app, renderer, 8, locale="fr"))


@pytest.mark.parametrize(
    ("paper", "days", "known"),
    [
        ("a4", 0, {True, False}),
        ("a4", 45, {True, False}),
        ("letter", 0, {False}),
        ("letter", 45, {True, False}),
    ],
)
def test_a_further_sheet_says_at_its_head_whose_it_is_and_what_goes_on_there(
    app: Flask, renderer: Renderer, paper: str, days: int, known: set[bool]
) -> None:
    """And what begins there is said by its heading alone. It is known on which paper both occur."""
    begun = set()
    for lines in (3, 5, 7):
        for before, sheet in pairwise(_sheets(app, renderer, lines, paper=paper, days=days)):
            top = _lines_down(sheet)[0][0]
            head = {line for height, line in _lines_down(sheet) if height > top - 1}
            begins = _lines_down(sheet)[len(head)][1] in HEADINGS
            going_on = [line for _, line in _lines_down(before) if line in HEADINGS][-1]
            assert head == {"For Anna · Tue, Mar 16, 2027", *([] if begins else [going_on])}
            begun.add(begins)
    assert begun == known


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("lines", [2, 3, 5, 9])
@pytest.mark.parametrize("days", [0, 45])
def test_a_sheet_is_filled_and_ends_with_words(  # fixtures
    app: Flask, renderer: Renderer, lines: int, paper: str, days: int
) -> None:
    """No heading stands alone at its foot, and nobody finds a last sheet with one line on it."""
    sheets = _sheets(app, renderer, lines, paper=paper, days=days)
    for number, sheet in enumerate(sheets, 1):
        lines_down = _lines_down(sheet)
        assert lines_down[-1][1] not in HEADINGS
        assert len({height for height, _text in lines_down}) >= 4
        if number < len(sheets) and not days:
            assert lines_down[-1][0] < FILLED


@pytest.mark.parametrize("days", [30, 45, 60, 90])
def test_a_short_summary_and_its_plan_share_one_sheet(
    app: Flask, renderer: Renderer, days: int
) -> None:
    """Two weeks in a row where that saves a sheet, and only there."""
    sheets = _sheets(app, renderer, 1, days=days)
    assert len(sheets) == 1
    said = _said(sheets)
    assert ("Weeks 1\u20132" in said) == (days > 45)
    assert f"Week {(days + 6) // 7}" in said


def test_the_weeks_of_a_plan_are_equally_high(app: Flask, renderer: Renderer) -> None:
    [sheet] = _sheets(app, renderer, 1, days=45)
    tops = [height for height, line in _lines_down(sheet) if line.startswith("Week ")]
    assert len(tops) == 7
    apart = [above - below for above, below in pairwise(tops)]
    assert apart == pytest.approx([apart[0]] * 6, abs=0.1)


def test_long_names_and_words_stay_on_the_sheet(
    app: Flask, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.SENTENCE", "x" * 220)
    words = "\n".join(_said(_sheets(app, renderer, 1, name=NAME_OF_SIXTY, days=90)))
    assert "x" * 130 not in words
    assert "Falkenau" in words


def _elements(node: Any, parent: str = "") -> Iterator[tuple[str, Any]]:
    """The elements of the structure tree below, each with the kind of its parent."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, DictionaryObject) and "/S" in found:
            yield parent, found
            yield from _elements(found, str(found["/S"]))


def _tree(pdf: bytes) -> Any:
    sheet: Any = PdfReader(BytesIO(pdf))
    return sheet.trailer["/Root"]["/StructTreeRoot"]


def test_its_drawings_say_what_they_show(app: Flask, renderer: Renderer) -> None:
    html = _html(app, 1, name="Anna", locale="en", paper="a4", days=21)
    tree = _tree(renderer.render(html))
    figures = [found for _parent, found in _elements(tree) if found["/S"] == "/Figure"]
    said = [str(figure.get("/Alt", "")) for figure in figures]
    assert "" not in said
    assert "Day 7, Sun, Mar 7: to come" in said
    assert len(said) == 1 + 21 + 6, "the practice’s sign, the days, and what the marks mean"


def test_its_tables_are_what_readers_expect(app: Flask, renderer: Renderer) -> None:
    html = _html(app, 1, name="Anna", locale="en", paper="a4", days=21)
    tree = _tree(renderer.render(html))
    within: dict[str, set[str]] = {}
    for parent, found in _elements(tree):
        within.setdefault(parent, set()).add(found["/S"])
    assert within["/Table"] == {"/THead", "/TBody"}
    assert within["/THead"] | within["/TBody"] == {"/TR"}
    assert within["/TR"] == {"/TH", "/TD"}


def test_its_points_are_a_list_of_marks_and_words(app: Flask, renderer: Renderer) -> None:
    html = _html(app, 3, name="Anna", locale="en", paper="a4", days=21)
    found = list(_elements(_tree(renderer.render(html))))
    assert {element["/S"] for parent, element in found if parent == "/L"} == {"/LI"}
    points = [element for _parent, element in found if element["/S"] == "/LI"]
    parts = [tuple(kid.get_object()["/S"] for kid in point["/K"]) for point in points]
    pointed = len(SECTION_WORDS) - len(["recap", "insights", "actions"])
    assert parts.count(("/Lbl", "/LBody")) == 3 * pointed
    assert parts.count(("/LBody",)) == 3 * len(["insights", "actions"]) + 6, "and the legend"
    assert len(parts) == parts.count(("/Lbl", "/LBody")) + parts.count(("/LBody",))
