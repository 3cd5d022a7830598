"""The schema changes by migrations alone, and they and the models agree."""

import io
import secrets
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from PIL import Image
from sqlalchemy import CheckConstraint, Engine, NullPool, create_engine, text

import config as configuration
from coachhub.core import private
from coachhub.core.db import Base
from coachhub.core.keystore import Keystore
from coachhub.ops import database, schema
from coachhub.ops.postgres import Urls
from tests.conftest import environment
from tests.tenancy.walk import ALL_TABLES

pytestmark = pytest.mark.every_postgres


@pytest.fixture
def empty(urls: Urls, superuser: Engine, tmp_path: Path) -> Iterator[configuration.Config]:
    """The configuration of a database with nothing in it."""
    name = f"m_{secrets.token_hex(4)}"
    present = superuser.url.database
    assert present
    admin = superuser.execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} OWNER coachhub_owner"))
    there = Urls(
        *(
            url.replace(f"/{present}?", f"/{name}?")
            for url in (urls.app, urls.owner, urls.superuser)
        )
    )
    yield configuration.load(environment(there, var=tmp_path))
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def schema_of(config: configuration.Config) -> list[tuple[object, ...]]:
    """Columns, constraints, indexes, policies and grants, as the database tells them."""
    query = text("""
        SELECT 'column', table_name, column_name,
            data_type || is_nullable || coalesce(column_default, '')
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL
        SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL
        SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL
        SELECT 'policy', tablename, policyname,
            cmd || coalesce(qual, '') || coalesce(with_check, '')
        FROM pg_policies
        UNION ALL
        SELECT 'grant', table_name, grantee, privilege_type
        FROM information_schema.role_table_grants WHERE table_schema = 'public'
        UNION ALL
        SELECT 'function', proname, '', pg_get_functiondef(p.oid)
        FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
        ORDER BY 1, 2, 3, 4
    """)
    engine = create_engine(config.database_owner_url or "", poolclass=NullPool)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_up_and_down_and_up_leaves_the_same_schema(empty: configuration.Config) -> None:
    database.upgrade(empty)
    first = schema_of(empty)
    database.downgrade(empty, "base")
    assert {row[1] for row in schema_of(empty)} == {"alembic_version"}
    database.upgrade(empty)
    assert schema_of(empty) == first


def test_each_step_goes_down_and_up_again(empty: configuration.Config) -> None:
    for revision in ("0001_ground", "0002_people", "0003_practices", "0004_clients"):
        database.upgrade(empty, revision)
        there = schema_of(empty)
        database.downgrade(empty, "-1")
        database.upgrade(empty, revision)
        assert schema_of(empty) == there


def test_models_and_migrations_agree(owner: Engine) -> None:
    with owner.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_server_default": True,
                "include_object": lambda _, name, *__: not str(name).startswith(QUEUE),
            },
        )
        assert compare_metadata(context, Base.metadata) == []


QUEUE = ("procrastinate", "idx_procrastinate")


def test_models_and_migrations_agree_on_checks(owner: Engine) -> None:
    query = text(
        "SELECT conname FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid "
        "WHERE contype = 'c' AND relname NOT LIKE 'procrastinate%'"
    )
    with owner.connect() as connection:
        stored = set(connection.scalars(query))
    constraints = (constraint for table in ALL_TABLES for constraint in table.constraints)
    assert stored == {str(c.name) for c in constraints if isinstance(c, CheckConstraint)}


def test_the_newest_revision_is_the_one_that_alembic_names() -> None:
    assert schema.newest() == set(ScriptDirectory(str(schema.MIGRATIONS)).get_heads())


def test_pending_migrations_are_noticed(empty: configuration.Config) -> None:
    database.upgrade(empty, "0003_practices")
    engine = create_engine(empty.database_url, poolclass=NullPool)
    with engine.connect() as connection:
        assert schema.pending(connection)
    database.upgrade(empty)
    with engine.connect() as connection:
        assert not schema.pending(connection)


