"""The supervisor, driven from outside as a shell drives it: by signals, with small programs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from coachhub.ops.supervisor import GaveUp, StepFailed, supervisor
from tests.ops.clusters import PROJECT, wait_for

SLEEP = ["sleep", "1000"]
SUPERVISE = """
    import os, sys
    from coachhub.ops.supervisor import Stopped, supervisor
    try:
        with supervisor(grace=1) as running:
            {body}
            print("up", flush=True)
            running.serve()
    except Stopped:
        print("stopped")
"""
Run = Callable[[str], subprocess.Popen[str]]


@pytest.fixture(autouse=True)
def hanging_up_ends() -> Iterator[None]:
    """However the tests were started: with nohup they would hand down that it is ignored."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.fixture
def run() -> Iterator[Run]:
    started: list[subprocess.Popen[str]] = []

    def supervise(body: str) -> subprocess.Popen[str]:
        code = dedent(SUPERVISE).format(body=body.replace("\n", "\n        "))
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=PROJECT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield supervise
    for process in started:
        process.terminate()
        process.communicate(timeout=10)


def keep(name: str, script: str) -> str:
    return f"running.keep({name!r}, ['sh', '-c', {script!r}], os.environ)"


def is_alive(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rsplit(")")[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def number_in(path: Path) -> int:
    wait_for(lambda: path.exists() and path.read_text().endswith("\n"))
    return int(path.read_text())


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_what_it_started(run: Run, tmp_path: Path, ending: signal.Signals) -> None:
    process = run(keep("one", f"echo $$ > {tmp_path}/one; exec sleep 1000"))
    child = number_in(tmp_path / "one")
    process.send_signal(ending)
    out, _ = process.communicate(timeout=10)
    assert process.returncode == 0
    assert out.endswith("stopped\n")
    assert not is_alive(child)


def test_nohup_is_heeded(run: Run, tmp_path: Path) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    process = run(keep("one", f"echo $$ > {tmp_path}/one; exec sleep 1000"))
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    child = number_in(tmp_path / "one")
    process.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.3)
    assert is_alive(child)


def test_it_kills_what_does_not_end(run: Run, tmp_path: Path) -> None:
    process = run(
        keep("deaf", f"trap '' TERM; echo $$ > {tmp_path}/deaf; while :; do sleep 1; done")
    )
    child = number_in(tmp_path / "deaf")
    process.terminate()
    process.communicate(timeout=10)
    assert not is_alive(child)


def test_nothing_outlives_its_own_hard_end(run: Run, tmp_path: Path) -> None:
    process = run(keep("one", f"echo $$ > {tmp_path}/one; exec sleep 1000"))
    child = number_in(tmp_path / "one")
    process.kill()
    wait_for(lambda: not is_alive(child))


def test_it_starts_a_killed_program_again(run: Run, tmp_path: Path) -> None:
    run(keep("one", f"echo $$ > {tmp_path}/$$; exec sleep 1000"))
    wait_for(lambda: len(list(tmp_path.iterdir())) == 1)
    os.kill(int(next(tmp_path.iterdir()).name), signal.SIGKILL)
    wait_for(lambda: len(list(tmp_path.iterdir())) == 2)


def test_a_killed_program_leaves_no_workers_behind(run: Run, tmp_path: Path) -> None:
    run(keep("web", f"sleep 1000 & echo $! > {tmp_path}/worker-$$; wait"))
    wait_for(lambda: len(list(tmp_path.iterdir())) == 1)
    record = next(tmp_path.iterdir())
    orphan = number_in(record)
    os.kill(int(record.name.removeprefix("worker-")), signal.SIGKILL)
    wait_for(lambda: not is_alive(orphan))


def test_it_gives_up_on_a_program_that_keeps_dying(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coachhub.ops.supervisor.MOST_DEATHS", 2)
    with supervisor(grace=1) as running:
        running.keep("one", ["sh", "-c", "exit 3"], os.environ)
        with pytest.raises(GaveUp, match=r"one died 2 times .* \(at last: exit code 3\)"):
            running.serve()


def test_a_step_that_fails_says_which(capfd: pytest.CaptureFixture[str]) -> None:
    with (
        supervisor(grace=1) as running,
        pytest.raises(StepFailed, match=r"The step failed \(exit code 1\)"),
    ):
        running.complete("The step", ["sh", "-c", "echo why; exit 1"], os.environ)
    assert capfd.readouterr().out == "why\n"


def test_a_step_is_ended_when_asked_to_stop(run: Run, tmp_path: Path) -> None:
    script = f"echo $$ > {tmp_path}/step; exec sleep 1000"
    process = run(f"running.complete('step', ['sh', '-c', {script!r}], os.environ)")
    child = number_in(tmp_path / "step")
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=10)
    assert out == "stopped\n"
    assert not is_alive(child)


def test_the_owner_stops_what_is_watched_last() -> None:
    seen: list[str] = []

    def stop() -> None:
        seen.append(f"web ended: {not is_alive(web[0])}")
        process.kill()
        process.wait()

    web: list[int] = []
    process = subprocess.Popen(SLEEP)
    with supervisor(grace=1) as running:
        running.watch("postgres", lambda: process, stop)
        running.keep("web", SLEEP, os.environ)
        web.append(running._children[-1].process.pid)
    assert seen == ["web ended: True"]


def test_it_sleeps_when_nothing_happens(run: Run, tmp_path: Path) -> None:
    process = run(keep("one", f"echo $$ > {tmp_path}/one; exec sleep 1000"))
    number_in(tmp_path / "one")
    stat = Path("/proc") / str(process.pid) / "status"
    time.sleep(0.3)

    def naps() -> str:
        return next(line for line in stat.read_text().splitlines() if line.startswith("voluntary"))

    before = naps()
    time.sleep(0.5)
    assert naps() == before
