"""A view that doesn't say who may open it stops the start."""

import pytest
from flask import Flask

from coachhub.core.web.policy import Undeclared, anybody, policy_of, refuse_undeclared
from tests.access.world import World


def test_a_bare_view_stops_the_start() -> None:
    app = Flask("bare", static_folder=None)
    app.add_url_rule("/open", "open", anybody(lambda: "for all"))
    app.add_url_rule("/bare", "bare", lambda: "for whom?")
    with pytest.raises(Undeclared, match=r"^no access policy on: bare$"):
        refuse_undeclared(app)


def test_declared_views_let_it_start() -> None:
    app = Flask("declared", static_folder=None)
    app.add_url_rule("/open", "open", anybody(lambda: "for all"))
    refuse_undeclared(app)


def test_each_view_of_ours_is_declared(world: World) -> None:
    assert all(policy_of(view) for view in world.app.view_functions.values())


def test_no_route_serves_a_folder(world: World) -> None:
    assert world.app.static_folder is None
