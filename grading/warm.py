"""A process that has its imports done and forks whenever it is asked: what begins in the fork need not wait for them.

`Mother` starts and asks it, `serve` is what it does. Nothing of what a fork does reaches the next one.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import random
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable


class Mother:
    """A process that forks on request.

    Args:
        command: that starts it; the number of the connection to it is added. It calls `serve`.
        passed: numbers of further files that it inherits.
        options: for `subprocess.Popen`.
    """

    def __init__(self, command: list[str], passed: Iterable[int] = (), **options: object):
        self._control, theirs = socket.socketpair()
        self.owner = os.getpid()
        with theirs:
            files = [theirs.fileno(), *passed]
            self.process = subprocess.Popen([*command, str(theirs.fileno())], pass_fds=files, **options)

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
        return self.owner == os.getpid() and self.process.poll() is None

    def close(self) -> None:
        """End it."""
        self._control.close()
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()


def serve(control: socket.socket, modules: Iterable[str], begin: Callable[[socket.socket], None]) -> None:
    """Import, then fork for each connection that comes, until nobody is left who could ask.

    Args:
        control: where they come.
        modules: names of what is imported beforehand; what can't be is left out.
        begin: what a fork does with its connection; afterwards it ends.
    """
    for name in modules:
        with contextlib.suppress(BaseException):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, what the forks share
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no fork is waited for
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            _, files, _, _ = socket.recv_fds(control, 1, 1)
        except OSError:
            return
        if not files:
            return
        if os.fork() == 0:
            try:
                control.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                signal.signal(signal.SIGINT, signal.default_int_handler)
                _draw_anew()
                begin(socket.socket(fileno=files[0]))
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(0)
        os.close(files[0])


def _draw_anew() -> None:
    """Give a fork random numbers of its own, as a new process has."""
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
