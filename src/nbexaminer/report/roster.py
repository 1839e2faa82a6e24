"""The roster: who is on it, what each has handed in, who is missing, and who has handed in without being on it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table
from rich.text import Text

from nbexaminer.course.course import Course
from nbexaminer.course.errors import printable
from nbexaminer.course.students import (
    Person,
    graded_submissions,
    read_roster,
    results_without_folder,
    sample_students,
)
from nbexaminer.course.words import nearest
from nbexaminer.report.fitting import named

MOST_NAMED = 20


@dataclass(frozen=True)
class Stranger:
    """Somebody who has handed in without being on the roster.

    Attributes:
        id: the name of the folder.
        assignments: what was handed in.
        meant: whom on the roster that probably is; None where nobody is called like it.
    """

    id: str
    assignments: list[str]
    meant: str | None


@dataclass(frozen=True)
class RosterView:
    """The roster, and what was handed in.

    Attributes:
        assignments: their names.
        people: the students on the roster, by name.
        handed_in: student and assignment of each submission.
        graded: those that have a result.
        strangers: who has handed in without being on the roster.
    """

    assignments: list[str]
    people: list[Person]
    handed_in: set[tuple[str, str]]
    graded: set[tuple[str, str]]
    strangers: list[Stranger]

    def missing(self, assignment: str) -> list[str]:
        """Ids of the students on the roster who have not handed in an assignment."""
        return [person.id for person in self.people if (person.id, assignment) not in self.handed_in]


def view(course: Course, assignment: str | None = None) -> RosterView:
    """Look up who has handed in what; nothing is changed, or made.

    Args:
        course: the course.
        assignment: only this one; None for all.

    Raises:
        CourseError: there is no such assignment, or the gradebook can't be used.
    """
    assignments = course.assignments(assignment)
    samples = sample_students(course)
    people = read_roster(course)
    graded = {key for key in graded_submissions(course) if key[1] in assignments and key[0] not in samples}
    in_folders = {key for key in _in_folders(course.folder("submitted"), assignments) if key[0] not in samples}
    handed_in = in_folders | graded
    made = RosterView(assignments, people, handed_in, graded, [])
    on_it = {person.id for person in people}
    for student in sorted({student for student, _ in handed_in} - on_it):
        theirs = [each for each in assignments if (student, each) in handed_in]
        made.strangers.append(Stranger(student, theirs, _meant(made, student, theirs)))
    return made


def _meant(found: RosterView, student: str, assignments: list[str]) -> str | None:
    """Who on the roster is called nearly like somebody; of those, first, who has not handed in the same."""
    waiting = {id_ for assignment in assignments for id_ in found.missing(assignment)}
    for people in ([person for person in found.people if person.id in waiting], found.people):
        called = {word: person.id for person in people for word in _words(person)}
        near = nearest(student, list(called))
        if near:
            return called[near]
    return None


def _words(person: Person) -> Iterator[str]:
    """What a student's folder may be called."""
    yield person.id
    if person.first_name and person.last_name:
        yield f"{person.first_name} {person.last_name}"
        yield f"{person.last_name} {person.first_name}"
    if "@" in person.email:
        yield person.email
        yield person.email.partition("@")[0]


def _in_folders(submitted: Path, assignments: list[str]) -> Iterator[tuple[str, str]]:
    """Student and assignment of each folder that holds anything."""
    if not submitted.is_dir():
        return
    for student in os.listdir(submitted):
        for assignment in assignments:
            folder = submitted / student / assignment
            if folder.is_dir() and any(os.scandir(folder)):
                yield student, assignment


def absent(course: Course, assignments: Iterable[str]) -> dict[str, list[str]]:
    """Assignment -> ids of those on the roster who have not handed it in; without those that everybody has, or nobody.

    Raises:
        CourseError: the gradebook can't be used.
    """
    found = view(course)
    missing = {assignment: found.missing(assignment) for assignment in sorted(set(assignments))}
    return {assignment: who for assignment, who in missing.items() if 0 < len(who) < len(found.people)}


