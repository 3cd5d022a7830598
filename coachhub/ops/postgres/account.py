"""The user that the server runs as: PostgreSQL refuses to run as root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from coachhub.ops.postgres.errors import PostgresError


class Switch(TypedDict, total=False):
    """The arguments of `subprocess` that start a program as another user."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """An existing user; root becomes it for the server, anybody else is it already."""

    name: str
    uid: int
    gid: int

    def switch(self) -> Switch:
        """What to pass to `subprocess` so that the program runs as this account."""
        if os.geteuid() == 0:
            return {"user": self.uid, "group": self.gid, "extra_groups": []}
        return {}

    def own(self, path: Path) -> None:
        """The path belongs to the account; only root has anything to do for that."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)


def serving_account(data: Path) -> Account:
    """The owner of the existing data directory, else `nobody` for root, else ourselves.

    Raises PostgresError when the data belongs to a user that we can't become.
    """
    me = os.geteuid()
    if data.exists():
        owner = data.stat().st_uid
        if me not in (0, owner) or owner == 0:
            raise PostgresError(f"The database in {data} belongs to another user ({owner}).")
        return _account(owner)
    return _nobody() if me == 0 else _account(me)


def _nobody() -> Account:
    try:
        return _of(pwd.getpwnam("nobody"))
    except KeyError:
        raise PostgresError("Root needs the user nobody to run PostgreSQL as.") from None


def _account(uid: int) -> Account:
    try:
        return _of(pwd.getpwuid(uid))
    except KeyError:  # a container may run as a number without a name
        return Account(name=str(uid), uid=uid, gid=os.getegid() if uid == os.geteuid() else uid)


def _of(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)
