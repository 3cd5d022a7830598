"""The world, for tests that walk all routes."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.access.world import World
from tests.snapshot import Once


@pytest.fixture(scope="session")
def _gather(superuser: Engine) -> Callable[[Flask], World]:
    return partial(World, superuser=superuser)


@pytest.fixture(scope="module")
def world(
    once: Once, _gather: Callable[[Flask], World], sweep: Callable[[], None]
) -> Iterator[World]:
    """One for all tests of a module; what each uses up it makes for itself."""
    yield once(_gather).copy()
    sweep()


@pytest.fixture(autouse=True)
def tidied(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "world" in request.fixturenames:
        request.getfixturevalue("world").tidy()
