"""How the tests of the launcher ask its clusters."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text

from coachhub.ops.postgres import Cluster

PROJECT = Path(__file__).parents[2]
NEEDS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps its cluster elsewhere")
Make = Callable[[Path], Cluster]


def ask(url: str, query: str) -> object:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        return connection.execute(text(query)).scalar()


def remember(cluster: Cluster) -> None:
    cluster.ensure_database("kept")
    engine = create_engine(cluster.urls("kept").owner, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept AS SELECT 42 AS answer"))


def remembers(cluster: Cluster) -> bool:
    return ask(cluster.urls("kept").owner, "SELECT answer FROM kept") == 42


def wait_for(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def psycopg_url(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")
