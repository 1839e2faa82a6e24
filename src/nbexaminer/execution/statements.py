"""The statements of a submission's cells: which names each defines, which it uses, and what a check comes to through them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from nbexaminer.course.demonstrations import used_names
from nbexaminer.system.parsing import UNPARSABLE, parse_cell


@dataclass(frozen=True)
class Statement:
    """A statement at the top level of a cell.

    Attributes:
        cell: index of the cell.
        tree: the statement.
        defines: the global names that it defines or changes.
        uses: the global names that it uses, also in the functions that it defines.
    """

    cell: int
    tree: ast.stmt
    defines: frozenset[str]
    uses: frozenset[str]


def statements_of(index: int, cell: NotebookNode) -> list[Statement]:
    """The statements of a cell, in order; none where it is no Python."""
    try:
        tree = parse_cell(cell.source)
    except UNPARSABLE:
        return []
    lines = cell.source.split("\n")
    made = []
    for one in tree.body:
        begin = min([one.lineno, *(decorator.lineno for decorator in getattr(one, "decorator_list", []))])
        defines, uses = used_names("\n".join(lines[begin - 1 : one.end_lineno]))
        made.append(Statement(index, one, frozenset(defines), frozenset(uses)))
    return made


def reached(names: Iterable[str], defined: Mapping[str, list[Statement]]) -> Iterator[Statement]:
    """The statements that define some names, and those on which they build.

    Args:
        names: to begin with.
        defined: name -> statements that define it.
    """
    waiting, seen = sorted(names), set()
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        for statement in defined.get(name, []):
            yield statement
            waiting += sorted(statement.uses - seen)
