"""What the gradebook holds of a submission: the points of each exercise, and what was given by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

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
from sqlalchemy.engine import Row
from sqlalchemy.orm import Query

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
        extra: extra credit that a human gave; part of the score.
    """

    notebook: str
    name: str
    score: float | None
    worth: float
    extra: float = 0.0


@dataclass(frozen=True)
class Standing:
    """The result of one submission: whoever tells its points takes them from here.

    Attributes:
        exercises: in the order of the source.
        raw: points without the penalty, the same number as nbgrader's own.
        penalty: points that being late costs.
        due: when it was due, with the student's extension; None where the gradebook has no date. UTC, as for nbgrader.
        handed_in: when it was handed in; None where that is not known.
    """

    exercises: tuple[Exercise, ...]
    raw: float
    penalty: float = 0.0
    due: datetime | None = None
    handed_in: datetime | None = None

    @property
    def total(self) -> float:
        """Points after the penalty, never below 0."""
        return max(0.0, round(self.raw - self.penalty, 9))  # 1.8 rather than 1.7999999999999998

    @property
    def worth(self) -> float:
        """The most points that it can get."""
        return sum(exercise.worth for exercise in self.exercises)

    @property
    def waiting(self) -> float:
        """The most points that a human may still give."""
        return sum(exercise.worth for exercise in self.exercises if exercise.score is None)

    @property
    def extra(self) -> float:
        """Extra credit that a human gave."""
        return sum(exercise.extra for exercise in self.exercises)

    @property
    def seconds_late(self) -> float:
        """How long after it was due it was handed in; 0 where a date is not known."""
        if self.due is None or self.handed_in is None:
            return 0.0
        return max(0.0, (self.handed_in - self.due).total_seconds())


def standings(course: Course, gradebook: Gradebook, submissions: Iterable[Submission]) -> dict[Submission, Standing]:
    """The results of submissions; two queries for each assignment, however large the class.

    Args:
        course: the course.
        gradebook: its gradebook.
        submissions: one for which nothing is recorded is left out.
    """
    found = {}
    for assignment, group in groupby(sorted(submissions, key=_assignment), key=_assignment):
        of_it = {submission.student: submission for submission in group}
        only = next(iter(of_it)) if len(of_it) == 1 else None
        grades = _grades(course, gradebook, assignment, only)
        dates = _dates(gradebook, assignment, only)
        for student, submission in of_it.items():
            if student in dates:
                graded = grades.get(student, [])
                parts, raw = (
                    tuple(exercise for exercise, _ in graded),
                    round(float(sum(points for _, points in graded)), 9),
                )
                found[submission] = Standing(parts, raw, *dates[student])
    return found


def exercises(course: Course, gradebook: Gradebook, submission: Submission) -> list[Exercise]:
    """The results of one submission, in the order of the source; empty where nothing is recorded."""
    standing = standings(course, gradebook, [submission]).get(submission)
    return list(standing.exercises) if standing else []


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
    found: dict[str, dict[tuple[str, str], Recorded]] = {}
    for row in _of(_grades_of(gradebook, assignment), student):
        found.setdefault(row.student_id, {})[row.notebook, row.cell] = Recorded(
            row.auto_score, row.max_score, _score(row)
        )
    return found


def result_of(gradebook: Gradebook, submission: Submission) -> dict[str, Recorded]:
    """Exercise -> what the gradebook holds of it, for one submission; the exercises as a reader of the class knows them."""
    return by_exercise(recorded(gradebook, submission.assignment, submission.student).get(submission.student, {}))


def by_exercise(cells: dict[tuple[str, str], Recorded]) -> dict[str, Recorded]:
    """The same, for each exercise by the name that is shown: its notebook, and the cell without `check_`."""
    return {f"{notebook} {name.removeprefix('check_')}": one for (notebook, name), one in cells.items()}


def _assignment(submission: Submission) -> str:
    return submission.assignment


def _grades(
    course: Course, gradebook: Gradebook, assignment: str, only: str | None
) -> dict[str, list[tuple[Exercise, float]]]:
    """Student -> exercises in the order of the source, each with the points that nbgrader counts for it."""
    found: dict[str, dict[tuple[str, str], tuple[Exercise, float]]] = {}
    for row in _of(_grades_of(gradebook, assignment), only):
        name, extra = row.cell.removeprefix("check_"), row.extra_credit or 0.0
        exercise = Exercise(row.notebook, name, _score(row), row.max_score, extra)
        found.setdefault(row.student_id, {})[row.notebook, row.cell] = exercise, row.score
    order = _order(course, assignment) if found else {}
    return {
        student: [cells[cell] for cell in sorted(cells, key=lambda cell: order.get(cell, len(order)))]
        for student, cells in found.items()
    }


def _grades_of(gradebook: Gradebook, assignment: str) -> Query:
    """All grades of an assignment: through nbgrader's objects, each would take a query of its own, or several."""
    return (
        gradebook.db.query(
            *(SubmittedAssignment.student_id, Notebook.name.label("notebook"), BaseCell.name.label("cell")),
            *(Grade.score, Grade.auto_score, Grade.manual_score, Grade.extra_credit),
            *(Grade.needs_manual_grade, Grade.max_score),
        )
        .select_from(Grade)
        .join(Grade.cell)
        .join(Grade.notebook)
        .join(SubmittedNotebook.notebook)
        .join(SubmittedNotebook.assignment)
        .join(SubmittedAssignment.assignment)
        .filter(Assignment.name == assignment)
    )


def _score(row: Row) -> float | None:
    """The points of a grade; None while a human still has to give some."""
    return None if row.needs_manual_grade and row.manual_score is None else row.score


def _order(course: Course, assignment: str) -> dict[tuple[str, str | None], int]:
    """Notebook and grade id of each cell of the source -> where it stands."""
    folder = course.folder("source", assignment=assignment)
    cells = [
        (name, grade_id(cell))
        for name in course.notebooks(assignment)
        for cell in known_notebook(folder / f"{name}.ipynb").cells
    ]
    return {cell: number for number, cell in enumerate(cells)}


def _dates(
    gradebook: Gradebook, assignment: str, only: str | None
) -> dict[str, tuple[float, datetime | None, datetime | None]]:
    """Student -> penalty, when the submission was due, and when it was handed in."""
    asked = (
        gradebook.db.query(
            *(SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty),
            *(Assignment.duedate, SubmittedAssignment.extension, SubmittedAssignment.timestamp),
        )
        .select_from(SubmittedAssignment)
        .join(SubmittedAssignment.assignment)
        .outerjoin(SubmittedAssignment.notebooks)
        .filter(Assignment.name == assignment)
    )
    found: dict[str, tuple[float, datetime | None, datetime | None]] = {}
    for student, penalty, due, extension, handed_in in _of(asked, only):
        before = found[student][0] if student in found else 0.0
        extended = due + (extension or timedelta()) if due else None
        found[student] = round(before + (penalty or 0.0), 9), extended, handed_in
    return found


def _of(asked: Query, only: str | None) -> list[Row]:
    """The rows of a query; only those of one student, where one is named."""
    return (asked if only is None else asked.filter(SubmittedAssignment.student_id == only)).all()


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
