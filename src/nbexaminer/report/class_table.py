"""The class in the terminal: points per exercise, totals, where the feedback is, and what needs a human."""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.table import Table
from rich.text import Text

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.errors import printable
from nbexaminer.course.metadata import Missing, run_record
from nbexaminer.course.notebooks import known_notebook, read_notebook
from nbexaminer.course.results import Exercise, exercises
from nbexaminer.pipeline.outcome import Outcome
from nbexaminer.report.autograd import by_hand_cells, review

STUDENT_WIDTH = 32
"""Columns in which a student's name is written, on as many lines as it takes."""


def exercises_of(course: Course, submissions: list[Submission]) -> dict[Submission, list[Exercise]]:
    """The results of submissions, as the gradebook has them."""
    with course.gradebook() as gradebook:
        return {submission: exercises(course, gradebook, submission) for submission in submissions}


def class_table(
    course: Course, assignment: str, outcomes: list[Outcome], results_of: dict[Submission, list[Exercise]]
) -> Table:
    """One assignment as a table, with a row for each student.

    Args:
        course: the course.
        assignment: the assignment's name.
        outcomes: those of its submissions.
        results_of: the results of each submission, as `exercises_of` finds them.
    """
    table = Table(title=Text(printable(assignment)), title_justify="left", show_lines=True)
    table.add_column("student", overflow="fold", max_width=STUDENT_WIDTH)
    table.add_column("points per exercise", ratio=1)
    table.add_column("total", justify="right", no_wrap=True)
    table.add_column("feedback", overflow="fold")
    for outcome in outcomes:
        submission = outcome.submission
        if outcome.state == "refused":
            table.add_row(
                Text(submission.shown), Text(printable(f"not graded: {outcome.reason}"), style="red"), "—", "—"
            )
            continue
        results = results_of[submission]
        points, notebook = Text(), course.notebooks(assignment)[0]
        for result in results:
            if points:
                points.append("  " if result.notebook == notebook else "\n")
            notebook = result.notebook
            got = "?" if result.score is None else f"{result.score:g}"
            style = "yellow" if result.score is None else "red" if result.score < result.worth else ""
            points.append(f"{result.name}:{got}/{result.worth:g}", style=style)
        total = sum(result.score or 0 for result in results)
        waiting = sum(result.worth for result in results if result.score is None)
        shown = f"{total:g} of {sum(result.worth for result in results):g}"
        shown += f"\n(+ up to {waiting:g} by hand)" if waiting else ""
        feedback = course.relative(course.folder("feedback", submission.student, submission.assignment))
        table.add_row(Text(submission.shown), points, shown, Text(printable(f"{feedback}/")))
    return table


@dataclass
class Review:
    """What a human should look at in one graded submission.

    Attributes:
        lines: what was repaired, what went wrong, and autograd where the gradients are to be derived by hand, a line each.
        missing: what it imports and was not there.
    """

    lines: list[str] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)


def for_review(course: Course, submission: Submission) -> Review:
    """Look through one graded submission."""
    found = Review()
    for name in course.notebooks(submission.assignment):
        path = course.folder("autograded", submission.student, submission.assignment) / f"{name}.ipynb"
        source = course.folder("source", assignment=submission.assignment) / f"{name}.ipynb"
        if not path.is_file():
            continue
        graded = read_notebook(path)
        run = run_record(graded)
        found.missing += run.missing
        found.lines += [f"repaired: {submission.shown}, {name}: {what}" for what in run.repairs]
        for incident in run.incidents:
            found.lines.append(f"went wrong: {submission.shown}, {name}, cell {incident.cell}: {incident.what}")
        if run.sandbox == "none":
            found.lines.append(f"WITHOUT A SANDBOX: {submission.shown}, {name}: its code ran as you.")
        for finding in review(graded, by_hand_cells(known_notebook(source))):
            found.lines.append(f"for review: {submission.shown}, {name}, cell {finding.cell}: {finding.what}.")
    return found


def summary(outcomes: list[Outcome], waiting: int, reviews: list[str]) -> list[str]:
    """What was done and what to do next, a line each.

    Args:
        outcomes: those of this run.
        waiting: number of submissions with answers that a human still has to grade.
        reviews: the lines of `for_review` for all submissions, and those of `missing_lines`.
    """
    words = {
        "graded": "graded",
        "unchanged": "unchanged",
        "feedback": "with new feedback only",
        "refused": "not graded",
    }
    counts = {state: sum(outcome.state == state for outcome in outcomes) for state in words}
    shown = [f"{counts[state]} {text}" for state, text in words.items() if counts[state] or state != "feedback"]
    lines = [", ".join(shown) + "."]
    lines += [f"error: {outcome.reason}" for outcome in outcomes if outcome.state == "refused"]
    for outcome in outcomes:
        if outcome.remark:
            who = outcome.submission
            lines.append(f"plain page: {who.shown}, {who.assignment}: {outcome.remark}.")
    lines += reviews
    if waiting:
        lines.append(
            f"{waiting} submissions wait for points by hand: open the Formgrader (make formgrader), then run this again."
        )
    return lines
