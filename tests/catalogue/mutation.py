"""Small changes of the reference solutions, made by program: operators, numbers, operands, arguments, names, axes, lines."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from nbformat import NotebookNode

from tests.catalogue.cases import _source

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
POINTLESS = ("AddNot", "RemoveDecorator", "ExceptionReplacer", "VariableReplacer", "VariableInserter", "RightShift",
             "LeftShift", "BitOr", "BitAnd", "BitXor", "FloorDiv", "Mod")  # fmt: skip
"""Operators of the library, by parts of their names, that want settings, or lead to code that no student writes."""
REDUCTIONS = {"sum": "mean", "mean": "sum", "max": "mean", "log": "exp", "maximum": "minimum", "square": "abs"}
"""Function -> another one that takes and gives values of the same kind."""


@dataclass(frozen=True)
class Mutant:
    """A reference solution with one small change.

    Attributes:
        notebook, cell: where it stands.
        before, after: the statement, without the change and with it.
        source: the whole cell with the change.
    """

    notebook: str
    cell: str
    before: str
    after: str
    source: str

    def __str__(self) -> str:
        return f"{self.cell}: {self.before}  →  {self.after}"


@cache
def mutants(notebook: str) -> tuple[Mutant, ...]:
    """Every mutant of a notebook's reference solutions; no two of them are the same program."""
    found = []
    for cell in _source(notebook).cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            found += _of_cell(notebook, cell)
    return tuple(found)


def _of_cell(notebook: str, cell: NotebookNode) -> Iterator[Mutant]:
    seen = {ast.dump(ast.parse(cell.source))}
    for changed in [*_by_library(cell.source), *_by_tree(cell.source)]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # such as a number that is called
            try:
                tree = ast.dump(ast.parse(changed))
            except SyntaxError:
                continue
        lines = _difference(cell.source, changed)
        if tree not in seen and lines:
            seen.add(tree)
            yield Mutant(notebook, cell.id, *lines, changed)


def _by_library(source: str) -> Iterator[str]:
    """Changed operators, comparisons, numbers and keywords."""
    for name in sorted(operator_names()):
        if any(part in name for part in POINTLESS):
            continue
        operator, occurrence = get_operator(name)(), 0
        while (changed := mutate_code(source, operator, occurrence)) is not None:
            occurrence += 1
            yield changed


def _by_tree(source: str) -> Iterator[str]:
    """Changed names, arguments, operands, axes, calls and lines."""
    tree = ast.parse(source)
    for scope in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)] or [tree]:
        names = sorted(_variables(scope))
        for node in ast.walk(scope):
            for replacement in _replacements(node, names):
                yield _replaced(source, node, replacement)
        for body in _bodies(scope):
            for statement in body:
                yield _replaced(source, statement, "pass")


def _variables(scope: ast.AST) -> set[str]:
    """The names that a function's body can mean: its arguments and what it assigns."""
    stored = {node.id for node in ast.walk(scope) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return (stored | {node.arg for node in ast.walk(scope) if isinstance(node, ast.arg)}) - {"_", "self"}


def _bodies(scope: ast.AST) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(scope):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            yield [one for one in body if not isinstance(one, ast.FunctionDef) and not _is_docstring(one)]


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _replacements(node: ast.AST, names: list[str]) -> Iterator[str]:
    """What may stand in the place of an expression, as text."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        yield from (name for name in names if name != node.id)
    if isinstance(node, ast.BinOp):
        yield from map(ast.unparse, (node.left, node.right))
        if not isinstance(node.op, (ast.Add, ast.Mult)):
            yield ast.unparse(ast.BinOp(node.right, node.op, node.left))
    if isinstance(node, ast.UnaryOp):
        yield ast.unparse(node.operand)
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        yield ast.unparse(node.value)
        if node.attr in REDUCTIONS:
            yield ast.unparse(ast.Attribute(node.value, REDUCTIONS[node.attr], node.ctx))
        if isinstance(node.value, ast.Name) and node.value.id == "self":
            yield from (
                f"self.{name}" for name in ("W1", "b1", "W2", "b2", "Yhat", "Y", "A1", "X") if name != node.attr
            )
    if isinstance(node, ast.Call):
        yield from _changed_calls(node)
    if isinstance(node, (ast.Tuple, ast.List)) and isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
        elements = node.elts
        for k in range(len(elements) - 1):
            exchanged = [*elements[:k], elements[k + 1], elements[k], *elements[k + 2 :]]
            yield _bracketed(node, exchanged)
        yield _bracketed(node, elements[:-1])


def _bracketed(node: ast.Tuple | ast.List, elements: list[ast.expr]) -> str:
    text = ", ".join(map(ast.unparse, elements))
    return f"[{text}]" if isinstance(node, ast.List) else f"({text},)"


def _changed_calls(call: ast.Call) -> Iterator[str]:
    """A call without itself, without an argument, with two arguments exchanged, over another axis."""
    function = ast.unparse(call.func)
    for argument in call.args:
        yield ast.unparse(argument)
    for k in range(len(call.args) - 1):
        exchanged = [*call.args[:k], call.args[k + 1], call.args[k], *call.args[k + 2 :]]
        yield ast.unparse(ast.Call(call.func, exchanged, call.keywords))
    for k in range(len(call.args)):
        yield ast.unparse(ast.Call(call.func, call.args[:k] + call.args[k + 1 :], call.keywords))
    for k, keyword in enumerate(call.keywords):
        others = call.keywords[:k] + call.keywords[k + 1 :]
        yield ast.unparse(ast.Call(call.func, call.args, others))
        if keyword.arg in ("axis", "dim") and isinstance(keyword.value, ast.Constant):
            other = ast.keyword(keyword.arg, ast.Constant(1 - keyword.value.value))
            yield ast.unparse(ast.Call(call.func, call.args, [*others, other]))
    if function.endswith((".sum", "np.sum")) and not call.keywords and len(call.args) <= (function == "np.sum"):
        for axis in (0, 1):
            axes = [ast.keyword("axis", ast.Constant(axis))]
            yield ast.unparse(ast.Call(call.func, call.args, axes))


def _replaced(source: str, node: ast.AST, text: str) -> str:
    """A source in which a text, in brackets unless it is a statement, stands in the place of a node."""
    lines = source.encode().splitlines(keepends=True)
    begin = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: node.end_lineno - 1])) + node.end_col_offset
    inner = text if text == "pass" or text.isidentifier() else f"({text})"
    return (source.encode()[:begin] + inner.encode() + source.encode()[end:]).decode()


def _difference(source: str, changed: str) -> tuple[str, str] | None:
    """The statement that differs, before and after; None where it is not a part of the solution."""
    old, new = source.splitlines(), changed.splitlines()
    first = next((k for k, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    if first is None:
        return None
    last = next(k for k, (a, b) in enumerate(zip(reversed(old), reversed(new), strict=False)) if a != b)
    inside = False
    for line in old[: first + 1]:
        inside = (inside or BEGIN in line) and END not in line
    if not inside:
        return None
    return tuple(" ".join(" ".join(lines[first : len(lines) - last]).split()) for lines in (old, new))
