"""What submissions of a class import and did not find, named once for all of them."""

from __future__ import annotations

from collections.abc import Mapping

from nbexaminer.course.course import Submission
from nbexaminer.course.metadata import Missing
from nbexaminer.execution.absent import is_here
from nbexaminer.report.fitting import named

MOST_NAMED = 8
"""Students of whom each line tells the names."""
MOST_LINES = 20


def missing_lines(found: Mapping[Submission, list[Missing]], most: int = MOST_LINES) -> list[str]:
    """A line for each thing that is missing: who imports it, and how they can have it; that of most students first.

    Args:
        found: submission -> what it imports and was not there.
        most: how many lines there may be before the one that counts the rest.
    """
    wanted: dict[tuple[str, str], dict[str, None]] = {}  # module and part -> names of the students, in order
    for submission, missing in found.items():
        for one in missing:
            wanted.setdefault((one.module, one.part), {})[submission.shown] = None
    ranked = sorted(wanted, key=lambda what: (-len(wanted[what]), what))
    lines = [_line(module, part, list(wanted[module, part])) for module, part in ranked[:most]]
    if len(ranked) > most:
        lines.append(f"missing: {len(ranked) - most} more modules, each of them imported by no more students.")
    return lines


def _line(module: str, part: str, students: list[str]) -> str:
    count = f"{len(students)} student{'s' if len(students) != 1 else ''} ({named(students, MOST_NAMED)})"
    again = "grade these submissions again with --force"
    if part:
        return (
            f"missing: `{part}` of `{module}`, imported by {count}, is not in the version installed here. If they may use it, "
            f"install one that has it, change it in requirements.txt, then {again}."
        )
    if is_here(module):
        return (
            f"missing: module `{module}`, imported by {count}, was not there when they were graded and is now: {again}."
        )
    return (
        f"missing: module `{module}`, imported by {count}, is not installed here. If they may use it, install its package into "
        f"this environment, add it to requirements.txt, then {again}; if it is a file of theirs, have it handed in."
    )
