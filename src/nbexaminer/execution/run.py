"""Run a task: a notebook goes in as text, the executed one comes out as text."""

from __future__ import annotations

import nbformat
from traitlets.config import Config

from nbexaminer.execution.examiner_process import examiner_server
from nbexaminer.execution.kernels import KernelStarter
from nbexaminer.execution.modules import modules_of
from nbexaminer.execution.submission import ExecuteSubmission
from nbexaminer.execution.task import Task
from nbexaminer.sandbox.settings import Sandbox


def prepare_for(task: Task) -> None:
    """Begin with the imports of a task's notebook, on both sides, and don't wait for them.

    Raises:
        CourseError: there is no sandbox to run it in.
    """
    modules = modules_of(task)
    sandbox = Sandbox(config=Config(task.settings), secret=task.secret)
    KernelStarter(sandbox, modules).prepare()
    examiner_server(modules)


def execute(task: Task) -> str:
    """Run a notebook; the text of the executed one.

    Raises:
        OtherVersion: this process has other code than the one that asked.
        CourseError: there is no sandbox to run it in.
    """
    task.require_version()
    preprocessor = ExecuteSubmission(config=Config(task.settings))
    preprocessor.task = task
    executed, _ = preprocessor.preprocess(nbformat.reads(task.notebook, as_version=4), {"metadata": {}})
    return nbformat.writes(executed)
