"""What `nbexaminer grade` does with its options: grade, show how far it is, print the class."""

from __future__ import annotations

import argparse
import contextlib
import sys
from itertools import groupby

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.errors import CourseError
from nbexaminer.pipeline.run import Outcome, grade, plan, require
from nbexaminer.pipeline.workers import Workers, choose
from nbexaminer.report.class_table import class_table, exercises_of, for_review, summary


class _Display:
    """What is shown while a class is graded: a line for each submission, and below them, in a terminal, where things stand."""

    def __init__(self, console: Console, total: int):
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[more]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        self.console = console
        self.progress = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
        self.bar = self.progress.add_task("grading", total=total, more="")
        self.pages = None
        self.running: dict[Submission, None] = {}
        self.failed = 0

    def start(self, submission: Submission) -> None:
        """A submission has been handed to a worker."""
        self.running[submission] = None
        self._show()

    def take(self, outcome: Outcome) -> None:
        """There is an outcome."""
        submission = outcome.submission
        if outcome.state in ("graded", "feedback") and self.pages is not None:
            self.progress.update(self.pages, advance=1)
        if outcome.state == "graded" and submission not in self.running:  # its page is written; it was told of before
            return
        self.running.pop(submission, None)
        self.failed += outcome.state == "refused"
        self.progress.update(self.bar, advance=1)
        self._show()
        shown = "graded" if outcome.state == "recorded" else outcome.state
        self.console.print(f"{shown:<9}  {submission.student}  {submission.assignment}", markup=False)
        for change in outcome.changes:
            self.console.print(f"changed    {submission.student}  {submission.assignment}  {change}", markup=False)

    def write_pages(self, total: int) -> None:
        """Nothing is left but to write pages."""
        if self.pages is None and total:
            self.pages = self.progress.add_task("feedback", total=total, more="")

    def _show(self) -> None:
        names = [submission.student for submission in self.running]
        more = f"running: {', '.join(names[:3])}{' …' if len(names) > 3 else ''}" if names else ""
        self.progress.update(self.bar, more=f"{self.failed} failed  {more}" if self.failed else more)


def _grade_all(
    course: Course, submissions: list[Submission], workers: Workers, options: argparse.Namespace, console: Console
) -> list[Outcome]:
    display = _Display(console, len(submissions))
    outcomes: dict[Submission, Outcome] = {}
    with workers, display.progress:
        steps = grade(course, submissions, workers, options.force, not options.no_feedback, display.start)
        with contextlib.closing(steps):
            for outcome in steps:
                outcomes[outcome.submission] = outcome
                display.take(outcome)
                if len(outcomes) == len(submissions):
                    display.write_pages(sum(known.state in ("recorded", "feedback") for known in outcomes.values()))
    return [outcomes[submission] for submission in submissions]


def _report(course: Course, outcomes: list[Outcome], console: Console) -> None:
    waiting, reviews = 0, []
    for assignment, group in groupby(outcomes, key=lambda outcome: outcome.submission.assignment):
        group = list(group)
        results = exercises_of(course, [outcome.submission for outcome in group])
        console.print(class_table(course, assignment, group, results))
        graded = [outcome.submission for outcome in group if outcome.state != "refused"]
        reviews += [line for submission in graded for line in for_review(course, submission)]
        waiting += sum(any(result.score is None for result in results[submission]) for submission in graded)
    for line in summary(outcomes, waiting, reviews):
        stream = sys.stderr if line.startswith("error") else sys.stdout
        print(line, file=stream)


def _settled(course: Course, options: argparse.Namespace) -> Course:
    """The course with what the options say about its settings."""
    different = {}
    if options.timeout:
        different["ExecuteNotebook"] = {"timeout": options.timeout}
    if options.all_cells:
        different["ExecuteSubmission"] = {"demonstrations": True}
    return course.with_settings(**different) if different else course


def run(options: argparse.Namespace) -> int:
    """Grade as the options of the command line say; returns the exit code: 1 when something was not graded."""
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = 140
    try:
        course = _settled(Course(options.course), options)
        submissions = course.submissions(options.assignment, options.student)
        require(course, submissions, sandbox=options.scheduler is None)
        due = list(plan(course, submissions, options.force))
        if options.dry_run:
            return _tell(due, console)
        count = sum(len(course.notebooks(item.submission.assignment)) for item in due if item.state == "due")
        outcomes = _grade_all(course, submissions, _workers(options, course, count), options, console)
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    _report(course, outcomes, console)
    return 1 if any(outcome.state == "refused" for outcome in outcomes) else 0


def _workers(options: argparse.Namespace, course: Course, notebooks: int) -> Workers:
    if options.scheduler:
        from nbexaminer.pipeline.cluster import Cluster

        return Cluster(options.scheduler)
    return choose(options.jobs, notebooks)


def _tell(due: list[Outcome], console: Console) -> int:
    for outcome in due:
        why = f"  {outcome.reason}" if outcome.reason else ""
        console.print(
            f"{outcome.state:<9}  {outcome.submission.student}  {outcome.submission.assignment}{why}", markup=False
        )
    count = sum(outcome.state == "due" for outcome in due)
    print(f"{count} of {len(due)} would be graded; nothing was done.")
    return 0
