"""A PostgreSQL server of our own, from its first start to its end."""

import shutil
import subprocess
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from coachhub.ops.postgres import data, roles, server
from coachhub.ops.postgres.account import serving_account
from coachhub.ops.postgres.leftovers import clear_leftovers
from coachhub.ops.postgres.lock import only_one
from coachhub.ops.postgres.places import POINTER, ROOT_HOMES, Places, places_for
from coachhub.ops.postgres.shelf import readable_binaries


class Cluster:
    """The server of one directory `var`; `durable=False` trades safety for speed, for tests.

    A process that didn't start it may still ask for `urls` and `ensure_database`.
    """

    def __init__(self, var: Path, binaries: Path, *, durable: bool = True) -> None:
        self.var = var
        self.binaries = binaries
        self.durable = durable
        self._held = ExitStack()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        """The server takes connections and has its roles, whatever became of an earlier one.

        It ends when the calling thread does. To be called again when the server has died.
        Raises PostgresError when it can't start, or another launcher runs it.
        """
        if self._process is None:
            self._held.enter_context(
                only_one(self.places.lock, refusal=f"The PostgreSQL of {self.var} runs already.")
            )
        try:
            self._process = self._start()
            roles.ensure_roles(self._door)
        except BaseException:
            self.stop()
            raise
        return self._process

    def stop(self) -> None:
        """The server has ended; an orderly end, if it can."""
        if self._process is not None:
            server.end_server(self._process)
        self._process = None
        self._held.close()

    def erase(self) -> None:
        """The server has ended and its data are gone."""
        self.stop()
        shutil.rmtree(self.places.home)
        if self.places.sockets.exists():
            shutil.rmtree(self.places.sockets)
        (self.var / POINTER).unlink(missing_ok=True)

    def urls(self, database: str) -> roles.Urls:
        """The addresses of a database for SQLAlchemy."""
        return self._door.urls(database)

    def ensure_database(self, name: str) -> None:
        """The database exists, is `coachhub_owner`'s, and lets in `coachhub_app` and no other."""
        roles.ensure_database(self._door, name)

    @cached_property
    def places(self) -> Places:
        return places_for(self.var)

    @cached_property
    def _door(self) -> roles.Door:
        return roles.Door(self.places.sockets, roles.read_passwords(self.places.passwords))

    def _start(self) -> subprocess.Popen[bytes]:
        places, durable = self.places, self.durable
        account = serving_account(places.data)
        binaries = readable_binaries(self.binaries, account, ROOT_HOMES)
        server.prepare_sockets(places, account)
        if places.data.exists():
            data.check_version(places, binaries, account)
            clear_leftovers(places)
        else:
            roles.make_passwords(places.passwords)
            password = self._door.passwords[roles.SUPERUSER]
            data.initialise(places, binaries, account, password, durable=durable)
        return server.launch(places, binaries, account, durable=durable)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
