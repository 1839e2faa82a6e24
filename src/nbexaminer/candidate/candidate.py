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
import struct
import sys
import traceback
import warnings
from pathlib import Path
from typing import BinaryIO

import numpy as np

from nbexaminer import protocol
from nbexaminer.system import forkserver

_libc = ctypes.CDLL(None, use_errno=True)
# Numbers of the Linux kernel: prctl(2), capset(2), unshare(2), mount(2), umount2(2).
PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 4, 22, 38, 47
PR_CAP_AMBIENT_CLEAR_ALL, SECCOMP_MODE_FILTER, CAPABILITY_VERSION_3 = 4, 2, 0x20080522
NEW_MOUNTS, NEW_IPC, NEW_USERS, NEW_PROCESSES, NEW_NETWORK = 0x20000, 0x08000000, 0x10000000, 0x20000000, 0x40000000
READ_ONLY, NO_SUID, NO_DEVICES, NO_PROGRAMS, REMOUNT, BIND, RECURSIVE, DETACH = 1, 2, 4, 8, 32, 4096, 0x4000, 2
PRIVATE = 0x40000
OF_A_KERNEL = (
    "ipykernel.kernelapp", "ipykernel.debugger", "IPython.core.completerlib", "IPython.core.debugger",
    "IPython.core.logger", "IPython.core.oinspect", "IPython.extensions.storemagic", "encodings.idna",
    "matplotlib.animation", "pydevd_plugins.extensions.types.pydevd_plugin_numpy_types", "sqlite3",
    "tornado.platform.asyncio", "tornado.queues", "xmlrpc.server", "zmq.utils.garbage",
)  # fmt: skip
"""Modules that every kernel imports before its first cell."""
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
        return protocol.Reference(number, f"{type(value).__name__}{why}", callable(value))

    def encode(self, value: object) -> bytes:
        """A value as a message; a reference to all of it where a part may not cross."""
        try:
            return protocol.encode(value, self.keep)
        except (protocol.Refused, RecursionError) as refused:
            return protocol.encode(self.keep(value, f" ({refused})"))

    def answer(self, request: bytes) -> list[bytes]:
        """The parts of the answer: its kind first."""
        kind, *rest = protocol.decode(request, lambda reference: _Held(self.objects[reference.number]))
        if kind == "name":
            (name,) = rest
            return [b"value", self.encode(self.names[name])] if name in self.names else [b"missing"]
        parts = protocol.changeable([*rest[1], *rest[2].values()]) if kind == "call" else []
        rest = [_unwrapped(part) for part in rest]
        before = [_snapped(part) for part in parts]
        try:
            answer = [b"value", self.encode(self._do(kind, *rest))]
        except BaseException as error:
            answer = [b"error", protocol.encode(_described(error))]
        changes = self._changes(parts, before)
        return [*answer, protocol.encode(changes, self.keep)] if changes else answer

    def _changes(self, parts: list[object], before: list[object]) -> list[list]:
        """[number, content] of every part of the arguments that has another content now; those that may not cross are left out.

        The content of a list or dict is written as entries: [n] is the part of that number, [None, value] another value.
        """
        changes = []
        for number, (part, old) in enumerate(zip(parts, before, strict=True)):
            with contextlib.suppress(protocol.Refused, RecursionError):
                if _is_as_before(part, old):
                    continue
                content = part
                if type(part) is list:
                    content = [_entry(item, parts) for item in part]
                elif type(part) is dict:
                    content = [[key, *_entry(item, parts)] for key, item in part.items()]
                protocol.encode(content, self.keep)
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
        raise protocol.Refused("a request of an unknown kind")


def _snapped(part: object) -> object:
    """What there is to compare with later: the items of a list or dict, else dtype, shape and bytes."""
    if type(part) is list:
        return list(part)
    if type(part) is dict:
        return dict(part)
    if isinstance(part, np.ndarray):
        return part.dtype.str, part.shape, part.tobytes()
    try:
        return protocol.encode(part)
    except protocol.Refused:
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


def snapshot(count: int) -> None:
    """Fork copies, each of which will answer one check, and return in the original.

    Args:
        count: how many.

    Raises:
        OSError: a file, a connection or a process too many is in use; no more are made then.
    """
    for _ in range(count):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection, open(os.devnull, "r+b", 0) as nowhere:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the other threads are the kernel's; the copy needs none of them
                if os.fork():
                    continue
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
        (request,) = protocol.receive(connection)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            parts = answers.answer(request)
        except BaseException as error:
            parts = [b"error", protocol.encode(_described(error))]
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        protocol.send(connection, *parts)


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


def _become(uid: int | None) -> None:
    """Go on as another user, where one is named, and readable for this process itself."""
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        if os.getuid() == 0:
            raise PermissionError("student code is never run as root")
    _libc.prctl(PR_SET_DUMPABLE, 1)


def _run_kernel(start: dict) -> None:
    """Be the kernel that a description says: where it listens, its limits, and as whom it runs."""
    global _path, _shell
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


def main() -> None:
    """Start the kernel that standard input describes."""
    start = json.load(sys.stdin)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # up to here somebody may want to know what went wrong
    os.umask(0o022)
    _become(start["uid"])
    _run_kernel(start)


# ------------------------------------------------------------------------------------------------------------- the zygote


