"""Whether the walls between practices stand: read from the database's own catalogue."""

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from coachhub.core.db import db

_ROLE = text("""
    SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
           has_schema_privilege(current_user, 'public', 'CREATE') AS creates,
           pg_has_role(current_user, (SELECT datdba FROM pg_database
                                      WHERE datname = current_database()), 'MEMBER') AS is_owner,
           EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE n.nspname = 'public' AND pg_has_role(current_user, c.relowner, 'MEMBER'))
               AS owns_tables,
           EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
                     AND (has_table_privilege(c.oid, 'TRUNCATE')
                          OR has_table_privilege(c.oid, 'REFERENCES')
                          OR has_table_privilege(c.oid, 'TRIGGER'))) AS beyond_rows
    FROM pg_roles WHERE rolname = current_user
""")

_FAULTS = {
    "rolsuper": "it is a superuser",
    "rolbypassrls": "it may bypass row security",
    "rolcreaterole": "it may create roles",
    "rolcreatedb": "it may create databases",
    "creates": "it may create tables",
    "is_owner": "it owns the database",
    "owns_tables": "it owns tables",
    "beyond_rows": "it may truncate, reference or hang triggers on tables",
}

_OPEN_TABLES = text("""
    SELECT c.relname
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'practice_id' AND NOT a.attisdropped
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
          SELECT FROM pg_policy p
          WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polwithcheck IS NOT NULL))
    ORDER BY c.relname
""")

_VIEWS_PAST_THE_WALLS = text("""
    SELECT c.relname
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND (c.relkind = 'm' OR c.relkind = 'v'
      AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false))
    UNION ALL
    SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND p.prosecdef
    ORDER BY 1
""")


@dataclass(frozen=True)
class Walls:
    """What is wrong with the role and the tables; nothing, if they stand."""

    role_faults: tuple[str, ...]
    open_tables: tuple[str, ...]
    ways_around: tuple[str, ...]

    @property
    def stand(self) -> bool:
        return not (self.role_faults or self.open_tables or self.ways_around)

    @property
    def sentence(self) -> str:
        """What is wrong, in one sentence."""
        parts = []
        if self.role_faults:
            parts.append(f"the role of DATABASE_URL is unsafe: {', '.join(self.role_faults)}")
        if self.open_tables:
            parts.append(f"row security is not forced on {', '.join(self.open_tables)}")
        if self.ways_around:
            parts.append(f"these see past row security: {', '.join(self.ways_around)}")
        return "; ".join(parts)


def inspect(connection: Connection) -> Walls:
    """Look at the walls from the application's own side."""
    role = connection.execute(_ROLE).mappings().one()
    return Walls(
        tuple(fault for name, fault in _FAULTS.items() if role[name]),
        tuple(connection.scalars(_OPEN_TABLES)),
        tuple(connection.scalars(_VIEWS_PAST_THE_WALLS)),
    )


def refusal(app: Flask) -> str | None:
    """Why the application must not serve with this database, in a sentence, or None.

    A database that doesn't answer is no reason: pages say so until it is back.
    """
    try:
        with app.app_context():
            found = inspect(db.session.connection())
    except OperationalError:
        return None
    return None if found.stand else f"coachhub doesn't start: {found.sentence}."
