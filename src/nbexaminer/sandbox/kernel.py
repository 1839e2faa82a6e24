"""A kernel for student code in a process of its own, watched until it is closed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

from nbexaminer.sandbox import launch, processes, watch
from nbexaminer.sandbox.forks import Forks, KernelFork
from nbexaminer.sandbox.layout import MEGABYTE, WRITABLE
from nbexaminer.sandbox.measure import Meter
from nbexaminer.sandbox.settings import Sandbox
from nbexaminer.sandbox.sockets import KernelSockets
from nbexaminer.system import tempdirs


class SandboxedKernel:
    """One kernel in its sandbox, watched until it is closed.

    It is started at once, and listens when it has been made.

    Args:
        settings: of the sandbox.
        given: name in the working folder -> file that is to lie there.
        connection: content of the kernel's connection file.
        arguments: the kernel's command line.

    Attributes:
        process: the kernel, or bubblewrap around it, as `subprocess.Popen` shows it.
        reason: why it was killed ("time", "memory", "processes" or "left behind"), or None.
        interrupted: whether the cell that runs, or ran last, was interrupted.
        prefix: what the names of the kernel's five sockets begin with, for its clients.
        orphaned: whether it ended because what it was started from had ended.

    Raises:
        SandboxError: it can't be started.
    """

    orphaned = False

    def __init__(self, settings: Sandbox, given: dict[str, Path], connection: dict, arguments: list[str]):
        self.settings = settings
        self.reason: str | None = None
        self.interrupted = False
        self._deadline: float | None = None
        self._limits = watch.Limits(settings.memory * MEGABYTE, settings.processes)
        self._usage = watch.Usage()
        self._over = threading.Event()
        self._sockets: KernelSockets | None = None
        self._handle: int | None = None
        self._private = tempdirs.create()
        try:
            self._start(given, connection, arguments)
        except BaseException:
            self.close()
            raise
        threading.Thread(target=self._watch, name="watch the sandbox", daemon=True).start()

    def _start(self, given: dict[str, Path], connection: dict, arguments: list[str]) -> None:
        protected = self.settings.enabled
        start = launch.describe(self.settings, self._private, connection, arguments)
        launched = self._launch(given, start)
        self.process, self._first = launched.process, launched.first
        self._meter = Meter(self._first, protected, WRITABLE)
        self._forks = Forks(self._first, {self._first} if protected else ())
        self._sockets = KernelSockets(launched, connection, self._private)
        self.prefix = self._sockets.prefix
        self._kernel = min(processes.children(self._first), default=0) if protected else self._first
        # The number alone may be another process's once the kernel has ended.
        with contextlib.suppress(OSError):
            self._handle = os.pidfd_open(self._kernel)

    def _launch(self, given: dict[str, Path], start: dict) -> launch.Launched:
        if self.settings.enabled:
            return launch.in_a_sandbox(self.settings, given, start)
        return launch.unprotected(self._private, given, start)

    # cells

    def begin(self, seconds: float) -> None:
        """Begin to count a cell's time.

        Args:
            seconds: that it may run before it is interrupted.
        """
        self.interrupted = False
        self._deadline = time.monotonic() + seconds

    def end(self) -> None:
        """Stop counting, since the cell has ended."""
        self._deadline = None

    def interrupt(self) -> None:
        """Interrupt the cell that runs, as Ctrl-C would."""
        self.interrupted = True
        if self._handle is not None:
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(self._handle, signal.SIGINT)

    def left(self) -> tuple[int, bool]:
        """What the student's cells have left behind.

        Returns:
            The number of processes that they have started and that still run, and whether so little memory is left that few
            further cells can run.
        """
        running = self._forks.others()
        return len(running - {self._first, self._kernel}), self._too_much(running, share=0.8) == "memory"

    # checks

    def accept_fork(self, seconds: float) -> KernelFork | None:
        """Take in the fork that the kernel has just been asked to make.

        Args:
            seconds: to wait for it.

        Returns:
            The fork, or None when none came in time.
        """
        return self._forks.accept(self._sockets.forks, seconds)

    def freeze(self) -> None:
        """Stop everything but the forks: all cells have run, and what they have started may do nothing more."""
        self._forks.freeze()

    def begin_check(self, fork: KernelFork) -> None:
        """A check begins that this fork answers, or goes on where it was stopped."""
        self.reason = None
        self._forks.begin(fork)

    def stop_check(self) -> None:
        """The check waits: its fork, and what that has started, stands still until the check goes on."""
        self._forks.stop()

    def end_check(self) -> None:
        """The check has ended: its fork, and what that has started, is killed. `reason` says whether a limit ended it."""
        self._forks.end()

    # end

    def kill(self, reason: str | None = None) -> None:
        """Kill everything inside.

        Args:
            reason: for which it is killed; the first one that was given counts.
        """
        self.reason = self.reason or reason
        # In a sandbox everything ends with its first process.
        victims = {self._first} if self.settings.enabled else processes.tree(self._first)
        processes.signal_all(victims, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self.process.kill()

    def close(self) -> None:
        """Kill everything inside, and leave nothing behind."""
        self._over.set()
        if hasattr(self, "process"):
            self.kill()
            launch.reap(self.process)
        if self._sockets is not None:
            self._sockets.close()
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)
        shutil.rmtree(self._private, ignore_errors=True)

    # watch

    def _watch(self) -> None:
        """Measure again and again, until it is closed."""
        pause = watch.PAUSE
        while not self._over.wait(pause):
            pause = self._watch_checks() if self._forks.frozen else self._watch_cells()

    def _watch_cells(self) -> float:
        """Kill what uses too much or runs too long; seconds until the next time."""
        reason = self._too_much(self._forks.others())
        if reason:
            self.kill(reason)
        deadline = self._deadline
        action = watch.overdue(time.monotonic() - deadline, self.interrupted) if deadline else None
        if action == "kill":
            self.kill("time")
        elif action == "interrupt":
            self.interrupt()
        return watch.pause(self._usage, self._limits)

    def _watch_checks(self) -> float:
        """Kill the fork that answers, and what it has started, where that uses too much; seconds until the next time."""
        moving = self._forks.moving() if self._forks.answering else set()
        reason = self._too_much(moving) if moving else None
        if reason:
            self.reason = self.reason or reason
            processes.signal_all(self._forks.moving(), signal.SIGKILL)
        return watch.pause(replace(self._usage, processes=len(moving)), self._limits)

    def _too_much(self, moving: set[int], share: float = 1.0) -> str | None:
        """What is used too much of: "processes" by those that move, "memory" (beyond a share) by all of them, or nothing."""
        every = processes.tree(self._first)
        usage = self._meter.measure(moving, every)
        allowed = watch.allowed(usage, self._limits, share)
        if usage.memory > min(allowed, watch.SOON * self._limits.memory):
            usage = self._meter.measure_again(usage, every, int(allowed))
        self._usage = usage
        return watch.too_much(usage, self._limits, share)
