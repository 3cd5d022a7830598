"""Ben, ready for a plan or in the midst of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask

from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from tests.cast import ZONE, Cast
from tests.nocontact.plans import agreed_with, by_client, by_coach, client_of, in_north, make_ready
from tests.visitor import Visitor


@pytest.fixture(autouse=True)
def by_day(request: pytest.FixtureRequest) -> Iterator[None]:
    """Noon of the day that is open: before three at night that is still yesterday.

    Not for tests that are marked `own_clock`: the database reads the time for them, too.
    """
    if request.node.get_closest_marker("own_clock"):
        yield
        return
    still_open = (datetime.now(ZoneInfo(ZONE)) - timedelta(hours=3)).date()
    with time_machine.travel(datetime.combine(still_open, time(12), UTC)):
        yield


@dataclass(frozen=True)
class Scene:
    """One client with the two who act."""

    cast: Cast
    ben: Client
    coach: Actor
    client: Actor


@pytest.fixture
def scene(cast: Cast, scope: Flask) -> Scene:
    """In North, with everything there that a plan needs."""
    tenancy.enter_practice(cast.north)
    found = Scene(cast, client_of(cast), by_coach(cast), by_client(cast))
    make_ready(found.ben, by=found.coach)
    return found


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


@pytest.fixture
def ben(cast: Cast) -> Visitor:
    return cast.browser("ben")


@pytest.fixture
def ready(cast: Cast) -> Cast:
    """Ben is ready for a plan."""
    in_north(cast, lambda: make_ready(client_of(cast), by=by_coach(cast)))
    return cast


@pytest.fixture
def running(ready: Cast) -> Cast:
    """Ben's plan is in its tenth day, and nothing was told yet."""

    def begin() -> None:
        plan = agreed_with(client_of(ready), by=by_client(ready))
        plan.starts_on -= timedelta(days=9)
        plan.ends_on -= timedelta(days=9)

    in_north(ready, begin)
    return ready
