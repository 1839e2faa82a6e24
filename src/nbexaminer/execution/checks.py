"""Run the check cells, and put their outputs into the submission."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade

from nbexaminer.course.metadata import side
from nbexaminer.execution.examiner_process import ExaminerProcess
from nbexaminer.execution.hidden import hidden_from
from nbexaminer.execution.incidents import IncidentLog
from nbexaminer.execution.layout import FIRST, SECOND, ForkKey, Layout
from nbexaminer.execution.limits import TimeBudget
from nbexaminer.execution.session import KernelSession

GRACE = 4.0
"""Seconds after a check's time that the examiner has to come to its end."""


class CheckCells:
    """The trusted cells of one notebook.

    Args:
        layout: of the notebook.
        examiner: runs them.
        log: of the notebook's incidents.
        step: a context manager around each step, as `ExecuteSubmission.step`.
    """

    def __init__(
        self,
        layout: Layout,
        examiner: ExaminerProcess,
        log: IncidentLog,
        step: Callable[[str], AbstractContextManager],
    ):
        self._layout, self._examiner, self._log, self._step = layout, examiner, log, step
        self._cells = {name: layout.notebook.cells[index] for index, name in layout.places.items()}
        self._early = 0

    def submit_early(self) -> None:
        """Have the examiner run the first cells, which need no answers, while the student's cells run."""
        for name, trusted in self._layout.trusted.items():
            if side(trusted) != "both":
                break
            self._examiner.submit(name, trusted.source)
            self._early += 1

    def run(self, session: KernelSession, budget: TimeBudget) -> None:
        """Run first what is visible of all checks, then, where that passed, the hidden tests.

        The functions that a check calls see its inputs, and one fork can leave a note for the next. So nothing that a
        student may read comes from a function after the first hidden test has been run.
        """
        waiting: dict[str, float] = {}  # name of a check that has come to its hidden tests -> seconds that it has used
        for name, trusted in list(self._layout.trusted.items())[self._early :]:
            if side(trusted) == "both":
                self._examiner.submit(name, trusted.source)
            elif not is_grade(trusted):
                self._run_cell((name, FIRST), session, budget)
                self._examiner.repeat_after_restart(name, trusted.source)
            elif name in self._cells:
                began = time.monotonic()
                if self._run_cell((name, FIRST), session, budget):
                    waiting[name] = time.monotonic() - began
        for name, used in waiting.items():
            self._run_cell((name, FIRST), session, budget, hidden=True, used=used)
        for name in self._layout.trusted:
            if (name, SECOND) in session.forks:
                self._run_cell((name, SECOND), session, budget, hidden=True)

    def _run_cell(
        self, key: ForkKey, session: KernelSession, budget: TimeBudget, hidden: bool = False, used: float = 0.0
    ) -> bool:
        """Run one trusted cell, and put its outputs into the submission's cell, where there is one.

        Args:
            key: of the fork that answers: the name of the cell, and which of its runs this is.
            session: that has the fork.
            budget: the notebook's time.
            hidden: whether its hidden tests are to be run, or it comes after those of others.
            used: seconds of its time that are used up.

        Returns:
            Whether it has passed its visible tests and waits for the hidden ones.
        """
        with self._step("hidden" if hidden else "visible"):
            seconds, cell = budget.for_cell(used), self._cells.get(key[0])
            if seconds > 0:
                return self._examine(key, session, seconds, hidden)
            if cell is not None:
                self._log.report(cell, "notebook", only_output=True)
            return False

    def _examine(self, key: ForkKey, session: KernelSession, seconds: float, hidden: bool) -> bool:
        """What `_run_cell` does when there is time left."""
        kernel, fork, name = session.kernel, session.forks[key], key[0]
        trusted, cell = self._layout.trusted[name], self._cells.get(name)
        kernel.begin_check(fork)
        stop_at = None if hidden else hidden_from(trusted)
        self._examiner.submit(name, trusted.source, fork, seconds, stop_at, hidden)
        is_late = False
        try:
            outputs = self._examiner.outputs(seconds + GRACE)
        except TimeoutError:
            outputs, is_late = [], True
        if outputs is None and not kernel.reason:
            kernel.stop_check()
            return True
        kernel.end_check()
        if cell is not None:
            cell.outputs = _as_outputs(outputs or [])
            if is_late:
                self._log.report(cell, "check", only_output=True)
            elif kernel.reason:
                self._log.report(cell, kernel.reason)
        return False


def _as_outputs(described: list[dict]) -> list[NotebookNode]:
    """The examiner's outputs as a notebook holds them."""
    outputs = [nbformat.from_dict(output) for output in described]
    for output in outputs:
        if output.output_type == "execute_result":
            output.execution_count = None
    return outputs
