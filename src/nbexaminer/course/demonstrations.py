"""Which demonstrations of a notebook need not be run for grading."""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Collection
from functools import lru_cache

from nbformat import NotebookNode

from nbexaminer.course.metadata import side
from nbexaminer.system.parsing import UNPARSABLE, parse_cell

IDLE = "(Not run for grading: a demonstration, on which no point depends.)\n"
"""What stands below a demonstration that was left out."""


def is_demonstration(cell: NotebookNode) -> bool:
    """Whether a cell of a source notebook only shows something: nbgrader knows nothing of it, and no check depends on it."""
    return cell.cell_type == "code" and "nbgrader" not in cell.metadata and side(cell) == "candidate"


def idle_cells(cells: list[NotebookNode], shown: Collection[str]) -> set[int]:
    """Demonstrations that need not be run: nothing that they define is used by any cell that must be.

    Args:
        cells: of the submission.
        shown: texts of the given demonstrations.

    Returns:
        Their indices.
    """
    idle = {index for index, cell in enumerate(cells) if cell.cell_type == "code" and cell.source in shown}
    names = {index: used_names(cell.source) for index, cell in enumerate(cells) if cell.cell_type == "code"}
    while True:
        needed = set().union(*(names[index][1] for index in names if index not in idle))
        wanted = {index for index in idle if names[index][0] & needed}
        if not wanted:
            return idle
        idle -= wanted


@lru_cache(maxsize=4096)
def used_names(text: str) -> tuple[set[str], set[str]]:
    """The global names that a cell defines or changes, and those that it uses; all its words, where it is no Python."""
    try:
        tree = parse_cell(text)
        defined, used = _names_of_scopes(symtable.symtable(ast.unparse(tree), "<cell>", "exec"))
    except UNPARSABLE:  # some errors, such as two arguments of one name, are found only when scopes are made
        return set(), set(re.findall(r"[^\W\d]\w*", text))
    for node in ast.walk(tree):
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            used.add(node.target.id)
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            while isinstance(node, ast.Attribute | ast.Subscript):
                node = node.value
            if isinstance(node, ast.Name):
                defined.add(node.id)
    return defined, used


def _names_of_scopes(table: symtable.SymbolTable) -> tuple[set[str], set[str]]:
    """The global names that are assigned or imported in a cell or in its functions, and those that are read there."""
    defined, used, waiting = set(), set(), [table]
    while waiting:
        scope = waiting.pop()
        waiting += scope.get_children()
        for symbol in scope.get_symbols():
            is_global = scope is table or symbol.is_global()
            if is_global and (symbol.is_assigned() or symbol.is_imported()):
                defined.add(symbol.get_name())
            if is_global and symbol.is_referenced():
                used.add(symbol.get_name())
    return defined, used
