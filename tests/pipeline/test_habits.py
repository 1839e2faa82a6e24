"""What passes at home passes when it is graded: a table of habits, each in a plain kernel and by the real command."""

from __future__ import annotations

import asyncio
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.api import Gradebook

from tests.catalogue import ROOT
from tests.habits import ANSWER, HABITS, Habit, notebook_of
from tests.small_course import SmallCourse

pytestmark = pytest.mark.slow
CHECKS = ("check_double", "check_quiet")
STUDENTS = {name: f"student-{number:02}" for number, name in enumerate(HABITS)}


def put_files(habit: Habit, folder: Path) -> None:
    for name, content in habit.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)


def at_home(habit: Habit, folder: Path) -> dict[str, bool]:
    """Which checks pass where all cells run one after the other in one plain kernel."""
    put_files(habit, folder)
    notebook = notebook_of(habit)
    # a kernel that believes that it is tested does not look at what is written to its descriptors
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    client = NotebookClient(notebook, allow_errors=True, timeout=60, resources={"metadata": {"path": str(folder)}})
    client.execute(env=environment)
    cells = {cell.id: cell for cell in notebook.cells}
    return {name: not any(out.output_type == "error" for out in cells[name].outputs) for name in CHECKS}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bool]]:
    """Habit -> which checks pass at home."""

    def one(name: str) -> dict[str, bool]:
        asyncio.set_event_loop(asyncio.new_event_loop())
        return at_home(HABITS[name], tmp_path_factory.mktemp("home"))

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(HABITS, pool.map(one, HABITS), strict=True))


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bool]]:
    """Habit -> which checks pass when a class is graded in which each student has one."""
    root = tmp_path_factory.mktemp("course")
    (root / "source" / "tiny").mkdir(parents=True)
    nbformat.write(notebook_of(ANSWER), root / "source" / "tiny" / "tiny.ipynb")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course = SmallCourse(root)
    assert course.run("build").returncode == 0
    for name, habit in HABITS.items():
        put_files(habit, course.submit(STUDENTS[name], notebook_of(habit)).parent)
    result = course.run("grade", "--jobs", "2")
    assert result.returncode == 0, result.stderr
    found = {}
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        for name, student in STUDENTS.items():
            grades = gradebook.find_submission_notebook("tiny", "tiny", student).grades
            found[name] = {grade.name: grade.score == grade.max_score for grade in grades}
    return found


@pytest.mark.parametrize("name", HABITS)
def test_what_passes_at_home_passes_when_it_is_graded(name, home, graded):
    assert home[name] == dict.fromkeys(CHECKS, HABITS[name].passes)
    assert graded[name] == home[name]
