"""A process that has its imports done and forks whenever it is asked: what begins in the fork need not wait for them.

`ForkServer` starts and asks it, `serve` is what it does. Nothing of what a fork does reaches the next one. Several processes
may share one: the one that starts it, and those that join it by the name of a socket.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import importlib
import os
import random
import select
import selectors
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path


class ForkServer:
    """A process that forks on request.

    Args:
        control: the connection to it.
        process: it, where it was started here.
    """

    def __init__(self, control: socket.socket, process: subprocess.Popen | None = None):
        self._control, self._process = control, process
        self._owner = os.getpid()

    @classmethod
    def start(cls, command: list[str], listener: socket.socket | None = None, **options: object) -> ForkServer:
        """Start one.

        Args:
            command: that calls `serve`; the numbers of its connections are added.
            listener: where others may join it.
            options: for `subprocess.Popen`.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            passed = [one.fileno() for one in (theirs, listener) if one is not None]
            numbers = ",".join(map(str, passed))
            return cls(ours, subprocess.Popen([*command, numbers], pass_fds=passed, **options))

    @classmethod
    def join(cls, path: Path) -> ForkServer:
        """One that somebody else has started.

        Raises:
            OSError: there is none.
        """
        control = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            control.connect(str(path))
        except OSError:
            control.close()
            raise
        return cls(control)

    def fork(self) -> socket.socket:
        """The connection to a new fork.

        Raises:
            OSError: the process has ended.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [b"f"], [theirs.fileno()])
            except OSError:
                ours.close()
                raise
        return ours

    def lives(self) -> bool:
        """Whether it can be asked, by this process."""
        if self._owner != os.getpid():
            return False
        try:
            return self._control.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False

    def close(self) -> None:
        """Let go of it; the one that was started here ends."""
        self._control.close()
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
            self._process.wait()


_shared: Path | None = None


def share(folder: Path | None) -> None:
    """Have this process share what it starts with all others that share this folder, which nobody else may enter.

    Args:
        folder: where; None to share no more.
    """
    global _shared
    _shared = folder


def fork_server(name: str, start: Callable[[socket.socket | None], ForkServer]) -> ForkServer:
    """The shared process of this name, started now if there is none; where nothing is shared, one of one's own."""
    if _shared is None:
        return start(None)
    path = _shared / name
    with open(path.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with contextlib.suppress(OSError):
            return ForkServer.join(path)
        path.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            listener.bind(str(path))
            listener.listen(64)
            return start(listener)


def serve(numbers: str, modules: Iterable[str], begin: Callable[[socket.socket], None]) -> None:
    """Import, then fork for each connection that comes, until whoever started this is gone.

    Args:
        numbers: file descriptors, separated by commas: first the connection to the process that started this one, then the
            socket where other processes may join. `ForkServer.start` passes them on the command line.
        modules: names of what is imported beforehand; what can't be is left out.
        begin: what a fork does with its connection; afterwards it ends.
    """
    control, *listeners = [socket.socket(fileno=int(number)) for number in numbers.split(",")]
    for name in modules:
        with contextlib.suppress(BaseException):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, what the forks share
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no fork is waited for
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    waiting = selectors.DefaultSelector()
    for one in (control, *listeners):
        waiting.register(one, selectors.EVENT_READ)
    while True:
        for key, _ in waiting.select():
            if key.fileobj in listeners:
                waiting.register(key.fileobj.accept()[0], selectors.EVENT_READ)
                continue
            try:
                files = socket.recv_fds(key.fileobj, 1, 1)[1]
            except OSError:
                files = []
            if files and os.fork() == 0:
                _run(begin, files[0], [*waiting.get_map().values()])
            for number in files:
                os.close(number)
            if not files and key.fileobj is control:
                return
            if not files:
                waiting.unregister(key.fileobj)
                key.fileobj.close()


def _run(begin: Callable[[socket.socket], None], number: int, others: list[selectors.SelectorKey]) -> None:
    """Be a fork, and end."""
    try:
        for key in others:
            key.fileobj.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _draw_anew()
        begin(socket.socket(fileno=number))
    except (EOFError, ConnectionError):
        pass  # whoever asked for it is gone
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def end_with_parent(parent: int) -> None:
    """Have the system end this process when a process that runs now has ended."""
    watched = os.pidfd_open(parent)

    def watch() -> None:
        select.select([watched], [], [])
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="end with the parent", daemon=True).start()


def _draw_anew() -> None:
    """Give a fork random numbers of its own, as a new process has."""
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
