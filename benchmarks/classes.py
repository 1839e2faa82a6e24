"""Classes to measure with: a course in a folder of its own, with submissions drawn from the catalogue."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import nbformat
from nbgrader.converters import GenerateAssignment

from nbexaminer.course.course import Course
from tests.catalogue import ROOT as PROJECT
from tests.catalogue import Case, cases, fill, notebooks


def make_course(root: Path, only: str | None = None) -> Course:
    """A course with this one's assignments and settings, released, without submissions.

    Args:
        root: its folder, which does not exist yet.
        only: the one notebook that it has, or None for all.

    Raises:
        RuntimeError: a release could not be made.
    """
    root.mkdir(parents=True)
    shutil.copy(PROJECT / "nbgrader_config.py", root)
    shutil.copytree(PROJECT / "source", root / "source")
    for path in root.glob("source/*/*.ipynb"):
        if only not in (None, path.stem):
            path.unlink()
    course = Course(root)
    for assignment in course.assignments():
        problem = course.run(GenerateAssignment, assignment)
        if problem:
            raise RuntimeError(problem)
    return course


def draw(notebook: str, size: int, seed: int = 0) -> list[Case]:
    """So many submissions of a notebook, right and wrong as the catalogue has them; the same for the same seed."""
    found = [case for kind in ("chaffs", "wheats") for case in cases(notebook, kind)]
    return [random.Random(f"{seed} {notebook} {number}").choice(found) for number in range(size)]


def hand_in(course: Course, notebook: str, drawn: list[Case]) -> list[str]:
    """Put submissions into a course, each as a student's; the names of the students."""
    source = notebooks()[notebook]
    students = []
    for number, case in enumerate(drawn):
        student = f"{notebook}-{number:03}"
        folder = course.folder("submitted", student, source.parent.name)
        folder.mkdir(parents=True)
        release = nbformat.read(course.folder("release", assignment=source.parent.name) / source.name, as_version=4)
        solution = {_id(cell): cell.source for cell in fill(case).cells if _id(cell)}
        for cell in release.cells:
            if cell.metadata.get("nbgrader", {}).get("solution"):
                cell.source = solution[_id(cell)]
        filled = fill(case, release)
        nbformat.write(filled, folder / source.name)
        students.append(student)
    return students


def _id(cell: nbformat.NotebookNode) -> str | None:
    return cell.metadata.get("nbgrader", {}).get("grade_id")
