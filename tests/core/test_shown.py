"""The styleguide shows every piece that is defined in a component, or one that is made of it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
SYNTAX = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)

Piece = tuple[str, str]
"""A macro: the template that defines it, and its name."""


@cache
def tree(template: str) -> nodes.Template:
    return SYNTAX.parse((TEMPLATES / template).read_text())


def constant(node: nodes.Node | None) -> str | None:
    return node.value if isinstance(node, nodes.Const) else None


def around(template: str) -> Iterator[str]:
    """A template with those that it includes. The frame around it shows nothing by itself."""
    yield template
    for one in tree(template).find_all(nodes.Include):
        name = constant(one.template)
        if name:
            yield from around(name)


@cache
def names_in(template: str) -> dict[str, Piece]:
    """What the macros are called in a template, its own and those it imports."""
    own = {macro.name: (template, macro.name) for macro in tree(template).find_all(nodes.Macro)}
    for node in tree(template).find_all(nodes.FromImport):
        where = constant(node.template)
        for name in node.names if where else []:
            alias, real = reversed(name) if isinstance(name, tuple) else (name, name)
            own[alias] = (where or "", real)
    return own


def called(template: str, part: nodes.Node) -> set[Piece]:
    """The macros that a part of a template calls."""
    names = names_in(template)
    calls = (call.node for call in part.find_all(nodes.Call))
    return {names[one.name] for one in calls if isinstance(one, nodes.Name) and one.name in names}


def macro(piece: Piece) -> nodes.Macro | None:
    return next((m for m in tree(piece[0]).find_all(nodes.Macro) if m.name == piece[1]), None)


@cache
def shown(page: str) -> set[Piece]:
    """What a page calls, and what those call in their turn."""
    found: set[Piece] = set()
    new = {piece for template in around(page) for piece in called(template, tree(template))}
    while new:
        found |= new
        bodies = [(piece, macro(piece)) for piece in new]
        new = {p for (where, _), body in bodies if body for p in called(where, body)} - found
    return found


COMPONENTS = sorted(f"components/{path.name}" for path in (TEMPLATES / "components").glob("*.html"))
PIECES = [(file, m.name) for file in COMPONENTS for m in tree(file).find_all(nodes.Macro)]


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: f"{piece[0]}:{piece[1]}")
def test_it_is_on_the_styleguide(piece: Piece) -> None:
    assert piece in shown("demo/styleguide.html")


def test_one_that_nobody_calls_is_missed() -> None:
    piece = ("components/slots.html", "slot_picker")
    assert piece in shown("booking/book.html")
    assert piece not in shown("errors/error.html")
