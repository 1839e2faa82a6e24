"""Remove a student: from the gradebook, the folders, and what is kept and noted between runs.

A student is known as long as anything of him is left, so that a removal which was stopped can be run again.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry, Student

from nbexaminer.course.cache import executed_prefix
from nbexaminer.course.course import Course
from nbexaminer.course.deadlines import forget_dates, written_extensions
from nbexaminer.course.errors import CourseError, printable
from nbexaminer.course.keeping import discard
from nbexaminer.course.late import read_note, write_note
from nbexaminer.course.settings import WRITTEN
from nbexaminer.course.words import nearest
from nbexaminer.pipeline.ledger import Ledger

STEPS = ("submitted", "autograded", "feedback")
NOT_STUDENTS = ("release", "executed")
"""Folders in the cache in which names are not those of students."""


@dataclass(frozen=True)
class Belongings:
    """What there is of a student.

    Attributes:
        student: the student's name.
        recorded: a phrase for each of the student's submissions in the gradebook; None where the gradebook has no such student.
        paths: the student's folders, and files kept between runs.
        noted: assignments for which something is noted in the ledger.
        extended: assignments for which `nbgrader_config.json` gives an extension.
    """

    student: str
    recorded: list[str] | None
    paths: list[Path]
    noted: list[str]
    extended: list[str] = field(default_factory=list)


def find_belongings(course: Course, student: str) -> Belongings:
    """Look up what there is of a student; nothing is changed.

    Raises:
        CourseError: there is nothing, or the gradebook can't be used.
    """
    ledger = Ledger(course)
    recorded, known = _in_gradebook(course, student)
    folders = [path for folder in _folders(course) for path in _entries(folder)]
    noted, extended = ledger.entries(student), written_extensions(course.root, student)
    paths = [path for path in folders if path.name == student]
    inside = [inner.name for path in paths if not path.is_symlink() for inner in _entries(path)]
    assignments = {*noted, *inside, *(path.name for path in _entries(course.folder("source")))}
    prefixes = tuple(executed_prefix(f"{student}/{assignment}") for assignment in sorted(assignments))
    # First, since their names say whose they are only as long as the assignments are known.
    paths = [path for path in _files(course.cache / "executed") if prefixes and path.name.startswith(prefixes)] + paths
    if recorded is None and not paths and not noted and not extended:
        names = sorted({*known, *ledger.students(), *(path.name for path in folders)})
        near = nearest(student, names)
        meant = f": did you mean {near!r}?" if near else ": `nbexaminer roster` lists those that there are."
        raise CourseError(f"There is no student {student!r}{meant}")
    return Belongings(student, recorded, paths, noted, extended)


def describe(course: Course, found: Belongings) -> list[str]:
    """What there is of a student, a line each."""
    lines = []
    if found.recorded is not None:
        lines.append(f"in the gradebook: {', '.join(found.recorded) or 'the name, and no submission'}")
    for path in found.paths:
        where = printable(course.relative(path))
        if path.is_symlink():
            lines.append(f"{where} (the link, not what it leads to)")
        elif path.is_dir():
            files = [Path(above, name) for above, _, names in os.walk(path) for name in names]
            size = sum(file.lstat().st_size for file in files)
            lines.append(f"{where}/ ({len(files)} file{'s' if len(files) != 1 else ''}, {-(-size // 1024)} kB)")
        else:
            lines.append(where)
    if found.noted:
        lines.append(f"in the ledger: {', '.join(map(printable, found.noted))}")
    if found.extended:
        lines.append(f"in {WRITTEN}, extensions: {', '.join(map(printable, found.extended))}")
    return lines


def remove_belongings(course: Course, found: Belongings) -> None:
    """Remove what there is of a student; stopped half-way, it can be done again.

    Raises:
        CourseError: the gradebook can't be used.
        OSError: a file can't be removed.
    """
    for path in found.paths:
        discard(path, course.cache)
    if found.recorded is not None:
        with course.gradebook() as gradebook, contextlib.suppress(MissingEntry):
            gradebook.remove_student(found.student)
    note = read_note(course.cache)
    kept = {key: much for key, much in note.extensions.items() if key[0] != found.student}
    if kept != note.extensions:
        write_note(course.cache, replace(note, extensions=kept))
    forget_dates(course.root, found.student)
    Ledger(course).forget(found.student)


def _in_gradebook(course: Course, student: str) -> tuple[list[str] | None, set[str]]:
    """A phrase for each submission of a student, None where there is no such student; and the names of all students."""
    if not course.has_gradebook():
        return None, set()
    with course.gradebook() as gradebook:
        names = {name for (name,) in gradebook.db.query(Student.id)}
        return (_recorded(gradebook, student) if student in names else None), names


def _recorded(gradebook: Gradebook, student: str) -> list[str]:
    told = []
    for submission in gradebook.student_submissions(student):
        by_hand = sum(grade.manual_score is not None for notebook in submission.notebooks for grade in notebook.grades)
        more = f", {by_hand} given by hand" if by_hand else ""
        told.append(f"{printable(submission.assignment.name)} ({submission.score:g} points{more})")
    return sorted(told)


def _folders(course: Course) -> Iterator[Path]:
    """The folders in which each student has one of the student's name."""
    yield from (course.folder(step) for step in STEPS)
    yield from (path for path in _entries(course.cache) if path.name not in NOT_STUDENTS and not path.is_symlink())


def _entries(folder: Path) -> list[Path]:
    """The folders in a folder, and the links."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_dir() or path.is_symlink())


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
