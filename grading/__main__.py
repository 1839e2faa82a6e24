"""Command line: `python -m grading` grades what is in submitted/ and prints the class."""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from grading.batch import Outcome, grade
from grading.course import Course, CourseError, Submission
from grading.report import class_table, exercises, for_review, summary


def _grade_all(course: Course, submissions: list[Submission], force: bool, console: Console) -> list[Outcome]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    outcomes = []
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("grading", total=len(submissions))
        progress.update(task, description=f"grading {submissions[0].student} {submissions[0].assignment}")
        for number, outcome in enumerate(grade(course, submissions, force), start=1):
            outcomes.append(outcome)
            console.print(f"{outcome.state:<9}  {outcome.submission.student}  {outcome.submission.assignment}")
            following = submissions[min(number, len(submissions) - 1)]
            progress.update(task, advance=1, description=f"grading {following.student} {following.assignment}")
    return outcomes


def main(arguments: list[str] | None = None) -> int:
    """Grade; returns the exit code: 1 when something was not graded."""
    parser = argparse.ArgumentParser(
        prog="python -m grading",
        description="Grade every submission in submitted/ that is new or changed, write its feedback, print the class.",
    )
    parser.add_argument("--course", default=".", type=Path, help="the course folder (default: this folder)")
    parser.add_argument("--assignment", help="only this assignment (default: all)")
    parser.add_argument("--student", help="only this student (default: all)")
    parser.add_argument("--force", action="store_true", help="grade again what is up to date")
    options = parser.parse_args(arguments)
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = 140
    try:
        course = Course(options.course)
        submissions = course.submissions(options.assignment, options.student)
        outcomes = _grade_all(course, submissions, options.force, console)
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted: what was graded is kept; run the same command again for the rest.", file=sys.stderr)
        return 1
    waiting, reviews = 0, []
    for assignment, group in groupby(outcomes, key=lambda outcome: outcome.submission.assignment):
        group = list(group)
        console.print(class_table(course, assignment, group))
        graded = [outcome.submission for outcome in group if outcome.state != "refused"]
        reviews += [line for submission in graded for line in for_review(course, submission)]
        waiting += sum(any(result.score is None for result in exercises(course, submission)) for submission in graded)
    for line in summary(outcomes, waiting, reviews):
        stream = sys.stderr if line.startswith("error") else sys.stdout
        print(line, file=stream)
    return 1 if any(outcome.state == "refused" for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
