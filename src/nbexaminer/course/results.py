"""What the gradebook holds of a submission: the points of each exercise."""

from __future__ import annotations

from dataclasses import dataclass

from nbgrader.api import Assignment, BaseCell, Grade, Gradebook, Notebook, SubmittedAssignment, SubmittedNotebook

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.notebooks import grade_id, known_notebook


@dataclass(frozen=True)
class Exercise:
    """A graded cell's result.

    Attributes:
        notebook: its notebook.
        name: the exercise's: the grade id, without `check_`.
        score: the points, by hand where there are any; None while it waits for a human.
        worth: the most that it can get.
    """

    notebook: str
    name: str
    score: float | None
    worth: float


def exercises(course: Course, gradebook: Gradebook, submission: Submission) -> list[Exercise]:
    """The results of one submission, in the order of the source; empty where nothing is recorded."""
    rows = (  # all at once: by nbgrader's objects each grade would be a query of its own, or several
        gradebook.db.query(
            *(Notebook.name, BaseCell.name, Grade.score, Grade.manual_score, Grade.needs_manual_grade, Grade.max_score)
        )
        .select_from(Grade)
        .join(Grade.cell)
        .join(Grade.notebook)
        .join(SubmittedNotebook.notebook)
        .join(SubmittedNotebook.assignment)
        .join(SubmittedAssignment.assignment)
        .filter(Assignment.name == submission.assignment, SubmittedAssignment.student_id == submission.student)
        .all()
    )
    found: dict[tuple[str, str], Exercise] = {}
    for notebook, name, score, by_hand, needs_hand, worth in rows:
        waits = needs_hand and by_hand is None
        found[notebook, name] = Exercise(notebook, name.removeprefix("check_"), None if waits else score, worth)
    if not found:
        return []
    folder = course.folder("source", assignment=submission.assignment)
    notebooks = {
        name: known_notebook(folder / f"{name}.ipynb").cells for name in course.notebooks(submission.assignment)
    }
    cells = [(name, grade_id(cell)) for name, cells in notebooks.items() for cell in cells]
    order = {cell: number for number, cell in enumerate(cells)}
    return [found[cell] for cell in sorted(found, key=lambda cell: order.get(cell, len(order)))]
