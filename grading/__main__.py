"""Command line: `python -m grading grade` grades what is in submitted/ and prints the class."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

EPILOG = """\
examples:
  python -m grading grade                              everything that is new or changed
  python -m grading grade --assignment xor --force     one assignment, again
  python -m grading grade --student ada --dry-run      say what would be done for one student
  python -m grading grade --jobs 4                     four notebooks at once on this machine
  python -m grading grade --scheduler tcp://host:8786  on the workers of a Dask cluster (docs/scaling.md)
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m grading",
        description="Grade every submission in submitted/ that is new or changed, write its feedback, print the class.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", nargs="?", choices=["grade"], default="grade", help="what to do (default: grade)")
    parser.add_argument("--course", default=".", type=Path, metavar="FOLDER", help="the course (default: this folder)")
    which = parser.add_argument_group("which submissions")
    which.add_argument("--assignment", metavar="NAME", help="only this assignment (default: all)")
    which.add_argument("--student", metavar="NAME", help="only this student (default: all)")
    which.add_argument("--force", action="store_true", help="also those whose result is up to date")
    which.add_argument("--dry-run", action="store_true", help="say what would be graded, and do nothing")
    how = parser.add_argument_group("how they are run")
    how.add_argument("--jobs", type=_positive, metavar="N", help="notebooks at once (default: one for each core)")
    how.add_argument("--scheduler", metavar="ADDRESS", help="run on a Dask cluster, such as tcp://host:8786")
    how.add_argument(
        "--timeout", type=_positive, metavar="SECONDS", help="longest time for a cell (default: the setting)"
    )
    how.add_argument("--all-cells", action="store_true", help="also run demonstrations, on which no point depends")
    how.add_argument("--no-feedback", action="store_true", help="write no pages for students")
    return parser


def _positive(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def main(arguments: list[str] | None = None) -> int:
    """Grade; returns the exit code: 1 when something was not graded."""
    options = _parser().parse_args(arguments)
    try:
        from grading.command import run  # nbgrader takes seconds, in which somebody may press Ctrl-C

        return run(options)
    except KeyboardInterrupt:
        print("interrupted: what was graded is kept; run the same command again for the rest.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # also where Ctrl-C is ignored, as below `nohup`
    sys.exit(main())
