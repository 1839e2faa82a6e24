"""One sandboxed kernel, and the client that talks to it."""

from __future__ import annotations

import contextlib
import time
from queue import Empty

from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from nbexaminer.execution.client import CellClient, KernelClient, Received
from nbexaminer.execution.errors import KernelBroken, Orphaned
from nbexaminer.execution.kernels import KernelStarter
from nbexaminer.execution.layout import ForkKey
from nbexaminer.execution.limits import Limits
from nbexaminer.sandbox.forks import KernelFork, all_live
from nbexaminer.sandbox.kernel import SandboxedKernel

SNAPSHOT = "__import__('sys').modules['nbexaminer.candidate.forks'].snapshot({})"
"""What the kernel is asked to run so that it forks."""
RECONNECT_TIME = 4.0
"""Seconds in which a kernel that runs must answer a new connection; else nothing that it shows is received any more."""
FORK_TIME = 10.0
"""Seconds in which a kernel must have forked."""


class KernelSession:
    """A sandboxed kernel, from its start to its end.

    Attributes:
        kernel: the kernel, which may have ended.
        forks: whom it answers -> fork of the kernel.
    """

    def __init__(self, kernel: SandboxedKernel, connection: dict, cells: CellClient, limits: Limits):
        self.kernel = kernel
        self.forks: dict[ForkKey, KernelFork] = {}
        self._connection, self._cells, self._limits = connection, cells, limits
        self._client: KernelClient | None = None
        self._is_heard = True

    @classmethod
    async def start(
        cls, starter: KernelStarter, notebook: NotebookNode, limits: Limits, settings: dict[str, object]
    ) -> KernelSession:
        """Start a kernel and connect to it.

        Args:
            starter: starts it.
            notebook: whose cells it will run.
            limits: of the notebook.
            settings: nbclient's own.

        Raises:
            Orphaned: it has ended with the process that had started it.
            RuntimeError: it does not answer.
            CourseError: it can't be started.
        """
        kernel, connection = starter.start()
        session = cls(kernel, connection, CellClient(notebook, kernel, limits, **settings), limits)
        try:
            await session._connect(settings["startup_timeout"])
        except BaseException as error:
            orphaned = isinstance(error, RuntimeError) and kernel.orphaned
            session.close()
            if orphaned:
                raise Orphaned from None
            raise
        return session

    async def _connect(self, seconds: float) -> None:
        """Connect to the kernel, and wait for its answer.

        Raises:
            RuntimeError: none came in time.
        """
        self._client = self._cells.kc = KernelClient.connect(self.kernel, self._connection)
        await self._client.greet(seconds)

    def disconnect(self) -> None:
        """Close the connection; the kernel and its forks stay."""
        if self._client is not None:
            self._client.disconnect()
            self._client = self._cells.kc = None

    def close(self) -> None:
        """Close the connection, and end the kernel and its forks."""
        self.disconnect()
        for fork in self.forks.values():
            fork.close()
        self.forks = {}
        self.kernel.close()

    async def is_alive(self) -> bool:
        """Whether the kernel has not ended."""
        return self._client is not None and await self._client.is_alive()

    def forks_live(self) -> bool:
        """Whether all forks can still answer."""
        return all_live(self.forks.values())

    async def run_cell(self, cell: NotebookNode, index: int, seconds: float) -> str | None:
        """Run one cell of the student's, and put its outputs into it.

        Args:
            cell: to run.
            index: of the cell in the notebook.
            seconds: that it may take.

        Returns:
            Why it has not all of its results, as a key of `incidents.REASONS`; None where it has.

        Raises:
            KernelBroken: the kernel can't be used after it.
        """
        self.kernel.begin(seconds)
        try:
            received = await self._cells.run_cell(cell, index)
        except DeadKernelError:
            raise KernelBroken(self.kernel.reason or "kernel") from None
        except Exception as error:  # a forged or broken message: nothing that this kernel sends can be used
            self._cells.log.debug("the kernel's messages can't be read: %r", error)
            self.kernel.kill()
            raise KernelBroken(self.kernel.reason or "answer") from None
        finally:
            self.kernel.end()
        self._refuse_remains()
        return await self._what_is_missing(received)

    def _refuse_remains(self) -> None:
        """Kill the kernel if a cell has left so much behind that few other cells could run.

        Raises:
            KernelBroken: it has.
        """
        processes, is_full = self.kernel.left()
        for too_much, reason in ((processes > self._limits.left_behind, "left behind"), (is_full, "memory")):
            if too_much:
                self.kernel.kill(reason)
                raise KernelBroken(reason)

    async def _what_is_missing(self, received: Received) -> str | None:
        """Why a cell has not all of its results; where the connection was lost with them, there is a new one afterwards."""
        lost = self._is_heard and not received.ended
        if lost:
            # A message that was too large has cost the connection, and the message that ends the cell with it.
            self.disconnect()
            self._is_heard = False
            with contextlib.suppress(RuntimeError):
                await self._connect(RECONNECT_TIME)
                self._is_heard = True
        if lost and not self._is_heard and not received.too_much:
            return "silent"
        if lost or received.too_much:
            return "output"
        if self.kernel.interrupted:
            return "interrupted"
        return "together" if received.left_out else None

    async def fork(self, keys: list[ForkKey]) -> None:
        """Have the kernel fork, and put the forks into `forks`.

        Args:
            keys: whom each fork will answer.

        Raises:
            KernelBroken: it can't, or doesn't in time: the cell before has broken it, and nobody noticed.
        """
        if not keys:
            return
        asked = self._client.execute(SNAPSHOT.format(len(keys)), silent=True, store_history=False)
        limit, waiting = time.monotonic() + FORK_TIME, list(keys)
        while time.monotonic() < limit and await self.is_alive():
            fork = self.kernel.accept_fork(0.2)
            if fork is not None:
                self.forks[waiting.pop(0)] = fork
                if not waiting:
                    return
                continue
            with contextlib.suppress(Empty):
                reply = await self._client.get_shell_msg(timeout=0)
                if reply["parent_header"].get("msg_id") == asked and reply["content"]["status"] != "ok":
                    break
        self.kernel.kill()
        raise KernelBroken(self.kernel.reason or "answer")
