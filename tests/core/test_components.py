"""The pieces pages are made of: what they say, how they hang together, what they never contain."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, render_template_string
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from coachhub.core import assets
from coachhub.core.web import discreet, i18n, look, searching, typesetting
from coachhub.core.web.forms import LineField, at_most

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "templates"
OURS = sorted(TEMPLATES.rglob("*.html"))
ON_SCREEN = [path for path in OURS if "mail" not in path.relative_to(TEMPLATES).as_posix()]


class Form(FlaskForm):  # type: ignore[misc]
    name = StringField("Name", [InputRequired()])
    email = EmailField("E-mail")
    password = PasswordField("Password", [InputRequired()])
    sentence = TextAreaField("One sentence", [at_most(160)])
    line = LineField("In one line", [at_most(160)])
    zone = SelectField("Zone", choices={"Europe/Berlin": "Berlin"})
    role = RadioField("Role", choices={"coach": "Coach", "owner": "Owner"}, default="owner")
    tags = SelectMultipleField("Tags", choices={"a": "One", "b": "Two"}, default=["b"])
    agree = BooleanField("I agree")


@pytest.fixture(autouse=True)
def page() -> Iterator[None]:
    app = Flask("coachhub", root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.config["SECRET_KEY"] = "nothing secret here"
    app.jinja_env.undefined = StrictUndefined
    i18n.init_app(app)
    typesetting.init_app(app)
    CSRFProtect(app)
    assets.init_app(app)
    look.init_app(app)
    discreet.init_app(app)
    with app.test_request_context():
        yield


def show(call: str, module: str, **context: object) -> str:
    names = ", ".join(sorted(set(re.findall(r"\b([a-z_]+)\(", call)) - {"_", "caller"}))
    source = f'{{% from "components/{module}.html" import {names} %}}{call}'
    return render_template_string(source, **context)


def field(name: str, more: str = "", errors: tuple[str, ...] = ()) -> str:
    form = Form()
    form[name].errors = list(errors)
    return show(f"{{{{ field(form.{name}{more}) }}}}", "form", form=form)


def ids(html: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', html))


def test_a_label_belongs_to_its_control() -> None:
    html = field("name", ', autocomplete="name"')
    assert '<label class="field__label" for="name">' in html
    assert re.search(r'<input[^>]* autocomplete="name"[^>]* id="name"', html)
    assert "required" in html
    assert "(optional)" not in html


def test_what_is_not_required_says_so() -> None:
    assert "(optional)" in field("email")
    assert "(optional)" not in field("email", ", optional=false")


def test_hint_and_mistake_are_read_with_the_control() -> None:
    html = field("name", ', hint="As clients know you."', errors=("Please tell us your name.",))
    assert 'aria-describedby="name-hint name-error"' in html
    assert 'aria-invalid="true"' in html
    assert {"name-hint", "name-error"} <= ids(html)


@pytest.mark.parametrize("name", ["name", "password", "zone", "role", "tags", "agree"])
def test_nothing_is_said_of_mistakes_where_there_are_none(name: str) -> None:
    html = field(name)
    assert "aria-invalid" not in html
    assert "aria-describedby" not in html


@pytest.mark.parametrize("name", ["name", "password", "sentence", "zone", "role", "tags", "agree"])
def test_every_kind_of_field_tells_its_mistake(name: str) -> None:
    html = field(name, errors=("This needs another look.",))
    assert html.count("This needs another look.") == 1
    assert f'id="{name}-error"' in html
    counted = " sentence-letters" if name == "sentence" else ""
    assert f'aria-describedby="{name}-error{counted}"' in html


@pytest.mark.parametrize(
    ("passed", "lit", "now"), [("none", 0, 0), ("0", 0, 1), ("4", 4, 1), ("15", 15, 0)]
)
def test_minutes_are_panes_that_fill_with_light(passed: str, lit: int, now: int) -> None:
    html = show(f"{{{{ panes(15, {passed}) }}}}", "panes")
    assert html.count("<span") == 15
    assert html.count("panes__pane--lit") == lit
    assert html.count("panes__pane--now") == now


def test_radios_are_rows_in_a_named_group() -> None:
    html = field("role", ', about={"coach": "sees their own clients"}')
    assert "<fieldset" in html
    assert '<legend class="field__label">Role</legend>' in html
    assert html.count('type="radio"') == 2
    assert re.search(r'value="owner" checked', html)
    assert "sees their own clients" in html


def test_several_choices_are_chips() -> None:
    html = field("tags")
    assert html.count('type="checkbox"') == 2
    assert re.search(r'value="b" checked', html)


@pytest.mark.parametrize(
    ("written", "told"),
    [(0, ""), (143, ""), (144, "144 of 160 letters"), (171, "171 of 160 letters")],
)
def test_a_limit_is_told_towards_the_end(written: int, told: str) -> None:
    form = Form(sentence=" " + "a" * written)
    html = show("{{ field(form.sentence) }}", "form", form=form)
    assert "maxlength" not in html
    [counter] = re.findall(r'id="sentence-letters"[^>]*>([^<]*)<', html)
    assert counter == told
    assert 'aria-describedby="sentence-letters"' in html


def test_a_line_grows_with_its_words_and_is_counted() -> None:
    html = show("{{ field(form.line) }}", "form", form=Form(line="a" * 150))
    assert re.search(r'<textarea[^>]* class="input input--line"', html)
    assert "150 of 160 letters" in html


def test_a_break_in_a_line_is_a_blank() -> None:
    form = Form(MultiDict({"line": "an evening \r\n\n at the river"}), meta={"csrf": False})
    assert form.line.data == "an evening at the river"


def test_a_password_can_be_shown_and_is_never_sent_back() -> None:
    form = Form(password="correct horse")
    html = show("{{ field(form.password) }}", "form", form=form)
    assert 'data-reveals="password"' in html
    assert "correct horse" not in html


def test_the_summary_leads_to_each_control() -> None:
    form = Form()
    for name in ("name", "role", "tags", "agree"):
        form[name].errors = ["Please look again."]
    call = "{{ error_summary(form) }}" + "".join(
        f"{{{{ field(form.{name}) }}}}" for name in ("name", "role", "tags", "agree")
    )
    html = show(call, "form", form=form)
    targets = re.findall(r'href="#([^"]+)"', html)
    assert targets == ["name", "role-0", "tags-0", "agree"]
    assert set(targets) <= ids(html)
    assert "4 things need another look" in html


def test_the_summary_counts_what_it_lists() -> None:
    form = Form()
    form.form_errors = ["A task is missing.", "The questions are not answered yet."]
    html = show("{{ error_summary(form) }}", "form", form=form)
    assert "2 things need another look" in html
    assert html.count("<li>") == 2
    form.csrf_token.errors = ["Nobody sees this field."]
    form.name.errors = ["Please look again."]
    html = show("{{ error_summary(form) }}", "form", form=form)
    assert "3 things need another look" in html
    assert html.count("<li>") == 3


def test_without_mistakes_there_is_no_summary() -> None:
    assert show("{{ error_summary(form) }}", "form", form=Form()).strip() == ""


def test_what_people_typed_is_escaped() -> None:
    form = Form(name='"><script>alert(1)</script>')
    assert "<script>" not in show("{{ field(form.name) }}", "form", form=form)
    assert "<script>" not in show("{{ status('ok', word) }}", "marks", word="<script>")


@pytest.mark.parametrize("kind", ["need", "wait", "ok", "bad", "open"])
def test_a_status_is_a_shape_and_a_word(kind: str) -> None:
    html = show("{{ status(kind, 'well') }}", "marks", kind=kind)
    assert f"#status-{kind}" in html
    assert html.endswith("well</span>")


def test_a_pager_links_only_where_there_is_a_page() -> None:
    page = SimpleNamespace(
        number=1, pages=2, total=30, prev_url=None, next_url="?2", first_url=None, last_url=None
    )
    html = show("{{ pager(page, at='people') }}", "ways", page=page)
    assert "Page 1 of 2" in html
    assert 'rel="next"' in html
    assert 'rel="prev"' not in html


def test_a_pager_of_many_leads_to_the_first_and_the_last() -> None:
    page = SimpleNamespace(
        number=9,
        pages=48,
        total=1195,
        prev_url="?8",
        next_url="?10",
        first_url="?1",
        last_url="?48",
    )
    html = show("{{ pager(page, at='people') }}", "ways", page=page)
    assert "Page 9 of 48 · 1,195 in all" in html
    assert 'href="?1#people">First' in html
    assert 'href="?48#people">Last' in html


def test_one_types_no_more_than_is_searched_for() -> None:
    drawn = render_template_string(
        '{% from "components/ways.html" import search_box %}{{ search_box("q", "", "Find") }}'
    )
    assert f'maxlength="{searching.AT_MOST}"' in drawn


def test_notices_are_a_status() -> None:
    html = show("{{ notices(said) }}", "notices", said=[("ok", "Saved."), ("error", "Not sent.")])
    assert 'role="status"' in html
    assert "#status-ok" in html
    assert "#status-bad" in html


def test_destroying_asks_and_posts_with_a_token() -> None:
    call = '{% call confirm("end", "End", "End this device?", "/x", "End it") %}Sure.{% endcall %}'
    html = show(call, "floats")
    assert '<form method="post" action="/x">' in html
    assert 'name="csrf_token"' in html
    assert 'aria-labelledby="end-title"' in html
    assert "end-title" in ids(html)


def test_a_button_of_one_act_carries_its_values() -> None:
    html = show("{{ post_button('/x', 'End', values={'device': '7'}) }}", "buttons")
    assert '<input type="hidden" name="device" value="7">' in html
    assert 'name="csrf_token"' in html


@pytest.mark.parametrize(
    "status", [400, 401, 403, 404, 405, 409, 413, 415, 418, 422, 429, 500, 503]
)
def test_an_error_page_needs_nothing_but_its_number(status: int) -> None:
    html = render_template_string(
        '{% include "errors/error.html" %}', status=status, request_id="01JD3"
    )
    assert f"Error {status}" in html
    assert "number 01JD3" in html
    assert html.count("<h1") == 1
    assert "csrf-token" not in html


def test_an_error_page_says_how_long_to_wait() -> None:
    html = render_template_string(
        '{% include "errors/error.html" %}', status=429, request_id="1", retry_after=200
    )
    assert "Wait 4 minutes" in html


@pytest.mark.parametrize("path", ON_SCREEN, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_breaks_the_content_policy(path: Path) -> None:
    source = re.sub(r"{#.*?#}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:|\sdata:", source)
    assert not re.search(r"hx-on|hx-vals=.js:|<script(?![^>]*\ssrc=)", source)
    assert not re.search(r'(src|href)="https?:', source)


def test_every_icon_is_in_the_sprite() -> None:
    sprite = (assets.ROOT / "icons/sprite.svg").read_text()
    symbols = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named = {
        name
        for path in OURS
        for name in re.findall(r'(?:icon\(|icon_name=)"([a-z0-9-]+)"', path.read_text())
    }
    assert named <= symbols


@pytest.mark.parametrize(
    "path", sorted((TEMPLATES / "components").glob("*.html")), ids=lambda path: path.name
)
def test_every_component_opens_by_saying_how_it_is_used(path: Path) -> None:
    assert re.match(r"{#-.*?Usage:.*?-#}|{#- The frame's own parts", path.read_text(), re.DOTALL)


def test_pages_are_counted_where_there_are_several() -> None:
    said = [
        f"{path.name}: {line.strip()}"
        for path in OURS
        if path.parent.name not in {"demo", "components"}
        for line in path.read_text().splitlines()
        if "{{ pager(" in line and ".pages > 1" not in line and "in_place=" not in line
    ]
    assert said == []


def test_every_page_of_a_list_lands_at_the_list() -> None:
    """The place that it names stands in the same file, or in each that includes it."""
    texts = {str(path.relative_to(TEMPLATES)): path.read_text() for path in OURS}

    def lands(name: str, place: str) -> bool:
        around = [one for one, text in texts.items() if f'include "{name}"' in text]
        return f'id="{place}" tabindex="-1"' in texts[name] or (
            bool(around) and all(lands(one, place) for one in around)
        )

    pages = {name: text for name, text in texts.items() if not name.startswith("components/")}
    bare = [name for name, text in pages.items() if re.search(r"pager\((?!.*?\bat=\")", text)]
    named = [(name, at) for name, text in pages.items() for at in re.findall(r', at="(.+?)"', text)]
    assert bare == []
    assert [(name, at) for name, at in named if not lands(name, at)] == []


def test_a_form_beside_pages_of_a_list_says_where_it_goes() -> None:
    """Sent to the address that the page has, its answer would land at the list."""
    texts = {
        str(path.relative_to(TEMPLATES)): path.read_text()
        for path in OURS
        if path.parent.name not in {"demo", "components"}
    }
    form = r'<form(?![^\n]* action=)[^\n]* method="post"'
    assert [n for n, text in texts.items() if ', at="' in text and re.search(form, text)] == []


def test_every_file_of_pieces_is_short_and_listed() -> None:
    listed = set(
        re.findall(r"^\| `(\w+\.html)`", (ROOT / "docs/design.md").read_text(), re.MULTILINE)
    )
    files = {path.name: path for path in (TEMPLATES / "components").glob("*.html")}
    assert set(files) - listed == set()
    assert {n for n, path in files.items() if len(path.read_text().splitlines()) > 150} == set()
