"""What the programs in bin/ do before there is a Python to do it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ops.clusters import PROJECT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project without any requirements, so that its environment is quickly made."""
    (tmp_path / "bin").mkdir()
    shutil.copy(PROJECT / "bin" / "lib.sh", tmp_path / "bin")
    (tmp_path / "requirements.txt").touch()
    return tmp_path


def shell(checkout: Path, script: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Bash, in the checkout's parent, with the shared part read."""
    python = Path(sys.executable).resolve().parent
    env = {"PATH": f"{python}:{os.environ['PATH']}", "HOME": str(checkout), **more}
    return subprocess.run(
        ["bash", "-c", f"set -euo pipefail; . {checkout.name}/bin/lib.sh; {script}"],
        cwd=checkout.parent,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_environment_is_made_whole_and_once(checkout: Path) -> None:
    place = checkout / ".venv"
    place.mkdir()
    (place / "coachhub-unfinished").touch()  # as an earlier try left it that was broken off
    (place / "litter").touch()
    make = "make_venv requirements.txt; echo $python"
    first = shell(checkout, make)
    assert (first.stdout, first.returncode) == (f"{place}/bin/python\n", 0)
    assert not {"coachhub-unfinished", "litter"} & {path.name for path in place.iterdir()}
    assert shell(checkout, make).stderr == ""


def test_what_it_may_not_install_it_names_in_one_line(checkout: Path) -> None:
    ended = shell(checkout, "may_install() { false; }; bring 'for PDFs' libpango-1.0-0 libfoo")
    assert ended.returncode == 1
    assert ended.stderr == "coachhub: for PDFs, please run: apt-get install libpango-1.0-0 libfoo\n"


@pytest.mark.parametrize(
    ("given", "seen"), [("", "{checkout}/var"), ("here", "{parent}/here"), ("/there", "/there")]
)
def test_the_data_directory_is_the_caller_s(checkout: Path, given: str, seen: str) -> None:
    ended = shell(checkout, "echo $COACHHUB_VAR $PWD", COACHHUB_VAR=given)
    expected = seen.format(checkout=checkout, parent=checkout.parent)
    assert ended.stdout == f"{expected} {checkout}\n"


@pytest.mark.parametrize("name", ["demo", "serve", "messages", "screenshots", "crawl"])
def test_a_program_tells_what_it_is_for(name: str, tmp_path: Path) -> None:
    ended = subprocess.run(
        [os.path.relpath(PROJECT / "bin" / name, tmp_path), "--help"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    head = (PROJECT / "bin" / name).read_text().splitlines()[1]
    assert ended.stdout.splitlines()[0] == head.removeprefix("# ")
