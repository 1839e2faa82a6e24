"""`nbgrader export` as a table that any spreadsheet reads back, whatever is in a student's name."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins import ExportPlugin

from nbexaminer.course.students import Students

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
"""nbgrader's own columns, in its order."""


class CsvExport(ExportPlugin):
    """A row for each student and assignment, as nbgrader's own plugin writes; but in UTF-8, and quoted where need be.

    The due date is the student's own, extension included. Made-up students are left out, unless they are asked for.
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write the file of `--to`, or `grades.csv`.

        Raises:
            OSError: it can't be written.
        """
        with open(self.to or "grades.csv", "w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            table.writeheader()
            table.writerows(self._rows(gradebook))

    def _rows(self, gradebook: Gradebook) -> Iterator[dict[str, object]]:
        """The rows of the students and assignments that are asked for."""
        students, assignments = (set(map(str, asked)) for asked in (self.student, self.assignment))
        left_out = set(Students(config=self.config).samples) - students
        for assignment in gradebook.assignments:
            for student in gradebook.students:
                asked = (not assignments or assignment.name in assignments) and (not students or student.id in students)
                if asked and student.id not in left_out:
                    yield _row(gradebook, assignment, student)


def _row(gradebook: Gradebook, assignment: Assignment, student: Student) -> dict[str, object]:
    """One student's result for one assignment: 0 points where nothing was handed in."""
    row = {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "max_score": assignment.max_score,
    }
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return row | {"raw_score": 0.0, "late_submission_penalty": 0.0, "score": 0.0}
    penalty = submission.late_submission_penalty
    return row | {
        "duedate": submission.duedate if assignment.duedate else None,
        "timestamp": submission.timestamp,
        "raw_score": round(submission.score, 9),  # 1.8 rather than 1.7999999999999998
        "late_submission_penalty": round(penalty, 9),
        "score": max(0.0, round(submission.score - penalty, 9)),
    }
