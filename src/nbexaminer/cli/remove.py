"""What `nbexaminer remove` does: list what there is of a student, ask, and remove it."""

from __future__ import annotations

import argparse

from nbexaminer.cli.terminal import confirm
from nbexaminer.course.course import Course
from nbexaminer.course.errors import printable
from nbexaminer.pipeline.lock import one_run
from nbexaminer.pipeline.remove import describe, find_belongings, remove_belongings


def run(options: argparse.Namespace) -> int:
    """Remove as the options of the command line say; returns the exit code: 1 when nothing was removed."""
    course = Course(options.course)
    who = printable(options.student)
    with one_run(course):  # what is listed is what there is until it is removed
        course.require_gradebook()
        found = find_belongings(course, options.student)
        print(f"Of {who} there is:")
        for line in describe(course, found):
            print(f"  {line}")
        if not confirm(f"Remove all of this, for good, of {who}?", options.yes):
            print("Nothing was removed.")
            return 1
        remove_belongings(course, found)
    print(f"Removed {who}. Earlier exports, archives and copies of the gradebook still hold what they held.")
    return 0
