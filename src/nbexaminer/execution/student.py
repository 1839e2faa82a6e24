"""Run the student's cells in a sandboxed kernel; again without the one that ended the kernel."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager

from nbformat import NotebookNode
from nbformat.v4 import new_output

from nbexaminer.course.demonstrations import IDLE
from nbexaminer.execution.blame import Cells, Ending, Record, Skipped, judge
from nbexaminer.execution.errors import KernelBroken, Orphaned
from nbexaminer.execution.incidents import IncidentLog
from nbexaminer.execution.layout import ForkKey, Layout
from nbexaminer.execution.limits import Limits, TimeBudget
from nbexaminer.execution.session import KernelSession

SPARE = 0.5
"""Seconds that the kernel is waited for in place of a skipped cell, besides those that the cell ran."""


class StudentCells:
    """The student's cells of one notebook.

    Args:
        layout: of the notebook.
        idle: indices of cells that need not be run.
        limits: of the notebook.
        log: of the notebook's incidents.
        start: starts a kernel.
        step: a context manager around each step, as `ExecuteSubmission.step`.
    """

    def __init__(
        self,
        layout: Layout,
        idle: set[int],
        limits: Limits,
        log: IncidentLog,
        start: Callable[[], Awaitable[KernelSession]],
        step: Callable[[str], AbstractContextManager],
    ):
        self._layout, self._idle, self._limits, self._log = layout, idle, limits, log
        self._start, self._step = start, step
        self._cells = Cells(layout.student_cells, layout.added_cells, frozenset(layout.places))
        self._move_to(0)

    async def run(self, budget: TimeBudget) -> KernelSession:
        """Run the cells, as often as it takes.

        Returns:
            The session, disconnected; it has a fork for each run of a trusted cell.

        Raises:
            Orphaned: a process of the grader's own has ended.
        """
        record = Record()
        while True:
            with self._step("kernel"):
                session = await self._start()
            self._move_to(0)
            try:
                await self._run_once(session, record.skipped, budget)
                if session.kernel.reason:
                    raise KernelBroken(session.kernel.reason)
            except KernelBroken as broken:
                ending = Ending(self._current, time.monotonic() - self._since, str(broken))
                session.close()
                if session.kernel.orphaned:
                    raise Orphaned from None
                record = self._blame(record, ending, session.kernel.process.returncode)
            except BaseException:
                session.close()
                raise
            else:
                session.disconnect()
                return session

    def _move_to(self, index: int) -> None:
        """Note which cell begins now."""
        self._current, self._since = index, time.monotonic()

    async def _run_once(self, session: KernelSession, skipped: Mapping[int, Skipped], budget: TimeBudget) -> None:
        """Run the cells in order, and have the kernel fork at each check.

        Raises:
            KernelBroken: the kernel has ended, or can't be used any more.
        """
        due: list[ForkKey] = []  # forks that must be made before the next cell runs
        for index, cell in self._layout.code_cells.items():
            forks = self._layout.forks_at(index)
            if index in self._idle:
                cell.outputs = [new_output("stream", name="stdout", text=IDLE)]
            elif forks is not None:
                due += forks
            else:
                await self._fork(session, due)
                due = []
                self._move_to(index)
                if index in skipped:
                    await self._wait(session, skipped[index].waits_for)
                else:
                    with self._step("cells"):
                        await self._run_cell(session, cell, index, budget)
                # `kill -9 -1` in a cell ends the forks of the checks before it.
                if not session.forks_live():
                    session.kernel.kill()
                    raise KernelBroken(session.kernel.reason or "kernel")
        await self._fork(session, due + self._layout.forks_at_the_end())
        session.kernel.freeze()
        if not session.forks_live():
            raise KernelBroken(session.kernel.reason or "kernel")

    async def _fork(self, session: KernelSession, keys: list[ForkKey]) -> None:
        with self._step("forks"):
            await session.fork(keys)

    async def _run_cell(self, session: KernelSession, cell: NotebookNode, index: int, budget: TimeBudget) -> None:
        if not cell.source.strip():
            return
        seconds = budget.for_cell()
        if seconds <= 0:
            self._log.report(cell, "notebook", only_output=True)
            return
        reason = await session.run_cell(cell, index, seconds)
        if reason:
            self._log.report(cell, reason)

    @staticmethod
    async def _wait(session: KernelSession, seconds: float) -> None:
        """Wait in place of a skipped cell, as long as it ran before the kernel ended.

        Raises:
            KernelBroken: the kernel has ended: not because of this cell, but of something earlier.
        """
        limit = time.monotonic() + seconds + SPARE
        while seconds and time.monotonic() < limit:
            if not await session.is_alive():
                raise KernelBroken(session.kernel.reason or "kernel")
            await asyncio.sleep(0.05)

    def _blame(self, record: Record, ending: Ending, exit_code: int | None) -> Record:
        """Find the cell that ended the kernel, and report it: the record from now on."""
        verdict = judge(record, ending, self._cells, self._limits.kernels)
        cells = self._layout.notebook.cells
        for index in verdict.forgiven:
            self._log.forget(cells[index])
        blamed = cells[verdict.blamed]
        reason = "memory" if ending.reason == "answer" and _ran_out_of_memory(blamed) else ending.reason
        self._log.report(blamed, reason, exit_code)
        for index in verdict.given_up:
            self._log.report(cells[index], "given up", started=verdict.record.kernels, only_output=True)
        return verdict.record


def _ran_out_of_memory(cell: NotebookNode) -> bool:
    return any(output.get("ename") == "MemoryError" for output in cell.get("outputs", []))
