"""The three roles of a cluster, their passwords, and databases that only they enter."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from coachhub.ops.postgres.errors import PostgresError
from coachhub.ops.postgres.places import PORT
from coachhub.ops.private_file import kept

SUPERUSER = "postgres"  # the launcher's own
OWNER = "coachhub_owner"  # owns the databases and what is in them: migrations
APP = "coachhub_app"  # owns nothing: web and worker
_POWERLESS = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"


@dataclass(frozen=True)
class Urls:
    """SQLAlchemy's addresses of one database, as each role reaches it."""

    app: str
    owner: str
    superuser: str


@dataclass(frozen=True)
class Door:
    """A cluster's socket directory and the passwords of its roles."""

    sockets: Path
    passwords: dict[str, str]

    def urls(self, database: str) -> Urls:
        return Urls(
            app=self._url(APP, database),
            owner=self._url(OWNER, database),
            superuser=self._url(SUPERUSER, database),
        )

    def enter(self, database: str) -> psycopg.Connection:
        """A connection of the superuser that commits each statement."""
        return psycopg.connect(
            host=str(self.sockets),
            port=PORT,
            user=SUPERUSER,
            password=self.passwords[SUPERUSER],
            dbname=database,
            autocommit=True,
        )

    def _url(self, role: str, database: str) -> str:
        where = f"host={quote(str(self.sockets), safe='')}&port={PORT}"
        who = f"{role}:{self.passwords[role]}"
        return f"postgresql+psycopg://{who}@/{quote(database, safe='')}?{where}"


def make_passwords(path: Path) -> None:
    """The file holds a random password for each role; those of an earlier try stay."""
    kept(path, _random_passwords)


def read_passwords(path: Path) -> dict[str, str]:
    """The password of each role; raises PostgresError when the file is gone."""
    try:
        passwords: dict[str, str] = json.loads(path.read_text())
    except FileNotFoundError:
        raise PostgresError(f"The passwords of the database are gone: {path}.") from None
    return passwords


def _random_passwords() -> str:
    return json.dumps({role: secrets.token_urlsafe(32) for role in (SUPERUSER, OWNER, APP)})


def ensure_roles(door: Door) -> None:
    """The owner and the app exist, and nobody else may enter the databases that initdb made."""
    with door.enter("postgres") as connection:
        for role, rights in ((OWNER, _POWERLESS), (APP, f"{_POWERLESS} NOINHERIT")):
            if not _exists(connection, "pg_roles", "rolname", role):
                create = SQL("CREATE ROLE {} " + rights + " PASSWORD {}")
                connection.execute(create.format(Identifier(role), Literal(door.passwords[role])))
        for database in ("postgres", "template1"):
            _shut(connection, database)


def ensure_database(door: Door, name: str) -> None:
    """The database exists, is the owner's, and lets in the app and no other role."""
    with door.enter("postgres") as connection:
        if not _exists(connection, "pg_database", "datname", name):
            create = SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(create.format(Identifier(name), Identifier(OWNER)))
        _shut(connection, name)
        grant = SQL("GRANT CONNECT ON DATABASE {} TO {}")
        connection.execute(grant.format(Identifier(name), Identifier(APP)))
    with door.enter(name) as connection:
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        connection.execute(SQL("GRANT USAGE ON SCHEMA public TO {}").format(Identifier(APP)))


def _shut(connection: psycopg.Connection, database: str) -> None:
    """PUBLIC, which is every role, loses CONNECT and TEMPORARY."""
    connection.execute(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(Identifier(database)))


def _exists(connection: psycopg.Connection, catalogue: str, column: str, name: str) -> bool:
    query = SQL("SELECT EXISTS (SELECT FROM {} WHERE {} = %s)")
    row = connection.execute(
        query.format(Identifier(catalogue), Identifier(column)), [name]
    ).fetchone()
    return bool(row and row[0])
