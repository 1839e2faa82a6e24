"""Record a submission that has been executed: nbgrader determines its grades and writes them into the gradebook."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.converters import Autograde

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.errors import CourseError
from nbexaminer.course.late import Lateness, lateness, told
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


@dataclass(frozen=True)
class Standing:
    """What the gradebook has of a submission.

    Attributes:
        points: exercise -> points, None for one that a human still has to grade; empty where nothing is recorded.
        late: how late it was; None where no due date stands.
    """

    points: dict[str, float | None]
    late: Lateness | None


def standing(course: Course, submission: Submission) -> Standing:
    """What the gradebook has of a submission."""
    with course.gradebook() as gradebook:
        found = exercises(course, gradebook, submission)
        late = lateness(gradebook, submission.assignment, submission.student)
    return Standing({f"{exercise.notebook} {exercise.name}": exercise.score for exercise in found}, late)


def points(course: Course, submission: Submission) -> dict[str, float | None]:
    """Exercise -> points, None for one that a human still has to grade; empty where nothing is recorded."""
    return standing(course, submission).points


def change_of_penalty(before: Lateness | None, after: Lateness | None) -> str:
    """What handing in late costs now, and what it cost before, in a few words; "" where that is the same.

    Args:
        before: how late a submission was; None where no due date stood.
        after: the same, now.
    """
    was, is_ = (late.penalty if late else 0.0 for late in (before, after))
    if was == is_:
        return told(after) if after and after.seconds and not before else ""
    return f"{told(after) or 'no due date'}; before: {f'−{was:g} points' if was else 'none'}"


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
