"""Each table of a practice has all three walls; the list of others is short and closed."""

import pytest
from sqlalchemy import Engine, Table, UniqueConstraint, text
from sqlalchemy.schema import ForeignKeyConstraint

from tests.tenancy.walk import ALL_TABLES, GLOBAL_TABLES, NOT_LED_BY_PRACTICE, OF_PRACTICE

pytestmark = pytest.mark.every_postgres

TO_PEOPLE = {"user", "practice"}

named = pytest.mark.parametrize("table", OF_PRACTICE, ids=lambda table: table.name)


def test_a_table_belongs_to_a_practice_or_is_on_the_list() -> None:
    with_practice = {table.name for table in ALL_TABLES if "practice_id" in table.columns}
    assert with_practice == {table.name for table in OF_PRACTICE}
    assert set(GLOBAL_TABLES) < {table.name for table in ALL_TABLES}


@named
def test_row_security_is_enabled_and_forced(table: Table, superuser: Engine) -> None:
    query = text(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = to_regclass(:name)"
    )
    with superuser.connect() as connection:
        assert connection.execute(query, {"name": table.name}).one() == (True, True)


@named
def test_its_policy_checks_what_is_read_and_what_is_written(
    table: Table, superuser: Engine
) -> None:
    query = text(
        "SELECT qual, with_check FROM pg_policies "
        "WHERE tablename = :name AND cmd = 'ALL' AND permissive = 'PERMISSIVE'"
    )
    with superuser.connect() as connection:
        reading, writing = connection.execute(query, {"name": table.name}).one()
    assert reading == writing
    assert "NULLIF(current_setting('app.practice'::text, true), ''::text)" in reading


def test_only_two_more_policies_exist_and_they_only_read(superuser: Engine) -> None:
    query = text("SELECT tablename, policyname, cmd FROM pg_policies WHERE cmd <> 'ALL' ORDER BY 1")
    with superuser.connect() as connection:
        found = [tuple(row) for row in connection.execute(query)]
    assert found == [
        ("client", "about_oneself", "SELECT"),
        ("member", "about_oneself", "SELECT"),
    ]


@named
def test_its_primary_key_begins_with_the_practice(table: Table) -> None:
    assert next(iter(table.primary_key)).name == "practice_id"


@named
def test_what_is_unique_is_unique_within_the_practice(table: Table) -> None:
    constraints = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    unique = [list(c.columns) for c in constraints]
    unique += [list(index.columns) for index in table.indexes if index.unique]
    assert all(columns[0].name == "practice_id" for columns in unique)


@named
def test_its_indexes_begin_with_the_practice(table: Table) -> None:
    others = {
        str(index.name)
        for index in table.indexes
        if next(iter(index.columns)).name != "practice_id"
    }
    assert others <= set(NOT_LED_BY_PRACTICE)


@named
def test_its_references_stay_in_the_practice(table: Table) -> None:
    for constraint in table.constraints:
        if not isinstance(constraint, ForeignKeyConstraint):
            continue
        if constraint.referred_table.name in TO_PEOPLE:
            assert len(constraint.columns) == 1
        else:
            assert next(iter(constraint.columns)).name == "practice_id"
            assert constraint.elements[0].column.name == "practice_id"


def test_the_database_holds_every_reference_the_models_know(superuser: Engine) -> None:
    query = text(
        "SELECT conname FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid "
        "WHERE contype = 'f' AND relname NOT LIKE 'procrastinate%'"
    )
    with superuser.connect() as connection:
        stored = set(connection.scalars(query))
    modelled = {
        str(c.name)
        for t in ALL_TABLES
        for c in t.constraints
        if isinstance(c, ForeignKeyConstraint)
    }
    assert stored == modelled
