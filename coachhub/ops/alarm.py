"""Sleep until a signal comes: somebody wants the end, or a child has died."""

import select
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType


class Alarm:
    """Notes that the end is asked for, and wakes the sleeper at each signal."""

    def __init__(self, bell: socket.socket) -> None:
        self.asked_to_end = False
        self._bell = bell

    def wait(self, seconds: float | None = None) -> None:
        """Return at the next signal, one since the last wait included, or after the seconds."""
        if select.select([self._bell], [], [], seconds)[0]:
            self._bell.recv(4096)

    def note(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_end = True


@contextmanager
def alarm() -> Iterator[Alarm]:
    """INT, TERM and HUP no longer end the program but are noted; any of them and CHLD wake it.

    HUP stays ignored where `nohup` has made it so.
    For the main thread only, which is the one that Python lets handle signals.
    """
    bell, rope = socket.socketpair()
    with bell, rope, ExitStack() as restored:
        rope.setblocking(False)
        restored.callback(
            signal.set_wakeup_fd, signal.set_wakeup_fd(rope.fileno(), warn_on_full_buffer=False)
        )
        heard = Alarm(bell)
        for number in _heeded():
            restored.callback(signal.signal, number, signal.signal(number, heard.note))
        # A handler that does nothing still rings the bell; without one CHLD would not.
        restored.callback(signal.signal, signal.SIGCHLD, signal.signal(signal.SIGCHLD, _ring))
        yield heard


def _heeded() -> set[signal.Signals]:
    ignored = {signal.SIGHUP} if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN else set()
    return {signal.SIGINT, signal.SIGTERM, signal.SIGHUP} - ignored


def _ring(_number: int, _frame: FrameType | None) -> None:
    return
