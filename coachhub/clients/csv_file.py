"""A file of clients: read, and each line judged. Nothing is stored; a cell is but text."""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from coachhub.accounts.rules import NotAnAddress, normal_email
from coachhub.clients.rules import LARGEST_FILE, LONGEST, MOST_LINES, Column, Fault, Problem
from coachhub.core.folding import fold
from coachhub.core.lines import is_one_line
from coachhub.core.web.csv_answer import unguarded
from coachhub.core.zones import as_typed, listed

COLUMN_OF = {
    "name": Column.NAME,
    "preferred name": Column.PREFERRED_NAME,
    "pronouns": Column.PRONOUNS,
    "e mail": Column.EMAIL,
    "email": Column.EMAIL,
    "phone": Column.PHONE,
    "time zone": Column.ZONE,
    "timezone": Column.ZONE,
    "coach": Column.COACH,
    "nom": Column.NAME,
    "prenom d'usage": Column.PREFERRED_NAME,
    "pronoms": Column.PRONOUNS,
    "courriel": Column.EMAIL,
    "telephone": Column.PHONE,
    "fuseau horaire": Column.ZONE,
}
"""The names that a column may have in our languages, in any letters, dashes and accents."""

SAMPLE_LINES = (
    "Jonas Example,,he/him,jonas@example.org,+49 30 1234567,Europe/Berlin,\r\n"
    '"Example, Mia",Mia,,mia@example.org,,,\r\n'
)

_ALIKE = str.maketrans({"-": " ", "_": " ", "\N{RIGHT SINGLE QUOTATION MARK}": "'"})


class BadFile(Exception):
    """The file can't be read; `fault` says why, `line` where, if that is known."""

    def __init__(self, fault: Fault, line: int | None = None) -> None:
        super().__init__(fault)
        self.fault, self.line = fault, line


@dataclass(frozen=True)
class Line:
    """A line of the file by its number there, and what is wrong with it, by column."""

    number: int
    values: Mapping[str, str]
    problems: tuple[tuple[str, Problem], ...] = ()

    def with_problem(self, column: Column, problem: Problem) -> "Line":
        return replace(self, problems=(*self.problems, (column, problem)))


@dataclass(frozen=True)
class Sheet:
    """The lines of a file, and the names of the columns that are left out."""

    lines: list[Line]
    left_out: list[str] = field(default_factory=list)


def read_sheet(sent: bytes) -> Sheet:
    """The lines as they stand in the file, blank ones left out. Raises BadFile."""
    records = list(_records(_text_of(sent)))
    if not records:
        raise BadFile(Fault.EMPTY)
    columns = [COLUMN_OF.get(_plain(name)) for name in records[0][1]]
    present = Counter(column for column in columns if column)
    if Column.NAME not in present:
        raise BadFile(Fault.NO_NAMES)
    if max(present.values()) > 1:
        raise BadFile(Fault.COLUMN_TWICE)
    if len(records) == 1:
        raise BadFile(Fault.EMPTY)
    if len(records) > MOST_LINES + 1:
        raise BadFile(Fault.TOO_MANY_LINES)
    named = zip(records[0][1], columns, strict=True)
    left_out = [name.strip()[:60] for name, column in named if column is None and name.strip()]
    return Sheet([_line(number, cells, columns) for number, cells in records[1:]], left_out)


def tidied(lines: Iterable[Line], *, zone: str, coaches: Mapping[str, str]) -> list[Line]:
    """The lines with their values as they would be stored, and what is wrong within each.

    `zone` and `coaches[""]` stand in for empty cells; `coaches` are ids by folded name or address.
    """
    return [_tidied(line, zone, coaches) for line in lines]


def compared(
    lines: Collection[Line], known: Collection[str], coaches: Collection[str]
) -> list[Line]:
    """The lines with what is wrong beyond each: an address that the practice has or that a good
    line before it has, a coach (by id) who coaches here no more.
    """
    judged: list[Line] = []
    before: set[str] = set()
    for one in lines:
        line = _compared(one, before, known, coaches)
        if not line.problems:
            before.add(line.values[Column.EMAIL])
        judged.append(line)
    return judged


def _text_of(sent: bytes) -> str:
    if len(sent) > LARGEST_FILE:
        raise BadFile(Fault.TOO_LARGE)
    try:
        text = sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile(Fault.NOT_UTF8) from None
    if "\0" in text:
        raise BadFile(Fault.NOT_UTF8)
    return text


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of the line it begins on. Raises BadFile."""
    head = text.lstrip().partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    csv.field_size_limit(LARGEST_FILE)  # a cell that is too long is named at its column
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        raise BadFile(Fault.NOT_CSV, begins) from None


def _plain(name: str) -> str:
    return " ".join(fold(name).translate(_ALIKE).split())


def _line(number: int, cells: list[str], columns: list[Column | None]) -> Line:
    values: dict[str, str] = dict.fromkeys(Column, "")
    for column, cell in zip(columns, cells, strict=False):
        if column is not None:
            values[column] = unguarded(cell.strip())
    line = Line(number, values)
    if any(cell.strip() for cell in cells[len(columns) :]):
        return line.with_problem(Column.NAME, Problem.TOO_MANY_CELLS)
    return line


def _tidied(line: Line, zone: str, coaches: Mapping[str, str]) -> Line:
    values, wrong = {**line.values}, [*line.problems]
    if not values[Column.NAME]:
        wrong.append((Column.NAME, Problem.MISSING))
    for column, longest in LONGEST.items():
        if len(values[column]) > longest:
            values[column] = values[column][:longest]
            wrong.append((column, Problem.TOO_LONG))
        elif not is_one_line(values[column]):
            wrong.append((column, Problem.SEVERAL_LINES))
    found = {
        Column.EMAIL: (_address(values[Column.EMAIL]), Problem.NO_ADDRESS),
        Column.ZONE: (_zone(values[Column.ZONE], zone), Problem.UNKNOWN_ZONE),
        Column.COACH: (coaches.get(fold(values[Column.COACH])), Problem.UNKNOWN_COACH),
    }
    for column, (value, problem) in found.items():
        if value is None:
            wrong.append((column, problem))
        else:
            values[column] = value
    return Line(line.number, values, tuple(wrong))


def _zone(typed: str, otherwise: str) -> str | None:
    """What the practice goes by is none of the line's faults."""
    return as_typed(typed) if typed else listed(otherwise)


def _address(typed: str) -> str | None:
    try:
        return normal_email(typed) if typed else ""
    except NotAnAddress:
        return None


def _compared(
    line: Line, before: Collection[str], known: Collection[str], coaches: Collection[str]
) -> Line:
    wrong_columns = {column for column, _problem in line.problems}
    if Column.COACH not in wrong_columns and line.values[Column.COACH] not in coaches:
        line = line.with_problem(Column.COACH, Problem.UNKNOWN_COACH)
    address = line.values[Column.EMAIL]
    if not address or Column.EMAIL in wrong_columns:
        return line
    if address in known:
        return line.with_problem(Column.EMAIL, Problem.KNOWN_ADDRESS)
    if address in before:
        return line.with_problem(Column.EMAIL, Problem.ADDRESS_TWICE)
    return line
