"""What `nbexaminer new` does: make an assignment to begin with, and say where it lies."""

from __future__ import annotations

import argparse

from rich.console import Console

from nbexaminer.authoring.new import new_assignment
from nbexaminer.course.course import Course
from nbexaminer.course.errors import printable


def run(options: argparse.Namespace) -> int:
    """Make the assignment that the command line names; returns the exit code."""
    console = Console(highlight=False, soft_wrap=True)
    course = Course(options.course)
    made = new_assignment(course, options.assignment)
    for folder in made:
        console.print(printable(f"made {course.relative(folder)}/"), markup=False, emoji=False)
    console.print(
        f"It can be released as it is. Next: write your exercise over it, then `nbexaminer check {options.assignment}`, "
        f"`nbexaminer judge {options.assignment}`, `nbexaminer build {options.assignment}`.",
        markup=False,
        emoji=False,
    )
    return 0
