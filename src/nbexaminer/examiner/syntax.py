"""A stop in the syntax tree of a cell."""

from __future__ import annotations

import ast

STOP = "__stop__"
"""The name under which a cell finds what stops it."""


def insert_stop(tree: ast.Module, line: int) -> None:
    """Put a call of `STOP` before the first statement from a line on, in place."""
    blocks = [block for node in ast.walk(tree) for _, block in ast.iter_fields(node) if isinstance(block, list)]
    places = [
        (statement.lineno, -statement.col_offset, block, at)
        for block in blocks
        for at, statement in enumerate(block)
        if isinstance(statement, ast.stmt) and statement.lineno >= line
    ]
    if places:
        _, _, block, at = min(places, key=lambda place: place[:2])
        call = ast.Expr(ast.Call(ast.Name(STOP, ast.Load()), [], []))
        block.insert(at, ast.fix_missing_locations(ast.copy_location(call, block[at])))
