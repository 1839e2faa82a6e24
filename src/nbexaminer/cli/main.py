"""The command `nbexaminer`: its subcommands and their options. Each subcommand has a file of its own."""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from pathlib import Path

from nbexaminer.cli.terminal import prepare_streams, use_utf8

GRADE_EXAMPLES = """\
examples:
  nbexaminer grade                              everything that is new or changed
  nbexaminer grade --assignment xor --force     one assignment, again
  nbexaminer grade --student ada --dry-run      say what would be done for one student
  nbexaminer grade --jobs 4                     four notebooks at once on this machine
  nbexaminer grade --scheduler tcp://host:8786  on the workers of a Dask cluster (docs/scaling.md)
"""
INTERRUPTED = {
    "grade": "interrupted: what was graded is kept; run the same command again for the rest.",
    "judge": "interrupted: nothing was written.",
    "build": "interrupted: run the same command again to go on.",
}
"""Subcommand -> the message after an interruption."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nbexaminer", description="Make releases of a course, and grade what is handed in."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_build(commands)
    _add_judge(commands)
    _add_grade(commands)
    return parser


def _add_build(commands: argparse._SubParsersAction) -> None:
    build = commands.add_parser(
        "build",
        help="make release/ and solutions/ from source/",
        description="Make release/ and solutions/ from source/.",
    )
    build.add_argument("--course", default=".", type=Path, metavar="FOLDER", help="the course (default: this folder)")
    build.add_argument("--assignment", metavar="NAME", help="only this assignment (default: all)")
    build.add_argument("--force", action="store_true", help="make everything anew, also what is up to date")


def _add_judge(commands: argparse._SubParsersAction) -> None:
    judge = commands.add_parser(
        "judge",
        help="try every mistake that the specs of an assignment declare",
        description="Try every mistake that the specs of an assignment declare, and everything that its release holds as an "
        "answer: what is caught, told apart, leaked, and left. The exit code is 1 where something is left.",
    )
    judge.add_argument("assignment", metavar="ASSIGNMENT", help="its folder in source/")
    judge.add_argument("--course", default=".", type=Path, metavar="FOLDER", help="the course (default: this folder)")


def _add_grade(commands: argparse._SubParsersAction) -> None:
    grade = commands.add_parser(
        "grade",
        help="grade submitted/, write feedback/, print the class",
        description="Grade every submission in submitted/ that is new or changed, write its feedback, print the class.",
        epilog=GRADE_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    grade.add_argument("--course", default=".", type=Path, metavar="FOLDER", help="the course (default: this folder)")
    which = grade.add_argument_group("which submissions")
    which.add_argument("--assignment", metavar="NAME", help="only this assignment (default: all)")
    which.add_argument("--student", metavar="NAME", help="only this student (default: all)")
    which.add_argument("--force", action="store_true", help="also those whose result is up to date")
    which.add_argument("--dry-run", action="store_true", help="say what would be graded, and do nothing")
    how = grade.add_argument_group("how they are run")
    how.add_argument("--jobs", type=_positive, metavar="N", help="notebooks at once (default: one for each core)")
    how.add_argument("--scheduler", metavar="ADDRESS", help="run on a Dask cluster, such as tcp://host:8786")
    how.add_argument(
        "--timeout", type=_positive, metavar="SECONDS", help="longest time for a cell (default: the setting)"
    )
    how.add_argument("--all-cells", action="store_true", help="also run demonstrations, on which no point depends")
    how.add_argument("--no-feedback", action="store_true", help="write no pages for students")


def _positive(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def main(arguments: list[str] | None = None) -> int:
    """Do what the arguments say; returns the exit code: 0 when everything was done, 1 when something was not."""
    options = _parser().parse_args(arguments)
    try:
        # nbgrader takes seconds to import, in which somebody may press Ctrl-C.
        return importlib.import_module(f"nbexaminer.cli.{options.command}").run(options)
    except KeyboardInterrupt:
        print(INTERRUPTED[options.command], file=sys.stderr)
        # An interrupt inside of an `exec` (dataclasses are made so) lets Python end by the signal, although it was answered
        # here, unless another `exec` has ended well since.
        exec("")
        return 1


def command() -> None:
    """The console command; it ends the process."""
    use_utf8()
    prepare_streams()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # also where Ctrl-C is ignored, as below `nohup`
    sys.exit(main())
