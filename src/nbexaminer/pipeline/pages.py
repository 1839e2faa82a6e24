"""Write the feedback pages of a student."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.errors import CourseError
from nbexaminer.pipeline.disk import full_disk
from nbexaminer.pipeline.page_process import PageLost, write_in_process
from nbexaminer.pipeline.plain_page import write_plain_pages


@dataclass(frozen=True)
class Written:
    """What became of a student's pages.

    Attributes:
        problem: why there are none, in one line; "" where there are.
        remark: why they are plain, in one line; "" where they are not.
    """

    problem: str = ""
    remark: str = ""


def write_feedback(root: Path, assignment: str, student: str) -> Written:
    """Write a student's pages; plain ones where they can't be formatted. An earlier version stays when this fails.

    Args:
        root: the course folder.
        assignment: the assignment's name.
        student: the student's name.
    """
    course = Course(root)
    submission = Submission(student, assignment, course.folder("submitted", student, assignment))
    pages = course.folder("feedback", student, assignment)
    try:
        try:
            with course.keeping(pages):
                problem = write_in_process(course.root, assignment, student)
                if problem:
                    raise CourseError(problem)
            return Written()
        except (CourseError, PageLost) as error:
            if full_disk(str(error), course.cache) or not course.folder("autograded", student, assignment).is_dir():
                raise
            with course.keeping(pages):
                write_plain_pages(course, submission)
            return Written(remark=f"its pages are plain text, since they could not be formatted: {error}")
    except (CourseError, OSError, PageLost) as error:
        return Written(problem=str(error) or type(error).__name__)
