"""A small course for tests of the commands: one assignment whose notebook starts fast."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from nbexaminer.authoring.support import write_support_files
from nbexaminer.cli.main import main
from nbexaminer.course.course import Course
from tests.catalogue import ROOT


def pytest_configure() -> None:
    """Have the support files in `source/`, also on a clean clone, and let Ctrl-C reach what the tests start."""
    write_support_files(Course(ROOT))
    # A shell without job control has its background processes ignore Ctrl-C.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


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
    """A course folder and the command line upon it."""

    root: Path

    def submit(self, student: str, notebook: nbformat.NotebookNode | str | None = None) -> Path:
        """Hand a notebook (or a text under its name) in."""
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
        return subprocess.Popen(whole, cwd=ROOT, env=os.environ | {"COLUMNS": "140"}, **pipes, **how)

    def run(self, command: str, *arguments: str, **how: object) -> subprocess.CompletedProcess:
        """Run `nbexaminer <command>` on this course to its end; in this process, where nothing is said about how."""
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


@pytest.fixture(scope="session")
def _built_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("course")
    (root / "source" / "tiny").mkdir(parents=True)
    nbformat.write(small_notebook(), root / "source" / "tiny" / "tiny.ipynb")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course = SmallCourse(root)
    made = course.run("build")
    assert made.returncode == 0, made.stderr
    return root


@pytest.fixture
def small_course(_built_course: Path, tmp_path: Path) -> SmallCourse:
    """A fresh copy of the small course, released, without submissions."""
    shutil.copytree(_built_course, tmp_path / "course")
    return SmallCourse(tmp_path / "course")
