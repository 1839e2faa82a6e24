"""Support files: made where a notebook imports them, kept fresh, and never in place of an author's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
import pytest

from nbexaminer.authoring.build import build_release
from nbexaminer.authoring.bundle import bundled
from nbexaminer.authoring.new import new_assignment
from nbexaminer.authoring.support import authored, write_support_files
from nbexaminer.course.course import Course
from nbexaminer.course.errors import CourseError
from nbexaminer.execution.files import given_files
from tests.catalogue import ROOT
from tests.small_course import small_notebook

DIAGRAM = """
["network.svg"]
title = "A network"
description = "One input, one output."
layers = [{ title = "input", units = ["x"], weights = "w" }, { title = "output", units = ["y"] }]
"""


@pytest.fixture
def course(tmp_path) -> Course:
    """A course with one assignment, which imports `checks`, and a diagram."""
    folder = tmp_path / "source" / "tiny"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    (folder / "diagrams.toml").write_text(DIAGRAM)
    write_notebook(folder, "import checks")
    return Course(tmp_path)


def write_notebook(folder: Path, code: str) -> None:
    nbformat.write(small_notebook(extra=code), folder / "tiny.ipynb")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_imported_and_drawn_is_written_once(course):
    folder = course.folder("source", assignment="tiny")
    assert write_support_files(course) == ["wrote source/tiny/checks.py", "drew source/tiny/network.svg"]
    assert (folder / "checks.py").read_text(encoding="utf-8") == bundled("checks")
    assert names(folder) == ["checks.py", "diagrams.toml", "network.svg", "tiny.ipynb"]
    assert names(course.root / "source") == ["tiny"]
    assert write_support_files(course, "tiny") == []


@pytest.mark.parametrize(
    ("code", "needed"),
    [
        ("import checks", True),
        ("import numpy as np, checks", True),
        ("%matplotlib inline\nif 1:\n    import checks as c", True),
        ("from checks import check", True),
        ("import mychecks\nimport a.checks\nimport checks.a", False),
        ("# import checks\nprint('checks')", False),
        ("from . import checks_of_mine", False),
        ("import re  # not checks", False),
    ],
)
def test_only_an_import_asks_for_a_bundle(course, code, needed):
    write_notebook(course.folder("source", assignment="tiny"), code)
    assert ("wrote source/tiny/checks.py" in write_support_files(course)) is needed


def test_a_file_of_the_authors_own_is_left_alone(course, tmp_path):
    path = course.folder("source", assignment="tiny") / "checks.py"
    path.write_text("def check(title, points): ...\n")
    write_support_files(course)
    assert path.read_text() == "def check(title, points): ...\n"
    path.unlink()
    path.symlink_to(tmp_path / "nowhere.py")
    write_support_files(course)
    assert path.is_symlink()


def test_what_was_changed_or_is_old_is_made_anew_and_what_is_not_needed_any_more_goes(course):
    folder = course.folder("source", assignment="tiny")
    write_support_files(course)
    (folder / "checks.py").write_text(bundled("checks") + "\nold = True\n", encoding="utf-8")
    (folder / "network.svg").write_text("<svg/>")
    assert write_support_files(course) == ["wrote source/tiny/checks.py", "drew source/tiny/network.svg"]
    write_notebook(folder, "import plots")
    assert write_support_files(course) == ["removed source/tiny/checks.py", "wrote source/tiny/plots.py"]


def test_new_files_have_the_permissions_that_the_user_asks_for(course):
    before = os.umask(0o027)
    try:
        write_support_files(course)
    finally:
        os.umask(before)
    assert (course.folder("source", assignment="tiny") / "checks.py").stat().st_mode & 0o777 == 0o640


def test_examples_are_worked_out_again_only_when_something_changed(tmp_path, monkeypatch):
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    course = Course(tmp_path)
    new_assignment(course, "line")
    examples, wrote = tmp_path / "source" / "line" / "examples.json", "wrote source/line/examples.json"
    assert wrote in write_support_files(course)
    with monkeypatch.context() as nobody:
        nobody.setattr("nbexaminer.authoring.support.examples_of", None)
        assert write_support_files(course) == []
    examples.write_text("{}", encoding="utf-8")
    assert write_support_files(course) == [wrote]
    specs = next(examples.parent.glob("specs*.py"))
    specs.write_text(specs.read_text(encoding="utf-8").replace("rows=7", "rows=8"), encoding="utf-8")
    assert write_support_files(course) == [wrote]
    examples.unlink()
    assert write_support_files(course) == [wrote]


def test_processes_that_write_at_once_leave_whole_files_and_nothing_else(course):
    folder = course.folder("source", assignment="tiny")
    with ProcessPoolExecutor(4) as pool:
        list(pool.map(_write_again, [course.root] * 8))
    assert names(folder) == ["checks.py", "diagrams.toml", "network.svg", "tiny.ipynb"]
    assert names(course.root / "source") == ["tiny"]
    assert (folder / "checks.py").read_text(encoding="utf-8") == bundled("checks")


def _write_again(root: Path) -> None:
    for _ in range(5):
        (root / "source" / "tiny" / "network.svg").unlink(missing_ok=True)
        write_support_files(Course(root))


def test_what_can_not_be_written_is_told(course, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(CourseError, match=r"source/tiny/checks.py can't be written: No space left on device\."):
        write_support_files(course)
    assert names(course.root / "source") == ["tiny"]


def test_the_authors_data_are_neither_released_nor_given_to_student_code(course):
    folder = course.folder("source", assignment="tiny")
    (folder / "specs.py").write_text("secret = 1\n")
    build_release(course, "tiny")
    assert names(course.folder("release", assignment="tiny")) == ["checks.py", "network.svg", "tiny.ipynb"]
    assert sorted(given_files(folder, course.directory.ignore)) == ["checks.py", "network.svg"]


@pytest.mark.slow
def test_nbgraders_own_command_makes_them_too(course):
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "tiny"]
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=course.root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert names(course.root / "release" / "tiny") == ["checks.py", "network.svg", "tiny.ipynb"]


def test_a_change_of_the_kit_leaves_the_solutions_as_they_are(tmp_path):
    (tmp_path / "notebook.ipynb").write_text("{}")
    (tmp_path / "checks.py").write_text(bundled("checks"))
    before = authored(tmp_path)
    (tmp_path / "checks.py").write_text(bundled("checks") + "# another kit\n")
    assert authored(tmp_path) == before
    (tmp_path / "checks.py").write_text("# an author's own file\n")
    assert authored(tmp_path) != before
