"""Whether what is released solves a blank: each function, lambda and statement of it is tried as an answer."""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbexaminer.authoring.bench import Bench
from nbexaminer.course.notebooks import known_notebook

TRIVIAL = 30
"""Characters up to which a statement of a solution may stand in a release."""


@dataclass(frozen=True)
class Found:
    """A function of the released code.

    Attributes:
        where: it stands.
        source: its text, as a function or as a lambda.
        arguments: how many it takes at least and at most.
    """

    where: str
    source: str
    arguments: tuple[int, float]


def released_code(path: Path) -> dict[str, str]:
    """Where code stands in a release -> the code: cells without solutions and hidden tests, and the files beside them."""
    found = {}
    for cell in known_notebook(path).cells:
        if cell.cell_type == "code":
            text = re.sub(
                r"^[ \t]*### BEGIN (SOLUTION|HIDDEN TESTS).*?### END \1$", "    pass", cell.source, flags=re.M | re.S
            )
            wiped = cell.metadata.get("nbgrader", {}).get("solution") and "### BEGIN SOLUTION" not in cell.source
            found[cell.id] = "pass" if wiped else text  # nbgrader leaves nothing of a solution without marks
    return found | {name: path.with_name(name).read_text(encoding="utf-8") for name in ("checks.py",)}


def solution_statements(path: Path) -> set[str]:
    """The statements of a solution that are no trivial ones, written in one way."""
    found = set()
    for cell in known_notebook(path).cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            tree = ast.parse(cell.source)
            own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            found |= {text for node in ast.walk(tree) if (text := _statement(node, own))}
    return found


def statements(code: str) -> set[str]:
    """The statements of some code, written in one way."""
    with contextlib.suppress(SyntaxError):
        return {ast.unparse(node) for node in ast.walk(ast.parse(code)) if isinstance(node, ast.stmt)}
    return set()


def _statement(node: ast.AST, own: set[str]) -> str:
    """A statement that solves something: no definition, nothing short, no name alone, no mere call of a function with names."""
    if not isinstance(node, ast.Assign | ast.AugAssign | ast.Return | ast.Expr) or getattr(node, "value", None) is None:
        return ""
    value = node.value
    if isinstance(value, ast.Name):
        return ""
    if isinstance(value, ast.Call) and all(isinstance(one, ast.Name) for one in [value.func, *value.args]):
        return ""
    text = ast.unparse(node)
    return text if len(text) > TRIVIAL and not isinstance(value, ast.Constant) else ""


def functions(path: Path) -> Iterator[Found]:
    """Every function and lambda of the released code."""
    for where, code in released_code(path).items():
        with contextlib.suppress(SyntaxError):
            for node in ast.walk(ast.parse(code)):
                if isinstance(node, ast.FunctionDef | ast.Lambda):
                    least, most = _arguments(node.args)
                    yield Found(where, ast.unparse(node), (least, most))


def _arguments(found: ast.arguments) -> tuple[int, float]:
    names = [one.arg for one in [*found.posonlyargs, *found.args] if one.arg not in ("self", "cls")]
    return len(names) - len(found.defaults), float("inf") if found.vararg else len(names)


def blanks(path: Path) -> dict[str, int]:
    """Name of each function that a student writes -> how many arguments it takes."""
    found = {}
    for cell in known_notebook(path).cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            for node in ast.parse(cell.source).body:
                if isinstance(node, ast.FunctionDef):
                    found[node.name] = len([one for one in node.args.args if one.arg != "self"])
    return found


def made(bench: Bench, found: Found) -> object | None:
    """A released function, with the names that it finds where it stands; None where it can't be made alone."""
    names = dict(vars(bench.kit)) if found.where.endswith(".py") else dict(bench.names)
    try:
        if found.source.startswith("lambda"):
            return eval(found.source, names)
        tree = ast.parse(found.source)
        tree.body[0].decorator_list = []
        exec(compile(ast.fix_missing_locations(tree), "<released>", "exec"), names)
        return names[tree.body[0].name]
    except Exception:
        return None


def earned(bench: Bench, path: Path) -> Iterator[str]:
    """The blanks of a notebook that a function of its release fills, one sentence for each."""
    for blank, count in blanks(path).items():
        for function in functions(path):
            if function.arguments[0] <= count <= function.arguments[1]:
                answer = made(bench, function)
                if answer is not None and bench.earns(blank, answer):
                    yield f"`{blank}` is solved by a function of {function.where}: {function.source.splitlines()[0][:80]}"


def given_away(path: Path) -> Iterator[str]:
    """The statements of a notebook's solution that stand in its release, one sentence for each."""
    solution = solution_statements(path)
    for where, code in released_code(path).items():
        for statement in sorted(statements(code) & solution):
            yield f"a statement of the solution stands in {where}: {statement[:80]}"
