"""Front doors: a package is entered by its models, services, rules, words and access only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "coachhub"
FRONT_DOORS = {"models", "services", "rules", "words", "access"}
OPEN_TO_ALL = {"core"}
PUTS_TOGETHER = {"app.py", "cli.py", "__main__.py"}
BY_NAME = {
    ("practices", "face"),  # logo and colours, for every surface's frame
    ("booking", "picker"),  # the slot picker, on every surface where one books
    ("booking", "ics"),  # a session as a calendar file, for guests too
    ("booking", "forms"),  # the chosen time, and a cancellation's reason, likewise
    ("clients", "beside"),  # what stands beside each name in their list
    ("clients", "forms"),  # a hope, which client and coach write down alike
    ("growth", "library"),  # the templates, for the demo's tasks and a proposal's
    ("growth", "forms"),  # the pace of a task, which coach and client fill in alike
    ("safety", "forms"),  # the eight questions, which coach and client fill in alike
    ("sessions", "forms"),  # a client's wish for a correction, in the portal
    ("practices", "tabs"),  # of the settings, for the rooms of other packages among them
    ("jobs", "app"),  # the queue itself, for the program that works it off
    ("jobs", "stalled"),
}


def imports_of(path: Path) -> Iterator[tuple[str, str]]:
    """(package, room) of every import of ours in a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[0] == "coachhub" and len(parts) > 2:
                yield parts[1], parts[2]
            elif parts[0] == "coachhub" and len(parts) == 2:
                yield from ((parts[1], alias.name) for alias in node.names)


FILES = [path for path in SOURCE.rglob("*.py") if path.name not in PUTS_TOGETHER]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_it_enters_other_packages_by_their_front_doors(path: Path) -> None:
    own = path.relative_to(SOURCE).parts[0]
    foreign = {
        (package, room)
        for package, room in imports_of(path)
        if package not in {own, *OPEN_TO_ALL} and (SOURCE / package).is_dir()
    }
    assert {pair for pair in foreign if pair[1] not in FRONT_DOORS} <= BY_NAME


def test_nothing_imports_inside_a_function() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_only_the_clock_reads_the_time() -> None:
    readers = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "datetime.now(" in path.read_text() or "time.time()" in path.read_text()
    ]
    assert readers == ["core/clock.py"]
