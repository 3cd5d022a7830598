"""The render child, as the worker sees it: started when first needed, ended when it misbehaves."""

import subprocess
import sys
import threading
from contextlib import suppress
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

from flask import Flask, current_app

from coachhub.core.pdf import frames

SECONDS_AT_MOST = 30.0
BYTES_AT_MOST = 8 * 1024 * 1024
PAGES_AT_MOST = 200
"""How many documents a child makes before a fresh one takes over."""
_EXTENSION = "coachhub.pdf"
_PROGRAM = (sys.executable, "-m", "coachhub.core.pdf.child")


class RenderFailed(Exception):
    """No PDF came of it: the page is broken, too large, or took too long."""


class Renderer:
    """Makes one PDF at a time, in a child process of its own."""

    def __init__(self, *, seconds: float = SECONDS_AT_MOST) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._scratch: TemporaryDirectory[str] | None = None
        self._made = 0

    def render(self, *settings: str) -> bytes:
        """The page as a tagged PDF (PDF/UA-1); of several ways to set it the first that is alone on
        a sheet, or else the first with the fewest sheets. Raises RenderFailed.
        """
        with self._lock:
            if self._made >= PAGES_AT_MOST:
                self._end()
            answer = self._ask(self._running(), frames.BETWEEN.join(settings).encode())
            if answer is None or answer[0] != frames.PDF:
                self._end()
                raise RenderFailed(answer[1].decode(errors="replace") if answer else "ended")
            self._made += 1
            return answer[1]

    def close(self) -> None:
        """No child is left."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._scratch = TemporaryDirectory(prefix="coachhub-pdf-")
            self._child = subprocess.Popen(
                _PROGRAM,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # Nothing of ours in its environment: no keys, no addresses.
                env={"LANG": "C.UTF-8", "TMPDIR": self._scratch.name},
            )
            self._made = 0
        return self._child

    def _ask(self, child: subprocess.Popen[bytes], page: bytes) -> tuple[bytes, bytes] | None:
        overdue = threading.Timer(self._seconds, child.kill)
        overdue.start()
        try:
            frames.send(cast("BinaryIO", child.stdin), frames.PAGE, page)
            return frames.receive(cast("BinaryIO", child.stdout), at_most=BYTES_AT_MOST)
        except BrokenPipeError:
            return None
        finally:
            overdue.cancel()

    def _end(self) -> None:
        if self._child is None:
            return
        child, self._child = self._child, None
        child.kill()
        with suppress(BrokenPipeError), child:  # closes the pipes and waits
            pass
        if self._scratch is not None:
            self._scratch.cleanup()


def init_app(app: Flask) -> None:
    """Give the application its renderer; no child is started before the first page."""
    app.extensions[_EXTENSION] = Renderer()


def renderer() -> Renderer:
    """The running application's renderer. For jobs: a page must not wait for a PDF."""
    found: Renderer = current_app.extensions[_EXTENSION]
    return found


def close(app: Flask) -> None:
    """Before the program ends: no child of the application's renderer is left."""
    found: Renderer = app.extensions[_EXTENSION]
    found.close()
