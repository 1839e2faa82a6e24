"""The commands and their options, in one grammar: `nbexaminer COMMAND [WHAT] [--course FOLDER] [options]`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import NoReturn

from nbexaminer.course.words import nearest

EXAMPLES = {
    "new": """\
  nbexaminer new softmax  source/softmax/ with a notebook of one exercise and its specs""",
    "build": """\
  nbexaminer build              what is new or changed
  nbexaminer build ps1 --force  one assignment, anew""",
    "check": """\
  nbexaminer check      what keeps assignments from being released
  nbexaminer check ps1  of one assignment""",
    "judge": """\
  nbexaminer judge ps1  how well its checks judge, check by check""",
    "collect": """\
  nbexaminer collect submissions.zip --assignment ps1  what Canvas, Moodle or Gradescope gave for download
  nbexaminer collect ~/Downloads/hw*.zip --dry-run     say what would be taken; assignments by the notebooks' names
  nbexaminer collect export/                           the same unpacked, or folders STUDENT/ with notebooks""",
    "deadline": """\
  nbexaminer deadline                                    what is due when, extensions, and who is late
  nbexaminer deadline ps1 2027-01-15T23:59               when an assignment is due; a date alone: the end of that day
  nbexaminer deadline ps1 --student ada +3days           an extension for one student; or a date
  nbexaminer deadline ps1 --student ada --remove         no extension; without --student no due date
  nbexaminer deadline --timezone Europe/Berlin           the time zone of dates
  nbexaminer deadline --penalty "10% per day" --most 50  what handing in late costs, of the points earned
  nbexaminer deadline --grace 15 --closes-after 7days    15 minutes cost nothing; after a week nothing counts""",
    "grade": """\
  nbexaminer grade                              everything that is new or changed
  nbexaminer grade ps1 --force                  one assignment, again
  nbexaminer grade --student ada --dry-run      say what would be done for one student
  nbexaminer grade --sort lost --verbose        who lost most first, and all that was repaired or went wrong
  nbexaminer grade --json > class.json          all of it for a program
  nbexaminer grade --jobs 4                     four notebooks at once on this machine
  nbexaminer grade --scheduler tcp://host:8786  on the workers of a Dask cluster (docs/scaling.md)""",
    "roster": """\
  nbexaminer roster students.csv --dry-run      say what would be imported from a list of Canvas, Moodle or Gradescope
  nbexaminer roster students.csv                import it
  nbexaminer roster students.csv --id Username  the students' folders are called as this column says
  nbexaminer roster                             who is on the roster, and what each has handed in
  nbexaminer roster --assignment ps1            who is missing for one assignment""",
    "remove": """\
  nbexaminer remove ada        list what there is of a student, ask, and remove it
  nbexaminer remove ada --yes  without a question""",
    "archive": """\
  nbexaminer archive                      the year's work as archives/COURSE-DATE.zip
  nbexaminer archive /backup/2025.tar.xz  into this file
  nbexaminer archive --start-new-year     archive, then clear the course of students' work""",
    "doctor": """\
  nbexaminer doctor         what is wrong with this machine and this course, and what to do
  nbexaminer doctor --json  the same for a program""",
}
"""Command -> examples of it, below its help."""


SORTS = ("name", "total", "lost", "flags")
"""What the table of a class can be sorted by."""


