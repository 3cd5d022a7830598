from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine

from tests.accounts.people import MARA, PASSWORD, Person, make_person
from tests.visitor import Visitor


@pytest.fixture
def mara(app: Flask) -> Person:
    """Somebody with an account."""
    return make_person(app, MARA, PASSWORD)


@pytest.fixture
def browser(app: Flask, mara: Person) -> Visitor:
    """A browser that Mara is signed in on."""
    visitor = Visitor(app)
    mara.sign_in(visitor)
    return visitor


@pytest.fixture
def past(superuser: Engine) -> Iterator[Connection]:
    """A connection by which a test moves the times of rows into the past."""
    with superuser.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield connection
