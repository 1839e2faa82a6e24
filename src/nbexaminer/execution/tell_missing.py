"""What a student reads below a check that failed because a module is missing where it is graded."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import is_grade

from nbexaminer.course.metadata import Missing
from nbexaminer.course.speaking import SPEAKING, without_slug
from nbexaminer.execution.layout import Layout
from nbexaminer.execution.missing import IMPORTING, MissingModules, errors_of

NOT_ATTEMPTED = "NotAttempted"
INSTALLS = re.compile(r"^[ \t]*[%!][ \t]*(python3? -m )?(pip3?|conda|mamba|uv)\b", re.MULTILINE)
"""How a cell installs a package."""
NOT_ONLY = "(Here a check that says that a module is missing counts as not attempted, too.)\n"
"""What stands below a summary of the checks, which was made while they ran."""
UNREADABLE = ("SyntaxError", "IndentationError", "TabError")
"""Errors of a cell that Python can't read."""
UNDEFINED = re.compile(r"name '(\w+)' is not defined")
DEFINES = r"^[ \t]*(?:(?:async +)?def|class)[ \t]+{0}\b|^{0}\b[^=\n]*="
"""What a cell looks like that defines a name, readable or not."""
UNREAD = "Nothing in such a cell is defined: correct that line."
SYNTAX_ERROR = re.compile(r"(.*?)(?: \(.*?(?:line (\d+))?\))?$")
"""What IPython writes of a cell that Python can't read: what is wrong, and where."""
LONGEST_REASON = 200
"""Characters of what Python says of a cell that it can't read."""
WIDTH = 96
"""Characters of a line below a cell."""


def sentence(missing: Missing, number: int | None, installs: bool = False) -> str:
    """Which module is missing, where, and what to do about it.

    Args:
        missing: what it is.
        number: of the cell that wants it, as the page counts the cells of code; None where that is not known.
        installs: whether a cell of the submission installs packages.
    """
    who = "your code" if number is None else f"your cell [{number}]"
    if missing.part:
        return (
            f"{who} imports `{missing.part}` from `{missing.module}`, and the version of `{missing.module}` with which you are "
            "graded does not have it. Do without it, or ask your instructor."
        )
    network = " Installing it from a cell has no effect there: there is no network." if installs else ""
    return (
        f"{who} imports the module `{missing.module}`, which is not there when you are graded: it is no package of this "
        f"course.{network} Do without it, or ask your instructor for it; if it is a file of your own, hand it in beside the "
        "notebook."
    )


def tell_missing(layout: Layout, files: Collection[str]) -> list[Missing]:
    """Write below each check of a notebook that has been run, where that is so, that a module is missing; all that are.

    Args:
        layout: of the notebook.
        files: paths of the files that were there beside it.
    """
    cells = layout.notebook.cells
    errors = (f"{error.ename} {error.evalue}" for index in layout.code_cells for error in errors_of(cells[index]))
    if not any(name in text for text in errors for name in IMPORTING):
        return []
    modules = MissingModules({index: cells[index] for index in layout.student_cells}, files)
    installs = any(INSTALLS.search(cells[index].source) for index in layout.student_cells)
    numbers = {index: number for number, index in enumerate(layout.code_cells, start=1)}
    trusted = [cells[index] for index in layout.places]
    was_blank = False
    for check, error in [(cell, error) for cell in trusted if is_grade(cell) for error in errors_of(cell)]:
        missing = modules.cause_of(error, check.source)
        if missing is not None:
            was_blank = was_blank or error.ename == NOT_ATTEMPTED
            _tell(error, sentence(missing, numbers.get(modules.places.get(missing)), installs))
    for cell in trusted:
        if was_blank and not is_grade(cell) and "not attempted" in str(cell.outputs):
            cell.outputs.append(new_output("stream", text=NOT_ONLY))
    return modules.found


def tell_unreadable(layout: Layout) -> None:
    """Write into each check whose name is missing since Python can't read its cell that this is so, in place."""
    cells = layout.notebook.cells
    broken = [(cells[index].source, error) for index in layout.student_cells for error in errors_of(cells[index])]
    broken = [(source, error) for source, error in broken if error.ename in UNREADABLE]
    for error in [error for index in layout.places if is_grade(cells[index]) for error in errors_of(cells[index])]:
        name = UNDEFINED.search(error.evalue) if error.ename == NOT_ATTEMPTED else None
        found = [broke for source, broke in broken if name and re.search(DEFINES.format(name[1]), source, re.MULTILINE)]
        if found:
            what, line = SYNTAX_ERROR.match(found[-1].evalue.split("\n")[0][:LONGEST_REASON]).groups()
            where = f"line {line}: {what}" if line else what
            _tell(error, f"Python can't read the cell that defines `{name[1]}` ({where}). {UNREAD}")


def _tell(error: NotebookNode, what: str) -> None:
    """Add a sentence to what a check says, in place; where that is misleading or not for students, put it there instead.

    The cell still ends in an error: no point is given.
    """
    head, is_blank, _ = error.evalue.partition(": not attempted.")
    name, lines = "Stopped", []
    if error.ename == NOT_ATTEMPTED and is_blank:
        lines = [f"{head.replace('○', '✗', 1)}:"]
    elif error.ename in SPEAKING and error.ename != NOT_ATTEMPTED:
        name, lines = error.ename, error.evalue.split("\n")
    indent = "  " if lines else ""
    lines += textwrap.wrap(what[0].upper() + what[1:], WIDTH, initial_indent=indent, subsequent_indent=indent)
    text = "\n".join(lines)
    error.update(new_output("error", ename=name, evalue=text, traceback=without_slug(text).split("\n")))
