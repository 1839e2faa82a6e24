"""The student's side of the wall: a kernel that runs the student's cells, and answers for what they defined.

Everything in this process is the student's to read and to change, so nothing here is secret and nothing is trusted: whatever
it sends is an answer, and an answer is judged on the other side. Before each check the kernel forks: the copy keeps what
the student's cells have defined so far, waits until all cells have run, and then answers this one check.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import linecache
import operator
import os
import resource
import signal
import socket
import sys
import traceback
import warnings

import numpy as np

from grading import wall

PR_SET_DUMPABLE = 4
LONGEST_TEXT = 2000
"""Characters of an error's message and of a line of code that cross."""


class _Quiet:
    """What stands for IPython's display publisher while a check runs: shows nothing."""

    is_publishing = False

    def publish(self, *arguments: object, **options: object) -> None:
        """Forget it."""

    def clear_output(self, wait: bool = False) -> None:
        """There is nothing to clear."""


class _Held:
    """An object of the student's among the arguments: none of their parts, however it is made."""

    def __init__(self, value: object):
        self.value = value


def _unwrapped(value: object) -> object:
    """A value with the student's own objects in their places; lists and dicts stay the same ones."""
    kind = type(value)
    if kind is _Held:
        return value.value
    if kind is tuple:
        return tuple([_unwrapped(item) for item in value])
    if kind is list:
        value[:] = [_unwrapped(item) for item in value]
    elif kind is dict:
        for key, item in value.items():
            value[key] = _unwrapped(item)
    return value


class Answers:
    """Answers the requests of one check.

    Args:
        names: what the student's cells have defined.
    """

    def __init__(self, names: dict[str, object]):
        self.names = names
        self.objects: dict[int, object] = {}
        self.numbers: dict[int, int] = {}

    def keep(self, value: object, why: str = "") -> object:
        """A plain value in place of an instance of a subclass; for everything else a reference."""
        for plain in (tuple, list, dict, str, int, float):
            if issubclass(type(value), plain) and not why:
                return plain(value)
        if issubclass(type(value), np.ndarray) and not why:
            return np.array(value, dtype=value.dtype, subok=False)
        torch = sys.modules.get("torch")
        if torch is not None and issubclass(type(value), torch.Tensor) and not why:
            return value.detach().as_subclass(torch.Tensor)
        number = self.numbers.setdefault(id(value), len(self.objects))
        self.objects[number] = value
        return wall.Reference(number, f"{type(value).__name__}{why}", callable(value))

    def encode(self, value: object) -> bytes:
        """A value as a message; a reference to all of it where a part may not cross."""
        try:
            return wall.encode(value, self.keep)
        except (wall.Refused, RecursionError) as refused:
            return wall.encode(self.keep(value, f" ({refused})"))

    def answer(self, request: bytes) -> list[bytes]:
        """The parts of the answer: its kind first."""
        kind, *rest = wall.decode(request, lambda reference: _Held(self.objects[reference.number]))
        if kind == "name":
            (name,) = rest
            return [b"value", self.encode(self.names[name])] if name in self.names else [b"missing"]
        parts = wall.changeable([*rest[1], *rest[2].values()]) if kind == "call" else []
        rest = [_unwrapped(part) for part in rest]
        before = [_snapped(part) for part in parts]
        try:
            answer = [b"value", self.encode(self._do(kind, *rest))]
        except BaseException as error:
            answer = [b"error", wall.encode(_described(error))]
        changes = self._changes(parts, before)
        return [*answer, wall.encode(changes, self.keep)] if changes else answer

    def _changes(self, parts: list[object], before: list[object]) -> list[list]:
        """[number, content] of every part of the arguments that has another content now; those that may not cross are left out.

        The content of a list or dict is written as entries: [n] is the part of that number, [None, value] another value.
        """
        changes = []
        for number, (part, old) in enumerate(zip(parts, before, strict=True)):
            with contextlib.suppress(wall.Refused, RecursionError):
                if _is_as_before(part, old):
                    continue
                content = part
                if type(part) is list:
                    content = [_entry(item, parts) for item in part]
                elif type(part) is dict:
                    content = [[key, *_entry(item, parts)] for key, item in part.items()]
                wall.encode(content, self.keep)
                changes.append([number, content])
        return changes

    def _do(self, kind: str, target: object, *rest: object) -> object:
        if kind == "call":
            arguments, options = rest
            return target(*arguments, **options)
        if kind == "get":
            return getattr(target, rest[0])
        if kind == "set":
            return setattr(target, rest[0], rest[1])
        raise wall.Refused("a request of an unknown kind")


