"""Templates and style sheets know the same classes, and no page writes a piece by hand."""

import ast
import re
from collections import defaultdict
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).parent.parent.parent
TEMPLATES, STATIC = ROOT / "templates", ROOT / "coachhub/static"
SYNTAX = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)

ANY = "\0"
"""Stands for what is only known when a page is made."""
BY_NUMBER = re.compile(r"(from|to)-[hm]\d+|lanes?-\d+")
"""Places on the ruler of hours; the ruler makes them of numbers."""

_CLASS = re.compile(r'\bclass="([^"]*)"')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r'url\([^)]*\)|"[^"]*"')
_NAMED = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def spellings(node: nodes.Node) -> set[str]:
    """What an expression may say, as far as the template tells."""
    if isinstance(node, nodes.Const):
        return {str(node.value)} if isinstance(node.value, str) else {ANY}
    if isinstance(node, nodes.TemplateData):
        return {node.data}
    if isinstance(node, nodes.Concat | nodes.Add):
        parts = node.nodes if isinstance(node, nodes.Concat) else [node.left, node.right]
        return {"".join(parts) for parts in product(*map(spellings, parts))}
    if isinstance(node, nodes.CondExpr):
        return spellings(node.expr1) | (spellings(node.expr2) if node.expr2 else {""})
    if isinstance(node, nodes.Filter) and node.name == "format" and node.node:
        return {re.sub(r"%\w", ANY, one) for one in spellings(node.node)}
    return {ANY}


@cache
def written(template: Path) -> str:
    """A template's text in the order of its lines, each branch, and what expressions may say."""
    tree = SYNTAX.parse(template.read_text())
    return "".join(
        " ".join(sorted(spellings(part)))
        for out in tree.find_all(nodes.Output)
        for part in out.nodes
    )


@cache
def classes_in(template: Path) -> set[str]:
    return {name for found in _CLASS.findall(written(template)) for name in found.split()}


@cache
def said_in(template: Path) -> set[str]:
    """Words of the strings in a template's expressions, and of its own small macros."""
    tree = SYNTAX.parse(template.read_text())
    strings = [one for node in tree.find_all(nodes.Concat | nodes.Const) for one in spellings(node)]  # type: ignore[arg-type]
    own = (macro for macro in tree.find_all(nodes.Macro) if macro.name.startswith("_"))
    strings += [part.data for macro in own for part in macro.find_all(nodes.TemplateData)]
    return {word for string in strings for word in string.split()}


@cache
def extends(template: Path) -> str:
    """The layout at the root of a template, by its name."""
    found = SYNTAX.parse(template.read_text()).find(nodes.Extends)
    if found is None or not isinstance(found.template, nodes.Const):
        return template.relative_to(TEMPLATES).as_posix()
    return extends(TEMPLATES / found.template.value)


OURS = sorted(TEMPLATES.rglob("*.html"))
LETTERS = [path for path in OURS if "mail.html" in extends(path)]
ON_PAPER = [path for path in OURS if extends(path) == "layouts/print.html"]
ON_SCREEN = [path for path in OURS if path not in {*LETTERS, *ON_PAPER}]
PIECES = [path for path in ON_SCREEN if path.parent.name == "components"]
PAGES = [path for path in ON_SCREEN if path.parent.name not in {"components", "layouts", "demo"}]
LAID_OUT = ("base", "layout", "cols", "type", "utilities")
"""Sheets of what pages may write: where things stand and how words look, and nothing else."""


def named(*sheets: Path) -> dict[str, Path]:
    """The classes that style sheets have rules for."""
    return {
        name: sheet
        for sheet in sheets
        for name in _NAMED.findall(_STRING.sub("", _COMMENT.sub("", sheet.read_text())))
    }


SHEETS = sorted((STATIC / "css").glob("*.css"))
RULES = named(*SHEETS)
IN_LETTERS = named(TEMPLATES / "layouts/mail.html")


def fits(name: str, known: set[str]) -> bool:
    """Whether a class, perhaps with a part that is only known later, is among those."""
    if ANY not in name:
        return name in known or any(one.startswith(f"{name}__") for one in known)
    if not name.replace(ANY, ""):
        return True
    form = re.compile(".+".join(re.escape(part) for part in name.split(ANY)))
    return any(form.fullmatch(one) for one in known)


@pytest.mark.parametrize("template", ON_SCREEN, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_class_of_a_template_has_a_rule(template: Path) -> None:
    known = set(RULES)
    assert {name for name in classes_in(template) if not fits(name, known)} == set()


@pytest.mark.parametrize("template", LETTERS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_class_of_a_letter_has_a_rule_in_it(template: Path) -> None:
    assert {name for name in classes_in(template) if not fits(name, set(IN_LETTERS))} == set()


def strings_of(path: Path) -> set[str]:
    """The words of a module's strings."""
    tree = ast.parse(path.read_text())
    found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {word for one in found if isinstance(one, str) for word in one.split()}


def test_every_rule_is_for_something() -> None:
    used = {name for template in OURS for name in classes_in(template) | said_in(template)}
    used |= {word for path in (ROOT / "coachhub").rglob("*.py") for word in strings_of(path)}
    script = " ".join(path.read_text() for path in (STATIC / "js").glob("*.js"))
    made = [name for name in used if ANY in name and name.replace(ANY, "").strip("-_")]
    forms = [re.compile(".*".join(map(re.escape, name.split(ANY)))) for name in made]
    dead = defaultdict(set)
    for name, sheet in RULES.items():
        is_made = BY_NUMBER.fullmatch(name) or any(form.fullmatch(name) for form in forms)
        if not (name in used or is_made or re.search(rf"(?<![\w-]){name}(?![\w-])", script)):
            dead[sheet.name].add(name)
    assert dict(dead) == {}


OWN = {name for piece in PIECES for name in classes_in(piece) if ANY not in name} - set(
    named(*(STATIC / f"css/{name}.css" for name in LAID_OUT))
)
"""Classes that a piece writes; whoever wants them calls it."""


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_page_writes_no_piece_by_hand(page: Path) -> None:
    assert classes_in(page) & OWN == set()


LEFT_TO_PAGES = ("door", "forms", "portal", "public", "shell", "stacked", "tables")
"""Sheets of what layouts, forms and blocks leave to pages."""
ELSEWHERE = ("print", "breaks", "forced", "disabled", "styleguide")
"""Sheets that say of what others draw how it is seen on paper, in few colours, where it can't be
used, or as a sample."""


@cache
def drawn_by(sheet: Path) -> frozenset[str]:
    return frozenset(named(sheet))


def test_no_page_draws_anything_itself() -> None:
    sheets = [one for one in SHEETS if one.stem not in ELSEWHERE and "pdf" not in one.stem]
    known = OWN.union(*(drawn_by(one) for one in sheets if one.stem in LAID_OUT + LEFT_TO_PAGES))
    found = defaultdict(set)
    for page, sheet in product(PAGES, sheets):
        if (classes_in(page) - known) & drawn_by(sheet):
            found[sheet.stem].add(page.relative_to(TEMPLATES).as_posix())
    assert dict(found) == {}


def test_what_is_written_by_hand_or_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<p class="button{{ " button--" ~ kind if kind }} nowhere">'
        '<i class="{{ "tick" if plain else "here" }}{% if x %} there{% endif %}"></i></p>'
    )
    found = classes_in(page)
    assert found == {"button", f"button--{ANY}", "nowhere", "tick", "here", "there"}
    assert found & OWN == {"button", "tick"}
    known = set(RULES)
    assert {name for name in found if not fits(name, known)} == {"nowhere", "here", "there"}
