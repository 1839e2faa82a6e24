"""The examiner's process, as seen from here: how it is started, asked and ended."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.reduction import send_handle
from pathlib import Path

from nbexaminer.examiner.request import Request
from nbexaminer.execution.environment import single_threaded
from nbexaminer.execution.errors import ATTEMPTS, Orphaned
from nbexaminer.sandbox.forks import KernelFork
from nbexaminer.system.forkclient import ForkServer, fork_server


class ExaminerProcess:
    """The trusted side of one notebook, in a process of its own, which is started at once.

    Args:
        folder: where it runs, with the assignment's given files.
        modules: what its cells import.
        words: of the submission.
        lines: of the submission.
    """

    def __init__(self, folder: Path, modules: tuple[str, ...], words: frozenset[str], lines: frozenset[str]):
        self._folder, self._modules, self._words, self._lines = folder, modules, words, lines
        self._to_repeat: list[tuple[str, str]] = []  # name and text of the cells that a new process runs first
        self._has_ended = False
        self._start()

    def _start(self) -> None:
        self._is_gone = False  # seen at the pipe; the process itself may be seen to end a little later
        for left in reversed(range(ATTEMPTS)):
            try:
                self._pipe = Connection(examiner_server(self._modules).fork().detach())
                self._process = os.pidfd_open(int(self._pipe.recv_bytes()))
                break
            except (EOFError, OSError):  # the fork server has ended just now, with the process that had started it
                if not left:
                    raise
        self._pipe.send_bytes(str(self._folder).encode())
        self._waiting: list[str] = []  # names of the cells whose outputs have not come yet
        self._stopped: set[str] = set()  # names of the cells that have come to their hidden tests

    def submit(
        self,
        name: str,
        source: str,
        fork: KernelFork | None = None,
        seconds: float = 0,
        hidden_from: int | None = None,
        hidden: bool = False,
    ) -> None:
        """Have a cell run, or go on after `outputs` was None for it.

        Args:
            name: its id.
            source: its text.
            fork: of the student's kernel, that answers; without one where it needs no answers.
            seconds: that the fork has.
            hidden_from: the line at which its hidden tests begin, where it is to stop there.
            hidden: whether what the student's functions see may be something hidden.

        Raises:
            Orphaned: the process has ended.
        """
        answers = {"seconds": seconds, "words": sorted(self._words), "lines": sorted(self._lines)} if fork else {}
        request = Request(name, source, hidden_from=hidden_from, hidden=hidden, **answers)
        try:
            self._pipe.send_bytes(request.encode())
            if fork and name not in self._stopped:
                send_handle(self._pipe, fork.connection.fileno(), None)
                send_handle(self._pipe, fork.process, None)
        except ConnectionError:
            self._is_gone = True
            raise Orphaned from None
        if not fork:
            self.repeat_after_restart(name, source)
        self._stopped.discard(name)
        self._waiting.append(name)

    def repeat_after_restart(self, name: str, source: str) -> None:
        """Have a cell run again, without a fork that answers, whenever the process has to be started again."""
        self._to_repeat.append((name, source))

    def outputs(self, seconds: float) -> list[dict] | None:
        """The outputs of the cell that was submitted last; None where it has come to its hidden tests.

        Raises:
            TimeoutError: it took too long, or ended the process; that is started again.
            Orphaned: the process has ended, for the first time.
        """
        deadline = time.monotonic() + seconds
        outputs = None
        try:
            while self._waiting:
                if not self._pipe.poll(max(0, deadline - time.monotonic())):
                    raise TimeoutError
                outputs = json.loads(self._pipe.recv_bytes())
                name = self._waiting.pop(0)
                if outputs is None:
                    self._stopped.add(name)
            return outputs
        except (TimeoutError, EOFError, OSError) as error:
            self._is_gone = not isinstance(error, TimeoutError)
            if self._is_gone and not self._has_ended:
                self._has_ended = True  # by nothing that a submission could have done; a second time, a check did it
                raise Orphaned from None
            self._restart()
            raise TimeoutError from None

    def _restart(self) -> None:
        self.close()
        self._start()
        repeated, self._to_repeat = self._to_repeat, []
        for name, source in repeated:
            self.submit(name, source)

    def revive(self) -> None:
        """Start the process again if it has ended, with nothing run in it."""
        self._to_repeat = []
        if self._is_gone or select.select([self._process], [], [], 0)[0]:
            self.close()
            self._start()

    def close(self) -> None:
        """End the process."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._process, signal.SIGKILL)
        select.select([self._process], [], [])
        os.close(self._process)
        self._pipe.close()


_servers: dict[tuple[str, ...], ForkServer] = {}
_lock = threading.Lock()


def examiner_server(modules: tuple[str, ...]) -> ForkServer:
    """The fork server of examiners that have these imports done; it lives as long as this process."""
    with _lock:
        found = _servers.get(modules)
        if found is None or not found.lives():
            environment = single_threaded() | {"MPLBACKEND": "Agg", "PYTHONDONTWRITEBYTECODE": "1"}
            quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "start_new_session": True}
            command = [sys.executable, "-P", "-m", "nbexaminer.examiner.process", *modules]
            name = f"examiner-{hashlib.sha256(repr(modules).encode()).hexdigest()[:16]}"
            found = _servers[modules] = fork_server(name, partial(ForkServer.start, command, env=environment, **quiet))
        return found
