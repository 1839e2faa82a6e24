"""The students of a course: nbgrader's table of them is the roster, and made-up ones never count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from nbgrader.api import Assignment, Gradebook, Student, SubmittedAssignment
from traitlets import List, TraitError, Unicode
from traitlets.config import Configurable

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.errors import CourseError

LONGEST_TEXT = 128
"""Characters that nbgrader's table has room for in each column."""
LONGEST_NAME = 255
"""Bytes of the longest name of a folder."""


class Students(Configurable):
    """Who counts as a student; the settings of `nbgrader_config.py` are `c.Students.…`."""

    samples = List(
        Unicode(),
        ["complete", "mistaken", "untouched"],
        help="names of made-up students: they are graded like others, and never count as students",
    ).tag(config=True)


@dataclass(frozen=True)
class Person:
    """A student, as nbgrader's table has one.

    Attributes:
        id: the name of the student's folders.
        first_name: "" where it is not known, as for all that follow.
        last_name: the family name.
        email: the address.
        lms_user_id: the student's number in the university's learning platform.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


DETAILS = tuple(field.name for field in fields(Person) if field.name != "id")
"""Columns of nbgrader's table beside the id."""


def sample_students(course: Course) -> frozenset[str]:
    """Names of the made-up students, who never count as students.

    Raises:
        CourseError: the setting is no list of names.
    """
    try:
        return frozenset(Students(config=course.config).samples)
    except TraitError:
        raise CourseError(
            'c.Students.samples in nbgrader_config.py is no list of names: write it like ["complete", "mistaken"].'
        ) from None


def why_no_folder(name: str) -> str | None:
    """Why a folder in `submitted/` can't have a name, in words that follow it; None where it can."""
    if not name:
        return "is empty"
    if name in (".", "..") or "/" in name:
        return "can't be the name of a folder"
    if not name.isprintable():
        return "holds characters that can't be shown"
    if len(name) > LONGEST_TEXT or len(name.encode()) > LONGEST_NAME:
        return f"is longer than {LONGEST_TEXT} characters"
    return None


def read_roster(course: Course) -> list[Person]:
    """The students on the roster, by name, without made-up ones; nothing is changed, or made.

    Grading adds everybody who has handed in to nbgrader's table, with nothing but an id: such a row is no entry of the roster.

    Raises:
        CourseError: the gradebook can't be used.
    """
    if not course.has_gradebook():
        return []
    samples = sample_students(course)
    with course.gradebook() as gradebook:
        graded = {student for (student,) in gradebook.db.query(SubmittedAssignment.student_id).distinct()}
        rows = [row for row in gradebook.students if row.id not in samples]
        entered = [row for row in rows if _is_described(row) or row.id not in graded]
        people = [_person(row) for row in entered]
    return sorted(people, key=lambda person: (person.last_name, person.first_name, person.id))


def graded_submissions(course: Course) -> set[tuple[str, str]]:
    """Student and assignment of each result in the gradebook; nothing is changed, or made.

    Raises:
        CourseError: the gradebook can't be used.
    """
    if not course.has_gradebook():
        return set()
    with course.gradebook() as gradebook:
        rows = gradebook.db.query(SubmittedAssignment.student_id, Assignment.name).join(SubmittedAssignment.assignment)
        return {(student, assignment) for student, assignment in rows}


def results_without_folder(course: Course, assignments: Iterable[str]) -> list[Submission]:
    """The submissions that have a result in the gradebook, and no folder in `submitted/` any more.

    Raises:
        CourseError: the gradebook can't be used.
    """
    wanted = set(assignments)
    found = [
        Submission(student, assignment, course.folder("submitted", student, assignment))
        for student, assignment in sorted(graded_submissions(course))
        if assignment in wanted
    ]
    return [submission for submission in found if not submission.path.is_dir()]


@dataclass(frozen=True)
class Import:
    """What an import does to the roster.

    Attributes:
        new: ids of students who were not on it.
        changed: ids of those of whom something else is known now.
        same: ids of those of whom nothing new is known.
        others: ids of those on it whom the import does not name.
    """

    new: list[str]
    changed: list[str]
    same: list[str]
    others: list[str]


def compare(course: Course, people: Iterable[Person]) -> Import:
    """What importing students would do; nothing is changed, or made.

    Raises:
        CourseError: the gradebook can't be used.
    """
    on_it = {person.id: person for person in read_roster(course)}
    new, changed, same, named = [], [], [], set()
    for person in people:
        named.add(person.id)
        known = on_it.get(person.id)
        if known is None:
            new.append(person.id)
        else:
            told = any(getattr(person, name) not in ("", getattr(known, name)) for name in DETAILS)
            (changed if told else same).append(person.id)
    return Import(new, changed, same, [id_ for id_ in on_it if id_ not in named])


def import_students(course: Course, people: Iterable[Person]) -> None:
    """Put students on the roster, all of them or none; what is not known of one stays as it was.

    Raises:
        CourseError: the gradebook can't be used.
    """
    with course.gradebook() as gradebook:
        for person in people:
            _put(gradebook, person)
        gradebook.db.commit()


def _put(gradebook: Gradebook, person: Person) -> None:
    row = gradebook.db.get(Student, person.id)
    if row is None:
        row = Student(id=person.id)
        gradebook.db.add(row)
    for name in DETAILS:
        if getattr(person, name):
            setattr(row, name, getattr(person, name))
    if not _is_described(row):
        row.email = ""  # unlike NULL, it says that somebody has put the student there


def _is_described(row: Student) -> bool:
    return any(getattr(row, name) is not None for name in DETAILS)


def _person(row: Student) -> Person:
    return Person(row.id, *(getattr(row, name) or "" for name in DETAILS))
