"""Record a submission that has been executed: nbgrader determines its grades and writes them into the gradebook."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from nbgrader.converters import Autograde

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.errors import CourseError
from nbexaminer.course.metadata import run_record, write_run_record
from nbexaminer.course.results import exercises
from nbexaminer.pipeline.prepare import Prepared


def record(course: Course, prepared: Prepared, executed: dict[str, Path]) -> None:
    """Have nbgrader grade a submission whose notebooks have been executed; an earlier result stays when this fails.

    Args:
        course: the course.
        prepared: the submission.
        executed: notebook -> path of the executed one.

    Raises:
        CourseError: nbgrader could not.
    """
    student, assignment = prepared.submission.student, prepared.submission.assignment
    for name, path in executed.items():
        shutil.copyfile(path, course.sanitized.folder("submitted", student, assignment) / f"{name}.ipynb")
    with course.keeping(course.folder("autograded", student, assignment)):
        problem = course.graded.run(Autograde, assignment, student)
        if problem:
            raise CourseError(problem)


def with_repairs(text: str, repairs: list[str]) -> str:
    """The text of an executed notebook, with what was put right about its file in its metadata."""
    if not repairs:
        return text
    notebook = nbformat.reads(text, as_version=4)
    run = run_record(notebook)
    run.repairs = [*repairs, *run.repairs]
    write_run_record(notebook, run)
    return nbformat.writes(notebook)


def points(course: Course, submission: Submission) -> dict[str, float | None]:
    """Exercise -> points, None for one that a human still has to grade; empty where nothing is recorded."""
    with course.gradebook() as gradebook:
        found = exercises(course, gradebook, submission)
    return {f"{exercise.notebook} {exercise.name}": exercise.score for exercise in found}


def changes(before: dict[str, float | None], after: dict[str, float | None]) -> tuple[str, ...]:
    """What a regrade changed, a phrase for each exercise.

    Args:
        before: exercise -> points, as `points` gives them.
        after: the same, later.
    """

    def shown(score: float | None) -> str:
        return "?" if score is None else f"{score:g}"

    return tuple(
        f"{name}: {shown(before[name])} → {shown(after[name])}"
        for name in after
        if name in before and before[name] != after[name]
    )
