"""All right submissions of the catalogue get full marks from the real command: one class, a student for each. Slow."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from nbexaminer.course.notebooks import grade_id
from tests.catalogue import ROOT, Case, cases, fill, notebooks
from tests.catalogue.cases import check_cells, folder_of
from tests.small_course import SmallCourse

pytestmark = pytest.mark.slow
WHEATS = [case for notebook in notebooks() for case in cases(notebook, "wheats")]


def handed_in(case: Case) -> NotebookNode:
    """The release, filled in with the reference's answers, and in place of some of these the case's."""
    folder, file = notebooks()[case.notebook].parent.name, f"{case.notebook}.ipynb"
    released = nbformat.read(ROOT / "release" / folder / file, as_version=4)
    source = nbformat.read(ROOT / "source" / folder / file, as_version=4)
    for ours, theirs in zip(released.cells, source.cells, strict=True):
        if theirs.metadata.get("nbgrader", {}).get("solution"):
            lines = theirs.source.split("\n")
            ours.source = "\n".join(line for line in lines if "### BEGIN" not in line and "### END" not in line)
            assert grade_id(ours) == grade_id(theirs)
    return fill(case, released)


@pytest.fixture(scope="module")
def points(tmp_path_factory: pytest.TempPathFactory) -> dict[Case, dict[str, float]]:
    """Case -> grade id -> points of each check of its notebook."""
    root = Path(tmp_path_factory.mktemp("course"))
    for case in WHEATS:
        folder_of(case)  # the files that are made beside the notebooks are there
    for name in ("source", "release", "solutions"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course = SmallCourse(root)
    built = course.run("build")
    assert built.returncode == 0, built.stderr
    students = {}
    for number, case in enumerate(WHEATS):
        students[case] = f"student-{number:03}"
        folder = root / "submitted" / students[case] / notebooks()[case.notebook].parent.name
        folder.mkdir(parents=True)
        nbformat.write(handed_in(case), folder / f"{case.notebook}.ipynb")
    graded = course.run("grade", "--jobs", "2")
    assert graded.returncode == 0, graded.stderr
    found = {}
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        for case in WHEATS:
            assignment = notebooks()[case.notebook].parent.name
            grades = gradebook.find_submission_notebook(case.notebook, assignment, students[case]).grades
            found[case] = {grade.name: grade.auto_score for grade in grades}
    return found


@pytest.mark.parametrize("case", WHEATS, ids=str)
def test_a_right_submission_gets_full_marks(case, points):
    worth = check_cells(nbformat.read(notebooks()[case.notebook], as_version=4))
    assert {name: points[case][name] for name in worth} == worth
