"""The schema, brought up to date by its owner."""

import time
from collections.abc import Callable

from alembic import command
from alembic.config import Config as AlembicConfig
from psycopg.errors import LockNotAvailable
from sqlalchemy import NullPool, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from coachhub.core.keystore import Keystore
from coachhub.ops.schema import MIGRATIONS
from config import Config

TRIES = 30
PAUSE = 1.0


class NoOwner(Exception):
    """DATABASE_OWNER_URL is not set, and migrations are the owner's."""


def upgrade(config: Config, revision: str = "head") -> None:
    """Bring the schema to a revision. Waits for locks briefly and often, so that the site goes on.

    Raises NoOwner without DATABASE_OWNER_URL.
    """
    _as_owner(config, lambda alembic: command.upgrade(alembic, revision))


def downgrade(config: Config, revision: str) -> None:
    """Take the schema back to a revision."""
    _as_owner(config, lambda alembic: command.downgrade(alembic, revision))


def _as_owner(config: Config, work: Callable[[AlembicConfig], None]) -> None:
    if config.database_owner_url is None:
        raise NoOwner("DATABASE_OWNER_URL is missing: migrations run as the schema's owner.")
    engine = create_engine(config.database_owner_url, poolclass=NullPool)
    for tries_left in reversed(range(TRIES)):
        try:
            with engine.connect() as connection:
                alembic = _alembic()
                alembic.attributes["connection"] = connection
                alembic.attributes["app_role"] = make_url(config.database_url).username
                alembic.attributes["keystore"] = Keystore(config.keystore, config.master_keys)
                work(alembic)
        except OperationalError as error:
            if not isinstance(error.orig, LockNotAvailable) or not tries_left:
                raise
            time.sleep(PAUSE)
        else:
            return


def _alembic() -> AlembicConfig:
    alembic = AlembicConfig()
    alembic.set_main_option("script_location", str(MIGRATIONS))
    alembic.set_main_option("path_separator", "os")
    return alembic
