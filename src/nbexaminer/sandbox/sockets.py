"""The sockets of a kernel: its own five, which are held on to, and the one to which its forks connect."""

from __future__ import annotations

import os
import socket
import stat
import time
from pathlib import Path

from nbexaminer.sandbox.errors import SandboxError
from nbexaminer.sandbox.launch import Launched, complaint

CHANNELS = ("shell", "iopub", "stdin", "hb", "control")
START_TIME = 60.0
"""Seconds in which a kernel must listen after it was started."""
PAUSE = 0.002
"""Seconds between two attempts to find out whether it does."""


class KernelSockets:
    """The sockets of a kernel that has been launched, from when it listens until they are closed.

    The five sockets are opened at once and reached through this process's own descriptors: what a student's code puts at their
    paths later is never connected to.

    Args:
        launched: the kernel.
        connection: content of its connection file.
        private: a folder for this kernel, where its clients find the sockets.

    Attributes:
        prefix: what the names of the five sockets begin with, for the kernel's clients.
        forks: the socket to which forks of the kernel connect.

    Raises:
        SandboxError: the kernel ended, or does not listen in time, or not on sockets.
    """

    def __init__(self, launched: Launched, connection: dict, private: Path):
        names = [f"k-{connection[f'{channel}_port']}" for channel in CHANNELS]
        self.prefix = str(private / "k")
        self.forks = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._pins: list[int] = []
        try:
            _wait(launched, names)
            for name in names:
                self._pin(launched.listening / name, private / name)
            path = launched.listening / "forks"
            self.forks.bind(str(path))
            os.chmod(path, 0o666)
            self.forks.listen(4)
        except BaseException:
            self.close()
            raise

    def _pin(self, path: Path, link: Path) -> None:
        """Hold on to the socket that is at a path now, and link to it."""
        self._pins.append(os.open(path, os.O_PATH | os.O_NOFOLLOW))
        if not stat.S_ISSOCK(os.fstat(self._pins[-1]).st_mode):
            raise SandboxError("The kernel listens on something that is no socket.")
        os.symlink(f"/proc/{os.getpid()}/fd/{self._pins[-1]}", link)

    def close(self) -> None:
        """Let go of them."""
        self.forks.close()
        for number in self._pins:
            os.close(number)
        self._pins = []


def _wait(launched: Launched, names: list[str]) -> None:
    limit = time.monotonic() + START_TIME
    while not all(os.path.lexists(launched.listening / name) for name in names):
        if launched.process.poll() is not None or time.monotonic() > limit:
            raise SandboxError(f"The kernel did not start in its sandbox ({complaint(launched.process)}).")
        time.sleep(PAUSE)