def test_what_flags_are_about_is_sealed_on_the_way(empty: configuration.Config) -> None:
    practice, client, screen, flag = (uuid4() for _ in range(4))
    ids = {"practice": practice, "client": client, "screen": screen, "flag": flag}
    store = Keystore(empty.keystore, empty.master_keys)
    store.create(practice)
    answers = SimpleNamespace(practice_id=practice, id=screen, __tablename__="safety_screen")
    answered = private.seal_by(store, answers, "answers_sealed", '{"harm": "no"}')
    database.upgrade(empty, "0090_hints_of_guests")
    engine = create_engine(empty.database_owner_url or "", poolclass=NullPool)
    with engine.begin() as connection:
        for statement in _A_FLAG_IN_THE_OPEN:
            connection.execute(text(statement), {**ids, "answered": answered})
    before = _flag_in(engine, practice)
    database.upgrade(empty, "0091_sealed_flags")
    after = _flag_in(engine, practice)
    row = SimpleNamespace(__tablename__="safety_flag", **after)
    said = [
        private.unseal_by(store, row, column, after[column])
        for column in ("about_sealed", "ending_sealed")
    ]
    assert said == ["order_binds_client caution".ljust(40), "settled".ljust(24)]
    assert (after["is_urgent"], after["cannot_wait"]) == (False, True)
    assert "kind" not in after
    database.downgrade(empty, "-1")
    assert _flag_in(engine, practice) == before


_A_FLAG_IN_THE_OPEN = (
    "SELECT set_config('app.practice', cast(:practice AS text), true)",
    "INSERT INTO practice (id, slug, name, state) VALUES (:practice, 'north', 'North', 'open')",
    """INSERT INTO client (practice_id, id, name, sort_name, zone, locale, version)
    VALUES (:practice, :client, 'Ben', 'ben', 'UTC', 'en', 1)""",
    """INSERT INTO safety_screen (practice_id, id, client_id, filled_by, answers_sealed)
    VALUES (:practice, :screen, :client, 'client', :answered)""",
    """INSERT INTO safety_flag (practice_id, id, client_id, screen_id, kind, level, state, ending,
    closed_at) VALUES (:practice, :flag, :client, :screen, 'order_binds_client', 'caution',
    'closed', 'settled', now())""",
)


def _flag_in(engine: Engine, practice: UUID) -> dict[str, Any]:
    with engine.connect() as connection:
        connection.execute(text(_A_FLAG_IN_THE_OPEN[0]), {"practice": practice})
        return dict(connection.execute(text("SELECT * FROM safety_flag")).mappings().one())


def test_each_day_is_left_in_one_run(empty: configuration.Config) -> None:
    ids = {"practice": uuid4(), "client": uuid4(), "plan": uuid4()}
    database.upgrade(empty, "0099_time_off_back")
    engine = create_engine(empty.database_owner_url or "", poolclass=NullPool)
    runs = ["13 24", "25 25", "15 17", "15 16", "1 5"]
    with engine.begin() as connection:
        for statement in _A_PLAN:
            connection.execute(text(statement), ids)
        for first, last in map(str.split, runs):
            found = {"id": uuid4(), "first": first, "last": last}
            connection.execute(text(_A_RUN), {**ids, **found})
    database.upgrade(empty)
    with engine.connect() as connection:
        connection.execute(text(_A_PLAN[0]), ids)
        left = connection.execute(
            text("SELECT to_char(starts_on, 'DD'), to_char(ends_on, 'DD') FROM plan_run ORDER BY 1")
        )
        assert [" ".join(row) for row in left] == ["01 05", "13 14", "15 20"]


_A_PLAN = (
    *_A_FLAG_IN_THE_OPEN[:3],
    """INSERT INTO no_contact_plan (practice_id, id, client_id, kind, days, starts_on, ends_on,
    zone, state) VALUES (:practice, :plan, :client, 'full', 21, '2026-11-21', '2026-12-11', 'UTC',
    'active')""",
)
_A_RUN = """INSERT INTO plan_run (practice_id, id, plan_id, starts_on, ends_on)
    VALUES (:practice, :id, :plan, to_date('2026-11-' || :first, 'YYYY-MM-DD'),
    to_date('2026-11-' || :last, 'YYYY-MM-DD'))"""


