"""A few programs run as one, in the foreground: they start, restart and end together."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from coachhub.ops.alarm import Alarm, alarm
from coachhub.ops.child import Child, Start, spawn

GRACE_SECONDS = 35.0  # gunicorn gives its requests 30 to finish
MOST_DEATHS = 5
WITHIN_SECONDS = 30.0
_LOOK_SECONDS = 0.1


class GaveUp(Exception):
    """A program doesn't do what it is for; one sentence says which and how."""


class StepFailed(GaveUp):
    """A program that had to run to its end did so badly; it has said why itself."""


class Stopped(Exception):
    """Somebody asked for the end."""


class Supervisor:
    """Starts programs and keeps them running until INT, TERM or HUP."""

    def __init__(self, bell: Alarm) -> None:
        self._bell = bell
        self._children: list[Child] = []
        self._stops: list[Callable[[], None]] = []

    def complete(self, name: str, command: Sequence[str], env: Mapping[str, str]) -> None:
        """The command has run to its end, and well.

        Raises StepFailed when it failed, Stopped when the end was asked for meanwhile.
        """
        child = self._add(Child(name, lambda: spawn(command, env), is_ours=True))
        while not child.has_ended():
            self._sleep()
        self._children.remove(child)
        if child.process.returncode != 0:
            raise StepFailed(f"{name} failed ({child.how_it_ended()}).")

    def keep(self, name: str, command: Sequence[str], env: Mapping[str, str]) -> None:
        """The command runs from now on, and is started again when it dies."""
        self._add(Child(name, lambda: spawn(command, env), is_ours=True))

    def watch(self, name: str, start: Start, stop: Callable[[], None]) -> None:
        """The program of an owner, who knows how to start and stop it, runs as `keep` says.

        It is stopped after all that is kept, which may need it. Raises what its start raises.
        """
        self._add(Child(name, start))
        self._stops.append(stop)

    def serve(self) -> None:
        """Keep everything running. Raises Stopped when asked to, GaveUp when one dies too often."""
        while True:
            self._look_after()
            self._sleep(self._until_restart())

    def serve_until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Keep everything running until the condition holds, or for so many seconds.

        Tells whether it holds. Raises what `serve` raises.
        """
        deadline = time.monotonic() + seconds
        while not (met := holds()) and time.monotonic() < deadline:
            self._look_after()
            self._sleep(_LOOK_SECONDS)
        return met

    def end_all(self, grace: float) -> None:
        """What was started here has ended: asked first, killed after `grace` seconds."""
        ours = [child for child in self._children if child.is_ours]
        deadline = time.monotonic() + grace
        for child in ours:
            child.process.terminate()
        while not all(child.has_ended() for child in ours) and time.monotonic() < deadline:
            self._bell.wait(max(0.0, deadline - time.monotonic()))
        for child in ours:
            child.kill_group()
            child.process.wait()
        for stop in reversed(self._stops):
            stop()

    def _add(self, child: Child) -> Child:
        self._children.append(child)
        return child

    def _look_after(self) -> None:
        for child in self._children:
            if child.restart_at is None and child.has_ended():
                self._mourn(child)
            if child.restart_at is not None and child.restart_at <= time.monotonic():
                child.restart()

    def _mourn(self, child: Child) -> None:
        """Plan a restart, later after each death."""
        if child.is_ours:
            child.kill_group()  # web workers outlive their killed master and hold the port
        deaths = child.note_death(within=WITHIN_SECONDS)
        if deaths >= MOST_DEATHS:
            raise GaveUp(
                f"{child.name} died {deaths} times within {WITHIN_SECONDS:.0f} seconds"
                f" (at last: {child.how_it_ended()}); giving up."
            )
        sys.stderr.write(f"{child.name} died ({child.how_it_ended()}); starting it again.\n")

    def _until_restart(self) -> float | None:
        planned = [child.restart_at for child in self._children if child.restart_at is not None]
        return max(0.0, min(planned) - time.monotonic()) if planned else None

    def _sleep(self, seconds: float | None = None) -> None:
        self._bell.wait(seconds)
        if self._bell.asked_to_end:
            raise Stopped


@contextmanager
def supervisor(*, grace: float = GRACE_SECONDS) -> Iterator[Supervisor]:
    """A supervisor; what it started has ended when the context is left or the thread dies.

    For the main thread, which is the one that handles signals.
    """
    with alarm() as bell:
        supervising = Supervisor(bell)
        try:
            yield supervising
        finally:
            supervising.end_all(grace)
