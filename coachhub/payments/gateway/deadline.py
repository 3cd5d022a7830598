"""How long Stripe may take in all: the time limits of sockets begin anew with each byte."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import stripe

_ends: ContextVar[float | None] = ContextVar("stripe_ends", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """All that is asked in here ends after so many seconds, or sooner where that was said."""
    end, sooner = time.monotonic() + seconds, _ends.get()
    before = _ends.set(end if sooner is None else min(end, sooner))
    try:
        yield
    finally:
        _ends.reset(before)


def _seconds_left() -> float:
    end = _ends.get()
    return max(0.0, end - time.monotonic()) if end is not None else 0.0


class PunctualClient(stripe.RequestsClient):
    """Asks in a thread that nobody waits for longer than there is time: name servers, a slow line
    and an answer that comes byte by byte included. So are retries, and the rests between them.
    """

    def __init__(self, seconds: float, *, timeout: tuple[float, float]) -> None:
        super().__init__(timeout=timeout)
        self._seconds = seconds

    def request_with_retries(self, *args: Any, **more: Any) -> Any:  # noqa: ANN401
        """One call, with its retries."""
        with within(self._seconds):
            return super().request_with_retries(*args, **more)

    def request(self, *args: Any, **more: Any) -> Any:  # noqa: ANN401
        """One try."""
        answer: Future[Any] = Future()
        ask = super().request

        def work() -> None:
            try:
                answer.set_result(ask(*args, **more))
            except Exception as error:  # noqa: BLE001  # whoever waits raises it
                answer.set_exception(error)

        threading.Thread(target=work, daemon=True).start()
        try:
            return answer.result(_seconds_left())
        except TimeoutError:
            error = stripe.APIConnectionError("No time is left.")  # type: ignore[no-untyped-call]
            error.should_retry = False
            raise error from None

    def _sleep_time_seconds(self, num_retries: int) -> float:
        return min(super()._sleep_time_seconds(num_retries), _seconds_left())
