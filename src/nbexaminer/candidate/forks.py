"""Forks of the kernel: each keeps what the student's cells have defined so far, and later answers one check.

The kernel forks before each check. The fork waits until all cells have run, and answers when the examiner asks.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Callable

from nbexaminer import protocol
from nbexaminer.candidate.answers import Answers
from nbexaminer.candidate.errors import describe
from nbexaminer.candidate.pieces import Asking
from nbexaminer.candidate.silence import Silencer
from nbexaminer.candidate.threads import LostThreads, give_back_openmp

_path = ""
_shell = None
_silencer = None
_kernels: set[threading.Thread] = set()


def prepare(path: str, shell: object) -> None:
    """Say where forks connect, and what they answer for.

    Args:
        path: of the socket on which the grader waits for forks.
        shell: IPython's, in whose namespace the student's cells run.
    """
    global _path, _shell, _silencer
    _path, _shell, _silencer = path, shell, Silencer(shell)
    _kernels.update(threading.enumerate())


def snapshot(count: int) -> None:
    """Fork, and return in the original; each fork will answer one check.

    Args:
        count: how many forks to make.

    Raises:
        OSError: a file, a connection or a process too many is in use; no more forks are made then.
    """
    lost = LostThreads(_kernels)
    give_back_openmp()
    for _ in range(count):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection, open(os.devnull, "r+b", 0) as nowhere:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the other threads are the kernel's; the fork needs none of them
                if os.fork():
                    continue
            try:
                _be_a_fork(connection, nowhere.fileno(), lost)
            finally:
                os._exit(0)


def _be_a_fork(connection: socket.socket, nowhere: int, lost: LostThreads) -> None:
    os.setsid()  # a signal to the process group of one fork must not reach another
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection.connect(_path)
    # What functions print while a check calls them could hold the inputs of hidden tests: nobody gets it.
    _silencer.silence(nowhere)
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)  # torch's other threads have not survived the fork
    lost.replace()
    serve(connection, _shell.user_ns, lost.interrupted)


def serve(
    connection: socket.socket, names: dict[str, object], interrupted: Callable = signal.default_int_handler
) -> None:
    """Answer requests until the examiner closes the connection.

    Args:
        connection: to the examiner.
        names: what the student's cells have defined.
        interrupted: handles the signal that interrupts a function which takes too long.

    Raises:
        EOFError: the examiner is done.
    """
    answers = Answers(names, Asking(connection))
    while True:
        (request,) = protocol.receive(connection)
        signal.signal(signal.SIGINT, interrupted)
        try:
            parts = answers.answer(request)
        except BaseException as error:
            parts = [b"error", protocol.encode(describe(error))]
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        protocol.send(connection, *parts)
