"""What a check holds in place of the student's functions and objects: it calls across the wall, and is nothing else.

A stand-in has no value, no length and no items of its own, takes part in no comparison, and claims to be nothing: numpy and
torch cannot take it for an array, whatever the student's object says of itself. Names and texts that come from the other side
are only ever shown.
"""

from __future__ import annotations

import builtins
import contextlib
import re
import signal
import socket
import time
from collections.abc import Callable, Collection, Container
from functools import partial

import numpy as np

from nbexaminer import protocol

HOOKS = ("__", "_repr_", "_ipython_")
"""How names begin that Python, numpy or IPython ask for by themselves: a student's object is never asked for those."""
MOST_LINES = 1000
"""Lines of a submission of which one may be shown when a hidden test fails."""
LONGEST_TEXT = 2000
"""Characters of an error's text that are kept."""
GRACE = 2.0
"""Seconds that a function has to stop after it was interrupted."""
_OWN_WAYS = (OSError, UnicodeError, SyntaxError, BaseExceptionGroup, Warning)
"""Exceptions that want more than a text, or mean something else."""


class Stopped(Exception):
    """The student's process no longer answers; its class name and text go into the message of the check."""


class TimeLimit(Stopped):
    """It took too long, and was stopped."""


class Crash(Stopped):
    """It ended, or sent what is no answer."""


class Proxy:
    """An object of the student's: attributes and, where they are functions, calls reach across.

    Args:
        student: the connection.
        reference: how the other side knows it.
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

    def __setattr__(self, name: str, value: object) -> None:
        self._student.ask("set", self, name, value)

    def __repr__(self) -> str:
        return f"<{self._known_as}, of the student's>"


class CallableProxy(Proxy):
    """A function, method, class or callable object of the student's."""

    __slots__ = ()

    def __call__(self, *arguments: object, **options: object) -> object:
        return self._student.ask("call", self, list(arguments), options, known_as=f"{self._known_as}(…)")


