"""The commands and their options, in one grammar: `nbexaminer COMMAND [WHAT] [--course FOLDER] [options]`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import NoReturn

from nbexaminer.course.words import nearest

EXAMPLES = {
    "build": """\
  nbexaminer build                  what is new or changed
  nbexaminer build xor --force      one assignment, anew""",
    "judge": """\
  nbexaminer judge xor              how well its checks judge, check by check""",
    "grade": """\
  nbexaminer grade                              everything that is new or changed
  nbexaminer grade xor --force                  one assignment, again
  nbexaminer grade --student ada --dry-run      say what would be done for one student
  nbexaminer grade --jobs 4                     four notebooks at once on this machine
  nbexaminer grade --scheduler tcp://host:8786  on the workers of a Dask cluster (docs/scaling.md)""",
    "doctor": """\
  nbexaminer doctor           what is wrong with this machine and this course, and what to do
  nbexaminer doctor --json    the same for a program""",
}
"""Command -> examples of it, below its help."""


class Parser(argparse.ArgumentParser):
    """A parser that says which word was probably meant where one is misspelt."""

    def error(self, message: str) -> NoReturn:
        """End the process with what is wrong; a choice that is nearly right is named."""
        found = re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)", message)
        if found:
            near = nearest(found[1], re.findall(r"'(.*?)'", found[2]))
            message = f"there is no {found[1]!r} here{f': did you mean {near!r}?' if near else ''}"
        self.exit(2, f"error: {message}\nTry: {self.prog} --help\n")


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """What the command line says; it ends the process where that makes no sense.

    Args:
        arguments: those of the command; None for those of this process.
    """
    options = _parser().parse_args(arguments)
    if getattr(options, "only", None):
        options.assignment = options.only
    return options


def _parser() -> argparse.ArgumentParser:
    made = Parser(prog="nbexaminer", description="Make releases of a course, and grade what is handed in.")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_build(commands)
    _add_judge(commands)
    _add_grade(commands)
    _add_doctor(commands)
    return made


def _command(commands: argparse._SubParsersAction, name: str, says: str, description: str = "") -> Parser:
    """A command with its examples, and the option that all share."""
    made = commands.add_parser(
        name,
        help=says,
        description=description or f"{says[0].upper()}{says[1:]}.",
        epilog=f"examples:\n{EXAMPLES[name]}\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--course", default=".", type=Path, metavar="FOLDER", help="the course (default: this folder)")
    return made


def _add_assignment(command: argparse.ArgumentParser) -> None:
    command.add_argument("assignment", nargs="?", metavar="ASSIGNMENT", help="only this assignment (default: all)")
    command.add_argument(
        "--assignment", dest="only", metavar="NAME", help=argparse.SUPPRESS
    )  # as earlier versions had it


def _add_build(commands: argparse._SubParsersAction) -> None:
    build = _command(commands, "build", "make release/ and solutions/ from source/")
    _add_assignment(build)
    build.add_argument("--force", action="store_true", help="make everything anew, also what is up to date")


def _add_judge(commands: argparse._SubParsersAction) -> None:
    judge = _command(
        commands,
        "judge",
        "try every mistake that the specs of an assignment declare",
        "Try every mistake that the specs of an assignment declare, and everything that its release holds as an\n"
        "answer: what is caught, told apart, leaked, and left. The exit code is 1 where something is left.",
    )
    judge.add_argument("assignment", metavar="ASSIGNMENT", help="its folder in source/")


def _add_grade(commands: argparse._SubParsersAction) -> None:
    grade = _command(
        commands,
        "grade",
        "grade submitted/, write feedback/, print the class",
        "Grade every submission in submitted/ that is new or changed, write its feedback, print the class.",
    )
    which = grade.add_argument_group("which submissions")
    _add_assignment(which)
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


def _add_doctor(commands: argparse._SubParsersAction) -> None:
    doctor = _command(
        commands,
        "doctor",
        "look at this machine and the course: what is well, what is to be mended",
        "Look at this machine and the course, and say for each thing whether it is well (✓), should be mended (!) or\n"
        "keeps grading from beginning (✗), and what to do. Nothing is changed. The exit code is 1 where there is a ✗.",
    )
    doctor.add_argument("--json", action="store_true", help="print it as JSON, for programs")


def _positive(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)
