"""What must hold before a class can be graded; each requirement that does not is an error that says what to do."""

from __future__ import annotations

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.errors import CourseError
from nbexaminer.execution.files import given_files
from nbexaminer.pipeline.lock import require_not_half_cleared
from nbexaminer.sandbox.settings import Sandbox


def require(course: Course, submissions: list[Submission], sandbox: bool = True) -> None:
    """Make sure that the submissions can be graded.

    Args:
        course: the course.
        submissions: what is to be graded.
        sandbox: whether student code runs on this machine.

    Raises:
        CourseError: the course is half cleared, the folders can't be written, the gradebook can't be used, an assignment has no
            release, or student code can't be run safely here.
    """
    require_not_half_cleared(course)
    course.require_writable("autograded", "feedback")
    if sandbox:
        Sandbox(config=course.config, secret=[str(course.root)]).require()
    course.require_gradebook()
    released = course.released()
    for assignment in sorted({submission.assignment for submission in submissions}):
        require_assignment(course, released, assignment)


def require_assignment(course: Course, released: set[str], assignment: str) -> None:
    """Make sure that submissions for an assignment can be graded.

    Args:
        course: the course.
        released: names of the assignments that the gradebook has.
        assignment: its name.

    Raises:
        CourseError: it has no release, or what was released is not in the source any more.
    """
    course.require_links(assignment)
    _require_release(course, released, assignment)
    _require_given_files(course, assignment)


def _require_release(course: Course, released: set[str], assignment: str) -> None:
    if assignment not in released:
        raise CourseError(f"{assignment} has no release in the gradebook: run `nbexaminer build`.")
    release = course.folder("release", assignment=assignment)
    if not all((release / f"{name}.ipynb").is_file() for name in course.notebooks(assignment)):
        raise CourseError(f"{assignment} has no release: run `nbexaminer build`.")


def _require_given_files(course: Course, assignment: str) -> None:
    """Make sure that the source still has what was released: a student's code may import it."""
    source, release = (course.folder(step, assignment=assignment) for step in ("source", "release"))
    for name in given_files(release, course.directory.ignore):
        if not (source / name).exists():
            raise CourseError(
                f"{course.relative(source / name)} is missing, and was released: put it back, or run "
                "`nbexaminer build` where it is no longer needed."
            )
