"""What the gradebook holds of a submission: the points of each exercise, and what was given by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.notebooks import grade_id, known_notebook


@dataclass(frozen=True)
class Exercise:
    """The result of one graded cell.

    Attributes:
        notebook: the name of its notebook.
        name: the name of the exercise: the cell's grade id without `check_`.
        score: points, those given by hand if there are any; None while a human still has to grade it.
        worth: the most points that it can get.
    """

    notebook: str
    name: str
    score: float | None
    worth: float


@dataclass(frozen=True)
class Recorded:
    """What the gradebook holds of one graded cell of a submission.

    Attributes:
        auto: points that grading has given; None where it has given none.
        worth: the most points that it can get.
        score: points, those given by hand if there are any; None while a human still has to grade it.
    """

    auto: float | None
    worth: float
    score: float | None


def recorded(
    gradebook: Gradebook, assignment: str, student: str | None = None
) -> dict[str, dict[tuple[str, str], Recorded]]:
    """Student -> notebook and cell -> what is recorded, in one query.

    Args:
        gradebook: where it is looked up.
        assignment: the assignment's name.
        student: the only student to look up, or None for all.
    """
    rows = (  # through nbgrader's objects, each grade would take a query of its own, or several
        gradebook.db.query(
            *(SubmittedAssignment.student_id, Notebook.name, BaseCell.name),
            *(Grade.auto_score, Grade.score, Grade.manual_score, Grade.needs_manual_grade, Grade.max_score),
        )
        .select_from(Grade)
        .join(Grade.cell)
        .join(Grade.notebook)
        .join(SubmittedNotebook.notebook)
        .join(SubmittedNotebook.assignment)
        .join(SubmittedAssignment.assignment)
        .filter(Assignment.name == assignment)
    )
    if student is not None:
        rows = rows.filter(SubmittedAssignment.student_id == student)
    found: dict[str, dict[tuple[str, str], Recorded]] = {}
    for whose, notebook, name, auto, score, by_hand, needs_hand, worth in rows.all():
        waits = needs_hand and by_hand is None
        found.setdefault(whose, {})[notebook, name] = Recorded(auto, worth, None if waits else score)
    return found


def exercises(course: Course, gradebook: Gradebook, submission: Submission) -> list[Exercise]:
    """The results of one submission, in the order of the source; empty where nothing is recorded."""
    cells_of = recorded(gradebook, submission.assignment, submission.student).get(submission.student, {})
    found = {
        (notebook, name): Exercise(notebook, name.removeprefix("check_"), one.score, one.worth)
        for (notebook, name), one in cells_of.items()
    }
    if not found:
        return []
    folder = course.folder("source", assignment=submission.assignment)
    notebooks = {
        name: known_notebook(folder / f"{name}.ipynb").cells for name in course.notebooks(submission.assignment)
    }
    cells = [(name, grade_id(cell)) for name, cells in notebooks.items() for cell in cells]
    order = {cell: number for number, cell in enumerate(cells)}
    return [found[cell] for cell in sorted(found, key=lambda cell: order.get(cell, len(order)))]


def result_of(gradebook: Gradebook, submission: Submission) -> dict[str, Recorded]:
    """Exercise -> what the gradebook holds of it, for one submission; the exercises as a reader of the class knows them."""
    return by_exercise(recorded(gradebook, submission.assignment, submission.student).get(submission.student, {}))


def by_exercise(cells: dict[tuple[str, str], Recorded]) -> dict[str, Recorded]:
    """The same, for each exercise by the name that is shown: its notebook, and the cell without `check_`."""
    return {f"{notebook} {name.removeprefix('check_')}": one for (notebook, name), one in cells.items()}


def comments(gradebook: Gradebook, submission: Submission) -> dict[str, list[str]]:
    """Name of each notebook of a submission -> the comments on it; nothing where the gradebook has no such submission."""
    try:
        found = gradebook.find_submission(submission.assignment, submission.student)
    except MissingEntry:
        return {}
    return {
        notebook.name: [text for comment in notebook.comments if (text := comment.comment)]
        for notebook in found.notebooks
    }


def given_by_hand(gradebook: Gradebook, submission: Submission) -> str | None:
    """What was added to a result in the Formgrader, points and comments, as one text to compare.

    None where the gradebook has no such submission.
    """
    try:
        found = gradebook.find_submission(submission.assignment, submission.student)
    except MissingEntry:
        return None
    grades = [grade for notebook in found.notebooks for grade in notebook.grades]
    comments = [comment for notebook in found.notebooks for comment in notebook.comments]
    given = [(grade.name, grade.manual_score, grade.extra_credit) for grade in grades]
    return json.dumps(sorted(map(str, [*given, *((comment.name, comment.manual_comment) for comment in comments)])))
