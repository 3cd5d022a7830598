"""Files of clients for tests: sent to be imported, and read as a spreadsheet does."""

import csv
import io
from typing import Any

from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.visitor import Visitor

IMPORT = "/app/north/clients/import"


def send_file(visitor: Visitor, cast: Cast, lines: str | bytes, /, **more: Any) -> TestResponse:
    """A file of these lines, to be read."""
    sent = lines.encode() if isinstance(lines, str) else lines
    coach = cast.members["mara"]
    form = {"file": (io.BytesIO(sent), "c.csv"), "state": "active", "coach_id": coach, **more}
    return visitor.post(IMPORT, form)


def table(answer: TestResponse) -> list[list[str]]:
    """The rows of a file that was asked for."""
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.data.startswith(b"\xef\xbb\xbf")
    text = answer.data.decode("utf-8-sig")
    assert text.endswith("\r\n")
    return list(csv.reader(io.StringIO(text, newline="")))
