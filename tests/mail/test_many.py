"""A hundred mails, two workers, and one of them is killed."""

from collections import Counter
from pathlib import Path
from uuid import UUID

from flask import Flask
from sqlalchemy import Engine, text

from coachhub.core.db import db
from coachhub.mail import services as mail
from coachhub.ops.postgres import Urls
from tests import workers
from tests.conftest import environment
from tests.mail.post_office import PostOffice

MAILS = 100


def test_a_killed_worker_loses_none_and_doubles_one_at_most(
    *,
    app: Flask,
    urls: Urls,
    tmp_path: Path,
    office: PostOffice,
    practice_id: UUID,
    superuser: Engine,
) -> None:
    with app.app_context():
        for number in range(MAILS):
            mail.post("sample/hello", practice_id, f"client-{number}@example.org")
        db.session.commit()
    smtp = f"smtp://127.0.0.1:{office.port}"
    with workers.processes(2, environment(urls, tmp_path, SMTP_URL=smtp)) as (victim, _):
        workers.eventually(lambda: len(office.letters) >= MAILS // 3)
        victim.kill()
        workers.eventually(lambda: _sent(superuser) == MAILS, seconds=60)
    copies = Counter(letter["Message-ID"] for letter in office.letters)
    assert len(copies) == MAILS
    assert len(office.letters) <= MAILS + 1
    assert workers.jobs(superuser) == []


def _sent(superuser: Engine) -> int:
    with superuser.connect() as connection:
        return connection.scalar(text("SELECT count(*) FROM delivery WHERE state = 'sent'")) or 0
