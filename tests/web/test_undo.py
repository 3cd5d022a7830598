"""What can be taken back is offered once, on our own pages, and only to go to our own addresses."""

import pytest
from flask import Flask, session, url_for
from flask.json.tag import TaggedJSONSerializer
from werkzeug.routing import BuildError

from coachhub.core.db import db
from coachhub.core.web.acts import act
from coachhub.core.web.undo import WayBack, flash_undo, undo_offered, way_back
from tests.visitor import BASE_URL


def test_it_is_offered_once(app: Flask) -> None:
    with app.test_request_context(base_url=BASE_URL):
        flash_undo("Taken off.", way_back("accounts.account", {"name": "evenings"}))
        offer = undo_offered()
        assert offer
        assert (offer.said, offer.url, offer.values) == (
            "Taken off.",
            url_for("accounts.account"),
            {"name": "evenings"},
        )
        assert undo_offered() is None


def test_the_last_offer_stands(app: Flask) -> None:
    with app.test_request_context(base_url=BASE_URL):
        for said in ("The first.", "The second."):
            flash_undo(said, way_back("accounts.account"))
        offer = undo_offered()
        assert offer
        assert offer.said == "The second."
        assert undo_offered() is None


def test_it_fits_into_a_cookie(app: Flask) -> None:
    with app.test_request_context(base_url=BASE_URL):
        flash_undo("Taken off.", way_back("accounts.account"))
        assert TaggedJSONSerializer().loads(TaggedJSONSerializer().dumps(dict(session)))


def test_it_leads_to_our_own_endpoints_only(app: Flask) -> None:
    with app.test_request_context(base_url=BASE_URL):
        assert way_back("accounts.account").url == "/account"
        with pytest.raises(BuildError):
            way_back("https://elsewhere.example")


def test_an_act_offers_it_when_it_was_done(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db.session, "commit", lambda: None)
    monkeypatch.setattr(db.session, "rollback", lambda: None)
    with app.test_request_context(base_url=BASE_URL):
        with act({ValueError: "No."}, done="Done.", undo=WayBack("/back")):
            raise ValueError
        assert undo_offered() is None
        with act({ValueError: "No."}, done="Done.", undo=WayBack("/back")):
            pass
        offer = undo_offered()
        assert offer
        assert (offer.said, offer.url) == ("Done.", "/back")
