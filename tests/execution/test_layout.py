"""Which cells of a submission run on which side is read from the source, never from the submission."""

from __future__ import annotations

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from nbexaminer.course.demonstrations import is_demonstration
from nbexaminer.course.metadata import cell_marks, side
from nbexaminer.execution.layout import Layout, lay_out


def cell(name: str, text: str = "", mark: str = "", **meta: bool) -> NotebookNode:
    """A code cell that nbgrader knows by its id."""
    nbgrader = {"grade": False, "solution": False, "locked": False, "schema_version": 3, "grade_id": name} | meta
    metadata = {"nbgrader": nbgrader} | ({"grading": {"side": mark}} if mark else {})
    return new_code_cell(text or name, id=name, metadata=metadata)


def source() -> list[NotebookNode]:
    return [
        new_markdown_cell("given text"),
        cell("setup", mark="both"),
        cell("answer", solution=True),
        cell("check", grade=True),
        new_code_cell("demonstration"),
        cell("panel", mark="examiner"),
    ]


def layout(*submission: NotebookNode) -> Layout:
    return lay_out(new_notebook(cells=list(submission)), new_notebook(cells=source()))


@pytest.mark.parametrize(
    ("index", "where"), enumerate(["candidate", "both", "candidate", "examiner", "candidate", "examiner"])
)
def test_a_check_runs_on_the_examiners_side_and_other_cells_where_they_are_marked(index, where):
    assert side(source()[index]) == where


def test_an_unmarked_cell_that_nbgrader_does_not_know_is_a_demonstration():
    assert [is_demonstration(one) for one in source()] == [False, False, False, False, True, False]


def test_a_trusted_cell_has_the_text_of_the_source_whatever_the_submission_has():
    second = cell("check", "a second one")
    second.id = "second"
    found = layout(cell("check", "assert True"), second)
    assert found.places == {0: "check"}
    assert [one.source for one in found.notebook.cells] == ["check", "a second one"]


def test_texts_of_the_students_own_are_marked():
    found = layout(new_markdown_cell("given text"), new_markdown_cell("Because."))
    assert [cell_marks(one).own for one in found.notebook.cells] == [False, True]


def test_added_cells_are_those_that_the_assignment_does_not_have():
    found = layout(cell("setup"), cell("answer", "mine"), new_code_cell("demonstration"), new_code_cell("added"))
    assert found.student_cells == (1, 2, 3)
    assert found.added_cells == {3}


def test_a_check_gets_one_fork_and_a_cell_below_the_last_check_two():
    found = layout(*source())
    assert [found.forks_at(index) for index in range(6)] == [
        None,
        None,
        None,
        [("check", 0)],
        None,
        [("panel", 0), ("panel", 1)],
    ]
    assert found.forks_at_the_end() == []


def test_trusted_cells_that_are_missing_get_their_forks_at_the_end():
    assert layout(cell("answer")).forks_at_the_end() == [("check", 0), ("panel", 0), ("panel", 1)]


def test_words_and_lines_are_those_of_the_code():
    found = layout(new_code_cell("class Mine:\n    x = 1"), new_markdown_cell("text"))
    assert found.words == {"class", "Mine", "x"}
    assert found.lines == {"class Mine:", "x = 1"}
