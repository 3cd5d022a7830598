"""A view's act is committed or undone, and a notice says which."""

import pytest
from flask import Flask, get_flashed_messages

from coachhub.core.db import db
from coachhub.core.web.acts import act


class _Refused(Exception):
    pass


class _Worse(_Refused):
    pass


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What became of the transaction."""
    found: list[str] = []
    monkeypatch.setattr(db.session, "commit", lambda: found.append("commit"))
    monkeypatch.setattr(db.session, "rollback", lambda: found.append("rollback"))
    return found


def test_what_is_done_is_committed_and_said(app: Flask, done: list[str]) -> None:
    with app.test_request_context():
        with act({_Refused: "No."}, done="Done."):
            pass
        assert get_flashed_messages(with_categories=True) == [("ok", "Done.")]
    assert done == ["commit"]


def test_what_is_refused_is_undone_first_and_said(app: Flask, done: list[str]) -> None:
    with app.test_request_context():
        with act({_Worse: lambda: f"After {done[-1]}.", _Refused: "No."}, done="Done."):
            raise _Worse
        assert get_flashed_messages(with_categories=True) == [("need", "After rollback.")]
    assert done == ["rollback"]


def test_what_nobody_expects_is_not_swallowed(app: Flask, done: list[str]) -> None:
    with app.test_request_context():
        with pytest.raises(ValueError, match="other"), act({_Refused: "No."}, done="Done."):
            raise ValueError("other")
        assert get_flashed_messages() == []
    assert done == []
