"""How the program and its render child speak: a mark, a length, and as many bytes."""

import struct
from typing import BinaryIO

PAGE, PDF, PROBLEM = b"H", b"P", b"X"
BETWEEN = "\0"
"""Stands between the ways in which a page may be set, and in no page."""
_HEAD = struct.Struct(">cI")


def send(stream: BinaryIO, mark: bytes, content: bytes) -> None:
    """Write one frame."""
    stream.write(_HEAD.pack(mark, len(content)))
    stream.write(content)
    stream.flush()


def receive(stream: BinaryIO, *, at_most: int) -> tuple[bytes, bytes] | None:
    """Read one frame, mark and content; None where the other side is gone or says too much."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    mark, length = _HEAD.unpack(head)
    if length > at_most:
        return None
    content = stream.read(length)
    return (mark, content) if len(content) == length else None
