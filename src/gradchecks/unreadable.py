"""Cells that Python can't read: nothing in them is defined, and that is another thing than a blank."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

MAGIC = re.compile(r"^([ \t]*)[%!].*", re.MULTILINE)
"""A line that is IPython's, not Python's."""


def defines(text: str, name: str) -> bool:
    """Whether a cell, readable or not, looks as if it defined a name."""
    return bool(re.search(rf"^[ \t]*(?:(?:async +)?def|class)[ \t]+{name}\b|^{name}\b[^=\n]*=", text, re.MULTILINE))


def unreadable(name: str, cells: Sequence[str]) -> str:
    """Why a name is missing, where that is because Python can't read a cell; else "".

    Args:
        name: that is missing.
        cells: texts of the cells that have run, in order; the last one that defines the name counts.
    """
    text = next((text for text in reversed(cells) if defines(text, name)), "")
    try:
        compile(MAGIC.sub(r"\1pass", text), "<cell>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return cannot_read(name, error.msg, error.lineno)
    except (ValueError, RecursionError, MemoryError):
        return cannot_read(name, "it is no text that Python could read", None)
    return ""


def cannot_read(name: str, what: str, line: int | None) -> str:
    """The sentence for a cell that Python can't read.

    Args:
        name: that the cell was to define.
        what: Python says of it.
        line: number of the line, from 1, or None.
    """
    where = f"line {line}: " if line else ""
    return f"Python can't read the cell of `{name}` ({where}{what})."


def cells_run() -> list[str]:
    """Texts of the cells that this notebook has run, in order; none outside of a notebook."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return [text for text in getattr(shell, "user_ns", {}).get("In", ()) if isinstance(text, str)]
