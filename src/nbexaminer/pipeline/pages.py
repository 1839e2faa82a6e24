"""Write the feedback pages of a student."""

from __future__ import annotations

from pathlib import Path

from nbgrader.converters import GenerateFeedback

from nbexaminer.course.course import Course
from nbexaminer.course.errors import CourseError


def write_feedback(root: Path, assignment: str, student: str) -> str | None:
    """Write a student's pages; an earlier version stays when this fails. Any process can do it.

    Args:
        root: the course folder.
        assignment: the assignment's name.
        student: the student's name.

    Returns:
        None, or what went wrong, in one line.
    """
    course = Course(root)
    try:
        with course.keeping(course.folder("feedback", student, assignment)):
            problem = course.run(GenerateFeedback, assignment, student)
            if problem:
                raise CourseError(problem)
    except (CourseError, OSError) as error:
        return str(error)
    return None
