"""Start a fork server, join one that another process has started, and ask it for forks.

Several processes may share one server: the one that starts it, and those that join it by the name of a socket.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

from nbexaminer.system.processes import interrupted_later


class ForkServer:
    """A fork server, as seen from a process that asks it.

    Args:
        control: the connection to it.
        process: the server, if it was started here.
    """

    def __init__(self, control: socket.socket, process: subprocess.Popen | None = None):
        self._control, self._process = control, process
        self._owner = os.getpid()

    @classmethod
    def start(
        cls, command: list[str], listener: socket.socket | None = None, files: Iterable[int] = (), **options: object
    ) -> ForkServer:
        """Start a server.

        Args:
            command: a program that calls `forkserver.serve`; the file descriptors that it needs are added.
            listener: where other processes may join it.
            files: further descriptors that the program inherits.
            options: for `subprocess.Popen`.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            passed = [one.fileno() for one in (theirs, listener) if one is not None]
            descriptors = ",".join(map(str, passed))
            with interrupted_later():
                return cls(ours, subprocess.Popen([*command, descriptors], pass_fds=[*passed, *files], **options))

    @classmethod
    def join(cls, path: Path) -> ForkServer:
        """Join a server that another process has started.

        Args:
            path: of the socket where it listens.

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
        """Ask for a fork; the connection to it.

        Raises:
            OSError: the server has ended.
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
        """Whether this process can ask it for forks."""
        if self._owner != os.getpid():
            return False
        try:
            return self._control.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False

    def close(self) -> None:
        """Let go of it; a server that was started here ends."""
        self._control.close()
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
            self._process.wait()


_shared: Path | None = None


def share(folder: Path | None) -> None:
    """Share the servers that this process starts with all processes that name the same folder.

    Args:
        folder: which nobody else may enter; None to share no more.
    """
    global _shared
    _shared = folder


def fork_server(name: str, start: Callable[[socket.socket | None], ForkServer]) -> ForkServer:
    """The shared server of this name, or one of this process's own where nothing is shared.

    Args:
        name: under which it is shared.
        start: starts the server, given the socket where other processes may join it; called only if there is none yet.
    """
    if _shared is None:
        return start(None)
    path = _shared / name
    with open(path.with_suffix(".lock"), "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with contextlib.suppress(OSError):
            return ForkServer.join(path)
        path.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            listener.bind(str(path))
            listener.listen(64)
            return start(listener)
