"""Due dates, extensions and who is late, a line each: as they are, and as they will be with the next grading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from nbgrader.api import Assignment, Gradebook, Student, SubmittedAssignment

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.dates import in_words, shown
from nbexaminer.course.deadlines import Schedule
from nbexaminer.course.errors import printable
from nbexaminer.course.late import penalties_of, schedule_of, time_of_handing_in
from nbexaminer.course.students import sample_students
from nbexaminer.pipeline.plan import refusal


@dataclass(frozen=True)
class InGradebook:
    """What the gradebook has about deadlines.

    Attributes:
        due: assignment -> when it is due.
        extensions: student and assignment -> by how much that is later.
        students: names of all students.
    """

    due: dict[str, datetime | None]
    extensions: dict[tuple[str, str], timedelta]
    students: set[str]


def in_gradebook(course: Course) -> InGradebook:
    """Look up what the gradebook has; nothing is changed, or made.

    Raises:
        CourseError: the gradebook can't be used.
    """
    if not course.has_gradebook():
        return InGradebook({}, {}, set())
    with course.gradebook() as gradebook:
        due = dict(tuple(row) for row in gradebook.db.query(Assignment.name, Assignment.duedate))
        rows = gradebook.db.query(SubmittedAssignment.student_id, Assignment.name, SubmittedAssignment.extension)
        extensions = {
            (student, name): much for student, name, much in rows.join(SubmittedAssignment.assignment) if much
        }
        students = {student for (student,) in gradebook.db.query(Student.id)}
    return InGradebook(due, extensions, students)


def known_students(course: Course, known: InGradebook) -> set[str]:
    """Names of all students: those of the gradebook, and those who have handed in."""
    submitted = course.folder("submitted")
    folders = {path.name for path in submitted.iterdir() if path.is_dir()} if submitted.is_dir() else set()
    return (known.students | folders) - sample_students(course)


def deadline_lines(course: Course, assignments: Iterable[str], student: str | None = None) -> list[str]:
    """What is due when, whose extensions there are, and what handing in late costs.

    Args:
        course: the course.
        assignments: names of those that are told.
        student: only the extensions of this student; None for all.

    Raises:
        CourseError: the gradebook or the settings can't be used.
    """
    known, schedule = in_gradebook(course), schedule_of(course)
    students, lines = known_students(course, known), []
    for name in assignments:
        due = schedule.due_date(name, known.due.get(name))
        where = "" if name in schedule.due or not due else " (set in the Formgrader)"
        lines.append(f"{name}: due {shown(due, schedule.zone)}{where}" if due else f"{name}: no due date")
        keys = {key for key in {*schedule.extensions, *known.extensions} if key[1] == name}
        for who in sorted(who for who, _ in keys if student in (None, who)):
            lines += _extension(schedule, known, students, who, name, due)
    lines.append(f"Handing in late costs: {schedule.rule_in_words}.")
    if course.config.get("Deadlines", {}).get("timezone") is None:
        lines.append("Dates are in UTC: `nbexaminer deadline --timezone Europe/Berlin` (or another) changes that.")
    return lines


def _extension(
    schedule: Schedule, known: InGradebook, students: set[str], who: str, name: str, due: datetime | None
) -> Iterator[str]:
    """The line about an extension, where there is one."""
    stated = (who, name) in schedule.extensions
    much = schedule.extension(who, name, due, known.extensions.get((who, name)))
    stranger = f" (nobody here is called {printable(who)})" if stated and who not in students else ""
    if due and much:
        yield f"  {printable(who)}: {in_words(much.total_seconds())} more, {shown(due + much, schedule.zone)}{stranger}"
    elif stated:
        why = "it ends before the due date" if due else "there is no due date"
        yield f"  {printable(who)}: an extension without effect, since {why}{stranger}"


def late_lines(course: Course, assignments: Iterable[str]) -> list[str]:
    """Who is late, by how much, and what that will cost; and what it costs until the next grading.

    Raises:
        CourseError: the gradebook or the settings can't be used.
    """
    schedule, known = schedule_of(course), in_gradebook(course)
    wanted, submitted = set(assignments), course.folder("submitted")
    found = [
        Submission(path.parent.name, path.name, path) for path in sorted(submitted.glob("*/*/")) if path.name in wanted
    ]
    found = [each for each in found if not refusal(course, each)]  # grading says what is wrong with those
    if not course.has_gradebook():
        return [line for each in found if (line := _late(course, schedule, known, each, None))]
    with course.gradebook() as gradebook:
        return [line for each in found if (line := _late(course, schedule, known, each, gradebook))]


def _late(
    course: Course, schedule: Schedule, known: InGradebook, submission: Submission, gradebook: Gradebook | None
) -> str:
    who, name = submission.student, submission.assignment
    due = schedule.due_date(name, known.due.get(name))
    extension = schedule.extension(who, name, due, known.extensions.get((who, name))) or timedelta()
    handed_in = time_of_handing_in(submission.path)
    late = max(0.0, (handed_in - due - extension).total_seconds()) if due and handed_in else 0.0
    penalties = penalties_of(course, gradebook, submission, late) if gradebook else None
    before = sum(was or 0.0 for was, _ in penalties.values()) if penalties else 0.0
    after = sum(will or 0.0 for _, will in penalties.values()) if penalties else 0.0
    if not late and not before:
        return ""
    cost = "not graded yet" if not penalties else f"−{after:g} points" if after else "no penalty"
    delay = f"{in_words(late)} late, {cost}" if late else "in time"
    until_now = f"; until now: {f'−{before:g} points' if before else 'none'}" if before != after else ""
    return f"late: {submission.shown}, {name}: {delay}{until_now}"
