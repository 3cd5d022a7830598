"""Clusters of PostgreSQL for the tests of our launcher."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coachhub.ops.postgres import Cluster, find_binaries


@pytest.fixture(scope="module")
def make() -> Iterator[Callable[[Path], Cluster]]:
    """Clusters that are gone after the tests, from wherever they lie."""
    made: list[Cluster] = []

    def cluster(var: Path) -> Cluster:
        made.append(Cluster(var, find_binaries(), durable=False))
        return made[-1]

    yield cluster
    for one in made:
        one.stop()
    for one in made:
        if one.places.home.exists():
            one.erase()


@pytest.fixture(scope="module")
def shared(make: Callable[[Path], Cluster], tmp_path_factory: pytest.TempPathFactory) -> Cluster:
    """A running cluster with a database, for tests that only look at it."""
    cluster = make(tmp_path_factory.mktemp("shared"))
    cluster.start()
    cluster.ensure_database("practice")
    return cluster


@pytest.fixture
def cluster(make: Callable[[Path], Cluster], tmp_path: Path) -> Cluster:
    """A running cluster to be ill-treated; durable, as what is asked is what it remembers."""
    one = make(tmp_path / "var")
    one.durable = True
    one.start()
    return one
