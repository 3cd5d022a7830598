"""Who doesn't answer is left alone for a while, so that nobody waits for them in vain."""

import threading
from datetime import datetime, timedelta

MOST_FAILURES = 5
REST = timedelta(seconds=30)


class Breaker:
    """Opens after some failures in a row, and closes after a rest or a success. One a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether to ask at all is in vain at present."""
        with self._lock:
            return self._rests_until is not None and now < self._rests_until

    def note_success(self) -> None:
        """An answer came."""
        with self._lock:
            self._failures, self._rests_until = 0, None

    def note_failure(self, now: datetime) -> None:
        """None came; after the rest one failure more is enough to open again."""
        with self._lock:
            self._failures += 1
            if self._failures >= MOST_FAILURES:
                self._rests_until = now + REST
