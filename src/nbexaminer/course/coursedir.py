"""nbgrader's view of a course folder, for names and places with any characters in them."""

from __future__ import annotations

from nbgrader.coursedir import CourseDirectory
from traitlets import Bunch, default, validate

from nbexaminer.course.database import gradebook_address


class ExactCourseDirectory(CourseDirectory):
    """A course folder whose students are called just as their folders are, and which may lie anywhere."""

    @validate("student_id")
    def _validate_student_id(self, proposal: Bunch) -> str:
        """The name as it is: nbgrader would take blanks from its ends."""
        return proposal["value"]

    @default("db_url")
    def _db_url_default(self) -> str:
        return gradebook_address(self.root)

    def format_path(self, nbgrader_step: str, student_id: str, assignment_id: str, escape: bool = False) -> str:
        """The path of a folder, or (with `escape`) a pattern for it, in which a dot stands for any character."""
        path = super().format_path(nbgrader_step, student_id, assignment_id, escape)
        return f"(?s:{path})" if escape else path
