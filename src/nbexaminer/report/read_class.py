"""Read what the table, its figures and the JSON document are made of, from the gradebook and the graded notebooks."""

from __future__ import annotations

from dataclasses import replace

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.errors import CourseError, first_line
from nbexaminer.course.results import Standing, standings
from nbexaminer.course.students import sample_students
from nbexaminer.pipeline.disk import stops_the_run
from nbexaminer.pipeline.outcome import Outcome
from nbexaminer.pipeline.plan import Item
from nbexaminer.report.class_figures import CHECKS, Figures, figures, sentences_of
from nbexaminer.report.class_rows import Row
from nbexaminer.report.graded_notebook import look_through


def rows_of(course: Course, outcomes: list[Outcome]) -> list[Row]:
    """A row for each outcome of a run; one whose result can't be read is "refused".

    Raises:
        CourseError: the gradebook can't be opened, or the disk is full.
    """
    rows = [Row(each.submission, each.state, each.reason, each.changes, each.remark) for each in outcomes]
    return _completed(course, rows, keep=True)


def rows_of_plan(course: Course, planned: list[Item]) -> list[Row]:
    """A row for each item of a plan, with the result of those that stay as they are; nothing is written.

    Raises:
        CourseError: as for `rows_of`.
    """
    return _completed(course, [Row(item.submission, item.state, item.reason) for item in planned], keep=False)


def figures_of(course: Course, rows: list[Row]) -> list[Figures]:
    """The figures of each assignment in turn."""
    found = []
    for assignment in dict.fromkeys(row.submission.assignment for row in rows):
        checks = course.folder("source", assignment=assignment) / CHECKS
        of_it = [row for row in rows if row.submission.assignment == assignment]
        found.append(figures(assignment, of_it, sentences_of(checks)))
    return found


def _completed(course: Course, rows: list[Row], keep: bool) -> list[Row]:
    """The rows with what gradebook and graded notebooks hold of those that have a result."""
    samples = sample_students(course)
    rows = [replace(row, sample=row.submission.student in samples) for row in rows]
    read = {row.submission for row in rows if row.state not in ("refused", "due")}
    found, problems = _standings(course, [row.submission for row in rows if row.submission in read])
    return [_with_result(course, row, found, problems, keep) if row.submission in read else row for row in rows]


def _with_result(
    course: Course, row: Row, found: dict[Submission, Standing], problems: dict[Submission, str], keep: bool
) -> Row:
    if row.submission in problems:
        return replace(row, state="refused", reason=problems[row.submission])
    row = replace(row, standing=found.get(row.submission))
    try:
        return replace(row, notebooks=tuple(look_through(course, row.submission, keep)))
    except Exception as error:  # a submission may hold anything, and the others must be shown
        return replace(row, problem=f"{type(error).__name__}: {error}".splitlines()[0])


def _standings(
    course: Course, submissions: list[Submission]
) -> tuple[dict[Submission, Standing], dict[Submission, str]]:
    """The results of submissions, and of those whose result can't be read, why.

    Raises:
        CourseError: the gradebook can't be opened, or the disk is full.
    """
    if not submissions:
        return {}, {}
    try:
        with course.gradebook() as gradebook:
            return standings(course, gradebook, submissions), {}
    except CourseError:
        raise
    except Exception as error:
        if len(submissions) > 1:  # whose it is shows one by one
            apart = [_standings(course, [submission]) for submission in submissions]
            found = {submission: one for each, _ in apart for submission, one in each.items()}
            return found, {submission: why for _, each in apart for submission, why in each.items()}
        stop = stops_the_run(error, course.cache)
        if stop:
            raise stop from error
        where = course.relative(submissions[0].path)
        why = f"The result of {where}/ could not be read: {type(error).__name__}: {first_line(error)}"
        return {}, {submissions[0]: why}
