"""The examiner's process: it answers the requests of the grader, each of which is to run one cell."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle

from nbexaminer.examiner.examiner import Examiner
from nbexaminer.examiner.proxies import RemoteNamespace
from nbexaminer.examiner.request import Request
from nbexaminer.system import forkserver


class Student:
    """Who answers for the student's names while one cell runs.

    Args:
        connection: to the process that answers.
        process: that process, as a pidfd.
        words: of the submission.
        lines: of the submission.

    Attributes:
        names: the student's, as the cell sees them.
    """

    def __init__(self, connection: socket.socket, process: int, words: list[str], lines: list[str]):
        self._connection, self._process = connection, process
        interrupt = partial(signal.pidfd_send_signal, process)
        self.names = RemoteNamespace(connection, interrupt, 0, frozenset(words), frozenset(lines))

    def close(self) -> None:
        """Close the connection: the cell has ended."""
        self.names.end()
        self._connection.close()
        os.close(self._process)


def answer(connection: socket.socket) -> None:
    """Answer the requests that come through a connection until it closes.

    What is sent first is the number of this process; what comes first is the folder in which it is to run.
    """
    requests = Connection(connection.detach())
    requests.send_bytes(str(os.getpid()).encode())
    os.chdir(requests.recv_bytes().decode())
    sys.path.insert(0, os.getcwd())
    examiner = Examiner()
    students: dict[str, Student] = {}  # name of a cell that has begun -> who answers for it
    while True:
        try:
            request = Request.decode(requests.recv_bytes())
        except EOFError:
            return
        name, names = request.name, None
        if request.seconds is not None:
            if name not in students:
                answering = socket.socket(fileno=recv_handle(requests))
                students[name] = Student(answering, recv_handle(requests), request.words, request.lines)
            names = students[name].names
            names.give(request.seconds, request.hidden)
        if name in examiner.stopped:
            outputs = examiner.go_on(name)
        else:
            outputs = examiner.run(request.source, name, names, request.hidden_from)
        if names is not None and outputs is not None:
            students.pop(name).close()
        requests.send_bytes(json.dumps(outputs).encode())


def main() -> None:
    """Be a fork server of examiners: the arguments are modules to import, and the numbers of its connections."""
    *modules, numbers = sys.argv[1:]
    forkserver.serve(numbers, modules, answer)


if __name__ == "__main__":
    main()
