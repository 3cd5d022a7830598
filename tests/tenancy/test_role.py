"""The application's own role can't walk around the walls."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, create_engine, func, select, table, text
from sqlalchemy.exc import DBAPIError

from coachhub.ops import walls
from coachhub.ops.postgres import Urls
from tests.cast import Cast

pytestmark = pytest.mark.every_postgres

ESCAPES = {
    "truncating": "TRUNCATE client CASCADE",
    "turning row security off": "ALTER TABLE client DISABLE ROW LEVEL SECURITY",
    "dropping the policy": "DROP POLICY in_this_practice ON client",
    "a policy of one's own": "CREATE POLICY mine ON client USING (true)",
    "a table of one's own": "CREATE TABLE loot AS SELECT * FROM client",
    "a view of one's own": "CREATE VIEW loot AS SELECT * FROM client",
    "a function of one's own": (
        "CREATE FUNCTION loot() RETURNS SETOF client LANGUAGE sql SECURITY DEFINER "
        "AS 'SELECT * FROM client'"
    ),
    "a temporary table": "CREATE TEMP TABLE loot (x int)",
    "becoming the owner": "SET ROLE coachhub_owner",
    "becoming the superuser": "SET SESSION AUTHORIZATION postgres",
    "granting oneself more": "ALTER ROLE coachhub_app BYPASSRLS",
    "copying to a file": "COPY client TO '/tmp/loot'",
    "copying to a program": "COPY client TO PROGRAM 'cat'",
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON client EXECUTE FUNCTION now()",
    "changing the audit": "UPDATE audit_event SET action = 'nothing'",
    "deleting the audit": "DELETE FROM audit_event",
    "reading passwords of roles": "SELECT rolpassword FROM pg_authid",
}


@pytest.fixture
def as_app(urls: Urls, app: Flask) -> Iterator[Connection]:
    """Asks for the app so that it lets go of its locks before the sweep."""
    engine = create_engine(urls.app)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.mark.parametrize("way", ESCAPES)
def test_it_refuses(way: str, as_app: Connection, cast: Cast) -> None:
    enter(as_app, cast.north)
    with pytest.raises(DBAPIError):
        as_app.execute(text(ESCAPES[way]))


def enter(connection: Connection, practice: object) -> None:
    connection.execute(text("SELECT set_config('app.practice', :id, true)"), {"id": str(practice)})


def test_without_a_practice_there_are_no_rows_and_no_error(as_app: Connection, cast: Cast) -> None:
    for name in ("client", "member", "engagement", "settings", "audit_event", "delivery"):
        assert as_app.scalar(select(func.count()).select_from(table(name))) == 0


def test_a_setting_left_empty_is_no_practice(as_app: Connection, cast: Cast) -> None:
    enter(as_app, "")
    assert as_app.execute(text("SELECT count(*) FROM client")).scalar() == 0


def test_it_sees_one_practice_at_a_time(as_app: Connection, cast: Cast) -> None:
    enter(as_app, cast.harbour)
    assert as_app.scalars(text("SELECT id FROM client")).all() == [cast.clients["ruth"]]


@pytest.mark.parametrize(
    "writing",
    [
        "UPDATE client SET practice_id = :other WHERE id = :ben",
        "INSERT INTO settings (practice_id, zone, currency, locale) VALUES (:other, 'U', 'E', 'e')",
    ],
)
def test_it_refuses_to_write_into_another_practice(
    writing: str, as_app: Connection, cast: Cast
) -> None:
    enter(as_app, cast.north)
    with pytest.raises(DBAPIError, match=r"row-level security|violates"):
        as_app.execute(text(writing), {"other": cast.harbour, "ben": cast.clients["ben"]})


def test_it_changes_no_row_of_another_practice(as_app: Connection, cast: Cast) -> None:
    enter(as_app, cast.north)
    changed = as_app.execute(
        text("UPDATE client SET name = 'x' WHERE id = :ruth"), {"ruth": cast.clients["ruth"]}
    )
    assert changed.rowcount == 0


def test_it_refuses_a_reference_into_another_practice(as_app: Connection, cast: Cast) -> None:
    enter(as_app, cast.north)
    insert = text(
        "INSERT INTO engagement (practice_id, id, client_id, coach_id, state) "
        "VALUES (:north, gen_random_uuid(), :ruth, :mara, 'completed')"
    )
    ids = {"north": cast.north, "ruth": cast.clients["ruth"], "mara": cast.members["mara"]}
    with pytest.raises(DBAPIError, match="fk_engagement_client"):
        as_app.execute(insert, ids)


def test_a_person_reads_their_own_memberships_and_writes_none(
    as_app: Connection, cast: Cast
) -> None:
    as_app.execute(
        text("SELECT set_config('app.user_id', :id, true)"), {"id": str(cast.users["idris"])}
    )
    assert as_app.scalars(text("SELECT id FROM member")).all() == [cast.members["idris"]]
    assert as_app.execute(text("UPDATE member SET roles = '{owner}'")).rowcount == 0


def test_within_a_practice_the_window_for_oneself_is_shut(as_app: Connection, cast: Cast) -> None:
    enter(as_app, cast.harbour)
    as_app.execute(
        text("SELECT set_config('app.user_id', :id, true)"), {"id": str(cast.users["ben"])}
    )
    assert as_app.scalars(text("SELECT id FROM client")).all() == [cast.clients["ruth"]]


def test_the_settings_end_with_the_transaction(as_app: Connection, cast: Cast) -> None:
    enter(as_app, cast.north)
    as_app.commit()
    assert as_app.execute(text("SELECT count(*) FROM client")).scalar() == 0


def test_a_value_taken_elsewhere_tells_nothing(as_app: Connection, cast: Cast) -> None:
    """An index unique over all practices would refuse ruth's address, and so tell of her."""
    enter(as_app, cast.north)
    insert = text(
        "INSERT INTO client (practice_id, id, name, sort_name, email, zone, locale) "
        "VALUES (:north, gen_random_uuid(), 'R', 'r', 'ruth@example.org', 'UTC', 'en')"
    )
    assert as_app.execute(insert, {"north": cast.north}).rowcount == 1


