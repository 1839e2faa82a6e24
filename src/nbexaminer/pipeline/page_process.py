"""The process in which pages are written: forked for each student, with limits of time and memory.

What a student's text leads a renderer to is not known before. Here it costs that student a formatted page, and nobody else
anything: the process is ended, and a plain page is written in its place.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from nbexaminer.course.course import Course
from nbexaminer.system import forkserver
from nbexaminer.system.forkclient import ForkServer, fork_server
from nbexaminer.system.processes import end_with_parent

CPU_SECONDS = 60
"""CPU time of all pages of one student."""
SECONDS = 180.0
"""Time of the same, also where a process only waits."""
MEMORY = 1024 * 2**20
"""Bytes that it may allocate, besides what the imports take."""
_MODULES = (
    "nbgrader.converters",
    "nbgrader.api",
    "nbexaminer.report.page",
    "nbexaminer.report.feedback",
    "nbconvert.exporters",
)


class PageLost(Exception):
    """The process has ended, or was ended, before its pages were written."""


def write_in_process(root: Path, assignment: str, student: str) -> str | None:
    """Have nbgrader write a student's pages, in a process of its own.

    Returns:
        None when it succeeded, otherwise what went wrong, in one line.

    Raises:
        PageLost: it took too long, or too much memory.
    """
    for left in (1, 0):
        pipe = None
        try:
            pipe = Connection(_server().fork().detach())
            pipe.send_bytes(json.dumps([os.getpid(), str(root), assignment, student, dict(os.environ)]).encode())
            number = int(pipe.recv_bytes())
            break
        except (EOFError, OSError):  # the fork server has ended just now, with the process that had started it
            if pipe is not None:
                pipe.close()
            if not left:
                raise PageLost("its process could not be started") from None
    with pipe:
        try:
            if pipe.poll(SECONDS):
                return json.loads(pipe.recv_bytes())
        except (EOFError, OSError):
            raise PageLost("it took more time or memory than a page may take") from None
        _end(number)
        raise PageLost("it took too long")


def _end(number: int) -> None:
    """End a process that has not closed its connection, so its number is still its own."""
    os.kill(number, signal.SIGKILL)


_servers: list[ForkServer] = []
_lock = threading.Lock()


def _server() -> ForkServer:
    """The fork server of these processes; it lives as long as this process."""
    with _lock:
        if not _servers or not _servers[0].lives():
            quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            command = [sys.executable, "-P", "-m", "nbexaminer.pipeline.page_process"]
            _servers[:] = [fork_server("pages", partial(ForkServer.start, command, start_new_session=True, **quiet))]
        return _servers[0]


def _answer(connection: socket.socket) -> None:
    """In a fork: write the pages that are asked for, within the limits."""
    from nbgrader.converters import GenerateFeedback

    pipe = Connection(connection.detach())
    asker, root, assignment, student, environment = json.loads(pipe.recv_bytes())
    os.environ.clear()
    os.environ.update(environment)  # the fork server's own may be another: it is as old as the server
    end_with_parent(asker)
    pipe.send_bytes(str(os.getpid()).encode())
    _limit()
    pipe.send_bytes(json.dumps(Course(Path(root)).run(GenerateFeedback, assignment, student)).encode())


def _limit() -> None:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Be a fork server of these processes: the arguments are the numbers of its connections."""
    forkserver.serve(sys.argv[1], _MODULES, _answer)


if __name__ == "__main__":
    main()
