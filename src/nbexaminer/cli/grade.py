"""What `nbexaminer grade` does with its options: grade, show the progress, print the class."""

from __future__ import annotations

import argparse
import contextlib
import sys
from dataclasses import replace
from itertools import groupby

from rich.console import Console

from nbexaminer.cli.display import Display
from nbexaminer.cli.terminal import tell_error
from nbexaminer.course.course import Course, Submission
from nbexaminer.course.errors import CourseError, first_line, printable
from nbexaminer.course.results import Exercise
from nbexaminer.intake.overlooked import as_error, overlooked
from nbexaminer.pipeline.disk import stopped, stops_the_run
from nbexaminer.pipeline.lock import one_run
from nbexaminer.pipeline.outcome import Outcome
from nbexaminer.pipeline.plan import Item, plan
from nbexaminer.pipeline.require import require
from nbexaminer.pipeline.run import grade
from nbexaminer.pipeline.workers import Workers, choose
from nbexaminer.report.class_table import Review, class_table, exercises_of, for_review, summary
from nbexaminer.report.lateness import untimed_lines
from nbexaminer.report.missing import missing_lines


def run(options: argparse.Namespace) -> int:
    """Grade as the options of the command line say; returns the exit code: 1 when something was not graded."""
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = 140
    try:
        course = _with_options(Course(options.course), options)
        submissions = _submissions(course, options)
        require(course, submissions, sandbox=options.scheduler is None)
        if options.dry_run:
            return _print_plan(plan(course, submissions, options.force), overlooked(course), console)
        with one_run(course):  # what is planned here holds until it is done
            planned = plan(course, submissions, options.force)
            outcomes = _grade_all(course, planned, _workers(options, course, planned), options, console)
        outcomes = _print_class(course, outcomes, console)
        _print_overlooked(overlooked(course))
        print("".join(f"{printable(line)}\n" for line in untimed_lines(course, submissions)), end="")
    except CourseError as error:
        tell_error(error)
        return 1
    except OSError as error:
        tell_error(stopped(error))
        return 1
    return 1 if any(outcome.state == "refused" for outcome in outcomes) else 0


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


def _review(course: Course, submission: Submission) -> Review:
    """What a human should look at in a submission; that it could not be found out is one such thing."""
    try:
        return for_review(course, submission)
    except Exception as error:  # a submission may hold anything, and the others must be shown
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        return Review(
            [f"for review: {submission.shown}, {submission.assignment}: could not be looked through ({what})."]
        )


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
    display = Display(console, len(planned))
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


def _print_overlooked(remarks: list[str]) -> None:
    for remark in remarks:
        print(printable(f"passed over: {remark}"))


def _print_plan(planned: list[Item], remarks: list[str], console: Console) -> int:
    for item in planned:
        why = f"  {printable(item.reason)}" if item.reason else ""
        console.print(
            f"{item.state:<9}  {item.submission.shown}  {item.submission.assignment}{why}", markup=False, emoji=False
        )
    count = sum(item.state == "due" for item in planned)
    print(f"{count} of {len(planned)} would be graded; nothing was done.")
    _print_overlooked(remarks)
    return 0


def _print_class(course: Course, outcomes: list[Outcome], console: Console) -> list[Outcome]:
    """Print the class, and what to do next; the outcomes, "refused" for those whose result can't be read."""
    waiting, reviews, printed = 0, {}, []
    for assignment, of_it in groupby(outcomes, key=lambda outcome: outcome.submission.assignment):
        group, results = _read_results(course, list(of_it))
        printed += group
        console.print(class_table(course, assignment, group, results))
        reviews |= {submission: _review(course, submission) for submission in results}
        waiting += sum(any(result.score is None for result in results[submission]) for submission in results)
    missing = missing_lines({submission: found.missing for submission, found in reviews.items()})
    for line in summary(printed, waiting, [line for found in reviews.values() for line in found.lines] + missing):
        stream = sys.stderr if line.startswith("error") else sys.stdout
        print(printable(line), file=stream)
    return printed


def _read_results(course: Course, outcomes: list[Outcome]) -> tuple[list[Outcome], dict[Submission, list[Exercise]]]:
    """The results of the submissions that have one, and the outcomes; one whose result can't be read is "refused".

    Raises:
        CourseError: the gradebook can't be opened, or the disk is full.
    """
    try:
        return outcomes, exercises_of(course, [each.submission for each in outcomes if each.state != "refused"])
    except CourseError:
        raise
    except Exception as error:
        if len(outcomes) > 1:  # whose it is shows one by one
            apart = [_read_results(course, [outcome]) for outcome in outcomes]
            results = {submission: result for _, found in apart for submission, result in found.items()}
            return [outcome for alone, _ in apart for outcome in alone], results
        stop = stops_the_run(error, course.cache)
        if stop:
            raise stop from error
        where = course.relative(outcomes[0].submission.path)
        why = f"The result of {where}/ could not be read: {type(error).__name__}: {first_line(error)}"
        return [replace(outcomes[0], state="refused", reason=why)], {}