def zygote() -> None:
    """Import what the arguments name, then fork a kernel for each request; the last argument says where they come."""
    _libc.prctl(PR_SET_DUMPABLE, 0)  # nobody may look into this process, nor into its forks
    *modules, numbers = sys.argv[1:]
    forkserver.serve(numbers, [*OF_A_KERNEL, *modules], _begin)


def _begin(connection: socket.socket) -> None:
    """In a fork: make a sandbox within the sandbox, run a kernel in it, and say how it ended.

    What comes through the connection is a line that describes the kernel, and the contents of the given files after it.
    What goes back are lines: that the kernel has been started, how it ended, or why it could not be started.
    """
    with connection.makefile("rb") as stream:
        start = json.loads(stream.readline())
        try:
            _separate(start["uid"] is None)
            if os.fork():  # the child is process 1 of a process tree of its own
                return
            _furnish(start, stream)
        except OSError as error:
            connection.sendall(json.dumps({"error": str(error)}).encode() + b"\n")
            return
    child = os.fork()
    if child == 0:
        connection.close()
        os.setsid()
        _become(start["uid"])
        if os.getuid() == 0:
            return  # whoever asked has forgotten to say who else
        _give_up_rights(bytes.fromhex(start["calls"]))
        _run_kernel(start)
        return
    _give_up_rights(b"")
    connection.sendall(json.dumps({"started": child}).encode() + b"\n")
    while True:
        ended, status = os.wait()
        if ended == child:
            connection.sendall(json.dumps({"ended": os.waitstatus_to_exitcode(status)}).encode() + b"\n")
            return


def _furnish(start: dict, stream: BinaryIO) -> None:
    """Give this process its own /proc, its own empty folders to write to, and the given files."""
    os.umask(0)
    _mount(None, "/", None, PRIVATE | RECURSIVE)
    _mount("proc", "/proc", "proc", NO_SUID | NO_DEVICES | NO_PROGRAMS)
    covered = {folder: os.open(folder, os.O_PATH) for folder in start["covered"]}
    for folder, size in start["rooms"].items():
        _mount("tmpfs", folder, "tmpfs", NO_SUID | NO_DEVICES, f"size={size},mode=1777")
    for folder, number in covered.items():
        for above in reversed([folder, *Path(folder).parents]):
            with contextlib.suppress(FileExistsError):
                os.mkdir(above, 0o755)
        _mount(f"/proc/self/fd/{number}", folder, None, BIND | RECURSIVE)
        _mount(None, folder, None, BIND | REMOUNT | READ_ONLY | NO_SUID | NO_DEVICES)
        os.close(number)
    for folder in start["folders"]:
        os.makedirs(folder)
    store = f"{start['work']}/.given"
    os.mkdir(store)
    sizes = [size for _, size in start["given"]]
    _mount("tmpfs", store, "tmpfs", NO_SUID | NO_DEVICES, f"size={2 * sum(sizes) + 2**20},mode=0755")
    shown = dict(start["shown"])
    for number, (place, size) in enumerate(start["given"]):
        shown[place] = f"{store}/{number}"
        with open(shown[place], "wb") as file:
            file.write(stream.read(size))
        os.chmod(shown[place], 0o444)
    for place, path in shown.items():
        os.makedirs(os.path.dirname(place), exist_ok=True)
        os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o444))
        _mount(path, place, None, BIND)
        _mount(None, place, None, BIND | REMOUNT | READ_ONLY | NO_SUID | NO_DEVICES)
    _call("umount2", store.encode(), DETACH)
    os.rmdir(store)
    os.umask(0o022)
    os.chdir(start["work"])


def _give_up_rights(calls: bytes) -> None:
    """Keep no right of a process that may mount, now or later; then, from here on, make only some calls.

    Args:
        calls: a seccomp program, or nothing.
    """
    none = struct.pack("=6I", *[0] * 6)
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _call("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    _call("capset", struct.pack("=Ii", CAPABILITY_VERSION_3, 0), none)
    if calls:
        program = ctypes.create_string_buffer(calls, len(calls))
        header = struct.pack("@HP", len(calls) // 8, ctypes.addressof(program))
        _call("prctl", PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.c_char_p(header), 0, 0)


def _separate(user: bool) -> None:
    """Leave the namespaces of the process from which this was forked; also that of users, where there is only one inside."""
    uid, gid = os.getuid(), os.getgid()
    _call("unshare", NEW_MOUNTS | NEW_PROCESSES | NEW_IPC | NEW_NETWORK | (NEW_USERS if user else 0))
    if user:
        _libc.prctl(PR_SET_DUMPABLE, 1)  # else its files in /proc are not its own; nobody is there to look yet
        for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)
        _libc.prctl(PR_SET_DUMPABLE, 0)


def _mount(what: str | None, where: str, kind: str | None, flags: int, options: str | None = None) -> None:
    texts = [text.encode() if text is not None else None for text in (what, where, kind, options)]
    _call("mount", *texts[:3], flags, texts[3])


def _call(name: str, *arguments: object) -> None:
    """A call of the C library's.

    Raises:
        OSError: it failed.
    """
    whole = [ctypes.c_long(argument) if isinstance(argument, int) else argument for argument in arguments]
    if getattr(_libc, name)(*whole):
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
