"""Our own PostgreSQL: a server under VAR, on a local socket, that lives as long as its launcher."""

from coachhub.ops.postgres.binaries import find_binaries
from coachhub.ops.postgres.cluster import Cluster
from coachhub.ops.postgres.errors import PostgresError
from coachhub.ops.postgres.roles import Urls

__all__ = ["Cluster", "PostgresError", "Urls", "find_binaries"]
