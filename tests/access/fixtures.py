"""The world, for tests that walk all routes."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.access.world import World


@pytest.fixture(scope="module")
def world(_built_app: Flask, superuser: Engine, sweep: Callable[[], None]) -> Iterator[World]:
    """One for all tests of a module; what each uses up it makes for itself."""
    yield World(_built_app, superuser)
    sweep()


@pytest.fixture(autouse=True)
def tidied(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "world" in request.fixturenames:
        request.getfixturevalue("world").tidy()
