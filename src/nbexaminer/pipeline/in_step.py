"""Before a class is graded: the gradebook is brought in step with the source, and a release that differs from it is told."""

from __future__ import annotations

from collections.abc import Iterable

from nbexaminer.authoring.in_step import bring_gradebook_in_step
from nbexaminer.authoring.made import made_of, release_differs
from nbexaminer.course.course import Course, Submission
from nbexaminer.course.released import remember_release

OTHER = (
    "{}/ is not what {}/ makes now ({}): grading goes by the source, and the release stays as it was handed out; "
    "`nbexaminer build` makes it anew."
)
MOST = 3
"""How many files of a release are named."""


def bring_in_step(course: Course, submissions: Iterable[Submission], dry_run: bool = False) -> list[str]:
    """Bring the gradebook's cells in step with the source of the assignments of some submissions.

    Args:
        course: the course.
        submissions: that are about to be graded.
        dry_run: only tell about releases; nothing is changed.

    Returns:
        What an instructor should know, a sentence each: what went that was given by hand, and which releases are not what the
        source makes.

    Raises:
        CourseError: a source can't be used, or the gradebook can't.
    """
    lines = []
    for assignment in sorted({submission.assignment for submission in submissions}):
        if not dry_run:
            remember_release(course, assignment)
            lines += bring_gradebook_in_step(course, assignment)
        files = release_differs(course, assignment, made_of(course, assignment, keep=not dry_run))
        if files:
            where = [course.relative(course.folder(step, assignment=assignment)) for step in ("release", "source")]
            lines.append(OTHER.format(*where, ", ".join(files[:MOST]) + (", …" if len(files) > MOST else "")))
    return lines
