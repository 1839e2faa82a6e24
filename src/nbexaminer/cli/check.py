"""What `nbexaminer check` does: say what keeps assignments from being released."""

from __future__ import annotations

import argparse

from rich.console import Console

from nbexaminer.authoring.check import check
from nbexaminer.course.course import Course
from nbexaminer.course.errors import printable


def run(options: argparse.Namespace) -> int:
    """Check as the options of the command line say; returns the exit code: 1 where there is a problem."""
    console = Console(highlight=False, soft_wrap=True)

    def say(line: str) -> None:
        console.print(printable(line), markup=False, emoji=False)

    count = 0
    course = Course(options.course)
    for assignment in course.assignments(options.assignment):
        found = check(course, assignment, say)
        for problem in found:
            say(f"- {problem}")
        count += len(found)
        if not found:
            say(f"{assignment} can be released")
    if count:
        say(
            "Put right what is listed above, and run this again; until then `nbexaminer build` leaves the earlier release."
        )
    else:
        say(
            "Nothing to put right. Next: `nbexaminer judge ASSIGNMENT` tries mistakes, `nbexaminer build` makes the release."
        )
    return int(bool(count))
