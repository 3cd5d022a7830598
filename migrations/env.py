"""How migrations run: as the schema's owner, one transaction each, giving way to live traffic."""

from alembic import context
from sqlalchemy import Connection, text

from coachhub.core.db import Base

LOCK_TIMEOUT = "1s"
STATEMENT_TIMEOUT = "5min"


def run(connection: Connection) -> None:
    connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
    connection.execute(text(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'"))
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transaction_per_migration=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
