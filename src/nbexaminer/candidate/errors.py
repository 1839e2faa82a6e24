"""An exception of the student's code, described as plain text that may cross."""

from __future__ import annotations

import contextlib
import linecache
import os
import sys
import traceback

LONGEST_TEXT = 2000
"""Characters of an error's message, and of a line of code, that cross at most."""
MOST_LINES = 20
"""Lines of code that an error passed through, of which that many cross, the innermost first."""
_HERE = os.path.dirname(os.path.dirname(__file__)) + os.sep
"""The folder of this package: what runs there is no line of the student's."""


def describe(error: BaseException) -> list:
    """An exception as plain text.

    Returns:
        The name of its type, the names of the built-in types that it is derived from, its message, and the lines of the
        student's code that it passed through, each as [name of the function, line], the innermost first. Texts are cut to
        `LONGEST_TEXT` characters, lines to `MOST_LINES`.
    """
    kind = type(error)
    builtin = [base.__name__ for base in kind.__mro__ if base.__module__ == "builtins"]
    text = ""
    with contextlib.suppress(BaseException):  # the student's class may have a `__str__` that fails
        text = str(error)
    return [kind.__name__, builtin, text[:LONGEST_TEXT], _lines_of(error)]


def _lines_of(error: BaseException) -> list[list[str]]:
    """The lines that an error passed through and that may be the student's own, the innermost first.

    Which of them stand in the submission is for the other side to know: files that were given look like the student's here.
    """
    found = []
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        name = frame.filename
        if name.startswith((_HERE, sys.base_prefix, "<frozen")) or "site-packages" in name or not frame.lineno:
            continue
        line = linecache.getline(name, frame.lineno).strip()
        if line and len(found) < MOST_LINES:
            found.append([frame.name, line[:LONGEST_TEXT]])
    return found
