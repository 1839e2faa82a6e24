"""What `nbexaminer deadline` does: show due dates, extensions and penalties, or write them into `nbgrader_config.json`."""

from __future__ import annotations

import argparse
import copy
from dataclasses import replace

from traitlets.config import Config

from nbexaminer.course.course import Course
from nbexaminer.course.dates import shown
from nbexaminer.course.deadlines import read_extension, read_schedule
from nbexaminer.course.errors import CourseError, printable
from nbexaminer.course.late import read_note, schedule_of, write_note
from nbexaminer.course.settings import SETTINGS, WRITTEN, load_python_settings, read_written, write_settings
from nbexaminer.course.students import why_no_folder
from nbexaminer.course.words import nearest
from nbexaminer.pipeline.lock import one_run
from nbexaminer.report.deadlines import InGradebook, deadline_lines, in_gradebook, known_students, late_lines

SECTION = "Deadlines"
RULES = ("penalty", "most", "grace", "closes_after", "timezone")
"""Settings that an option of the same name sets."""


def run(options: argparse.Namespace) -> int:
    """Do as the options of the command line say; returns the exit code: 1 when something is wrong, and nothing was changed."""
    course = Course(options.course)
    assignment, when = (options.what or [None])[0], " ".join(options.what[1:]).strip()
    rules = {name: value for name in RULES if (value := getattr(options, name)) is not None}
    if not when and not options.remove and not rules:
        _print(deadline_lines(course, course.assignments(assignment), options.student))
        _print(late_lines(course, course.assignments(assignment)))
        return 0
    _require_sense(course, assignment, when, options)
    with one_run(course):
        changed = _change(course, assignment, when, rules, options)
    _tell(changed, None if rules else assignment, options.student)
    return 0


def _print(lines: list[str]) -> None:
    for line in lines:
        print(printable(line))


def _require_sense(course: Course, assignment: str | None, when: str, options: argparse.Namespace) -> None:
    """Make sure that what is asked for fits together.

    Raises:
        CourseError: it doesn't.
    """
    if assignment is not None:
        course.assignments(assignment)
    if when and options.remove:
        raise CourseError("A date and --remove say opposite things: give one of them.")
    if options.remove and assignment is None:
        raise CourseError("Of which assignment? Name it: nbexaminer deadline ASSIGNMENT --remove.")
    if options.student is None:
        return
    if not when and not options.remove:
        raise CourseError("What is the student's new due date? Give a date, or how much later it is: +3days.")
    problem = why_no_folder(options.student)
    students = known_students(course, in_gradebook(course))
    if problem:
        raise CourseError(f"The name of the student {problem}: give the name of the folder in submitted/.")
    if not options.remove and students and options.student not in students:
        near = nearest(options.student, sorted(students))
        meant = f"did you mean {near!r}?" if near else "`nbexaminer roster` lists those that there are."
        raise CourseError(f"There is no student {options.student!r}: {meant}")


def _change(course: Course, assignment: str | None, when: str, rules: dict, options: argparse.Namespace) -> Course:
    """Write the settings as asked for; the course with them.

    Raises:
        CourseError: `nbgrader_config.py` has them, or they make no sense; nothing was written.
        OSError: the file can't be written.
    """
    settings = read_written(course.root)
    before = settings.get(SECTION, {})
    fixed = _changed(before, assignment, when, rules, options)
    touched = [*rules, *(["extensions" if options.student else "due"] if when else [])]
    _require_not_in_python(course, touched, assignment if options.remove else None, options.student)
    settings = {name: value for name, value in settings.items() if name != SECTION} | (
        {SECTION: fixed} if fixed else {}
    )
    other = Course(course.root)
    other.config = load_python_settings(course.root)
    other.config.merge(Config(copy.deepcopy(settings)))
    schedule_of(other)  # it raises what is wrong with them
    if options.student and when:
        _require_later(other, options.student, assignment, when)
    known = in_gradebook(other)
    there = (options.student, assignment) in known.extensions if options.student else known.due.get(assignment)
    if options.remove and not there and fixed == before:
        who = f"{options.student} has no extension" if options.student else "There is no due date"
        raise CourseError(f"{who} for {assignment}: there is nothing to remove.")
    write_settings(course.root, settings)
    if options.remove and there:
        _disown(other, known, assignment, options.student)
    return other


def _changed(before: dict, assignment: str | None, when: str, rules: dict, options: argparse.Namespace) -> dict:
    """The section of the settings as asked for.

    Raises:
        CourseError: it holds something of another kind already.
    """
    section = copy.deepcopy(before) | rules
    if assignment is None or not (when or options.remove):
        return section
    path = ["extensions", options.student] if options.student else ["due"]
    table = section
    for name in path:
        table = table.setdefault(name, {})
        if not isinstance(table, dict):
            raise CourseError(f"{SECTION}.{name} in {WRITTEN} is no table: put that right, or move the file away.")
    if options.remove:
        table.pop(assignment, None)
    else:
        table[assignment] = when
    if options.student and not table:
        del section["extensions"][options.student]
    return {name: value for name, value in section.items() if value != {}}


def _require_not_in_python(course: Course, names: list[str], removed: str | None, student: str | None) -> None:
    """Make sure that `nbgrader_config.py` says nothing about what is to be changed.

    Args:
        course: the course.
        names: settings that are to be changed.
        removed: the assignment whose due date or extension is to be removed, or None.
        student: whose extension it is, or None.

    Raises:
        CourseError: it says something.
    """
    config = load_python_settings(course.root)
    stated = read_schedule(config)
    if removed and ((student, removed) in stated.extensions if student else removed in stated.due):
        names = [*names, "extensions" if student else "due"]
    for name in names:
        if name in config.get(SECTION, {}):
            raise CourseError(f"c.{SECTION}.{name} stands in {SETTINGS}: change it there.")


def _require_later(course: Course, student: str, assignment: str, when: str) -> None:
    """Make sure that an extension is one.

    Raises:
        CourseError: there is no due date, or it is not later.
    """
    schedule = schedule_of(course)
    due = schedule.due_date(assignment, in_gradebook(course).due.get(assignment))
    if due is None:
        raise CourseError(
            f"{assignment} has no due date that could be extended: set it first, nbexaminer deadline {assignment} DATE."
        )
    if schedule.extension(student, assignment, due, None) is None:
        end = read_extension(when, schedule.zone)
        raise CourseError(
            f"{shown(end, schedule.zone)} is no extension: {assignment} is due {shown(due, schedule.zone)} for all."
        )


def _disown(course: Course, known: InGradebook, assignment: str, student: str | None) -> None:
    """Have the next grading take a due date or an extension out of the gradebook, whoever has put it there."""
    note = read_note(course.cache)
    if student:
        key = student, assignment
        write_note(course.cache, replace(note, extensions=note.extensions | {key: known.extensions[key]}))
    else:
        write_note(course.cache, replace(note, due=note.due | {assignment: known.due[assignment]}))


def _tell(course: Course, assignment: str | None, student: str | None) -> None:
    """Say what holds now, who is late, and what to do next.

    Args:
        course: the course with its new settings.
        assignment: the only one that is concerned; None for all.
        student: whose extension it is, or None.
    """
    names = course.assignments(assignment)
    _print(deadline_lines(course, names, student))
    _print(late_lines(course, names))
    print(f"Written into {WRITTEN}. Next: nbexaminer grade{f' {assignment}' if assignment else ''}")
