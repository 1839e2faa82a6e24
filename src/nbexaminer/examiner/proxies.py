"""What a check holds in place of the student's functions and objects: a proxy, which asks the student's process.

A proxy has no value, no length and no items of its own, takes part in no comparison, and claims to be nothing: numpy and
torch cannot take it for an array, whatever the student's object says of itself.
"""

from __future__ import annotations

import contextlib
import signal
import socket
import time
from collections.abc import Callable, Collection, Container, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import partial

import numpy as np

from nbexaminer import protocol
from nbexaminer.examiner.changes import Changes, apply_changes, read_changes
from nbexaminer.examiner.disclosure import Disclosure
from nbexaminer.examiner.pieces import Pieces

HOOKS = ("__", "_repr_", "_ipython_")
"""How attributes begin that Python, numpy and IPython look up on their own; the student's object is never asked for them."""
GRACE = 2.0
"""Seconds that a function has to stop after it was interrupted."""


ERRORS_OF_NUMBERS = np.geterr()
"""What numpy does about overflows and the like where no cell has said otherwise."""


class Stopped(Exception):
    """The student's process no longer answers: why, in one sentence, which is what the cell shows in the end.

    A check that catches it may take it for a mistake of the student's, and go on. So whatever the check then makes of it,
    the examiner shows the sentence (`RemoteNamespace.ended`).
    """

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class TimeLimit(Stopped):
    """It took too long, and was stopped."""


class Crash(Stopped):
    """It ended, or sent what is no answer."""


class Proxy:
    """An object of the student's: its attributes and methods are asked for on the other side.

    Args:
        student: who answers.
        reference: how the other side knows the object.
        known_as: the name by which the check came to it, for messages.
    """

    __slots__ = ("_known_as", "_reference", "_student")

    def __init__(self, student: RemoteNamespace, reference: protocol.Reference, known_as: str):
        object.__setattr__(self, "_student", student)
        object.__setattr__(self, "_reference", reference)
        object.__setattr__(self, "_known_as", known_as)

    def __getattr__(self, name: str) -> object:
        if name == "__name__" and self._reference.callable:
            return self._known_as
        if name.startswith(HOOKS):
            raise AttributeError(name)
        return self._student.ask("get", self, name, known_as=name)

    def __look__(self, path: str) -> object:
        """An attribute, or one of an attribute: "W1.grad", which a value that crosses does not have with it."""
        if any(name.startswith(HOOKS) for name in path.split(".")):
            raise AttributeError(path)
        return self._student.ask("get", self, path, known_as=path)

    def __setattr__(self, name: str, value: object) -> None:
        self._student.ask("set", self, name, value)

    def __repr__(self) -> str:
        return f"<{self._known_as}, of the student's>"


class CallableProxy(Proxy):
    """A function, method, class or callable object of the student's."""

    __slots__ = ()

    def __call__(self, *arguments: object, **options: object) -> object:
        return self._student.ask("call", self, list(arguments), options, known_as=f"{self._known_as}(…)")

    def __keep__(self, *arguments: object) -> object:
        """Call it, and leave the result where it is, whatever it is: a tensor with its graph."""
        return self._student.ask("keep", self, list(arguments), {}, known_as=f"{self._known_as}(…)")

    def __over__(self, pieces: Mapping[str, Callable]) -> AbstractContextManager[None]:
        """Let functions of this side stand under the names that the student's code calls, as long as a block runs."""
        return self._student.over(pieces)


