"""The syntax tree of a cell, and what may happen when code that somebody else has written is parsed."""

from __future__ import annotations

import ast

UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What Python raises for a text that is no code, or that is nested too deeply for it."""


def parse_cell(source: str, file: str = "<cell>") -> ast.Module:
    """A cell's syntax tree; without its magics, which concern the display of the student's copy of it.

    Raises:
        SyntaxError: it is no Python.
    """
    try:
        return ast.parse(source, file)
    except SyntaxError:
        lines = ["" if line.lstrip().startswith(("%", "!")) else line for line in source.split("\n")]
        return ast.parse("\n".join(lines), file)
