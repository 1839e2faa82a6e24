"""What an instructor changed after handing out is no student's doing; what a student changed is told all the same."""

from __future__ import annotations

import copy

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions
from nbgrader.utils import compute_checksum

from nbexaminer.intake.restore.repair import repair
from tests.small_course import small_notebook


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(each for each in notebook.cells if each.id == name)


def marked(name: str, text: str, **marks: object) -> NotebookNode:
    none = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
    return new_code_cell(text, id=name, metadata={"nbgrader": {**none, "grade_id": name, **marks}})


def source_notebook() -> NotebookNode:
    notebook = small_notebook()
    notebook.cells.insert(0, marked("setup", "import math\nrate = 1", locked=True))
    return notebook


def release(source: NotebookNode) -> NotebookNode:
    notebook, _ = ClearSolutions().preprocess(copy.deepcopy(source), {"language": "python"})
    notebook, _ = ClearHiddenTests().preprocess(notebook, {})
    for each in notebook.cells:
        if "nbgrader" in each.metadata:
            each.metadata.nbgrader["checksum"] = compute_checksum(each)
    return notebook


def text_changed(source):
    cell(source, "setup").source = "import math\nrate = 2"


def check_changed(source):
    cell(source, "check_double").source = "assert double(7) == 14"


def points_changed(source):
    cell(source, "check_double").metadata.nbgrader.points = 7
    cell(source, "answer_why").metadata.nbgrader.points = 8


def cell_added(source):
    source.cells.insert(1, marked("more", "k = 1", locked=True))
    source.cells.insert(4, marked("check_more", "assert double(1) == 2", grade=True, locked=True, points=3))


def cell_removed(source):
    source.cells.remove(cell(source, "answer_why"))
    source.cells.remove(cell(source, "setup"))


def check_renamed(source):
    cell(source, "check_double").metadata.nbgrader.grade_id = "check_twice"


def question_renamed(source):
    cell(source, "answer_why").metadata.nbgrader.grade_id = "answer_reason"


def unlocked(source):
    cell(source, "setup").metadata.nbgrader.locked = False


def checks_swapped(source):
    source.cells.append(source.cells.pop(source.cells.index(cell(source, "check_double"))))
    source.cells.insert(3, marked("check_first", "assert double(0) == 0", grade=True, locked=True, points=3))


EDITS = [
    text_changed,
    check_changed,
    points_changed,
    cell_added,
    cell_removed,
    check_renamed,
    question_renamed,
    unlocked,
    checks_swapped,
]


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("has_checksums", [True, False])
def test_an_instructors_edit_is_no_repair(edit, has_checksums):
    source = source_notebook()
    given = release(source)
    notebook = copy.deepcopy(given)
    cell(notebook, "double").source = "def double(x):\n    return x + x"
    cell(notebook, "answer_why").source = "Since."
    if not has_checksums:
        for each in notebook.cells:
            each.metadata.get("nbgrader", {}).pop("checksum", None)
    edit(source)
    assert repair(notebook, source, ClearSolutions(), given) == []
    today = {each.metadata.nbgrader.grade_id: each for each in source.cells if "nbgrader" in each.metadata}
    ours = {each.metadata.nbgrader.grade_id: each for each in notebook.cells if "nbgrader" in each.metadata}
    assert set(ours) == set(today)
    assert all(
        ours[name].metadata.nbgrader.get("points") == today[name].metadata.nbgrader.get("points") for name in ours
    )
    assert "x + x" in ours["double"].source


@pytest.mark.parametrize("edit", [text_changed, check_changed, points_changed, check_renamed])
def test_where_the_release_is_not_known_a_right_checksum_tells(edit):
    source = source_notebook()
    notebook = release(source)
    edit(source)
    assert repair(notebook, source, ClearSolutions()) == []
    assert repair(notebook, source, ClearSolutions(), release(source)) == []


def test_what_a_student_has_changed_is_told_against_what_was_given():
    source = source_notebook()
    given = release(source)
    notebook = copy.deepcopy(given)
    cell(notebook, "setup").source += "\nimport sys"
    cell(notebook, "check_double").source = "assert True"
    cell(notebook, "answer_why").metadata.nbgrader.points = 100
    text_changed(source)
    sentences = " ".join(repair(notebook, source, ClearSolutions(), given))
    assert "What had been added to the given cell setup is kept" in sentences
    assert "The given cell check_double had been changed" in sentences
    assert "The metadata of the cell answer_why had been changed" in sentences
    assert cell(notebook, "setup").source == "import math\nrate = 2"


def test_an_answer_that_was_left_as_it_was_given_gets_todays_blank():
    source = source_notebook()
    given = release(source)
    notebook = copy.deepcopy(given)
    other = ClearSolutions(code_stub={"python": "raise ValueError('to do')"})
    assert repair(notebook, source, other, given) == []
    assert "to do" in cell(notebook, "double").source
