"""What a fork of the kernel shows goes nowhere, whatever it is written to, and without waiting for anybody.

The kernel publishes what it shows through a thread, and two more threads read what is written to its standard output and
error. A fork has none of them. The student's code may hold any of the kernel's streams: a handler of `logging`, a progress
bar, a copy of `sys.stdout`. So the streams themselves are silenced, and not only the names by which they are usually found.
"""

from __future__ import annotations

import contextlib
import os
import sys


def _write(text: str) -> int:
    if not isinstance(text, str):
        raise TypeError(f"write() argument must be str, not {type(text)}")
    return len(text)


def _writelines(texts: list[str]) -> None:
    for text in texts:
        _write(text)


def _flush() -> None:
    """Nothing waits to be written."""


class Silencer:
    """Silences a fork of the kernel; made in the kernel, before the student's first cell.

    Args:
        shell: IPython's, of the kernel.
    """

    def __init__(self, shell: object):
        self._session = shell.kernel.session
        self._publisher = shell.kernel.iopub_socket.io_thread
        self._streams = [stream for stream in (sys.stdout, sys.stderr) if hasattr(stream, "pub_thread")]

    def silence(self, nowhere: int) -> None:
        """Let go nowhere what this process, a fork, writes and shows from now on.

        Args:
            nowhere: a file descriptor of the null device, open for reading and writing.
        """
        for stream in self._streams:
            # as attributes of the stream itself: whoever holds it, and whatever `sys.stdout` is by now, finds these
            stream.write, stream.writelines, stream.flush = _write, _writelines, _flush
        self._session.pid = os.getpid()  # else each message of a fork is warned of
        with contextlib.suppress(Exception):  # a student's cell may have closed it
            self._publisher.close()  # outputs, displays and messages of widgets: nothing is sent any more
        for number in _writers(self._streams):
            with contextlib.suppress(OSError):
                os.dup2(nowhere, number)


def _writers(streams: list) -> set[int]:
    """All file descriptors from 0 to 2, and those that lead where one of them does, such as a copy that was kept of one."""
    found = {0, 1, 2}
    for stream in streams:
        with contextlib.suppress(Exception):
            found.add(stream.fileno())
    places = set()
    for number in found:
        with contextlib.suppress(OSError):
            places.add(_place(number))
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):  # the folder's own descriptor is closed by now
            if _place(int(name)) in places:
                found.add(int(name))
    return found


def _place(number: int) -> tuple[int, int]:
    status = os.fstat(number)
    return status.st_dev, status.st_ino
