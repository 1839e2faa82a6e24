"""The class, printed: a table for each assignment, details where they are asked for, figures, and what to do next."""

from __future__ import annotations

import os
import sys
from itertools import groupby
from typing import TextIO

from rich.console import Console
from rich.text import Text

from nbexaminer.cli.terminal import tell_error
from nbexaminer.course.course import Course
from nbexaminer.course.errors import printable
from nbexaminer.report.class_figures import Figures
from nbexaminer.report.class_rows import Row, detail_lines
from nbexaminer.report.class_summary import all_missing, closing_lines, figure_lines
from nbexaminer.report.class_table import NARROWEST, SEPARATOR, class_table, legend

PIPED = 80
"""Columns where there is no terminal, unless the variable COLUMNS says otherwise."""
MOST_OVERLOOKED = 10


class ClassConsole(Console):
    """A console that says when its reader has gone, as behind `| head`; rich itself would end the process in silence."""

    def on_broken_pipe(self) -> None:
        """Pass on what rich has caught.

        Raises:
            BrokenPipeError: always.
        """
        raise BrokenPipeError


def console_of(stream: TextIO) -> Console:
    """A console that writes to standard output or standard error."""
    console = ClassConsole(file=stream, highlight=False)
    if not console.is_terminal and not os.environ.get("COLUMNS", "").isdigit():
        console.width = PIPED
    console.width = max(NARROWEST, console.width)
    return console


def print_class(
    course: Course, rows: list[Row], found: list[Figures], console: Console, by: str, verbose: bool
) -> None:
    """Print a class; what was not graded goes to standard error.

    Args:
        course: the course.
        rows: its submissions.
        found: the figures of each assignment.
        console: where it is printed.
        by: what students are sorted by.
        verbose: whether to print all details.
    """
    for assignment, group in groupby(rows, key=lambda row: row.submission.assignment):
        between = _drawn(console, SEPARATOR, "|")
        for line in class_table(assignment, course.notebooks(assignment), list(group), console.width, by, between):
            _print(console, line)
        _print(console, "")
    meanings = legend(rows, console.width)
    for line in [*meanings, ""] if meanings else []:
        _print(console, line)
    if verbose:
        for line in [line for row in rows for line in detail_lines(row)] + all_missing(rows):
            _print(console, printable(line))
    for figures in found:
        for line in figure_lines(figures, console.width, _drawn(console, "█", "#")):
            _print(console, line)
        _print(console, "")
    there = any(course.folder("feedback", row.submission.student, row.submission.assignment).is_dir() for row in rows)
    pages = f"{course.relative(course.folder('feedback', 'STUDENT', 'ASSIGNMENT'))}/" if there else ""
    for line in closing_lines(rows, console.width, verbose, pages):
        _print(console, line)
    tell_refused(rows)


def tell_refused(rows: list[Row]) -> None:
    """Write what was not graded, and why, to standard error."""
    sys.stdout.flush()
    for row in rows:
        if row.state == "refused":
            tell_error(row.reason)


def print_overlooked(remarks: list[str], verbose: bool) -> None:
    """Print what grading does not see in `submitted/`."""
    shown = remarks if verbose else remarks[:MOST_OVERLOOKED]
    for remark in shown:
        print(printable(f"passed over: {remark}"))
    if len(remarks) > len(shown):
        print(f"passed over: {len(remarks) - len(shown)} more: --verbose lists them.")


def _print(console: Console, line: Text | str) -> None:
    console.print(line, markup=False, emoji=False, soft_wrap=True)


def _drawn(console: Console, sign: str, plain: str) -> str:
    """A sign, or a plain one where the terminal lacks it."""
    try:
        sign.encode(console.encoding)
    except UnicodeEncodeError:
        return plain
    return sign
