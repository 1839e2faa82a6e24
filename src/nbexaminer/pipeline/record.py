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
from nbexaminer.course.results import Recorded, exercises, result_of
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
class Before:
    """What the gradebook has of a submission, to be compared with what it has later.

    Attributes:
        result: exercise -> what is recorded of it, in the order of the source; empty where nothing is.
        late: how late it was; None where no due date stands.
    """

    result: dict[str, Recorded]
    late: Lateness | None


def held(course: Course, submission: Submission) -> Before:
    """What the gradebook has of a submission."""
    with course.gradebook() as gradebook:
        found = result_of(gradebook, submission)
        order = [f"{exercise.notebook} {exercise.name}" for exercise in exercises(course, gradebook, submission)]
        late = lateness(gradebook, submission.assignment, submission.student)
    return Before({name: found[name] for name in order}, late)


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


def changes(before: dict[str, Recorded], after: dict[str, Recorded]) -> tuple[str, ...]:
    """What a regrade changed, a phrase for each exercise; nothing where nothing was recorded before.

    Args:
        before: exercise -> what was recorded, as `points` gives it.
        after: the same, later.
    """

    def shown(one: Recorded) -> str:
        return "?" if one.score is None else f"{one.score:g}"

    def of_worth(one: Recorded) -> str:
        return f"{shown(one)}/{one.worth:g}"

    found = []
    for name, now in after.items() if before else ():
        then = before.get(name)
        if then is None:
            found.append(f"new: {name} {of_worth(now)}")
        elif then.worth != now.worth:
            found.append(f"{name}: {of_worth(then)} → {of_worth(now)}")
        elif then.score != now.score:
            found.append(f"{name}: {shown(then)} → {shown(now)}")
    gone = [f"gone: {name} (was {of_worth(then)})" for name, then in before.items() if name not in after]
    return (*found, *(gone if after else ()))
