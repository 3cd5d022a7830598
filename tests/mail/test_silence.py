"""What a mail says and to whom stands in no log line, whatever goes wrong."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from coachhub.ops.postgres import Urls
from tests import workers
from tests.conftest import environment
from tests.mail.post_office import PostOffice

Post = Callable[..., UUID]


@pytest.fixture
def given(urls: Urls, tmp_path: Path, office: PostOffice) -> dict[str, str]:
    smtp = f"smtp://127.0.0.1:{office.port}"
    return environment(urls, tmp_path, SMTP_URL=smtp, LOG_LEVEL="DEBUG")


@pytest.fixture
def canaries(post: Post) -> None:
    """Three mails: one can be sent, one can't be written, one has a forged header."""
    post(subject="canary-52")
    post(subject="canary-52", name="break")
    post(subject="canary-52\nBcc: eve@example.org")


@pytest.mark.usefixtures("canaries")
@pytest.mark.parametrize(
    "answer",
    [
        "250 OK",
        "550 ben@example.org does not want canary-52",
        "451 ben@example.org may want canary-52 later",
    ],
)
def test_the_log_names_neither_address_nor_words(
    given: dict[str, str], office: PostOffice, superuser: Engine, tmp_path: Path, answer: str
) -> None:
    office.recipient_answer = answer
    log = tmp_path / "log"
    with log.open("wb") as file, workers.processes(1, given, log=file):
        workers.eventually(lambda: _all_tried(superuser))
        # A failure is told once it is stored, a moment later.
        workers.eventually(lambda: log.read_text().count('"mail_not_sent"') >= 2)
    said = log.read_text()
    assert "example.org" not in said
    assert "canary-52" not in said


def _all_tried(superuser: Engine) -> bool:
    todo = text("SELECT count(*) FROM delivery WHERE state = 'sending' OR tries = 0")
    with superuser.connect() as connection:
        return not connection.scalar(todo)
