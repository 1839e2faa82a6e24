"""Forks of a kernel, each of which answers one check, and which of the kernel's processes may run meanwhile."""

from __future__ import annotations

import os
import select
import signal
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from nbexaminer.sandbox import processes


@dataclass(frozen=True)
class KernelFork:
    """A fork of the kernel that waits to answer one check.

    Attributes:
        connection: to it.
        process: a descriptor of it (a pidfd).
        pid: its number.
    """

    connection: socket.socket
    process: int
    pid: int

    def close(self) -> None:
        """Let go of it; it ends when it sees that."""
        self.connection.close()
        os.close(self.process)


def all_live(forks: Iterable[KernelFork]) -> bool:
    """Whether all of these forks can still answer."""
    ended = select.poll()
    for fork in forks:
        ended.register(fork.process, select.POLLIN)
    return not ended.poll(0)


class Forks:
    """The forks of one kernel, and the processes that may run.

    Until `freeze` everything runs. From then on only the fork that answers a check runs, and what it has started.

    Args:
        first: number of the first process of the kernel's own.
        never_stopped: numbers of processes that `freeze` lets run.
    """

    def __init__(self, first: int, never_stopped: Iterable[int]):
        self._first = first
        self._never_stopped = set(never_stopped)
        self._forks: set[int] = set()
        self._frozen: set[int] | None = None
        self._answering: int | None = None
        self._stopped: dict[int, set[int]] = {}

    @property
    def frozen(self) -> bool:
        """Whether `freeze` has been called."""
        return self._frozen is not None

    @property
    def answering(self) -> bool:
        """Whether a fork is answering a check."""
        return self._answering is not None

    def accept(self, listener: socket.socket, seconds: float) -> KernelFork | None:
        """Take in a fork that the kernel makes.

        Args:
            listener: to which it connects.
            seconds: to wait for it.

        Returns:
            The fork; None where nothing came in time, or something that is no process of this kernel.
        """
        listener.settimeout(seconds)
        try:
            connection, _ = listener.accept()
        except OSError:
            return None
        pid = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
        try:
            process = os.pidfd_open(pid)
        except OSError:
            connection.close()
            return None
        fork = KernelFork(connection, process, pid)
        if pid not in processes.tree(self._first):
            fork.close()
            return None
        self._forks.add(pid)
        return fork

    def others(self) -> set[int]:
        """Numbers of all processes of the kernel but its forks."""
        return processes.tree(self._first) - self._forks

    def moving(self) -> set[int]:
        """Numbers of the fork that answers and of what it has started: nothing else runs during a check."""
        standing = (self._frozen or set()).union(*self._stopped.values())
        return processes.tree(self._first) - standing - (self._forks - {self._answering})

    def freeze(self) -> None:
        """Stop everything but the forks."""
        self._frozen = self.others()
        processes.signal_all(self._frozen - self._never_stopped, signal.SIGSTOP)

    def begin(self, fork: KernelFork) -> None:
        """A check begins that this fork answers, or goes on where it was stopped."""
        self._answering = fork.pid
        processes.signal_all(self._stopped.pop(fork.pid, ()), signal.SIGCONT)

    def stop(self) -> None:
        """Stop the fork that answers, and what it has started, until the check goes on."""
        answering, group = self._no_longer()
        self._stopped[answering] = group
        processes.signal_all(group, signal.SIGSTOP)

    def end(self) -> None:
        """Kill the fork that answers, and what it has started."""
        processes.signal_all(self._no_longer()[1], signal.SIGKILL)

    def _no_longer(self) -> tuple[int, set[int]]:
        """The fork that answers no longer from here on; and its group."""
        answering, self._answering = self._answering, None
        return answering, (self.moving() | {answering}) - {None}
