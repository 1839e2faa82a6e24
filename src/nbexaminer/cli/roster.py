"""What `nbexaminer roster` does: import a list of students, or show who is on it and what they have handed in."""

from __future__ import annotations

import argparse

from rich.console import Console

from nbexaminer.cli.terminal import tell_error
from nbexaminer.course.course import Course
from nbexaminer.course.errors import CourseError, printable
from nbexaminer.course.students import Import, compare, import_students, sample_students
from nbexaminer.intake.roster import RosterFile, read_roster_file
from nbexaminer.pipeline.lock import one_run
from nbexaminer.report.roster import roster_lines, roster_table, view

MOST_NAMED = 20


def run(options: argparse.Namespace) -> int:
    """Do as the options of the command line say; returns the exit code: 1 where a row could not be imported."""
    course = Course(options.course)
    if options.file is None:
        return _show(course, options)
    if options.assignment:
        raise CourseError("--assignment shows the roster, and a file changes it: give one of them.")
    return _import(course, options)


def _show(course: Course, options: argparse.Namespace) -> int:
    if options.dry_run or options.id:
        raise CourseError("--dry-run and --id are about a file to import: name that file.")
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 140
    found = view(course, options.assignment)
    if found.people:
        console.print(roster_table(found))
    for line in roster_lines(found):
        print(line)
    return 0


def _import(course: Course, options: argparse.Namespace) -> int:
    found = read_roster_file(options.file, sample_students(course), options.id)
    print("columns: " + ", ".join(f"{what} from {printable(name)!r}" for what, name in found.columns.items()))
    for line in found.left_out:
        print(line)
    for line in found.problems:
        tell_error(line)
    if not found.people:
        raise CourseError(f"{options.file} names no student who could be imported; nothing was imported.")
    if options.dry_run:
        _tell(found, compare(course, found.people), "would be imported; nothing was done")
    else:
        with one_run(course):
            course.require_gradebook()
            what = compare(course, found.people)
            import_students(course, found.people)
        _tell(found, what, "imported")
    return 1 if found.problems else 0


def _tell(found: RosterFile, what: Import, done: str) -> None:
    count = len(found.people)
    print(
        f"{count} student{'s' if count != 1 else ''} {done}: {len(what.new)} new, {len(what.changed)} changed, "
        f"{len(what.same)} as before."
    )
    if found.problems:
        print(f"{len(found.problems)} could not be: put the lines above right, and import the file again.")
    if what.others:
        more = len(what.others) - MOST_NAMED
        who = ", ".join(map(printable, what.others[:MOST_NAMED])) + (f" and {more} more" if more > 0 else "")
        print(f"On the roster, but not in this file: {who}. `nbexaminer remove STUDENT` removes who has left.")
