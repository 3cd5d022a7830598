"""Private text: encrypted before it reaches the database, and bound to its place there.

AES-256-GCM with the practice's data key. The associated data names practice, table, column, row and
key, so that a ciphertext copied to another row or practice can't be read. Stored form:
`v1|<key id>|` followed by 12 bytes of nonce and the ciphertext.
"""

import secrets
from typing import Any, Self, overload

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from sqlalchemy import LargeBinary
from sqlalchemy.orm import MappedColumn, mapped_column

from coachhub.core.data_class import DataClass
from coachhub.core.keystore import NONCE_BYTES, KeyMissing, Keystore

_VERSION = b"v1"


class Unreadable(Exception):
    """A stored private text was altered, moved, or its key is gone. Names the place, no content."""

    def __init__(self, row: Any, column: str) -> None:  # noqa: ANN401
        super().__init__(f"{row.__tablename__}.{column} of {row.id} cannot be read")
        self.row, self.column = row, column


def keystore() -> Keystore:
    """The key store of the running application."""
    store: Keystore = current_app.extensions["coachhub.keystore"]
    return store


def sealed(*, is_large: bool = False) -> MappedColumn[bytes | None]:
    """The column below a PrivateText: bytes that say nothing; large ones are read on demand."""
    info = {"data_class": DataClass.PRIVATE, "sealed": True}
    return mapped_column(LargeBinary, info=info, deferred=is_large)


class PrivateText:
    """An attribute of a row that reads and writes as text and is stored in `<name>_sealed`.

    A sealed text tells its length: what is one of a few words is padded to one length first.
    """

    def __init__(self, *, padded_to: int = 0) -> None:
        self._length = padded_to

    def __set_name__(self, owner: type, name: str) -> None:
        self._column = f"{name}_sealed"

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: object, owner: type) -> str | None: ...
    def __get__(self, row: Any, owner: type) -> Self | str | None:
        if row is None:
            return self
        stored: bytes | None = getattr(row, self._column)
        if stored is None:
            return None
        text = unseal(row, self._column, stored)
        return text.rstrip() if self._length else text

    def __set__(self, row: Any, text: str | None) -> None:  # noqa: ANN401
        padded = text.ljust(self._length) if text else ""
        setattr(row, self._column, seal(row, self._column, padded) if padded else None)


def seal(row: Any, column: str, text: str) -> bytes:  # noqa: ANN401
    """Encrypt a text for this row's column, with the practice's newest key."""
    return seal_by(keystore(), row, column, text)


def seal_by(store: Keystore, row: Any, column: str, text: str) -> bytes:  # noqa: ANN401
    """The same where no application runs: for migrations."""
    ring = store.ring(row.practice_id)
    key_id, nonce = ring.newest, secrets.token_bytes(NONCE_BYTES)
    bound_to = _place(row, column, key_id)
    cipher = AESGCM(ring.keys[key_id]).encrypt(nonce, text.encode(), bound_to)
    return prefix(key_id) + nonce + cipher


def unseal(row: Any, column: str, stored: bytes) -> str:  # noqa: ANN401
    """The text again. Raises Unreadable, never returns a foreign or partial text."""
    return unseal_by(keystore(), row, column, stored)


def unseal_by(store: Keystore, row: Any, column: str, stored: bytes) -> str:  # noqa: ANN401
    """The same where no application runs: for migrations."""
    try:
        key_id, rest = _parts(stored)
        key = store.ring(row.practice_id).keys[key_id]
        bound_to = _place(row, column, key_id)
        return AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], bound_to).decode()
    except (InvalidTag, KeyError, KeyMissing, ValueError):
        raise Unreadable(row, column) from None


def _parts(stored: bytes) -> tuple[str, bytes]:
    """The key's id, and nonce with ciphertext. Raises ValueError for another form."""
    version, key_id, rest = stored.split(b"|", 2)
    if version != _VERSION:
        raise ValueError(version)
    return key_id.decode(), rest


def prefix(key_id: str) -> bytes:
    """What every text sealed by this key begins with."""
    return _VERSION + b"|" + key_id.encode() + b"|"


def _place(row: Any, column: str, key_id: str) -> bytes:  # noqa: ANN401
    return f"{row.practice_id}|{row.__tablename__}|{column}|{row.id}|{key_id}".encode()