class Parser(argparse.ArgumentParser):
    """A parser that says which word was probably meant where one is misspelt.

    Attributes:
        mixed: whether options may stand between words that belong together.
    """

    mixed = False

    def parse_known_args(
        self, args: list[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse what is known of some arguments."""
        if not self.mixed:
            return super().parse_known_args(args, namespace)
        self.mixed = False  # what follows comes back here
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self.mixed = True

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
    _add_new(commands)
    _add_build(commands)
    _add_check(commands)
    _add_judge(commands)
    _add_collect(commands)
    _add_deadline(commands)
    _add_grade(commands)
    _add_roster(commands)
    _add_remove(commands)
    _add_archive(commands)
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


def _add_new(commands: argparse._SubParsersAction) -> None:
    new = _command(
        commands,
        "new",
        "make an assignment of one exercise, to be written over",
        "Make source/ASSIGNMENT/ with a notebook of one exercise, its check and its specs, which can be released as it\n"
        "is. Where there is tests/catalogue/submissions/, a wrong and a right submission are put there too.",
    )
    new.add_argument("assignment", metavar="ASSIGNMENT", help="its name: letters, digits and _")


def _add_build(commands: argparse._SubParsersAction) -> None:
    build = _command(commands, "build", "make release/ and solutions/ from source/")
    _add_assignment(build)
    build.add_argument("--force", action="store_true", help="make everything anew, also what is up to date")


def _add_check(commands: argparse._SubParsersAction) -> None:
    check = _command(
        commands,
        "check",
        "say what keeps assignments from being released",
        "Say what keeps assignments from being released: tests that the solution does not pass, checks that give points\n"
        "without an answer, points that disagree, markers that are missing, lines that give something away. `build` does\n"
        "the same first. The exit code is 1 where there is a problem.",
    )
    _add_assignment(check)


def _add_judge(commands: argparse._SubParsersAction) -> None:
    judge = _command(
        commands,
        "judge",
        "try every mistake that the specs of an assignment declare",
        "Try every mistake that the specs of an assignment declare, and everything that its release holds as an\n"
        "answer: what is caught, told apart, leaked, and left. The exit code is 1 where something is left.",
    )
    judge.add_argument("assignment", metavar="ASSIGNMENT", help="its folder in source/")


def _add_collect(commands: argparse._SubParsersAction) -> None:
    collect = _command(
        commands,
        "collect",
        "put downloads of a class into submitted/",
        "Put what a class handed in into submitted/STUDENT/ASSIGNMENT/: downloads of Canvas, Moodle and Gradescope, or\n"
        "folders of students, zipped or not. A newer hand-in stays; the exit code is 1 where something was not taken.",
    )
    collect.add_argument("downloads", nargs="+", type=Path, metavar="ZIP_OR_FOLDER", help="what was downloaded")
    collect.add_argument("--assignment", metavar="NAME", help="its assignment (default: by the names of the notebooks)")
    collect.add_argument("--dry-run", action="store_true", help="say what would be taken, and do nothing")


def _add_deadline(commands: argparse._SubParsersAction) -> None:
    deadline = _command(
        commands,
        "deadline",
        "say when assignments are due, for whom later, and what handing in late costs",
        "Show due dates, extensions, what handing in late costs, and who is late; or change them. They stand in\n"
        "nbgrader_config.json, beside nbgrader_config.py, and count from the next `nbexaminer grade` on.",
    )
    deadline.mixed = True
    deadline.add_argument("what", nargs="*", metavar="ASSIGNMENT WHEN", help="its due date; without WHEN it is shown")
    deadline.add_argument("--student", metavar="NAME", help="it is about an extension of this student")
    deadline.add_argument("--remove", action="store_true", help="remove the due date, or the student's extension")
    rule = deadline.add_argument_group("what handing in late costs")
    rule.add_argument(
        "--penalty", metavar="RULE", help='none, zero (all points), or like "10%% per day" (of those earned)'
    )
    rule.add_argument("--most", metavar="PERCENT", type=float, help="a penalty never takes more (default: 100)")
    rule.add_argument("--grace", metavar="MINUTES", type=int, help="being late by less costs nothing (default: 0)")
    rule.add_argument("--closes-after", metavar="TIME", help='later nothing counts, such as "7 days" (default: never)')
    deadline.add_argument("--timezone", metavar="ZONE", help="the time zone of dates (default: UTC)")


def _add_grade(commands: argparse._SubParsersAction) -> None:
    grade = _command(
        commands,
        "grade",
        "grade submitted/, write feedback/, print the class",
        "Grade every submission in submitted/ that is new or changed, write its feedback, print the class: one line a\n"
        "student, then the figures of the class without samples, then what needs you. The exit code is 1 where something\n"
        "was not graded.",
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
    shown = grade.add_argument_group("what is printed")
    shown.add_argument(
        "--sort",
        choices=SORTS,
        default=SORTS[0],
        help="students by name, as in submitted/ (default); by total, the highest first; by points lost, the most first; or by "
        "flags, the gravest first",
    )
    shown.add_argument(
        "--verbose", action="store_true", help="all that was repaired, went wrong or changed, a line each"
    )
    shown.add_argument(
        "--json",
        action="store_true",
        help="one JSON document, schema 1, and nothing else on standard output: submissions (exercises with points and "
        "mistakes, raw, penalty, total, worth, flags, changes, dates, feedback), assignments (figures), summary, missing, "
        "passed_over; the keys are told in nbexaminer/report/class_json.py",
    )


def _add_roster(commands: argparse._SubParsersAction) -> None:
    roster = _command(
        commands,
        "roster",
        "import students from a list, or show who has handed in what",
        "Import students from a list (CSV) of Canvas, Moodle, Gradescope or nbgrader. Without a file: show who is on\n"
        "the roster, what each has handed in, who is missing, and who has handed in without being on it.",
    )
    roster.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the list, with a row for each student")
    roster.add_argument("--id", metavar="COLUMN", help="the column with the names of the students' folders")
    roster.add_argument("--dry-run", action="store_true", help="say what would be imported, and do nothing")
    roster.add_argument("--assignment", metavar="NAME", help="show only this assignment (default: all)")


def _add_remove(commands: argparse._SubParsersAction) -> None:
    remove = _command(
        commands,
        "remove",
        "remove a student, with all work and results",
        "Remove a student from the gradebook, from submitted/, autograded/, feedback/ and what was kept in between.",
    )
    remove.add_argument(
        "student", metavar="STUDENT", help="the name of the student's folder (after -- if it has a dash)"
    )
    remove.add_argument("--yes", action="store_true", help="don't ask")


def _add_archive(commands: argparse._SubParsersAction) -> None:
    archive = _command(
        commands,
        "archive",
        "keep a year's work in one file, and start a new year",
        "Keep gradebook, submissions, results, feedback, releases and settings in one file, and read it back. Only with\n"
        "--start-new-year the course is then cleared of them, but for releases, settings and sample submissions.",
    )
    archive.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="a new .zip or .tar.xz (default: archives/COURSE-DATE.zip)"
    )
    archive.add_argument("--start-new-year", action="store_true", help="then clear the course of students' work")
    archive.add_argument("--yes", action="store_true", help="don't ask")


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
