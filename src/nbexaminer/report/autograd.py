"""Find answers that use autograd where the gradients are to be derived by hand, so that a human can look at them.

Nothing here changes a score. The source marks the cells of such exercises by `"by_hand": true` in their `grading` metadata.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

from nbexaminer.course.metadata import cell_marks
from nbexaminer.system.parsing import UNPARSABLE

CALLS = {"requires_grad_", "enable_grad", "set_grad_enabled", "retain_grad"}
"""Names of functions and methods that turn autograd on, whoever they belong to."""
MODULES = {"autograd", "func", "functorch"}
"""Modules of torch that differentiate."""
FUNCTIONS = {"grad", "grad_and_value", "vjp", "jvp", "jacrev", "jacfwd", "jacobian", "hessian", "value_and_grad"}
"""Functions of these modules that do."""


@dataclass(frozen=True)
class Finding:
    """An answer that a human should look at.

    Attributes:
        cell: the grade id of its cell.
        what: what was found there.
    """

    cell: str
    what: str


def _parsed(source: str) -> ast.Module | None:
    """The syntax tree of a cell, without its magics; None where it is no Python."""
    lines = [("pass" if line.lstrip().startswith(("%", "!")) else line) for line in source.split("\n")]
    try:
        return ast.parse("\n".join(lines))
    except UNPARSABLE:
        return None


def _attribute_path(node: ast.expr) -> list[str]:
    """The names in `a.b.c`; without the first where that is no name, as in `f(x).b.c`."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return [*([node.id] if isinstance(node, ast.Name) else []), *reversed(parts)]


def _in_keyword(keyword: ast.keyword) -> Iterator[str]:
    off = isinstance(keyword.value, ast.Constant) and keyword.value.value in (False, None)
    if keyword.arg == "requires_grad" and not off:
        yield "requires_grad=..."


def _in_assignment(assignment: ast.Assign) -> Iterator[str]:
    off = isinstance(assignment.value, ast.Constant) and not assignment.value.value
    for target in assignment.targets:
        if isinstance(target, ast.Attribute) and target.attr == "requires_grad" and not off:
            yield ".requires_grad = ..."


def _in_call(call: ast.Call) -> Iterator[str]:
    path = _attribute_path(call.func)
    if not path:
        return
    if path[-1] == "backward" and len(path) > 1 and path[0] not in ("self", "super"):
        yield f"{'.'.join(path)}()"
    off = len(call.args) == 1 and isinstance(call.args[0], ast.Constant) and call.args[0].value is False
    if (path[-1] in CALLS and not off) or (path[0] == "torch" and path[-1] in FUNCTIONS and MODULES & set(path)):
        yield f"{'.'.join(path)}(...)"


def _in_attribute(attribute: ast.Attribute) -> Iterator[str]:
    path = _attribute_path(attribute)
    if attribute.attr == "grad" and isinstance(attribute.ctx, ast.Load) and path[0] not in ("self", "torch"):
        yield ".".join(path)


def _in_import(statement: ast.Import) -> Iterator[str]:
    yield from (f"import {alias.name}" for alias in statement.names if MODULES & set(alias.name.split(".")))


def _in_import_from(statement: ast.ImportFrom) -> Iterator[str]:
    modules = (statement.module or "").split(".")
    names = {alias.name for alias in statement.names}
    if modules[0] in ("torch", "functorch") and MODULES & {*modules, *names}:
        yield f"from {statement.module} import {', '.join(sorted(names))}"


USES: dict[type[ast.AST], Callable[[ast.AST], Iterator[str]]] = {
    ast.keyword: _in_keyword,
    ast.Assign: _in_assignment,
    ast.Call: _in_call,
    ast.Attribute: _in_attribute,
    ast.Import: _in_import,
    ast.ImportFrom: _in_import_from,
}
"""Type of a node -> what finds the uses of autograd in it, without those in the nodes below it."""


def _uses(node: ast.AST) -> Iterator[str]:
    """Every use of autograd inside a piece of code, as text."""
    for part in ast.walk(node):
        if type(part) in USES:
            yield from USES[type(part)](part)


def _definitions(trees: Iterable[ast.Module]) -> dict[str, list[ast.stmt]]:
    """Every name that the student's cells bind at their top level -> the statements that bind it."""
    bound: dict[str, list[ast.stmt]] = {}
    for tree in trees:
        for statement in tree.body:
            if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
                names = {statement.name}
            elif isinstance(statement, (ast.Import, ast.ImportFrom)):
                names = {(alias.asname or alias.name).split(".")[0] for alias in statement.names}
            else:
                names = _names(statement, ast.Store)
            for name in names:
                bound.setdefault(name, []).append(statement)
    return bound


def _names(statement: ast.stmt, context: type[ast.expr_context]) -> set[str]:
    """The names that a statement loads, or stores."""
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, context)}


def review(notebook: NotebookNode, by_hand: frozenset[str]) -> list[Finding]:
    """Find autograd behind the exercises that are to be done by hand.

    The names that an answer uses are followed through the student's other cells, so that a helper elsewhere is found as well.

    Args:
        notebook: a submission.
        by_hand: grade ids of the cells in question, from the source.

    Returns:
        One finding for each such cell, in the notebook's order.
    """
    answers: dict[str, ast.Module] = {}
    others: list[ast.Module] = []
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or meta.get("locked"):
            continue
        tree = _parsed(cell.source)
        if tree is not None and meta.get("grade_id") in by_hand:
            answers[meta["grade_id"]] = tree
        elif tree is not None and not meta.get("solution"):
            others.append(tree)
    bound = _definitions([*answers.values(), *others])
    findings = []
    for cell, tree in answers.items():
        use = next((use for statement in _reached(tree, bound) for use in _uses(statement)), None)
        if use:
            findings.append(Finding(cell, f"autograd where it is asked for by hand: {use}"))
    return findings


def _reached(tree: ast.Module, bound: dict[str, list[ast.stmt]]) -> Iterator[ast.stmt]:
    """The statements of an answer, and the definitions that they use, directly or through others."""
    seen, waiting = set(), list(tree.body)
    while waiting:
        statement = waiting.pop()
        if id(statement) in seen:
            continue
        seen.add(id(statement))
        yield statement
        for name in sorted(_names(statement, ast.Load)):
            waiting += [other for other in bound.get(name, []) if _is_definition(other)]


def _is_definition(statement: ast.stmt) -> bool:
    """Whether a statement only defines a name; one that computes something may use autograd to compare."""
    return isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)) or (
        isinstance(statement, ast.Assign) and isinstance(statement.value, (ast.Lambda, ast.Attribute, ast.Name))
    )


def by_hand_cells(source: NotebookNode) -> frozenset[str]:
    """Grade ids of the cells whose gradients are to be derived by hand, as the source says."""
    return frozenset(cell.metadata.nbgrader.grade_id for cell in source.cells if cell_marks(cell).by_hand)
