"""What the demo and production say before anything starts."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coachhub.ops.listening import kept_port
from coachhub.ops.private_file import kept
from tests.ops.clusters import PROJECT

URL = "postgresql+psycopg://coachhub_app@/nowhere"


@pytest.fixture
def taken() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


def refusal(module: str, var: Path, **env: str) -> str:
    """What the program says when it doesn't start."""
    inherited = {name: value for name, value in os.environ.items() if "DATABASE" not in name}
    ended = subprocess.run(
        [sys.executable, "-m", f"coachhub.ops.{module}"],
        env=inherited | {"COACHHUB_VAR": str(var)} | env,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    return ended.stderr


@pytest.mark.parametrize("module", ["demo", "serve"])
def test_a_taken_port_is_one_sentence(tmp_path: Path, taken: str, module: str) -> None:
    assert f"Port {taken} can't be had" in refusal(module, tmp_path, PORT=taken)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_one_sentence(tmp_path: Path, port: str) -> None:
    assert "PORT must be a number" in refusal("demo", tmp_path, PORT=port)


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_half_a_database_is_one_sentence(tmp_path: Path, name: str) -> None:
    assert "set both" in refusal("demo", tmp_path, **{name: URL}, PORT=free_port())


def test_no_number_of_web_workers_is_one_sentence(tmp_path: Path) -> None:
    said = refusal("serve", tmp_path, WEB_CONCURRENCY="many", PORT=free_port())
    assert "WEB_CONCURRENCY must be from 1" in said


def test_production_without_settings_is_one_sentence(tmp_path: Path) -> None:
    assert "BASE_URL must be" in refusal("serve", tmp_path, BASE_URL="", PORT=free_port())


def test_a_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    (tmp_path / "secret.new").write_text("half of an earlier try")
    assert kept(path, lambda: "first") == kept(path, lambda: "second") == "first"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_free_port_is_kept_as_long_as_it_can_be_had(tmp_path: Path, taken: str) -> None:
    path = tmp_path / "port"
    path.write_text(taken)
    first = kept_port("127.0.0.1", path)
    assert str(first) != taken
    assert kept_port("127.0.0.1", path) == first


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return str(server.getsockname()[1])