def test_the_walls_stand(as_app: Connection) -> None:
    assert walls.inspect(as_app).stand


@pytest.mark.parametrize(
    ("role", "fault"), [("owner", "it owns the database"), ("superuser", "it is a superuser")]
)
def test_a_stronger_role_is_found_out(role: str, fault: str, urls: Urls) -> None:
    engine = create_engine(getattr(urls, role))
    with engine.connect() as connection:
        assert fault in walls.inspect(connection).role_faults
    engine.dispose()


def test_a_table_left_open_is_found_out(owner: Engine) -> None:
    with owner.connect() as connection:
        connection.execute(text("ALTER TABLE client NO FORCE ROW LEVEL SECURITY"))
        assert walls.inspect(connection).open_tables == ("client",)
        connection.rollback()


def test_a_view_past_the_walls_is_found_out(owner: Engine) -> None:
    with owner.connect() as connection:
        connection.execute(text("CREATE VIEW everybody AS SELECT name FROM client"))
        assert walls.inspect(connection).ways_around == ("everybody",)
        connection.rollback()


@contextmanager
def changed(superuser: Engine, change: str, undo: str) -> Iterator[None]:
    """The database is different for everybody meanwhile."""
    with superuser.begin() as connection:
        connection.execute(text(change))
    try:
        yield
    finally:
        with superuser.begin() as connection:
            connection.execute(text(undo))


@pytest.mark.parametrize(
    ("right", "fault"),
    [
        ("SUPERUSER", "is a superuser"),
        ("BYPASSRLS", "may bypass row security"),
        ("CREATEROLE", "may create roles"),
        ("CREATEDB", "may create databases"),
        ("REPLICATION", "may copy the whole server"),
    ],
)
def test_a_role_it_may_become_is_found_out(right: str, fault: str, superuser: Engine) -> None:
    """Never committed: roles are the whole server's, and other databases are tested beside this."""
    with superuser.connect() as connection:
        connection.execute(text(f"CREATE ROLE strong {right}"))
        connection.execute(text("CREATE ROLE halfway ROLE coachhub_app"))
        connection.execute(text("GRANT strong TO halfway"))
        connection.execute(text("SET LOCAL SESSION AUTHORIZATION coachhub_app"))
        found = walls.inspect(connection)
        connection.rollback()
    assert f"it may become strong, which {fault}" in found.role_faults
    assert not found.stand


@pytest.mark.parametrize("right", ["UPDATE", "UPDATE (action)", "DELETE"])
@pytest.mark.parametrize("holder", ["coachhub_app", "PUBLIC"])
def test_a_right_to_change_the_audit_is_found_out(
    right: str, holder: str, as_app: Connection, superuser: Engine
) -> None:
    grant = f"GRANT {right} ON audit_event TO {holder}"
    with changed(superuser, grant, f"REVOKE {right} ON audit_event FROM {holder}"):
        found = walls.inspect(as_app)
    assert found.role_faults == ("it may change or delete what the audit holds",)


@pytest.mark.parametrize(
    ("change", "policy"),
    [
        ("CREATE POLICY more ON client FOR SELECT USING (true)", "client.more"),
        (
            "CREATE POLICY about_oneself ON delivery FOR SELECT USING (true)",
            "delivery.about_oneself",
        ),
        ("ALTER POLICY in_this_practice ON client USING (true)", "client.in_this_practice"),
        ("ALTER POLICY in_this_practice ON client WITH CHECK (true)", "client.in_this_practice"),
        ("ALTER POLICY about_oneself ON member USING (true)", "member.about_oneself"),
    ],
)
def test_a_policy_that_opens_a_table_is_found_out(change: str, policy: str, owner: Engine) -> None:
    with owner.connect() as connection:
        connection.execute(text(change))
        assert walls.inspect(connection).other_policies == (policy,)
        connection.rollback()


def test_a_policy_that_only_narrows_is_no_fault(owner: Engine) -> None:
    with owner.connect() as connection:
        connection.execute(text("CREATE POLICY less ON client AS RESTRICTIVE USING (true)"))
        assert walls.inspect(connection).other_policies == ()
        connection.rollback()
