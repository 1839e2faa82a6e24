"""What `nbexaminer doctor` does: print a line for each thing that was looked at, and how many are to be mended."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import textwrap
from dataclasses import asdict

from nbexaminer.course.errors import printable
from nbexaminer.doctor.examine import Row, examine

MARKS = {"well": "✓", "mend": "!", "stops": "✗", "not looked at": "–"}
PLAIN = {"well": "+", "mend": "!", "stops": "x", "not looked at": "-"}
"""The marks where the terminal lacks the others."""
WIDTH = 80


def run(options: argparse.Namespace) -> int:
    """Look, and tell; returns the exit code: 1 where something stops grading."""
    rows = examine(options.course)
    if options.json:
        counts = {"to_mend": _to_mend(rows), "ready": not _stopped(rows)}
        print(json.dumps({"rows": [asdict(row) for row in rows], **counts}, indent=2))
    else:
        for line in lines(rows, _marks(), min(WIDTH, max(40, shutil.get_terminal_size().columns))):
            print(line)
    return int(_stopped(rows))


def lines(rows: list[Row], marks: dict[str, str], width: int) -> list[str]:
    """What is printed.

    Args:
        rows: what was found.
        marks: state -> how it is marked.
        width: how long a line may be.
    """
    longest, made = max(len(row.name) for row in rows), []
    for row in rows:
        text = f"not looked at: {row.text}" if row.state == "not looked at" else row.text
        head = f"{marks[row.state]} {row.name:<{longest}}  "
        made += textwrap.wrap(
            printable(text), width, initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False
        )
    count = _to_mend(rows)
    if not count:
        last = "Nothing is to be mended."
    else:
        things = "1 thing is" if count == 1 else f"{count} things are"
        last = f"{things} to be mended; {'grading is stopped until then' if _stopped(rows) else 'none stops grading'}."
    return [*made, *textwrap.wrap(last, width)]


def _to_mend(rows: list[Row]) -> int:
    return sum(row.state in ("mend", "stops") for row in rows)


def _stopped(rows: list[Row]) -> bool:
    return any(row.state == "stops" for row in rows)


def _marks() -> dict[str, str]:
    """The marks, as far as the terminal can show them."""
    try:
        "".join(MARKS.values()).encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return PLAIN
    return MARKS
