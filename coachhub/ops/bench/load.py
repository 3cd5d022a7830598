"""A small client that keeps its connections, as long as the server does, and times each answer."""

import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median, quantiles

CONNECTIONS = 8
_SECONDS = 30.0
_END_OF_HEAD = b"\r\n\r\n"


class Unexpected(Exception):
    """The server answered otherwise than the bench can use; one sentence says how."""


@dataclass(frozen=True)
class Target:
    """A page: the port of its server on loopback, the path, and whose cookie goes along."""

    port: int
    path: str
    cookie: str = ""

    def as_bytes(self) -> bytes:
        """The request as it is sent."""
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        return (
            f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Connection: keep-alive\r\n{cookie}\r\n"
        ).encode()


@dataclass(frozen=True)
class Timed:
    """How long the answers took, in seconds, and over how long they were asked for."""

    seconds: list[float]
    span: float

    @property
    def p50(self) -> float:
        return median(self.seconds)

    @property
    def p95(self) -> float:
        return quantiles(self.seconds, n=20)[18]

    @property
    def p99(self) -> float:
        return quantiles(self.seconds, n=100)[98]

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.span


def load(target: Target, seconds: float, connections: int = CONNECTIONS) -> Timed:
    """Ask for the page on so many connections at once for so long. Raises Unexpected."""
    begin = time.monotonic()
    deadline = begin + seconds
    with ThreadPoolExecutor(connections) as pool:
        asked = [pool.submit(_ask_until, deadline, target) for _ in range(connections)]
        times = [took for one in asked for took in one.result()]
    return Timed(times, time.monotonic() - begin)


def together(count: int, ask: Callable[[int], int]) -> list[int]:
    """What `ask` gave for each number, all asked at once."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(ask, range(count)))


def _ask_until(deadline: float, target: Target) -> list[float]:
    request, times = target.as_bytes(), []
    line = _Line(target.port)
    while time.monotonic() < deadline:
        begin = time.perf_counter()
        status = line.ask(request)
        times.append(time.perf_counter() - begin)
        if status != b"200":
            raise Unexpected(f"{target.path} answered {status.decode()}.")
    line.close()
    return times


class _Line:
    """A connection that is made anew when the server has closed it; gunicorn's sync workers do."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None

    def ask(self, request: bytes) -> bytes:
        """The status of the answer, once all of it is here."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), _SECONDS)
        self._socket.sendall(request)
        head, rest = self._head(self._socket)
        left = _length(head) - len(rest)
        while left > 0:
            left -= len(_received(self._socket))
        if b"connection: close" in head:
            self.close()
        return head.split(b" ", 2)[1]

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket = None

    @staticmethod
    def _head(line: socket.socket) -> tuple[bytes, bytes]:
        said = b""
        while _END_OF_HEAD not in said:
            said += _received(line)
        head, _, rest = said.partition(_END_OF_HEAD)
        return head.lower(), rest


def _received(line: socket.socket) -> bytes:
    said = line.recv(65536)
    if not said:
        raise Unexpected("A server ended an answer early.")
    return said


def _length(head: bytes) -> int:
    for field in head.split(b"\r\n"):
        name, _, value = field.partition(b":")
        if name == b"content-length":
            return int(value)
    raise Unexpected("An answer didn't say how long it is.")