class RemoteNamespace:
    """The student's side, as one check sees it.

    Args:
        connection: to the process that answers.
        interrupt: sends that process a signal.
        deadline: when the check must be done, by `time.monotonic`.
        words: what a student may have called a class; a type's name that is none of them is not shown.
        lines: the lines of the submission, stripped; a line that is none of them is not shown.
        hidden: whether its functions may by now know inputs of hidden tests; then the texts of errors are not shown.
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
        self._words = words
        self._lines = lines
        self._hidden = hidden
        self._over: Stopped | None = None
        self._functions: dict[str, CallableProxy] = {}

    def give(self, seconds: float, hidden: bool) -> None:
        """Give the functions time from now on, and say whether they may come to know inputs of hidden tests."""
        self._deadline = time.monotonic() + seconds
        self._hidden = hidden

    def end(self) -> None:
        """The check is over: stand-ins that outlive it reach nobody."""
        self._over = self._over or Crash("the check to which it belongs is over")

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

    def ask(self, kind: str, target: object, *rest: object, known_as: str = "") -> object:
        """Send a request and wait for its answer.

        Args:
            kind: "name", "call", "get" or "set".
            target: a name, or a stand-in.
            rest: arguments and options of a call; the attribute's name, and its value.
            known_as: what the result is called in messages, if it is a stand-in.

        Returns:
            The answer: a plain value, or a stand-in.

        Raises:
            Exception: what the student's code raised, as an exception of the nearest built-in type with its text, and
                `student_line`, the line of the student's that raised it.
            TypeError: an argument of the check may not cross.
            Stopped: the process does not answer.
        """
        if self._over:
            raise self._over
        try:
            request = protocol.encode([kind, target, *rest], _known)
        except protocol.Refused as refused:
            raise TypeError(
                f"a check may hand over plain values and the student's own objects only: {refused}"
            ) from None
        answer, changed = self._exchange(request, partial(self._resolve, known_as))
        if changed and kind == "call":
            parts = protocol.changeable([*rest[0], *rest[1].values()])
            for number, content in changed:
                if number < len(parts):
                    _overwrite(parts[number], content, parts)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _resolve(self, known_as: str, reference: protocol.Reference) -> Proxy:
        kind = CallableProxy if reference.callable else Proxy
        name = _shown_type(reference.name, self._words)
        return type(name, (kind,), {"__slots__": (), "__module__": "student"})(self, reference, known_as)

    def _exchange(self, request: bytes, resolve: protocol.Resolve) -> tuple[object, list[tuple[int, object]]]:
        try:
            self._connection.settimeout(max(0.01, self._deadline - time.monotonic()))
            protocol.send(self._connection, request)
            try:
                parts = protocol.receive(self._connection, self._deadline)
            except TimeoutError:
                raise self._stop() from None
            return self._read(parts, resolve)
        except TimeoutError:
            self._over = TimeLimit("it took too long and was stopped")
        except (OSError, EOFError):
            self._over = Crash("it ended the process in which it ran")
        except protocol.Refused as refused:
            self._over = Crash(f"its answer could not be read: {refused}")
        except Stopped as over:
            self._over = over
        with contextlib.suppress(OSError):
            self._interrupt(signal.SIGKILL)
        self._connection.close()
        raise self._over

    def _stop(self) -> TimeLimit:
        """Interrupt what takes too long: where it stands then is the line that the student must look at."""
        over = TimeLimit("it took too long and was stopped")
        with contextlib.suppress(OSError, EOFError, protocol.Refused):
            self._interrupt(signal.SIGINT)
            answer, _ = self._read(protocol.receive(self._connection, time.monotonic() + GRACE), lambda reference: None)
            over.student_line = getattr(answer, "student_line", "")
        return over

    def _read(self, parts: list[bytes], resolve: protocol.Resolve) -> tuple[object, list[tuple[int, object]]]:
        kind, *rest = parts
        if kind == b"missing" and not rest:
            return KeyError("there is no such name"), []
        if kind not in (b"value", b"error") or not 1 <= len(rest) <= 2:
            raise protocol.Refused("an answer of an unknown kind")
        answer = protocol.decode(rest[0], resolve)
        changed = _changes(protocol.decode(rest[1], resolve)) if len(rest) == 2 else []
        return (self._rebuilt(answer) if kind == b"error" else answer), changed

    def _rebuilt(self, described: object) -> Exception:
        """An exception out of its description; never anything but an exception of a built-in type."""
        name, known, text, line = _described(described)
        bases = [getattr(builtins, base, None) for base in known]
        bases = [base for base in bases if isinstance(base, type) and issubclass(base, (Exception, SystemExit))]
        bases = [base for base in bases if not issubclass(base, _OWN_WAYS)] or [Exception]
        if self._hidden:
            text = ""
        text = text[:LONGEST_TEXT]
        own = name in self._words and not self._hidden
        shown = name if own or hasattr(builtins, name) else bases[0].__name__
        kind = type(shown, (bases[0],), {"__str__": lambda error: text, "__module__": "student"})
        error = kind(text)
        # Among very many lines the one that is shown could spell an input.
        showable = line in self._lines and (not self._hidden or len(self._lines) <= MOST_LINES)
        error.student_line = line if showable else ""
        return error


def _known(value: object) -> protocol.Reference:
    if isinstance(value, Proxy):
        return value._reference
    raise protocol.Refused(f"a value of type {type(value).__name__} may not cross")


def _shown_type(name: str, words: Container[str]) -> str:
    """The name of a type of the student's as far as it may be shown, and why the value did not cross.

    A name could hold the inputs of a hidden test: only words of the submission and common names are shown.
    """
    kind, _, why = name.partition(" (")
    kind = kind if kind in words or kind in COMMON else "object"
    return f"{kind} ({why[:-1]})" if re.fullmatch(REASON, why) else kind


COMMON = frozenset(
    [
        "function",
        "method",
        "type",
        "module",
        "ndarray",
        "list",
        "tuple",
        "dict",
        "set",
        "Tensor",
        "DataFrame",
        "Series",
        "generator",
        "map",
        "zip",
        "range",
        "object",
    ]
)
"""Names of types that are shown whether or not the submission holds them."""
REASON = (
    rf"(an array of object may not cross|nested more than {protocol.LIMITS.depth} deep"
    rf"|more than {protocol.LIMITS.values} values|more than {protocol.LIMITS.message} bytes"
    rf"|a text of more than {protocol.LIMITS.text} characters)\)"
)
"""Reasons for which a value did not cross that are shown."""


def _described(described: object) -> tuple[str, list[str], str, str]:
    fits = type(described) is list and [type(part) for part in described] == [str, list, str, str]
    if not fits or not all(type(base) is str for base in described[1]):
        raise protocol.Refused("an error without its parts")
    return tuple(described)


def _changes(described: object) -> list[tuple[int, object]]:
    fits = type(described) is list and all(
        type(pair) is list and len(pair) == 2 and type(pair[0]) is int and pair[0] >= 0 for pair in described
    )
    if not fits:
        raise protocol.Refused("changes without their parts")
    return [(number, argument) for number, argument in described]


def _overwrite(part: object, content: object, parts: list[object]) -> None:
    """Give a list, dict, array or tensor of the check's the content that the student's function gave it, if that is one."""
    with contextlib.suppress(ValueError, TypeError, IndexError, AttributeError, RuntimeError):
        if type(part) is list:
            part[:] = [_item(entry, parts) for entry in content]
        elif type(part) is dict:
            items = {key: _item(entry, parts) for key, *entry in content}
            part.clear()
            part.update(items)
        elif type(part) is type(content) and isinstance(part, np.ndarray):
            if part.dtype != content.dtype:
                part.dtype = content.dtype
            if part.shape != content.shape:
                part.resize(content.shape, refcheck=False)
            part[...] = content
        elif type(part) is type(content) and part.shape == content.shape and part.dtype == content.dtype:
            part.data.copy_(content)


def _item(entry: list, parts: list[object]) -> object:
    number, *value = entry
    if number is None:
        return value[0]
    if type(number) is not int or number < 0:
        raise IndexError(number)
    return parts[number]