def _snapped(part: object) -> object:
    """What there is to compare with later: the items of a list or dict, else dtype, shape and bytes."""
    if type(part) is list:
        return list(part)
    if type(part) is dict:
        return dict(part)
    if isinstance(part, np.ndarray):
        return part.dtype.str, part.shape, part.tobytes()
    try:
        return wall.encode(part)
    except wall.Refused:
        return None


def _is_as_before(part: object, old: object) -> bool:
    if type(part) is list:
        return len(part) == len(old) and all(map(operator.is_, part, old))
    if type(part) is dict:
        return list(part) == list(old) and all(map(operator.is_, part.values(), old.values()))
    return _snapped(part) == old


def _entry(item: object, parts: list[object]) -> list:
    for number, part in enumerate(parts):
        if item is part:
            return [number]
    return [None, item]


def _described(error: BaseException) -> list:
    """An exception as plain text: its type, those of the built-in ones that it is derived from, message, the line."""
    kind = type(error)
    known = [base.__name__ for base in kind.__mro__ if base.__module__ == "builtins"]
    text = ""
    with contextlib.suppress(BaseException):
        text = str(error)
    return [kind.__name__, known, text[:LONGEST_TEXT], _line_of(error)]


def _line_of(error: BaseException) -> str:
    """The innermost line of the student's own code that an error passed through."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename != __file__ and "site-packages" not in frame.filename
    ]
    own = [frame for frame in frames if not frame.filename.startswith((sys.base_prefix, "<frozen"))]
    line = linecache.getline(own[-1].filename, own[-1].lineno) if own and own[-1].lineno else ""
    return line.strip()[:LONGEST_TEXT]


_path = ""
_shell = None


def snapshot() -> None:
    """Fork a copy that will answer one check, and return in the original.

    Raises:
        OSError: a file, a connection or a process too many is in use; none is made then.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection, open(os.devnull, "r+b", 0) as nowhere:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the other threads are the kernel's; the copy needs none of them
            if os.fork():
                return
        try:
            _serve(connection, nowhere.fileno())
        finally:
            os._exit(0)


def _serve(connection: socket.socket, nowhere: int) -> None:
    os.setsid()  # a signal to the group of one copy is none of another's business
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection.connect(_path)
    # What functions print while a check calls them could hold the inputs of hidden tests: nobody gets it.
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    sys.stdout = sys.stderr = os.fdopen(nowhere, "w", closefd=False)
    _shell.display_pub = _Quiet()
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)  # a second thread would not have survived the fork
    serve(connection, _shell.user_ns)


def serve(connection: socket.socket, names: dict[str, object]) -> None:
    """Answer what comes until the other side is gone.

    Args:
        connection: to the examiner.
        names: what the student's cells have defined.

    Raises:
        EOFError: the examiner is done.
    """
    answers = Answers(names)
    while True:
        (request,) = wall.receive(connection)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            parts = answers.answer(request)
        except BaseException as error:
            parts = [b"error", wall.encode(_described(error))]
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        wall.send(connection, *parts)


def _limit(limits: dict[str, int]) -> None:
    kinds = {
        "memory": resource.RLIMIT_DATA,
        "processes": resource.RLIMIT_NPROC,
        "file": resource.RLIMIT_FSIZE,
        "files": resource.RLIMIT_NOFILE,
    }
    for name, value in limits.items():
        hardest = resource.getrlimit(kinds[name])[1]
        value = value if hardest == resource.RLIM_INFINITY else min(value, hardest)
        resource.setrlimit(kinds[name], (value, value))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Start the kernel that standard input describes: where it listens, its limits, and as whom it runs."""
    global _path, _shell
    start = json.load(sys.stdin)
    os.umask(0o022)
    if start["uid"] is not None:
        os.setgroups([])
        os.setresgid(start["uid"], start["uid"], start["uid"])
        os.setresuid(start["uid"], start["uid"], start["uid"])
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1)
    _limit(start["limits"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    # What is left on the path is what the student's cells should find.
    sys.path[:] = ["", *(path for path in sys.path if path not in start["off the path"])]
    sys.argv = ["kernel"]
    from ipykernel.kernelapp import IPKernelApp

    connection = os.path.join(start["folder"], "connection.json")
    with open(connection, "w") as file:
        json.dump(start["connection"], file)
    app = IPKernelApp.instance()
    app.initialize(["-f", connection, *start["arguments"]])
    _path, _shell = start["wall"], app.shell
    # `exit()` in a cell ends the cell, as it should, and not the kernel.
    _shell.ask_exit = lambda: None
    app.start()
