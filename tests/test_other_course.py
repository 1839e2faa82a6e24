"""The grader serves another course: one assignment, in a folder of its own, with nothing but the package. Slow."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.catalogue.cases import ROOT

pytestmark = pytest.mark.slow
SETTINGS = """import nbexaminer

c = get_config()
nbexaminer.configure(c)
c.CourseDirectory.course_id = "another"
"""
BLANK = '''def mean(values):
    """The mean of some numbers."""
    ### BEGIN SOLUTION
    return sum(values) / len(values)
    ### END SOLUTION'''
CHECK = """@checks.check("1 the mean", points=2)
def check_mean(check):
    check.number("mean([1, 2, 6])", check.call(mean, [1.0, 2.0, 6.0]), 3.0)
    ### BEGIN HIDDEN TESTS
    check.hidden = True
    check.number("mean([4])", check.call(mean, [4.0]), 4.0)
    ### END HIDDEN TESTS"""
PLAIN_CHECK = (
    "assert mean([2, 4]) == 3\n### BEGIN HIDDEN TESTS\nassert mean([7]) == 7  # amber-heron\n### END HIDDEN TESTS"
)
RIGHT = "def mean(values):\n    return sum(values) / len(values)"
WRONG = "def mean(values):\n    return sum(values) / 3"


def cell(id_: str, source: str, marks: dict | None = None, **nbgrader: object) -> nbformat.NotebookNode:
    defaults = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3, "grade_id": id_}
    metadata = {"nbgrader": defaults | nbgrader} | ({"grading": marks} if marks else {})
    return nbformat.v4.new_code_cell(source, id=id_, metadata=metadata)


def assignment() -> nbformat.NotebookNode:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook.cells = [
        cell("setup", "import checks", {"side": "both"}, locked=True),
        cell("mean", BLANK, solution=True),
        cell("check_mean", CHECK, grade=True, locked=True, points=2),
        cell("check_plain", PLAIN_CHECK, grade=True, locked=True, points=1),
    ]
    return notebook


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment in which nothing is installed but the package, from its wheel, and what that asks for."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", folder, ROOT], check=True)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    (wheel,) = folder.glob("nbexaminer-*.whl")
    inside = [folder / "venv" / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*inside, "install", wheel], check=True)
    return folder / "venv" / "bin"


def test_another_course_is_built_graded_and_given_feedback(programs, tmp_path):
    course = tmp_path / "another course"
    (course / "source" / "means").mkdir(parents=True)
    (course / "nbgrader_config.py").write_text(SETTINGS)
    nbformat.write(assignment(), course / "source" / "means" / "means.ipynb")
    environment = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(tmp_path), "LANG": "C.UTF-8"}

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "making release/means/" in run("nbexaminer", "build")
    released = nbformat.read(course / "release" / "means" / "means.ipynb", as_version=4)
    assert "amber-heron" not in str(released)
    assert (course / "release" / "means" / "checks.py").is_file()
    for student, answer in (("ada", RIGHT), ("bob", WRONG)):
        folder = course / "submitted" / student / "means"
        folder.mkdir(parents=True)
        released.cells[1].source = answer
        nbformat.write(released, folder / "means.ipynb")
    assert "2 graded" in run("nbexaminer", "grade", "--jobs", "2")
    assert "2 unchanged" in run("python", "-m", "nbexaminer", "grade")
    run("nbgrader", "export")
    with open(course / "grades.csv", encoding="utf-8") as file:
        assert {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)} == {"ada": 3, "bob": 0}
    page = (course / "feedback" / "bob" / "means" / "means.html").read_text(encoding="utf-8")
    assert "On other inputs than those above" in page
    assert "amber-heron" not in page
