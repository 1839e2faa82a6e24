"""What must hold of any submission before one line of it is run: it is prepared, with every check as the source has it."""

from __future__ import annotations

import time
from pathlib import Path

import nbformat

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.demonstrations import idle_cells
from nbexaminer.course.digest import digest_of_submission
from nbexaminer.course.notebooks import grade_id
from nbexaminer.execution.layout import lay_out
from nbexaminer.execution.task import Task
from nbexaminer.pipeline.plan import refusal
from nbexaminer.pipeline.prepare import prepare
from nbexaminer.report.autograd import review

MOST = 60
"""Seconds of this process that no submission of the generators may cost: far more than any does, far less than one without
limits would."""
KINDS = {"double": "code", "check_double": "code", "answer_why": "markdown"}


def assert_can_be_prepared(course: Course, folder: Path) -> None:
    """A submission of the small course is prepared, within limits, twice in the same way, and nothing is raised."""
    submission = Submission(folder.parent.name, folder.name, folder)
    assert refusal(course, submission) is None
    start = time.process_time()
    before = digest_of_submission(folder)
    prepared = prepare(course, submission)
    assert digest_of_submission(folder) == before, "taking it in has changed it"
    tasks = prepared.tasks
    assert list(tasks) == ["tiny"]
    for sentence in prepared.repairs["tiny"]:
        assert sentence.isprintable(), sentence
        assert len(sentence) < 2000
    _assert_sound(tasks["tiny"])
    assert time.process_time() - start < MOST
    again = prepare(course, submission).tasks
    assert {name: task.key for name, task in again.items()} == {name: task.key for name, task in tasks.items()}


def _assert_sound(task: Task) -> None:
    """A prepared notebook is valid, and has each cell of the source once; its checks are the source's, in their order."""
    task.notebook.encode()
    notebook, source = nbformat.reads(task.notebook, as_version=4), nbformat.reads(task.source, as_version=4)
    nbformat.validate(notebook)
    marked = [cell for cell in notebook.cells if grade_id(cell) is not None]
    assert sorted(map(grade_id, marked)) == sorted(KINDS)
    for cell in marked:
        original = next(other for other in source.cells if grade_id(other) == grade_id(cell))
        assert cell.cell_type == KINDS[grade_id(cell)] == original.cell_type
        for key in ("grade", "solution", "locked", "points"):
            assert cell.metadata.nbgrader.get(key) == original.metadata.nbgrader.get(key)
        assert "grading" not in cell.metadata
    assert all("nbgrader" not in cell.metadata for cell in notebook.cells if cell not in marked)
    names = list(map(grade_id, marked))
    assert names.index("double") < names.index("check_double")
    layout = lay_out(notebook, source)
    assert list(layout.places.values()) == ["check_double"]
    check = next(iter(layout.places))
    assert notebook.cells[check].source == next(c.source for c in source.cells if grade_id(c) == "check_double")
    assert layout.words
    assert layout.lines
    idle_cells(notebook.cells, layout.demonstrations)
    review(notebook, frozenset({"double"}))
    for name in task.own:
        assert not {"", ".", ".."} & set(name.split("/"))
        name.encode()
