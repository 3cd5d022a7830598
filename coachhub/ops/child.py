"""A program that the supervisor looks after."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

from coachhub.ops.tether import tethered

Start = Callable[[], subprocess.Popen[bytes]]


class Child:
    """A started program, and when it died; ours, or one that its owner starts and stops."""

    def __init__(self, name: str, start: Start, *, is_ours: bool = False) -> None:
        self.name = name
        self.is_ours = is_ours
        self.restart_at: float | None = None  # by time.monotonic()
        self._start = start
        self._deaths: list[float] = []
        self.process = start()

    def restart(self) -> None:
        """It runs again. Raises what its start raises."""
        self.process = self._start()
        self.restart_at = None

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def how_it_ended(self) -> str:
        code = self.process.returncode
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"

    def kill_group(self) -> None:
        """Neither the program nor what it started in its process group runs any more."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def note_death(self, *, within: float) -> int:
        """How often it died in the last `within` seconds; it is due again after as many, less one.

        The first restart is at once, so that a killed program is hardly missed.
        """
        now = time.monotonic()
        self._deaths = [death for death in self._deaths if death > now - within] + [now]
        self.restart_at = now + len(self._deaths) - 1
        return len(self._deaths)


def spawn(command: Sequence[str], env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """The command runs in a group of its own, writes where we write, and ends when we die."""
    return subprocess.Popen(
        tethered(command, signal.SIGTERM),
        env=env,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the supervisor, which ends things in order
    )
