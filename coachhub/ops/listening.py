"""The port that the web server is to have."""

import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_HIGHEST = 65535


class BadPort(Exception):
    """The port can't be had; one sentence says why."""


def port_of(env: Mapping[str, str]) -> int:
    """`PORT`, 8000 by default; raises BadPort when it is no port."""
    value = env.get("PORT") or "8000"
    if not value.isdecimal() or not 0 < int(value) <= _HIGHEST:
        raise BadPort(f"PORT must be a number from 1 to {_HIGHEST}; it is {value!r}.")
    return int(value)


def kept_port(host: str, path: Path) -> int:
    """The port that stands in the file, as long as it can be had; else a free one, kept there."""
    with suppress(OSError, ValueError, BadPort):
        port = int(path.read_text())
        refuse_taken(host, port)
        return port
    with socket.socket() as probe:
        probe.bind((host, 0))
        port = int(probe.getsockname()[1])
    path.write_text(f"{port}\n")
    return port


def refuse_taken(host: str, port: int) -> None:
    """Raises BadPort when another program has the port, or it isn't for us."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refused:
            why = refused.strerror or str(refused)
            raise BadPort(f"Port {port} can't be had ({why}); set PORT to another.") from None
