"""The key store: files of wrapped keys, replaced whole, readable by the program's user only."""

import json
import secrets
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from coachhub.core.keystore import KeyMissing, Keystore

FIRST, SECOND = ("k1", secrets.token_bytes(32)), ("k2", secrets.token_bytes(32))


@pytest.fixture
def store(tmp_path: Path) -> Keystore:
    return Keystore(tmp_path / "keys", (FIRST,))


@pytest.fixture
def practice(store: Keystore) -> UUID:
    practice_id = uuid4()
    store.create(practice_id)
    return practice_id


def test_a_new_practice_has_one_key(store: Keystore, practice: UUID) -> None:
    assert list(store.ring(practice).keys) == ["d1"]
    assert len(store.ring(practice).keys["d1"]) == 32


def test_creating_again_keeps_the_key(store: Keystore, practice: UUID) -> None:
    before = store.ring(practice)
    store.create(practice)
    assert store.ring(practice) == before


def test_a_new_key_encrypts_and_the_old_one_stays(store: Keystore, practice: UUID) -> None:
    assert store.add_key(practice) == "d2"
    ring = store.ring(practice)
    assert (ring.newest, list(ring.keys)) == ("d2", ["d1", "d2"])


def test_another_process_notices_a_new_key(store: Keystore, practice: UUID, tmp_path: Path) -> None:
    other = Keystore(tmp_path / "keys", (FIRST,))
    assert other.ring(practice).newest == "d1"
    store.add_key(practice)
    assert other.ring(practice).newest == "d2"


def test_the_newest_key_is_never_dropped(store: Keystore, practice: UUID) -> None:
    store.drop_key(practice, "d1")
    assert list(store.ring(practice).keys) == ["d1"]


def test_an_older_key_is_dropped(store: Keystore, practice: UUID) -> None:
    store.add_key(practice)
    store.drop_key(practice, "d1")
    assert list(store.ring(practice).keys) == ["d2"]


def test_the_file_holds_no_key(store: Keystore, practice: UUID, tmp_path: Path) -> None:
    file = tmp_path / "keys" / f"{practice}.json"
    assert store.ring(practice).keys["d1"].hex() not in file.read_bytes().hex()
    assert set(json.loads(file.read_text())["keys"][0]) == {"id", "master", "nonce", "wrapped"}


def test_only_its_user_can_read_it(practice: UUID, tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / f"{practice}.json").stat().st_mode & 0o777 == 0o600


def test_a_new_master_key_wraps_and_changes_no_data_key(
    store: Keystore, practice: UUID, tmp_path: Path
) -> None:
    before = store.ring(practice)
    newer = Keystore(tmp_path / "keys", (SECOND, FIRST))
    newer.rewrap(practice)
    assert newer.masters_in_use(practice) == {"k2"}
    assert Keystore(tmp_path / "keys", (SECOND,)).ring(practice) == before


def test_without_its_master_key_it_says_which(practice: UUID, tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match="k1 is not configured"):
        Keystore(tmp_path / "keys", (SECOND,)).ring(practice)


def test_a_wrong_master_key_opens_nothing(practice: UUID, tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match="does not open"):
        Keystore(tmp_path / "keys", (("k1", SECOND[1]),)).ring(practice)


def test_a_file_moved_to_another_practice_opens_nothing(
    store: Keystore, practice: UUID, tmp_path: Path
) -> None:
    other = uuid4()
    folder = tmp_path / "keys"
    (folder / f"{practice}.json").rename(folder / f"{other}.json")
    with pytest.raises(KeyMissing):
        store.ring(other)


def test_a_destroyed_key_is_gone(store: Keystore, practice: UUID) -> None:
    store.destroy(practice)
    with pytest.raises(KeyMissing):
        store.ring(practice)
    assert store.practices() == []


def test_a_half_written_file_is_never_seen(store: Keystore, practice: UUID, tmp_path: Path) -> None:
    (tmp_path / "keys" / f"{practice}.dead.new").write_text("{")
    assert store.ring(practice).newest == "d1"
    assert store.practices() == [practice]
