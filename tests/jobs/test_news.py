"""What is announced reaches its listeners, with the transaction or not at all."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine

import tests.jobs.sample_tasks  # noqa: F401
from coachhub import app as composition
from coachhub.core.db import db
from coachhub.jobs import services
from coachhub.jobs.app import queue
from tests.workers import jobs

pytestmark = pytest.mark.every_postgres

A = uuid4()


@pytest.fixture
def told(scope: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    for what in ("practices", "news"):
        monkeypatch.setitem(scope.extensions, f"coachhub.jobs.{what}", None)
    news = {"sample.happened": ("sample.note", "sample.note_id"), "sample.unheard": ()}
    services.register(scope, practices=list, news=news)
    return scope


def test_each_listener_gets_a_job(told: Flask, superuser: Engine) -> None:
    services.announce("sample.happened", A, word="done")
    assert jobs(superuser) == []
    db.session.commit()
    assert sorted(job["task_name"] for job in jobs(superuser)) == ["sample.note", "sample.note_id"]


def test_news_without_listeners_are_no_error(told: Flask, superuser: Engine) -> None:
    services.announce("sample.unheard", A)
    db.session.commit()
    assert jobs(superuser) == []


def test_news_that_nobody_knows_are_an_error(told: Flask) -> None:
    with pytest.raises(services.UnknownNews):
        services.announce("sample.misspelt", A)


def test_every_listener_in_the_table_is_a_task() -> None:
    listeners = {task for tasks in composition.NEWS.values() for task in tasks}
    assert listeners <= set(queue.tasks)
