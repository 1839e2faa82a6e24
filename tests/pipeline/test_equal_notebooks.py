"""Students may hand in notebooks that are equal to the byte: each gets what that student alone would get."""

from __future__ import annotations

import copy
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import nbformat
import pytest

from tests.catalogue import ROOT
from tests.pipeline.killing import assert_sound
from tests.pipeline.test_killed import RUN_POINTS, Fault
from tests.small_course import SmallCourse, everything, small_notebook

NOTEBOOKS = ("first", "second")
ANSWERS = ("2 * x", "3 * x", "1 / 0")


def unmarked(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A notebook that has lost its metadata, so that it must be repaired before it is graded."""
    damaged = copy.deepcopy(notebook)
    for cell in damaged.cells:
        cell.metadata = nbformat.NotebookNode()
    return damaged


VARIANTS = [make(small_notebook(double=answer)) for answer in ANSWERS for make in (lambda same: same, unmarked)]


@pytest.fixture(scope="module")
def two_notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A released course whose assignment has two notebooks."""
    root = tmp_path_factory.mktemp("two") / "course"
    (root / "source" / "tiny").mkdir(parents=True)
    for name in NOTEBOOKS:
        nbformat.write(small_notebook(), root / "source" / "tiny" / f"{name}.ipynb")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    built = SmallCourse(root).run("build")
    assert built.returncode == 0, built.stderr
    return root


def hand_in(course: SmallCourse, student: str, variants: tuple[int, int]) -> None:
    folder = course.root / "submitted" / student / "tiny"
    folder.mkdir(parents=True)
    for name, variant in zip(NOTEBOOKS, variants, strict=True):
        nbformat.write(VARIANTS[variant], folder / f"{name}.ipynb")


def results(course: SmallCourse, student: str) -> dict[str, dict[str, bytes]]:
    return {step: everything(course.root / step / student) for step in ("autograded", "feedback")}


def killed_at(course: SmallCourse, point: str, mark: Path) -> None:
    """Start a run, and kill it at a named point."""
    fault = Fault(course, point, mark)
    fault.process.kill()
    fault.go_on()
    fault.process.communicate()


def assert_each_gets_what_it_alone_would_get(
    released: Path, tmp_path: Path, handed_in: dict, jobs: int, kills: Sequence[str] = ()
) -> None:
    """Grade a class, and each student of it alone, and compare.

    Args:
        released: the course.
        tmp_path: an empty folder.
        handed_in: student -> which variant each notebook is.
        jobs: how many notebooks are executed at once.
        kills: where runs are killed, one after the other, before the last one.
    """
    together = SmallCourse(shutil.copytree(released, tmp_path / "together"))
    for student, variants in handed_in.items():
        hand_in(together, student, variants)
    for number, point in enumerate(kills):
        killed_at(together, point, tmp_path / f"mark{number}")
        assert_sound(together)
    done = together.run("grade", "--jobs", str(jobs), start_new_session=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not list((together.root / ".cache" / "executed").iterdir())
    for student, variants in handed_in.items():
        alone = SmallCourse(shutil.copytree(released, tmp_path / f"alone-{student}"))
        hand_in(alone, student, variants)
        # In this process, what forks kernels would live on, and could not be told from what a killed run leaves.
        assert alone.run("grade", **({"start_new_session": True} if kills else {})).returncode == 0
        assert results(together, student) == results(alone, student), student


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_second_notebook_that_nobody_has_touched(two_notebooks, tmp_path, jobs):
    handed_in = {"ada": (0, 2), "bob": (2, 2), "cid": (1, 2), "dan": (4, 2)}
    assert_each_gets_what_it_alone_would_get(two_notebooks, tmp_path, handed_in, jobs)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_any_notebooks_may_be_equal(two_notebooks, tmp_path, seed):
    draw = random.Random(seed)
    few = draw.sample(range(len(VARIANTS)), 3)
    handed_in = {f"student{number}": (draw.choice(few), draw.choice(few)) for number in range(6)}
    assert_each_gets_what_it_alone_would_get(two_notebooks, tmp_path, handed_in, jobs=draw.choice([1, 2, 3]))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_any_notebooks_may_be_equal_and_runs_be_killed(two_notebooks, family, tmp_path, seed):
    draw = random.Random(f"kills {seed}")
    few = draw.sample(range(len(VARIANTS)), 2)
    handed_in = {f"student{number}": (draw.choice(few), draw.choice(few)) for number in range(4)}
    early = [point for what, point in RUN_POINTS.items() if "page" not in what and point.endswith((":1", ":2", ":3"))]
    kills = [draw.choice(early), f"{draw.choice(early)[:-1]}1", f"{draw.choice(early)[:-1]}1"]
    assert_each_gets_what_it_alone_would_get(two_notebooks, tmp_path, handed_in, draw.choice([1, 2, 3]), kills)
