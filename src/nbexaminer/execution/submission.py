"""Run a submission, as a preprocessor of nbgrader's: its settings, and how the parts of this folder work together."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

import nbformat
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from traitlets import Bool, Integer

from nbexaminer.authoring.specs import with_specs
from nbexaminer.course.demonstrations import idle_cells
from nbexaminer.course.errors import CourseError
from nbexaminer.course.metadata import RunRecord, run_record, write_run_record
from nbexaminer.course.notebooks import source_notebook
from nbexaminer.execution.checks import CheckCells
from nbexaminer.execution.errors import ATTEMPTS, Orphaned
from nbexaminer.execution.examiner_process import ExaminerProcess
from nbexaminer.execution.files import written
from nbexaminer.execution.incidents import IncidentLog
from nbexaminer.execution.kernels import KernelStarter
from nbexaminer.execution.layout import Layout, lay_out
from nbexaminer.execution.limits import Limits, TimeBudget
from nbexaminer.execution.modules import modules_of
from nbexaminer.execution.notebook import ExecuteNotebook
from nbexaminer.execution.outputs import tidy_outputs
from nbexaminer.execution.packing import make_task
from nbexaminer.execution.session import KernelSession
from nbexaminer.execution.student import StudentCells
from nbexaminer.execution.task import Task
from nbexaminer.execution.tell_missing import tell_missing, tell_unreadable
from nbexaminer.sandbox.layout import MEGABYTE
from nbexaminer.sandbox.settings import Sandbox

CHANGEABLE = 16
"""Megabytes of the student's own files that his code may change; more are only shown, as data sets seldom are changed."""


class ExecuteSubmission(ExecuteNotebook):
    """Run a submission: the student's cells in a sandbox, the check cells in a process that sees only answers.

    What belongs to which side, and what a check cell holds, is read from the assignment's source, never from the submission.

    Attributes:
        task: what to run; None to make one of the notebook that is handed to `preprocess`.
    """

    notebook_timeout = Integer(600, help="seconds for all cells of a notebook together").tag(config=True)
    restarts = Integer(4, help="how often a kernel is started again without the cell that ended it").tag(config=True)
    output_limit = Integer(4, help="megabytes of output of one cell").tag(config=True)
    left_behind = Integer(8, help="processes that a cell may leave running").tag(config=True)
    outputs_limit = Integer(300, help="outputs of one cell, pieces of a stream counted as one").tag(config=True)
    notebook_output_limit = Integer(10, help="megabytes of output of all cells of a notebook together").tag(config=True)
    notebook_outputs_limit = Integer(2000, help="outputs of all cells of a notebook together").tag(config=True)
    demonstrations = Bool(False, help="also run given cells that only show something, on which no point depends").tag(
        config=True
    )
    task: Task | None = None
    raise_on_iopub_timeout = Bool(False)
    iopub_timeout = Integer(2)

    def step(self, name: str) -> AbstractContextManager:
        """Called around each step, for subclasses that measure them.

        Args:
            name: "kernel" (one is started), "cells" (one of the student's is run), "forks" (the kernel forks), "visible" or
                "hidden" (tests of one check are run).
        """
        return nullcontext()

    def run_cells(
        self, notebook: NotebookNode, resources: ResourcesDict | None, km: object
    ) -> tuple[NotebookNode, ResourcesDict]:
        """The part of `preprocess` that runs the cells.

        Raises:
            CourseError: there is no source for the notebook, or no sandbox to run it in.
        """
        NotebookClient.__init__(self, notebook, km)  # as nbconvert's own preprocessor does for each notebook
        self._check_assign_resources(resources)
        run_sync(self._run)(self.task or self._make_task())
        return self.nb, self.resources

    def _make_task(self) -> Task:
        """The notebook `self.nb` as a task.

        Raises:
            CourseError: there is no source for it, or it is not a file of the submission.
        """
        course = CourseDirectory(parent=self)
        identity = self.resources.get("nbgrader", {})
        _, folder = source_notebook(course, identity.get("assignment"), identity.get("notebook"))
        source = with_specs(folder / f"{identity['notebook']}.ipynb")
        handed_in = Path(course.format_path(course.submitted_directory, identity["student"], identity["assignment"]))
        if (handed_in / f"{identity['notebook']}.ipynb").is_symlink():
            raise CourseError(f"{handed_in / identity['notebook']}.ipynb is a link to somewhere else, not a notebook.")
        return make_task(self.nb, identity, source, folder, handed_in, course, self.config)

    async def _run(self, task: Task) -> None:
        """Run the notebook `self.nb` on both sides, and write down how it was run.

        Raises:
            CourseError: there is no sandbox to run it in.
            Orphaned: processes of the grader's own end again and again.
        """
        sandbox = Sandbox(parent=self, secret=task.secret)
        sandbox.require()
        if not sandbox.enabled:
            self.log.warning("student code runs WITHOUT a sandbox, as you, because c.Sandbox.enabled is False")
        layout = lay_out(self.nb, nbformat.reads(task.source, as_version=4))
        limits, modules = self._limits(sandbox), modules_of(task)
        with written(task.given, task.own, min(CHANGEABLE, sandbox.disk // 4) * MEGABYTE) as (given, files):
            starter = KernelStarter(sandbox, modules, files, list(self.extra_arguments))
            starter.prepare()
            examiner = ExaminerProcess(given, modules, layout.words, layout.lines)
            try:
                for _ in range(ATTEMPTS):
                    log = IncidentLog(limits)
                    if await self._run_both_sides(layout, limits, log, starter, examiner):
                        break
                else:
                    raise Orphaned("The processes that start kernels are killed again and again: is memory short?")
            finally:
                examiner.close()
        tidy_outputs(self.nb)
        missing = tell_missing(layout, [*task.given, *task.own])
        tell_unreadable(layout)
        protection = "bubblewrap" if sandbox.enabled else "none"
        write_run_record(self.nb, RunRecord(protection, run_record(self.nb).repairs, log.incidents, missing))

    def _limits(self, sandbox: Sandbox) -> Limits:
        return Limits(
            cell_seconds=self.timeout,
            notebook_seconds=self.notebook_timeout,
            memory=sandbox.memory,
            processes=sandbox.processes,
            output=self.output_limit,
            outputs=self.outputs_limit,
            notebook_output=self.notebook_output_limit,
            notebook_outputs=self.notebook_outputs_limit,
            left_behind=self.left_behind,
            kernels=self.restarts,
        )

    async def _run_both_sides(
        self, layout: Layout, limits: Limits, log: IncidentLog, starter: KernelStarter, examiner: ExaminerProcess
    ) -> bool:
        """Run the student's cells, then the checks.

        Returns:
            False where a process of the grader's own has ended meanwhile: everything must be run again.
        """
        settings = {name: getattr(self, name) for name in NotebookClient.class_trait_names(config=True)}
        start = partial(KernelSession.start, starter, self.nb, limits, settings | {"parent": self})
        idle = set() if self.demonstrations else idle_cells(self.nb.cells, layout.demonstrations)
        students = StudentCells(layout, idle, limits, log, start, self.step)
        checks = CheckCells(layout, examiner, log, self.step)
        session = None
        try:
            examiner.revive()
            checks.submit_early()
            budget = TimeBudget(limits)
            session = await students.run(budget)
            checks.run(session, budget)
            return not session.kernel.orphaned
        except Orphaned:
            return False
        finally:
            if session:
                session.close()
