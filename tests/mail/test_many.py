"""A hundred mails, two workers, and a murderer."""

import subprocess
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.core.db import db
from coachhub.mail import services as mail
from coachhub.ops.postgres import Urls
from tests import workers
from tests.conftest import environment
from tests.mail.post_office import PostOffice

MAILS = 100


@pytest.fixture
def hundred(app: Flask, practice_id: UUID) -> None:
    with app.app_context():
        for number in range(MAILS):
            mail.post("sample/hello", practice_id, f"client-{number}@example.org")
        db.session.commit()


@pytest.fixture
def given(urls: Urls, tmp_path: Path, office: PostOffice) -> dict[str, str]:
    # Longer than other tests' three seconds: a worker that is only slow is not to pass for dead.
    server = f"smtp://127.0.0.1:{office.port}"
    return environment(urls, tmp_path, SMTP_URL=server, WORKER_STALLED="8")


@pytest.mark.usefixtures("hundred")
def test_a_killed_worker_loses_none_and_doubles_one_at_most(
    given: dict[str, str], office: PostOffice, superuser: Engine
) -> None:
    with workers.processes(2, given) as started:
        workers.eventually(lambda: len(office.letters) >= MAILS // 3)
        started[0].kill()
        workers.eventually(lambda: _all_done(superuser, started, given), seconds=60)
    assert _copies(office) <= MAILS + 1


@pytest.mark.usefixtures("hundred")
def test_five_killed_workers_double_five_at_most(
    given: dict[str, str], office: PostOffice, superuser: Engine
) -> None:
    for kills in range(1, 6):
        with workers.processes(1, given):
            workers.eventually(lambda least=kills * 16: len(office.letters) >= least)  # type: ignore[misc]
    with workers.processes(2, given) as started:
        workers.eventually(lambda: _all_done(superuser, started, given), seconds=60)
    assert _copies(office) <= MAILS + 5


def _all_done(
    superuser: Engine, started: list[subprocess.Popen[bytes]], given: dict[str, str]
) -> bool:
    """Whether every mail is sent, and no job is left: its end is noted after its work."""
    workers.start_again(started, given)
    with superuser.connect() as connection:
        sent = connection.scalar(text("SELECT count(*) FROM delivery WHERE state = 'sent'"))
    return bool(sent == MAILS) and not workers.jobs(superuser)


def _copies(office: PostOffice) -> int:
    """How many letters arrived, of which each is there at least once."""
    ids = Counter(letter["Message-ID"] for letter in office.letters)
    assert len(ids) == MAILS
    return ids.total()
