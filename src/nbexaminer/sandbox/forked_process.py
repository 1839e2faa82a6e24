"""A process that somebody else has forked, used like one that was started here."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket


class ForkedProcess:
    """A kernel's process that a zygote has forked, seen like a `subprocess.Popen`.

    Args:
        connection: to the first process of the kernel's own sandbox.
        pid: the number of that process.

    Attributes:
        pid: the number of the first process of its own sandbox.
        returncode: how it ended, as a shell writes it (128 and more for a signal); None while it runs.
    """

    def __init__(self, connection: socket.socket, pid: int):
        self._connection, self.pid = connection, pid
        self._process = os.pidfd_open(pid)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Find out whether it has ended; gives `returncode`."""
        if self.returncode is None and select.select([self._process], [], [], 0)[0]:
            self.returncode = 128 + signal.SIGKILL
            with contextlib.suppress(OSError, ValueError, KeyError, IndexError):
                lines = self._connection.recv(4096, socket.MSG_DONTWAIT).splitlines()
                code = json.loads(lines[-1])["ended"]
                self.returncode = 128 - code if code < 0 else code
        return self.returncode

    def kill(self) -> None:
        """Kill it and all that it has started."""
        with contextlib.suppress(OSError):
            signal.pidfd_send_signal(self._process, signal.SIGKILL)

    def wait(self) -> None:
        """Wait for its end, and let go of it."""
        if self._process >= 0:
            select.select([self._process], [], [])
            self.poll()
            os.close(self._process)
            self._connection.close()
            self._process = -1