def test_migrations_need_the_owner(empty: configuration.Config) -> None:
    config = configuration.load(
        {**environment(Urls(empty.database_url, "", ""), var=empty.var), "DATABASE_OWNER_URL": ""}
    )
    with pytest.raises(database.NoOwner, match="DATABASE_OWNER_URL"):
        database.upgrade(config)


def test_utc_is_called_by_its_name_on_the_way(empty: configuration.Config) -> None:
    ids = {"practice": uuid4(), "client": uuid4(), "plan": uuid4()}
    database.upgrade(empty, "0104_logo_size")
    engine = create_engine(empty.database_owner_url or "", poolclass=NullPool)
    with engine.begin() as connection:
        for statement in _A_PLAN:
            connection.execute(text(statement), ids)
        for table in ("client", "no_contact_plan"):
            connection.execute(text(f"UPDATE {table} SET zone = 'Etc/UTC'"))  # noqa: S608
    database.upgrade(empty, "0105_utc")
    with engine.connect() as connection:
        connection.execute(text(_A_PLAN[0]), ids)
        query = text("SELECT zone FROM client UNION ALL SELECT zone FROM no_contact_plan")
        assert list(connection.scalars(query)) == ["UTC", "UTC"]


def test_contact_and_logos_say_what_is_known_of_them(empty: configuration.Config) -> None:
    ids = {"practice": uuid4(), "client": uuid4(), "plan": uuid4()}
    made = io.BytesIO()
    Image.new("RGB", (300, 90)).save(made, "PNG")
    database.upgrade(empty, "0102_plans_printed")
    engine = create_engine(empty.database_owner_url or "", poolclass=NullPool)
    with engine.begin() as connection:
        for statement in _A_PLAN:
            connection.execute(text(statement), ids)
        for feeling in (None, 4):
            found = {**ids, "id": uuid4(), "feeling": feeling}
            connection.execute(text(_A_CONTACT), found)
        connection.execute(text(_A_LOGO), {**ids, "logo": made.getvalue()})
    database.upgrade(empty, "0104_logo_size")
    with engine.connect() as connection:
        connection.execute(text(_A_PLAN[0]), ids)
        kinds = connection.execute(text("SELECT kind, feeling FROM contact_event ORDER BY 2"))
        assert kinds.all() == [("by_me", 4), ("reached_out", None)]
        size = connection.execute(text("SELECT logo_width, logo_height FROM settings"))
        assert size.one() == (300, 90)


def test_each_logo_is_looked_at_by_every_light(empty: configuration.Config) -> None:
    ids, made = {"practice": uuid4(), "client": uuid4(), "plan": uuid4()}, io.BytesIO()
    Image.new("RGB", (30, 9), "white").save(made, "PNG")
    database.upgrade(empty, "0112_contact")
    engine = create_engine(empty.database_owner_url or "", poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(_A_PLAN[0]), ids)
        connection.execute(text(_A_PLAN[1]), ids)
        connection.execute(text(_A_LOGO), {**ids, "logo": made.getvalue()})
    database.upgrade(empty, "0113_logo_lost")
    with engine.connect() as connection:
        connection.execute(text(_A_PLAN[0]), ids)
        assert connection.execute(text("SELECT logo_lost FROM settings")).scalar_one() == "day"


_A_CONTACT = """INSERT INTO contact_event (practice_id, id, plan_id, on_day, kind, is_slip,
    is_shared, is_late, feeling) VALUES (:practice, :id, :plan, '2026-11-22', 'by_me', true, true,
    false, :feeling)"""
_A_LOGO = """INSERT INTO settings (practice_id, zone, currency, locale, logo)
    VALUES (:practice, 'UTC', 'EUR', 'en', :logo)"""
