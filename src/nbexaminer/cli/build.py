"""What `nbexaminer build` does: bring release/ and solutions/ up to date, and say what was made."""

from __future__ import annotations

import argparse

from rich.console import Console

from nbexaminer.authoring.build import build
from nbexaminer.course.course import Course
from nbexaminer.course.errors import printable


def run(options: argparse.Namespace) -> int:
    """Build as the options of the command line say; returns the exit code."""
    console = Console(highlight=False, soft_wrap=True)
    course = Course(options.course)
    build(
        course,
        course.assignments(options.assignment),
        lambda line: console.print(printable(line), markup=False, emoji=False),
        options.force,
    )
    return 0