class RemoteNamespace:
    """The student's names, as one check sees them.

    Args:
        connection: to the process that answers.
        interrupt: sends that process a signal.
        deadline: when the check must be done, by `time.monotonic`.
        words, lines, hidden: what may be shown, as in `Disclosure`.
    """

    def __init__(
        self,
        connection: socket.socket,
        interrupt: Callable[[int], None],
        deadline: float,
        words: Container[str] = (),
        lines: Collection[str] = (),
        hidden: bool = False,
    ):
        self._connection = connection
        self._interrupt = interrupt
        self._deadline = deadline
        self._disclosure = Disclosure(words, lines, hidden)
        self._end: Stopped | None = None
        self._given = max(0.0, deadline - time.monotonic())
        self._functions: dict[str, CallableProxy] = {}
        self._pieces: Pieces | None = None

    def give(self, seconds: float, hidden: bool) -> None:
        """Give the functions time from now on, and say whether they may come to know inputs of hidden tests."""
        self._deadline = time.monotonic() + seconds
        self._given = max(self._given, seconds)
        self._disclosure.hidden = hidden

    @property
    def ended(self) -> Stopped | None:
        """Why nothing answers any more, while the check runs; None where something does."""
        return self._end

    def end(self) -> None:
        """End the check: proxies that outlive it reach nobody."""
        self._end = self._end or Crash("the check to which it belongs is over")

    def name(self, name: str) -> object:
        """What the student's cells have defined under a name.

        Raises:
            KeyError: nothing.
            Stopped: the process no longer answers.
        """
        if name not in self._functions:
            found = self.ask("name", name, known_as=name)
            if not isinstance(found, CallableProxy):
                return found
            self._functions[name] = found
        return self._functions[name]

    @contextlib.contextmanager
    def over(self, pieces: Mapping[str, Callable]) -> Iterator[None]:
        """Let functions of this side stand under names of the student's.

        The student's code that calls one of them sends its arguments here, and gets the result.

        Args:
            pieces: name -> the function; it must take whatever comes, and may raise any `Exception`.
        """
        self.ask("bind", list(pieces))
        self._pieces = Pieces(pieces)
        try:
            yield
        finally:
            self._pieces = None
            if not self._end:
                self.ask("bind", [])

    def ask(self, kind: str, target: object, *rest: object, known_as: str = "") -> object:
        """Send a request and wait for its answer.

        Args:
            kind: "name", "call", "keep", "get" or "set".
            target: a name, or a proxy.
            rest: arguments and options of a call; the attribute's name, and its value.
            known_as: what the result is called in messages, if it is a proxy.

        Returns:
            The answer: a plain value, or a proxy.

        Raises:
            Exception: what the student's code raised, as an exception of the nearest built-in type with its text, and
                `student_line`, the line of the student's that raised it.
            TypeError: an argument of the check may not cross.
            Stopped: the process does not answer.
        """
        if self._end:
            raise self._end
        try:
            request = protocol.encode([*_conditions(), kind, target, *rest], _reference)
            if self._pieces and kind in ("call", "keep", "set"):
                self._pieces.begin(rest[:1] if kind != "set" else rest[1:])
        except protocol.Refused as refused:
            raise TypeError(
                f"a check may hand over plain values and the student's own objects only: {refused}"
            ) from None
        answer, changes = self._exchange(request, partial(self._proxy, known_as), _asked_for(kind, target, known_as))
        if changes and kind in ("call", "keep"):
            apply_changes(changes, [*rest[0], *rest[1].values()])
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _proxy(self, known_as: str, reference: protocol.Reference) -> Proxy:
        """The proxy of something that stays on the other side; its class is named like the student's."""
        kind = CallableProxy if reference.callable else Proxy
        name = self._disclosure.type_name(reference.name)
        return type(name, (kind,), {"__slots__": (), "__module__": "student"})(self, reference, known_as)

    def _exchange(self, request: bytes, resolve: protocol.Resolve, what: str) -> tuple[object, Changes]:
        """Send a request and read its answer; where there is none, the process is killed, and nothing is asked any more.

        Args:
            request: as a message.
            resolve: makes a proxy of a reference.
            what: was asked for, as a sentence begins.
        """
        try:
            self._connection.settimeout(max(0.01, self._deadline - time.monotonic()))
            protocol.send(self._connection, request)
            try:
                parts = protocol.receive(self._connection, self._deadline)
                while self._pieces and parts[0] == b"piece" and len(parts) == 2:
                    protocol.send(self._connection, *self._pieces.answer(parts[1]))
                    parts = protocol.receive(self._connection, self._deadline)
            except TimeoutError:
                raise self._stop(what) from None
            return self._read(parts, resolve)
        except TimeoutError:
            self._end = self._too_long(what)
        except (OSError, EOFError):
            self._end = Crash(f"{what} ended the process in which it ran.")
        except protocol.Refused as refused:
            self._end = Crash(f"What {what} gave back could not be read: {refused}.")
        except Stopped as end:
            self._end = end
        with contextlib.suppress(OSError):
            self._interrupt(signal.SIGKILL)
        self._connection.close()
        raise self._end

    def _too_long(self, what: str, function: str = "", line: str = "") -> TimeLimit:
        place = f", in the function `{function}`" if function else ""
        place += f", at your line: {line}" if line else "."
        end = TimeLimit(
            f"{what} took too long: it was stopped after the {round(self._given, 1):g} seconds of this check{place}"
        )
        end.student_line = line
        return end

    def _stop(self, what: str) -> TimeLimit:
        """Interrupt what takes too long: the line at which it is then is the one that the student should read."""
        end = self._too_long(what)
        with contextlib.suppress(OSError, EOFError, protocol.Refused):
            self._interrupt(signal.SIGINT)
            answer, _ = self._read(protocol.receive(self._connection, time.monotonic() + GRACE), lambda reference: None)
            if isinstance(answer, BaseException):
                end = self._too_long(what, getattr(answer, "student_function", ""), getattr(answer, "student_line", ""))
        return end

    def _read(self, parts: list[bytes], resolve: protocol.Resolve) -> tuple[object, Changes]:
        """An answer, which may be an exception to raise, and the changes of the arguments.

        Raises:
            Refused: it is none.
        """
        kind, *rest = parts
        if kind == b"missing" and not rest:
            return KeyError("there is no such name"), []
        if kind not in (b"value", b"error") or not 1 <= len(rest) <= 2:
            raise protocol.Refused("an answer of an unknown kind")
        answer = protocol.decode(rest[0], resolve)
        changes = read_changes(protocol.decode(rest[1], resolve)) if len(rest) == 2 else []
        return (self._disclosure.error(answer) if kind == b"error" else answer), changes


def _conditions() -> list:
    """What a request begins with, where the check runs the student's code under conditions of its own.

    In one kernel, a check that has numpy ignore overflows has the functions that it calls ignore them, too.
    """
    errors = np.geterr()
    return [] if errors == ERRORS_OF_NUMBERS else ["under", errors]


def _asked_for(kind: str, target: object, known_as: str) -> str:
    """What a request asks for, as a sentence begins."""
    if kind == "name":
        return f"`{known_as}`"
    if kind in ("call", "keep"):
        return f"`{target._known_as}`"
    return f"`{target._known_as}.{known_as}`" if known_as else "Your code"


def _reference(value: object) -> protocol.Reference:
    """What crosses in place of a proxy."""
    if isinstance(value, Proxy):
        return value._reference
    raise protocol.Refused(f"a value of type {type(value).__name__} may not cross")
