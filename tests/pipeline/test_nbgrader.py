"""nbgrader's own commands in the course folder. Slow."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.catalogue import ROOT
from tests.catalogue.samples import work_folder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this repository as somebody has just cloned it."""
    root = tmp_path_factory.mktemp("clone") / "course"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, tracked.split("\0")):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name, follow_symlinks=False)
    return root


def nbgrader(course: Path, *arguments: str) -> str:
    scripts = str(Path(sys.executable).parent)
    environment = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments], cwd=course, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "not recognized" not in done.stderr
    return done.stdout + done.stderr


def test_every_step_by_nbgraders_own_commands(course):
    assignment = "xor_perceptron"
    before = (course / "release" / assignment / f"{assignment}.ipynb").read_bytes()
    nbgrader(course, "generate_assignment", assignment, "--force")
    assert (course / "release" / assignment / f"{assignment}.ipynb").read_bytes() == before
    nbgrader(course, "generate_solution", assignment, "--force")
    nbgrader(course, "autograde", assignment, "--force")
    nbgrader(course, "generate_feedback", assignment)
    page = (course / "feedback" / "mistaken" / assignment / f"{assignment}.html").read_text()
    assert "derivative of the hidden activation is missing" in page
    assert "HIDDEN TESTS" not in page
    assert "MARK SCHEME" not in page
    students = ["complete", "mistaken", "untouched"]  # made-up students are exported only where they are asked for
    nbgrader(course, "export", *(f"--ExportPlugin.student={student}" for student in students))
    with (course / "grades.csv").open() as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert rows == {"complete": 18, "mistaken": 12, "untouched": 0}


@pytest.mark.parametrize(("student", "verdict"), [("complete", "Success!"), ("mistaken", "failed")])
def test_validate_tells_a_student_what_the_visible_checks_say(course, tmp_path, student, verdict):
    path = work_folder(student, "xor_perceptron", tmp_path / "work") / "xor_perceptron.ipynb"
    assert verdict in nbgrader(course, "validate", str(path))
