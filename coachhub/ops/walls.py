"""Whether the walls between practices stand: read from the database's own catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from coachhub.core.db import db

# A role may take on every role that it is a member of, whether it inherits from it or not.
_ROLES = text("""
    SELECT rolname, rolname = current_user AS is_own, rolsuper, rolbypassrls, rolcreaterole,
           rolcreatedb, rolreplication,
           rolname IN ('pg_execute_server_program', 'pg_read_server_files',
                       'pg_write_server_files') AS reaches_server,
           has_schema_privilege(r.oid, 'public', 'CREATE') AS creates,
           pg_has_role(r.oid, (SELECT datdba FROM pg_database
                               WHERE datname = current_database()), 'MEMBER') AS is_owner,
           EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE n.nspname = 'public' AND pg_has_role(r.oid, c.relowner, 'MEMBER'))
               AS owns_tables,
           EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
                     AND has_table_privilege(r.oid, c.oid, 'TRUNCATE, REFERENCES, TRIGGER'))
               AS beyond_rows,
           has_any_column_privilege(r.oid, to_regclass('public.audit_event'), 'UPDATE')
               OR has_table_privilege(r.oid, to_regclass('public.audit_event'), 'DELETE')
               AS changes_audit
    FROM pg_roles r
    WHERE rolname = current_user OR pg_has_role(current_user, r.oid, 'MEMBER')
      AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
    ORDER BY rolname <> current_user, rolname
""")

_FAULTS = {
    "rolsuper": "is a superuser",
    "rolbypassrls": "may bypass row security",
    "rolcreaterole": "may create roles",
    "rolcreatedb": "may create databases",
    "rolreplication": "may copy the whole server",
    "reaches_server": "reaches files and programs of the server",
    "creates": "may create tables",
    "is_owner": "owns the database",
    "owns_tables": "owns tables",
    "beyond_rows": "may truncate, reference or hang triggers on tables",
    "changes_audit": "may change or delete what the audit holds",
}

_TABLES = text("""
    SELECT c.relname,
           c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
               SELECT FROM pg_policy p
               WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polwithcheck IS NOT NULL)
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'practice_id' AND NOT a.attisdropped
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
    ORDER BY c.relname
""")

# As PostgreSQL writes down what the migrations say.
_IN_THIS_PRACTICE = (
    "(practice_id = (NULLIF(current_setting('app.practice'::text, true), ''::text))::uuid)"
)
_ABOUT_ONESELF = (
    "((NULLIF(current_setting('app.practice'::text, true), ''::text) IS NULL) AND "
    "(user_id = (NULLIF(current_setting('app.user_id'::text, true), ''::text))::uuid))"
)

_OTHER_POLICIES = text("""
    SELECT p.tablename || '.' || p.policyname
    FROM pg_policies p
    JOIN pg_attribute a ON a.attrelid = format('%I.%I', p.schemaname, p.tablename)::regclass
        AND a.attname = 'practice_id' AND NOT a.attisdropped
    WHERE p.schemaname = 'public' AND p.permissive = 'PERMISSIVE'
      AND (p.policyname = 'in_this_practice' AND p.cmd = 'ALL' AND p.qual = :practice
           AND p.with_check = :practice) IS NOT TRUE
      AND (p.policyname = 'about_oneself' AND p.cmd = 'SELECT' AND p.qual = :oneself
           AND p.tablename IN ('client', 'member')) IS NOT TRUE
    ORDER BY 1
""").bindparams(practice=_IN_THIS_PRACTICE, oneself=_ABOUT_ONESELF)

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
    """The tables looked at, and what is wrong with them and the role; nothing, if they stand."""

    tables: tuple[str, ...]
    role_faults: tuple[str, ...]
    open_tables: tuple[str, ...]
    other_policies: tuple[str, ...]
    ways_around: tuple[str, ...]

    @property
    def stand(self) -> bool:
        return not (self.role_faults or self.open_tables or self.other_policies or self.ways_around)

    @property
    def sentence(self) -> str:
        """What is wrong, in one sentence."""
        parts = []
        if self.role_faults:
            parts.append(f"the role of DATABASE_URL is unsafe: {', '.join(self.role_faults)}")
        if self.open_tables:
            parts.append(f"row security is not forced on {', '.join(self.open_tables)}")
        if self.other_policies:
            parts.append(f"these policies are not coachhub's: {', '.join(self.other_policies)}")
        if self.ways_around:
            parts.append(f"these see past row security: {', '.join(self.ways_around)}")
        return "; ".join(parts)


def inspect(connection: Connection) -> Walls:
    """Look at the walls from the application's own side."""
    tables = connection.execute(_TABLES).all()
    return Walls(
        tables=tuple(name for name, _ in tables),
        role_faults=tuple(_role_faults(connection)),
        open_tables=tuple(name for name, is_shut in tables if not is_shut),
        other_policies=tuple(connection.scalars(_OTHER_POLICIES)),
        ways_around=tuple(connection.scalars(_VIEWS_PAST_THE_WALLS)),
    )


def _role_faults(connection: Connection) -> Iterator[str]:
    for role in connection.execute(_ROLES).mappings():
        who = "it" if role["is_own"] else f"it may become {role['rolname']}, which"
        yield from (f"{who} {fault}" for name, fault in _FAULTS.items() if role[name])


def refusal(app: Flask) -> str | None:
    """Why the application must not serve with this database, in a sentence, or None.

    A database that doesn't answer is no reason: pages say so until it is back, and then
    `readiness.is_ready` looks again.
    """
    try:
        with app.app_context():
            found = inspect(db.session.connection())
    except OperationalError:
        return None
    return None if found.stand else f"coachhub doesn't start: {found.sentence}."
