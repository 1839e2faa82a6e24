"""How messages travel through a stream: first the lengths of their parts, then the parts."""

from __future__ import annotations

import socket
import struct
import time

from nbexaminer.protocol.values import LIMITS, Limits, Refused

PARTS = 3
"""The largest number of parts that are sent together."""
_HEAD = struct.Struct(f">{PARTS}I")


def send(connection: socket.socket, *parts: bytes) -> None:
    """Send one to three parts that are not empty: the lengths of all three (4 bytes each, big-endian), then the parts.

    Raises:
        Refused: there are too many, or they are too large.
        OSError: the connection is gone.
    """
    sizes = [len(part) for part in parts]
    if not 1 <= len(parts) <= PARTS or not all(sizes) or sum(sizes) > LIMITS.message:
        raise Refused("more, or less, than may be sent at once")
    connection.sendall(b"".join([_HEAD.pack(*sizes, *[0] * (PARTS - len(parts))), *parts]))


def receive(connection: socket.socket, deadline: float | None = None, limits: Limits = LIMITS) -> list[bytes]:
    """Receive the parts that `send` sent.

    Args:
        connection: a stream.
        deadline: when all of them must have come, by `time.monotonic`; None to wait for ever.
        limits: of the parts together.

    Raises:
        Refused: it announces more than may be sent, or nothing.
        TimeoutError: the deadline has passed.
        EOFError: the other side is gone.
        OSError: the connection failed.
    """
    sizes = [size for size in _HEAD.unpack(_read(connection, _HEAD.size, deadline)) if size]
    if not sizes or sum(sizes) > limits.message:
        raise Refused(f"nothing, or more than {limits.message} bytes")
    raw, parts, at = _read(connection, sum(sizes), deadline), [], 0
    for size in sizes:
        parts.append(raw[at : at + size])
        at += size
    return parts


def _read(connection: socket.socket, size: int, deadline: float | None) -> bytes:
    """Exactly `size` bytes; memory grows with what has come, not with what was announced."""
    read = b""
    while len(read) < size:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("no answer in time")
            connection.settimeout(left)
        piece = connection.recv(min(size - len(read), 2**20))
        if not piece:
            raise EOFError("the other side is gone")
        if not read:
            read = piece if len(piece) == size else bytearray(piece)
        else:
            read += piece
    return bytes(read)
