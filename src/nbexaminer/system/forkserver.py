"""A fork server: a process that has its imports done and forks on request, so that nothing in a fork has to wait for them.

Nothing of what a fork does reaches the next one. This half is the server itself; `forkclient` starts it and asks it. It needs
the standard library only, since one such server runs inside the sandbox.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import random
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterable


def serve(descriptors: str, modules: Iterable[str], begin: Callable[[socket.socket], None]) -> None:
    """Import, then fork for each connection that comes, until whoever started this process is gone.

    Args:
        descriptors: file descriptors, separated by commas: first the connection to the process that started this one, then the
            socket where other processes may join. `ForkServer.start` passes them on the command line.
        modules: names of what is imported beforehand; what can't be imported is left out.
        begin: what a fork does with its connection; afterwards the fork ends.
    """
    control, *listeners = [socket.socket(fileno=int(number)) for number in descriptors.split(",")]
    for name in modules:
        with contextlib.suppress(BaseException):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, the memory that the forks share
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no fork is waited for
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # it was held back meanwhile
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
        _seed_anew()
        begin(socket.socket(fileno=number))
    except (EOFError, ConnectionError):
        pass  # whoever asked for this fork is gone
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def _seed_anew() -> None:
    """Give a fork random numbers of its own, as a new process has."""
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
