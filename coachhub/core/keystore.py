"""Where the practices' data keys lie: wrapped by a master key, outside the database and its dumps.

One small file a practice. Destroying the file makes every copy of that practice's private texts,
old backups too, unreadable for good.
"""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


class KeyMissing(Exception):
    """A practice has no key file, or the master key that wrapped it is not configured."""


@dataclass(frozen=True)
class WrappedKey:
    """One data key as it lies in the file: `id` is "d1", "d2", …; the newest encrypts."""

    id: str
    master: str
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True)
class Ring:
    """A practice's data keys, unwrapped, oldest first."""

    keys: dict[str, bytes]

    @property
    def newest(self) -> str:
        return next(reversed(self.keys))


class Keystore:
    """Key files in a directory that only the program's user can read."""

    def __init__(self, folder: Path, masters: tuple[tuple[str, bytes], ...]) -> None:
        self._folder = folder
        self._masters = dict(masters)
        self._rings: dict[UUID, tuple[tuple[int, int], Ring]] = {}

    @property
    def _first_master(self) -> str:
        return next(iter(self._masters))

    def ring(self, practice_id: UUID) -> Ring:
        """The practice's keys, read anew when the file has changed. Raises KeyMissing."""
        try:
            status = self._path(practice_id).stat()
        except FileNotFoundError:
            raise KeyMissing(f"there is no key for practice {practice_id}") from None
        mark = (status.st_mtime_ns, status.st_ino)
        known = self._rings.get(practice_id)
        if known is None or known[0] != mark:
            known = (mark, self._unwrapped(practice_id, self._read(practice_id)))
            self._rings[practice_id] = known
        return known[1]

    def create(self, practice_id: UUID) -> None:
        """Make the practice's first key. Call before the commit that uses it; keeps what exists."""
        with self._locked():
            if not self._path(practice_id).exists():
                self._write(practice_id, [self._wrap(practice_id, "d1", self._fresh())])

    def practices(self) -> list[UUID]:
        """Whose keys are here."""
        return sorted(UUID(path.stem) for path in self._folder.glob("*.json"))

    def add_key(self, practice_id: UUID) -> str:
        """Make a new data key that encrypts from now on; older ones still decrypt. Its id."""

        def append(keys: list[WrappedKey]) -> list[WrappedKey]:
            name = f"d{int(keys[-1].id[1:]) + 1}"
            return [*keys, self._wrap(practice_id, name, self._fresh())]

        return self._change(practice_id, append)[-1].id

    def drop_key(self, practice_id: UUID, key_id: str) -> None:
        """Forget an older data key for good. The newest is never dropped."""

        def without(keys: list[WrappedKey]) -> list[WrappedKey]:
            return [key for key in keys[:-1] if key.id != key_id] + keys[-1:]

        self._change(practice_id, without)

    def rewrap(self, practice_id: UUID) -> None:
        """Wrap the practice's keys by the first master key; the data keys stay the same."""

        def again(keys: list[WrappedKey]) -> list[WrappedKey]:
            ring = self._unwrapped(practice_id, keys)
            return [self._wrap(practice_id, name, key) for name, key in ring.keys.items()]

        self._change(practice_id, again)

    def masters_in_use(self, practice_id: UUID) -> set[str]:
        """Which master keys this practice's file needs."""
        return {key.master for key in self._read(practice_id)}

    def destroy(self, practice_id: UUID) -> None:
        """Make everything the practice ever encrypted unreadable."""
        with self._locked():
            self._path(practice_id).unlink(missing_ok=True)
            self._sync_folder()

    def _change(
        self, practice_id: UUID, change: Callable[[list[WrappedKey]], list[WrappedKey]]
    ) -> list[WrappedKey]:
        with self._locked():
            keys = change(self._read(practice_id))
            self._write(practice_id, keys)
        return keys

    @staticmethod
    def _fresh() -> bytes:
        return secrets.token_bytes(KEY_BYTES)

    def _wrap(self, practice_id: UUID, name: str, key: bytes) -> WrappedKey:
        nonce = secrets.token_bytes(NONCE_BYTES)
        master = self._first_master
        bound_to = f"{practice_id}|{name}|{master}".encode()
        return WrappedKey(
            name, master, nonce, AESGCM(self._masters[master]).encrypt(nonce, key, bound_to)
        )

    def _unwrapped(self, practice_id: UUID, keys: list[WrappedKey]) -> Ring:
        return Ring({key.id: self._unwrap(practice_id, key) for key in keys})

    def _unwrap(self, practice_id: UUID, key: WrappedKey) -> bytes:
        master = self._masters.get(key.master)
        if master is None:
            raise KeyMissing(f"master key {key.master} is not configured")
        bound_to = f"{practice_id}|{key.id}|{key.master}".encode()
        try:
            return AESGCM(master).decrypt(key.nonce, key.wrapped, bound_to)
        except InvalidTag:
            raise KeyMissing(f"master key {key.master} does not open {practice_id}") from None

    def _path(self, practice_id: UUID) -> Path:
        return self._folder / f"{practice_id}.json"

    def _read(self, practice_id: UUID) -> list[WrappedKey]:
        try:
            rows = json.loads(self._path(practice_id).read_text())["keys"]
        except FileNotFoundError:
            raise KeyMissing(f"there is no key for practice {practice_id}") from None
        return [
            WrappedKey(
                row["id"],
                row["master"],
                base64.b64decode(row["nonce"]),
                base64.b64decode(row["wrapped"]),
            )
            for row in rows
        ]

    def _write(self, practice_id: UUID, keys: list[WrappedKey]) -> None:
        """Replace the file in one step that survives a crash."""
        rows = [
            {
                "id": key.id,
                "master": key.master,
                "nonce": base64.b64encode(key.nonce).decode(),
                "wrapped": base64.b64encode(key.wrapped).decode(),
            }
            for key in keys
        ]
        target = self._path(practice_id)
        draft = target.with_suffix(f".{secrets.token_hex(4)}.new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump({"keys": rows}, file)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
        self._sync_folder()

    def _sync_folder(self) -> None:
        folder = os.open(self._folder, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
