"""What others made is named, licensed and unchanged."""

import hashlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "coachhub" / "static"

ENTRIES = [
    line.split()
    for line in (ROOT / "vendor.lock").read_text().splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("file", "sha256"), [pytest.param(file, sha, id=file) for _, _, file, sha, _ in ENTRIES]
)
def test_the_file_is_the_one_that_was_vendored(file: str, sha256: str) -> None:
    assert hashlib.sha256((STATIC / file).read_bytes()).hexdigest() == sha256


def test_every_foreign_file_is_in_the_lock() -> None:
    foreign = {
        path.relative_to(STATIC).as_posix()
        for folder in ("vendor", "fonts")
        for path in (STATIC / folder).iterdir()
    }
    assert foreign <= {file for _, _, file, _, _ in ENTRIES}


def test_each_package_has_its_licence_beside_it() -> None:
    with_licence = {name for name, _, file, _, _ in ENTRIES if file.endswith(".txt")}
    assert with_licence == {name for name, _, _, _, _ in ENTRIES}
