"""Functions of the other side, which a student's function may call in the place of the student's other functions."""

from __future__ import annotations

import builtins
import socket
import threading
from collections.abc import Callable

from nbexaminer import protocol


class Asking:
    """Asks the other side to call one of its functions.

    Args:
        connection: to the other side, which waits for the answer of a call meanwhile.
    """

    def __init__(self, connection: socket.socket):
        self._connection = connection
        self._lock = threading.Lock()

    def __call__(self, name: str, arguments: tuple, options: dict) -> object:
        """The result of a call.

        Raises:
            TypeError: an argument may not cross.
            Exception: the function raised it, or one of its kind.
        """
        try:
            request = protocol.encode([name, list(arguments), options], _plain)
        except protocol.Refused as refused:
            raise TypeError(f"`{name}` can't take this: {refused}") from None
        with self._lock:
            protocol.send(self._connection, b"piece", request)
            kind, answer = protocol.receive(self._connection)
        value = protocol.decode(answer, _none)
        if kind == b"value":
            return value
        error, text = value
        found = getattr(builtins, error, None)
        raise (found if isinstance(found, type) and issubclass(found, Exception) else RuntimeError)(text)


def piece(name: str, asking: Asking) -> Callable:
    """What stands under the name of a function of the other side."""

    def function(*arguments: object, **options: object) -> object:
        return asking(name, arguments, options)

    function.__name__ = function.__qualname__ = name
    return function


def _plain(value: object) -> object:
    if hasattr(value, "detach"):
        return value.detach()
    raise protocol.Refused(f"a {type(value).__name__} is no plain value")


def _none(reference: protocol.Reference) -> None:
    return None
