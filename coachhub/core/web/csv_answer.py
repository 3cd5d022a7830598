"""A table as a file that spreadsheets open."""

import csv
import io
from collections.abc import Iterable, Sequence

from werkzeug.wrappers import Response

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the begin of a formula (OWASP, CSV injection)."""
_GUARD = "'"
_BOM = "\ufeff"
"""Without it Excel reads UTF-8 as an older encoding."""


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A file of this name to be kept: a line of headings, a line for each row (RFC 4180). A text
    that a spreadsheet would reckon with stands behind an apostrophe.
    """
    kept = io.StringIO()
    kept.write(_BOM)
    lines = csv.writer(kept)
    lines.writerow(head)
    lines.writerows([_guarded(cell) for cell in row] for row in rows)
    answer = Response(kept.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename={name}.csv"
    return answer


def unguarded(cell: str) -> str:
    """A text as it was before it was put behind an apostrophe."""
    return cell[1:] if cell[:1] == _GUARD and cell[1:].startswith(_FORMULA) else cell


def _guarded(cell: object) -> object:
    return f"{_GUARD}{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
