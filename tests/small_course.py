"""A small course for tests: one assignment whose notebook starts fast, and the commands to run on it."""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from nbexaminer.cli.main import main
from nbexaminer.course.database import gradebook_address
from tests.catalogue import ROOT

CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, PR_CAPBSET_DROP = 1, 2, 24


def _cell(id_: str, source: str, **meta: object) -> nbformat.NotebookNode:
    defaults = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3, "grade_id": id_}
    make = nbformat.v4.new_markdown_cell if id_.startswith("answer") else nbformat.v4.new_code_cell
    return make(source, id=id_, metadata={"nbgrader": {**defaults, **meta}} if meta else {})


def small_notebook(double: str = "2 * x", extra: str = "") -> nbformat.NotebookNode:
    """A notebook with one blank, one check and one question."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    solution = f'def double(x):\n    """Twice x."""\n    ### BEGIN SOLUTION\n    return {double}\n    ### END SOLUTION'
    check = "assert double(3) == 6\n### BEGIN HIDDEN TESTS\nassert double(5) == 10, 'secret'\n### END HIDDEN TESTS"
    notebook.cells = [
        _cell("double", solution, solution=True),
        _cell("extra", extra),
        _cell("check_double", check, grade=True, locked=True, points=2),
        _cell("answer_why", "Because.", grade=True, solution=True, points=1),
    ]
    return notebook


@dataclass(frozen=True)
class SmallCourse:
    """A course folder, and the command line to run on it."""

    root: Path

    def submit(self, student: str, notebook: nbformat.NotebookNode | str | None = None) -> Path:
        """Hand in a notebook, or a text in its place."""
        folder = self.root / "submitted" / student / "tiny"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "tiny.ipynb"
        if isinstance(notebook, str):
            path.write_text(notebook)
        else:
            nbformat.write(notebook or small_notebook(), path)
        return path

    def start(self, command: str, *arguments: str, **how: object) -> subprocess.Popen:
        """Start `nbexaminer <command>` on this course."""
        whole = [sys.executable, "-m", "nbexaminer", command, "--course", str(self.root), *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        environment = os.environ | {"COLUMNS": "140"} | how.pop("env", {})
        return subprocess.Popen(whole, cwd=ROOT, env=environment, **pipes, **how)

    def run(self, command: str, *arguments: str, **how: object) -> subprocess.CompletedProcess:
        """Run `nbexaminer <command>` on this course to its end; in this process, unless there are options for `Popen`."""
        if how:
            process = self.start(command, *arguments, **how)
            out, err = process.communicate(timeout=120)
            return subprocess.CompletedProcess(process.args, process.returncode, out, err)
        out, err = io.StringIO(), io.StringIO()
        if command == "grade" and "--jobs" not in arguments:
            arguments = (*arguments, "--jobs", "1")
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = main([command, "--course", str(self.root), *arguments])
            except SystemExit as stop:
                code = stop.code
        return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def scores(course: SmallCourse) -> dict[str, float]:
    """Student -> score, as the gradebook has them."""
    with Gradebook(gradebook_address(course.root)) as gradebook:
        return {submission.student.id: submission.score for submission in gradebook.assignment_submissions("tiny")}


def everything(folder: Path) -> dict[str, bytes]:
    """Path -> content of every file in a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def assert_one_clear_sentence(result: subprocess.CompletedProcess, *words: str) -> None:
    """The command failed with one sentence, in which these words are, and without a traceback."""
    errors = [line for line in result.stderr.splitlines() if line.strip()]
    assert result.returncode == 1, result.stderr
    assert len(errors) == 1, result.stderr
    assert errors[0].startswith(("error: ", "interrupted: "))
    assert "Traceback" not in result.stderr + result.stdout
    for word in words:
        assert word in errors[0]


def obey_permissions() -> None:
    """In a child process that runs as root: read-only folders are read-only for it too."""
    libc = ctypes.CDLL(None)
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
