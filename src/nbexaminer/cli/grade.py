"""What `nbexaminer grade` does with its options: grade, show the progress, print the class."""

from __future__ import annotations

import argparse
import contextlib
import sys

from rich.console import Console

from nbexaminer.cli.display import Display
from nbexaminer.cli.print_class import console_of, print_class, print_overlooked, tell_refused
from nbexaminer.cli.terminal import in_words, print_last
from nbexaminer.course.course import Course, Submission
from nbexaminer.course.errors import CourseError, printable
from nbexaminer.intake.overlooked import as_error, overlooked
from nbexaminer.pipeline.in_step import bring_in_step
from nbexaminer.pipeline.lock import one_run
from nbexaminer.pipeline.outcome import Outcome
from nbexaminer.pipeline.plan import Item, plan
from nbexaminer.pipeline.require import require
from nbexaminer.pipeline.run import grade
from nbexaminer.pipeline.workers import Workers, choose
from nbexaminer.report.class_json import as_text, document, error_document
from nbexaminer.report.class_rows import Row
from nbexaminer.report.lateness import untimed_lines
from nbexaminer.report.read_class import figures_of, rows_of, rows_of_plan
from nbexaminer.report.roster import absent, absent_lines, kept_lines, stranger_lines


def run(options: argparse.Namespace) -> int:
    """Grade as the options of the command line say; returns the exit code: 1 when something was not graded."""
    console = console_of(sys.stderr if options.json else sys.stdout)
    try:
        return _run(options, console)
    except BrokenPipeError:
        raise
    except (CourseError, OSError) as error:
        if options.json:
            print_last(as_text(error_document(in_words(error))))
        raise


def _run(options: argparse.Namespace, console: Console) -> int:
    course = _with_options(Course(options.course), options)
    submissions = _submissions(course, options)
    require(course, submissions, sandbox=options.scheduler is None)
    if options.dry_run:
        _print_lines(bring_in_step(course, submissions, dry_run=True), console)
        planned = plan(course, submissions, options.force)
        if options.json:
            _print_json(course, rows_of_plan(course, planned), dry_run=True)
        else:
            _print_plan(planned, console)
            print_overlooked(overlooked(course), options.verbose)
        return 0
    with one_run(course):  # what is planned here holds until it is done
        _print_lines(bring_in_step(course, submissions), console)
        planned = plan(course, submissions, options.force)
        outcomes = _grade_all(course, planned, _workers(options, course, planned), options, console)
    rows = rows_of(course, outcomes)
    if options.json:
        _print_json(course, rows, dry_run=False)
        tell_refused(rows)
    else:
        print_class(course, rows, figures_of(course, rows), console, options.sort, options.verbose)
        print_overlooked(overlooked(course), options.verbose)
    if not options.student:
        names = {submission.assignment for submission in submissions}
        _print_lines(absent_lines(absent(course, names), options.verbose), console)
        _print_lines(stranger_lines(course, names, options.verbose) + kept_lines(course, names), console)
    _print_lines(untimed_lines(course, [row.submission for row in rows if row.state != "refused"]), console)
    return int(any(row.state == "refused" for row in rows))


def _submissions(course: Course, options: argparse.Namespace) -> list[Submission]:
    """The submissions that the options ask for.

    Raises:
        CourseError: there is none; where there is none of anybody, but something else in `submitted/`, it is about that.
    """
    course.assignments(options.assignment)
    try:
        return course.submissions(options.assignment, options.student)
    except CourseError:
        remarks = overlooked(course)
        if remarks and not course.has_submissions():
            where = course.relative(course.folder("submitted"))
            raise CourseError(as_error(remarks, where)) from None
        raise


def _with_options(course: Course, options: argparse.Namespace) -> Course:
    """The course with the settings that the options override."""
    different = {}
    if options.timeout:
        different["ExecuteNotebook"] = {"timeout": options.timeout}
    if options.all_cells:
        different["ExecuteSubmission"] = {"demonstrations": True}
    return course.with_settings(**different) if different else course


def _workers(options: argparse.Namespace, course: Course, planned: list[Item]) -> Workers:
    if options.scheduler:
        from nbexaminer.pipeline.cluster import Cluster

        return Cluster(options.scheduler)
    count = sum(len(course.notebooks(item.submission.assignment)) for item in planned if item.state == "due")
    return choose(options.jobs, count)


def _grade_all(
    course: Course, planned: list[Item], workers: Workers, options: argparse.Namespace, console: Console
) -> list[Outcome]:
    """Do what was planned; the last outcome of each submission, in the plan's order."""
    display = Display(console, len(planned), options.verbose)
    outcomes: dict[Submission, Outcome] = {}
    with workers, display.progress:
        steps = grade(course, planned, workers, not options.no_feedback, display.start)
        with contextlib.closing(steps):
            for outcome in steps:
                outcomes[outcome.submission] = outcome
                display.show(outcome)
                if len(outcomes) == len(planned):
                    display.show_pages(sum(other.state in ("recorded", "feedback") for other in outcomes.values()))
    return [outcomes[item.submission] for item in planned]


def _print_lines(lines: list[str], console: Console) -> None:
    for line in lines:
        console.print(printable(line), markup=False, emoji=False, soft_wrap=True)


def _print_plan(planned: list[Item], console: Console) -> None:
    for item in planned:
        why = f"  {printable(item.reason)}" if item.reason else ""
        text = f"{item.state:<9}  {item.submission.shown}  {item.submission.assignment}{why}"
        console.print(text, markup=False, emoji=False, soft_wrap=True)
    count = sum(item.state == "due" for item in planned)
    print(f"{count} of {len(planned)} would be graded; nothing was done.")


def _print_json(course: Course, rows: list[Row], dry_run: bool) -> None:
    missing = absent(course, {row.submission.assignment for row in rows})
    print(as_text(document(course, rows, figures_of(course, rows), overlooked(course), dry_run, missing)))
