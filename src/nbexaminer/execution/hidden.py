"""At which line the hidden tests of a check cell begin."""

from __future__ import annotations

import ast
from functools import lru_cache

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests

from nbexaminer.system.parsing import parse_cell


def hidden_from(cell: NotebookNode) -> int | None:
    """The line at which a check cell's first hidden test begins, or None.

    Hidden regions that only define something run no test: the visible part uses what they define.
    """
    return _first_hidden_line(cell.source)


@lru_cache(maxsize=256)
def _first_hidden_line(text: str) -> int | None:
    clear = ClearHiddenTests()
    lines = text.split("\n")
    begins = [number for number, line in enumerate(lines, start=1) if clear.begin_test_delimeter in line]
    ends = [number for number, line in enumerate(lines, start=1) if clear.end_test_delimeter in line]
    regions = list(zip(begins, ends, strict=False))
    statements = [node for node in ast.walk(parse_cell(text)) if isinstance(node, ast.stmt)] if regions else []
    for begin, end in regions:
        inside = [node for node in statements if begin < node.lineno and node.end_lineno < end]
        outermost = [node for node in inside if not any(_holds(other, node) for other in inside)]
        if not all(map(_only_defines, outermost)):
            return begin
    return None


def _holds(outer: ast.stmt, inner: ast.stmt) -> bool:
    return outer is not inner and outer.lineno <= inner.lineno and inner.end_lineno <= outer.end_lineno


def _only_defines(statement: ast.stmt) -> bool:
    """Whether a statement defines a function, or another name for something, and calls nothing now."""
    if isinstance(statement, ast.FunctionDef):
        defaults = [*statement.args.defaults, *filter(None, statement.args.kw_defaults)]
        return not statement.decorator_list and all(isinstance(default, ast.Constant) for default in defaults)
    return isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Name | ast.Constant)
