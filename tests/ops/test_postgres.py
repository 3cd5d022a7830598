"""Our own PostgreSQL, and who gets in where."""

from pathlib import Path

import psycopg
import pytest

from coachhub.ops.postgres import Cluster, PostgresError, find_binaries
from tests.ops.clusters import ask, psycopg_url, remember


@pytest.mark.every_postgres
@pytest.mark.parametrize("role", ["app", "owner"])
def test_no_role_of_coachhub_is_above_the_walls(shared: Cluster, role: str) -> None:
    query = (
        "SELECT NOT (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication)"
        " FROM pg_roles WHERE rolname = current_user"
    )
    assert ask(getattr(shared.urls("practice"), role), query) is True


@pytest.mark.every_postgres
@pytest.mark.parametrize(
    "attempt",
    ["CREATE TABLE mine (id int)", "CREATE TEMPORARY TABLE mine (id int)", "CREATE SCHEMA mine"],
)
def test_the_app_creates_nothing(shared: Cluster, attempt: str) -> None:
    with (
        psycopg.connect(psycopg_url(shared.urls("practice").app)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(attempt)


@pytest.mark.every_postgres
@pytest.mark.parametrize("database", ["postgres", "template1"])
def test_the_app_enters_no_other_database(shared: Cluster, database: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(psycopg_url(shared.urls(database).app))


@pytest.mark.every_postgres
@pytest.mark.parametrize("extension", ["btree_gist", "citext", "pg_trgm", "unaccent"])
def test_the_owner_brings_the_extensions(shared: Cluster, extension: str) -> None:
    with psycopg.connect(psycopg_url(shared.urls("practice").owner)) as connection:
        connection.execute(f"CREATE EXTENSION {extension}".encode())
        connection.rollback()


@pytest.mark.every_postgres
@pytest.mark.parametrize(
    ("setting", "value"),
    [("timezone", "UTC"), ("server_encoding", "UTF8"), ("listen_addresses", "")],
)
def test_it_is_set_up_the_same_everywhere(shared: Cluster, setting: str, value: str) -> None:
    assert ask(shared.urls("practice").app, f"SHOW {setting}") == value


def test_a_database_may_be_ensured_again(shared: Cluster) -> None:
    shared.ensure_database("practice")
    assert ask(shared.urls("practice").app, "SELECT 1") == 1


def test_no_password_no_entry(shared: Cluster) -> None:
    url = shared.urls("practice").app
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(psycopg_url(url), password="wrong")


def test_only_its_owner_reads_the_passwords(shared: Cluster) -> None:
    assert shared.places.passwords.stat().st_mode & 0o777 == 0o600


def test_two_clusters_run_side_by_side(shared: Cluster, cluster: Cluster) -> None:
    remember(cluster)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(psycopg_url(shared.urls("kept").superuser))


def test_a_named_directory_without_postgres_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COACHHUB_PG_BIN", str(tmp_path))
    with pytest.raises(PostgresError, match="COACHHUB_PG_BIN"):
        find_binaries()
