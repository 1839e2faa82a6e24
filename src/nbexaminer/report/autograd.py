"""What a human should look at: answers that let autograd find the gradients that the text asks for by hand.

Nothing here changes a score. The source marks the cells of such exercises by `"by_hand": true` in their `grading` metadata.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

from nbexaminer.course.metadata import cell_marks

CALLS = {"requires_grad_", "enable_grad", "set_grad_enabled", "retain_grad"}
MODULES = {"autograd", "func", "functorch"}
FUNCTIONS = {"grad", "grad_and_value", "vjp", "jvp", "jacrev", "jacfwd", "jacobian", "hessian", "value_and_grad"}


@dataclass(frozen=True)
class Finding:
    """A place for a human to look at: the notebook's cell by its grade id, and what was found there."""

    cell: str
    what: str


def _parsed(source: str) -> ast.Module | None:
    lines = [("pass" if line.lstrip().startswith(("%", "!")) else line) for line in source.split("\n")]
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError):
        return None


def _attribute_path(node: ast.expr) -> list[str]:
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return [*([node.id] if isinstance(node, ast.Name) else []), *reversed(parts)]


def _uses(node: ast.AST) -> Iterator[str]:
    """Every use of autograd inside a piece of code, as text."""
    for part in ast.walk(node):
        if isinstance(part, ast.keyword) and part.arg == "requires_grad":
            if not (isinstance(part.value, ast.Constant) and part.value.value in (False, None)):
                yield "requires_grad=..."
        elif isinstance(part, ast.Assign):
            for target in part.targets:
                off = isinstance(part.value, ast.Constant) and not part.value.value
                if isinstance(target, ast.Attribute) and target.attr == "requires_grad" and not off:
                    yield ".requires_grad = ..."
        elif isinstance(part, ast.Call):
            yield from _called(part)
        elif isinstance(part, ast.Attribute) and part.attr == "grad" and isinstance(part.ctx, ast.Load):
            path = _attribute_path(part)
            if not path or path[0] not in ("self", "torch"):
                yield f"{'.'.join(path) or '….grad'}"
        elif isinstance(part, ast.Import):
            yield from (f"import {alias.name}" for alias in part.names if MODULES & set(alias.name.split(".")))
        elif isinstance(part, ast.ImportFrom) and part.module:
            modules = part.module.split(".")
            names = {alias.name for alias in part.names}
            if modules[0] in ("torch", "functorch") and (MODULES & set(modules) or MODULES & names):
                yield f"from {part.module} import {', '.join(sorted(names))}"


def _called(call: ast.Call) -> Iterator[str]:
    path = _attribute_path(call.func)
    if not path:  # a method of an expression, such as bce(y, a2).backward()
        path = [call.func.attr] if isinstance(call.func, ast.Attribute) else []
        if path == ["backward"]:
            yield "….backward()"
    elif path[-1] == "backward" and len(path) > 1 and path[0] not in ("self", "super"):
        yield f"{'.'.join(path)}()"
    if not path:
        return
    off = len(call.args) == 1 and isinstance(call.args[0], ast.Constant) and call.args[0].value is False
    if (path[-1] in CALLS and not off) or (path[0] == "torch" and path[-1] in FUNCTIONS and MODULES & set(path)):
        yield f"{'.'.join(path)}(...)"


def _definitions(trees: Iterable[ast.Module]) -> dict[str, list[ast.stmt]]:
    """Every name that the student's cells bind at their top level -> the statements that bind it."""
    bound: dict[str, list[ast.stmt]] = {}
    for tree in trees:
        for statement in tree.body:
            if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
                names = [statement.name]
            elif isinstance(statement, (ast.Import, ast.ImportFrom)):
                names = [(alias.asname or alias.name).split(".")[0] for alias in statement.names]
            else:
                names = [n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
            for name in names:
                bound.setdefault(name, []).append(statement)
    return bound


def review(notebook: NotebookNode, by_hand: frozenset[str]) -> list[Finding]:
    """Find autograd behind the exercises that are to be done by hand.

    Follows the names that an answer uses through the student's other cells, so that a helper elsewhere is seen as well.

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
    for cell_id, tree in answers.items():
        seen, waiting, uses = set(), list(tree.body), []
        while waiting:
            statement = waiting.pop()
            if id(statement) in seen:
                continue
            seen.add(id(statement))
            uses += list(_uses(statement))
            names = {
                node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
            }
            for name in sorted(names):
                waiting += [other for other in bound.get(name, []) if not _is_top_level_run(other)]
        if uses:
            findings.append(Finding(cell_id, f"autograd where it is asked for by hand: {uses[0]}"))
    return findings


def _is_top_level_run(statement: ast.stmt) -> bool:
    """Whether a statement is a run in a cell rather than a definition: those may use autograd to compare."""
    return not isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)) and not (
        isinstance(statement, ast.Assign) and isinstance(statement.value, (ast.Lambda, ast.Attribute, ast.Name))
    )


def by_hand_cells(source: NotebookNode) -> frozenset[str]:
    """Grade ids of the cells that a source notebook wants done by hand."""
    return frozenset(cell.metadata.nbgrader.grade_id for cell in source.cells if cell_marks(cell).by_hand)
