"""An exception of the student's code, described as plain text that may cross."""

from __future__ import annotations

import contextlib
import linecache
import os
import sys
import traceback

LONGEST_TEXT = 2000
"""Characters of an error's message, and of a line of code, that cross at most."""
_HERE = os.path.dirname(__file__) + os.sep


def describe(error: BaseException) -> list:
    """An exception as plain text.

    Returns:
        The name of its type, the names of the built-in types that it is derived from, its message, and the line of the
        student's code that raised it. The last two are cut to `LONGEST_TEXT` characters.
    """
    kind = type(error)
    builtin = [base.__name__ for base in kind.__mro__ if base.__module__ == "builtins"]
    text = ""
    with contextlib.suppress(BaseException):  # the student's class may have a `__str__` that fails
        text = str(error)
    return [kind.__name__, builtin, text[:LONGEST_TEXT], _line_of(error)]


def _line_of(error: BaseException) -> str:
    """The innermost line of the student's own code that an error passed through; empty where there is none."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith(_HERE) and "site-packages" not in frame.filename
    ]
    own = [frame for frame in frames if not frame.filename.startswith((sys.base_prefix, "<frozen"))]
    line = linecache.getline(own[-1].filename, own[-1].lineno) if own and own[-1].lineno else ""
    return line.strip()[:LONGEST_TEXT]
