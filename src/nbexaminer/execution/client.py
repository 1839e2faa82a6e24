"""The clients of a sandboxed kernel: one that sends and receives messages, one that makes cells' outputs of them.

Whatever a kernel sends may be forged by the code that runs in it, and may be of any size.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass
from queue import Empty

import zmq
import zmq.asyncio
from jupyter_client import AsyncKernelClient
from nbclient import NotebookClient
from nbformat import NotebookNode

from nbexaminer.execution.limits import Limits
from nbexaminer.execution.outputs import join_streams
from nbexaminer.sandbox.kernel import SandboxedKernel
from nbexaminer.sandbox.layout import MEGABYTE

LARGEST_MESSAGE = 16 * MEGABYTE
"""Bytes of one message of a kernel; a larger one ends its connection."""
LARGEST_LATE_ERROR = 64 * 1024
"""Characters of an error that is still shown where the outputs of all cells together are beyond their limit."""
WAITING_MESSAGES = 64
"""Messages of a kernel that may wait to be read on each of its channels."""

REPLY = 5.0
"""Seconds for which the reply of a cell is awaited that has ended and was interrupted: an interrupt at its end can lose it."""


class KernelClient(AsyncKernelClient):
    """A kernel's client that asks the sandbox whether the kernel lives."""

    kernel: SandboxedKernel | None = None

    @classmethod
    def connect(cls, kernel: SandboxedKernel, connection: dict) -> KernelClient:
        """A client that is connected to a kernel, in a context of its own, with limits.

        Args:
            kernel: that listens.
            connection: how to reach it, as in a connection file.
        """
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.MAXMSGSIZE, LARGEST_MESSAGE)
        context.setsockopt(zmq.RCVHWM, WAITING_MESSAGES)
        client = cls(context=context)
        client.kernel = kernel
        client.load_connection_info(connection)
        client.start_channels(stdin=False, hb=False, control=False)
        client.allow_stdin = False
        return client

    def disconnect(self) -> None:
        """Close all connections at once."""
        self.stop_channels()
        self.context.destroy(linger=0)

    async def _async_is_alive(self) -> bool:
        return self.kernel is not None and self.kernel.process.poll() is None

    is_alive = _async_is_alive  # the base class has bound its own

    async def greet(self, seconds: float) -> None:
        """Wait until the kernel answers, and until what it shows arrives here.

        Raises:
            RuntimeError: it doesn't in time, or has ended.
        """
        limit = time.monotonic() + seconds
        while time.monotonic() < limit and await self.is_alive():
            asked = self.kernel_info()
            with contextlib.suppress(Empty):
                while (await self.get_shell_msg(timeout=1))["parent_header"].get("msg_id") != asked:
                    pass
                while (await self.get_iopub_msg(timeout=0.2))["parent_header"].get("msg_id") != asked:
                    pass
                return
        raise RuntimeError("the kernel does not answer")


@dataclass
class Received:
    """What has come from the kernel while a cell ran.

    Attributes:
        size: characters of all outputs, about.
        too_much: whether some were left out, because they were beyond a limit of the cell.
        left_out: whether some were left out, because those of all cells together were beyond a limit.
        ended: whether the message has come with which the kernel ends a cell.
    """

    size: int = 0
    too_much: bool = False
    left_out: bool = False
    ended: bool = False


class CellClient(NotebookClient):
    """nbclient's way to run a cell; its time is limited by the sandbox, its outputs are limited here.

    Args:
        notebook: whose cells are run.
        kernel: that runs them.
        limits: of the notebook.
        settings: nbclient's own.
    """

    def __init__(self, notebook: NotebookNode, kernel: SandboxedKernel, limits: Limits, **settings: object):
        super().__init__(notebook, **settings)
        self._kernel, self._limits = kernel, limits
        self._received = Received()
        self._size, self._count = 0, 0  # of the outputs of all cells

    async def run_cell(self, cell: NotebookNode, index: int) -> Received:
        """Run a cell, and put its outputs into it.

        Raises:
            DeadKernelError: the kernel has ended.
            Exception: a message was forged or broken.
        """
        self._received = Received()
        running, was_lost = asyncio.ensure_future(self.async_execute_cell(cell, index)), False
        try:
            while not (await asyncio.wait({running}, timeout=REPLY))[0]:
                is_lost = self._received.ended and self._kernel.interrupted
                if is_lost and was_lost:
                    break
                was_lost = is_lost
            else:
                await running
        finally:
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await running
        return self._received

    def _get_timeout(self, cell: NotebookNode | None) -> None:
        """No time limit of nbclient's: the sandbox watches the time."""

    def process_message(self, message: dict, cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        """Handle a message of the kernel's; outputs beyond the limit, and messages of widgets, are left out."""
        kind, content = message["msg_type"], message["content"]
        if kind.startswith("comm"):
            return None
        if kind == "status":
            self._received.ended = content["execution_state"] == "idle"
        elif kind != "execute_input" and self._is_too_much(content, cell):
            if not self._kernel.interrupted:
                self._kernel.interrupt()
            return None
        elif kind != "execute_input" and self._is_left_out(kind, content):
            return None
        output = super().process_message(message, cell, cell_index)
        if kind == "stream" and output is not None:
            cell.outputs[-2:] = join_streams(cell.outputs[-2:])
        return output

    def _is_too_much(self, content: dict, cell: NotebookNode) -> bool:
        """Whether one more output of a cell is beyond a limit."""
        received = self._received
        received.size += _characters(content)
        beyond = received.size > self._limits.output * MEGABYTE or len(cell.outputs) >= self._limits.outputs
        received.too_much = received.too_much or beyond
        return beyond

    def _is_left_out(self, kind: str, content: dict) -> bool:
        """Whether one more output is beyond what the cells of the notebook may show together.

        The cell runs on: it is not to blame for what others have shown. How it ended is told all the same.
        """
        size = _characters(content)
        if kind == "error" and size <= LARGEST_LATE_ERROR:
            return False
        beyond = (
            self._size + size > self._limits.notebook_output * MEGABYTE or self._count >= self._limits.notebook_outputs
        )
        if beyond:
            self._received.left_out = True
        else:
            self._size, self._count = self._size + size, self._count + (kind != "stream")
        return beyond


def _characters(content: dict) -> int:
    return len(repr(content))
