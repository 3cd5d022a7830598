"""Ben, ready for a plan."""

from dataclasses import dataclass

import pytest
from flask import Flask

from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from tests.cast import Cast
from tests.nocontact.plans import by_client, by_coach, client_of, make_ready


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