def absent_lines(missing: dict[str, list[str]], verbose: bool = False) -> list[str]:
    """Who has handed in nothing, a line for each assignment.

    Args:
        missing: as `absent` finds it.
        verbose: whether to name all of them.
    """
    lines = []
    for assignment, who in missing.items():
        shown = named(who, len(who) if verbose else MOST_NAMED)
        hint = " (`nbexaminer roster` lists them)" if len(who) > MOST_NAMED and not verbose else ""
        lines.append(f"handed in nothing: {printable(assignment)}: {shown}{hint}")
    return lines


def stranger_lines(course: Course, assignments: Iterable[str], verbose: bool = False) -> list[str]:
    """Who has handed in under a name that is not on the roster, a line each; nobody where nobody is on it.

    Args:
        course: the course.
        assignments: only those who have handed in one of these.
        verbose: whether to name all of them.

    Raises:
        CourseError: the gradebook can't be used.
    """
    found, wanted = view(course), set(assignments)
    who = [one for one in found.strangers if wanted & set(one.assignments)] if found.people else []
    told = who if verbose else who[:MOST_NAMED]
    more = [f"not on the roster: {len(who) - len(told)} more: `nbexaminer roster` lists them"]
    return [*map(_stranger, told), *(more if len(who) > len(told) else [])]


def kept_lines(course: Course, assignments: Iterable[str]) -> list[str]:
    """Whose result is in the gradebook although nothing of it is in `submitted/` any more, a line for each assignment.

    Raises:
        CourseError: the gradebook can't be used.
    """
    samples, kept = sample_students(course), {}
    for submission in results_without_folder(course, assignments):
        if submission.student not in samples:
            kept.setdefault(submission.assignment, []).append(submission.student)
    submitted = course.relative(course.folder("submitted"))
    return [
        f"a result without a submission: {printable(assignment)}: {named(who, MOST_NAMED)}: it stays in the gradebook and in "
        f"exports, and is in no table; put {submitted}/STUDENT/{printable(assignment)}/ back, or `nbexaminer remove STUDENT`."
        for assignment, who in kept.items()
    ]


def _stranger(one: Stranger) -> str:
    meant = f": did they mean {printable(one.meant)!r}?" if one.meant else ""
    return f"not on the roster: {printable(one.id)} ({', '.join(map(printable, one.assignments))}){meant}"


def roster_table(found: RosterView) -> Table:
    """The roster as a table, with a column for each assignment."""
    table = Table()
    table.add_column("student", overflow="fold")
    table.add_column("name", overflow="fold")
    for assignment in found.assignments:
        table.add_column(Text(printable(assignment)), overflow="fold")
    for person in found.people:
        states = [_state(found, person.id, assignment) for assignment in found.assignments]
        table.add_row(Text(printable(person.id)), Text(printable(person.name)), *states)
    return table


def _state(found: RosterView, student: str, assignment: str) -> Text:
    if (student, assignment) in found.graded:
        return Text("graded")
    if (student, assignment) in found.handed_in:
        return Text("handed in")
    return Text("missing", style="red")


def roster_lines(found: RosterView) -> list[str]:
    """Who is missing and who is not on the roster, a line each, and what to do next."""
    lines, count = [], len(found.people)
    if not found.people:
        lines.append("Nobody is on the roster: `nbexaminer roster FILE.csv` imports a list of students.")
    for assignment in found.assignments if found.people else []:
        missing = [printable(student) for student in found.missing(assignment)]
        who = f": {', '.join(missing)}" if missing else ""
        lines.append(f"missing: {printable(assignment)}: {len(missing)} of {count}{who}")
    lines += map(_stranger, found.strangers)
    if found.strangers and found.people:
        lines.append("Rename the folder of who is misspelt, or import a list in which everybody stands.")
    return lines
