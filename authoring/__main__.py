"""Command line: `python -m authoring` brings release/ and solutions/ up to date."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Build; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m authoring", description="Make release/ and solutions/ from source/."
    )
    parser.add_argument("--course", default=".", type=Path, help="the course folder (default: this folder)")
    parser.add_argument("--assignment", help="only this assignment (default: all)")
    parser.add_argument("--force", action="store_true", help="make everything anew, also what is up to date")
    options = parser.parse_args(arguments)
    try:
        return _build(options)
    except KeyboardInterrupt:
        print("interrupted: run the same command again to go on.", file=sys.stderr)
        return 1


def _build(options: argparse.Namespace) -> int:
    from rich.console import Console  # these take seconds, in which somebody may press Ctrl-C

    from authoring.build import build
    from grading.course import Course, CourseError

    console = Console(highlight=False, soft_wrap=True)
    try:
        course = Course(options.course)
        build(course, course.assignments(options.assignment), console.print, options.force)
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
