"""What `nbexaminer judge` does: say how well the checks of an assignment judge, check by check, and what is left to do."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from nbexaminer.authoring.judge import Judgement, judge
from nbexaminer.authoring.support import write_support_files
from nbexaminer.course.course import Course
from nbexaminer.course.errors import printable


def run(options: argparse.Namespace) -> int:
    """Judge as the options of the command line say; returns the exit code: 1 where something is left to do."""
    console, left = Console(highlight=False, soft_wrap=True), 0
    course = Course(options.course)
    (assignment,) = course.assignments(options.assignment)
    write_support_files(course, assignment)
    for path in sorted((course.folder("source") / assignment).glob("*.ipynb")):
        errors = Console(stderr=True)
        with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bars:
            found = judge(path, lambda things, total, bars=bars, name=path.stem: _shown(bars, name, things, total))
        _tell(console, path.stem, found)
        left += len(found.left)
    if left:
        what = "1 thing is left: put it" if left == 1 else f"{left} things are left: put them"
        console.print(f"{what} right in the specs or the notebook, and run this again.")
    else:
        console.print("Nothing is left: every mistake is caught and told by its name, and nothing is given away.")
    return int(bool(left))


def _shown(bars: Progress, name: str, things: Iterator, total: int) -> Iterator:
    what = f"{name}: trying mistakes" if total else f"{name}: trying what is released"
    yield from bars.track(things, total=total or None, description=printable(what))


def _tell(console: Console, name: str, found: Judgement) -> None:
    table = Table(title=printable(name), title_justify="left")
    for head in ("check", "mistakes", "caught", "told apart"):
        table.add_column(head, justify="left" if head == "check" else "right")
    for one in found.checks:
        table.add_row(printable(one.key), *map(str, (one.mistakes, one.caught, one.named)))
    console.print(table)
    for sentence in found.left:
        console.print(printable(f"- {sentence}"), markup=False, emoji=False)
    console.print("Leaked: nothing." if not found.leaked else f"Leaked: {len(found.leaked)}, see above.")
    if found.unjudged:
        names = ", ".join(found.unjudged)
        console.print(printable(f"No specs for: {names}. Their checks, if they have any, call and compare themselves."))
