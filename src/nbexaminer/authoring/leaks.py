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
from nbexaminer.system.parsing import parse_cell

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
    kit = path.with_name("checks.py")
    return found | ({kit.name: kit.read_text(encoding="utf-8")} if kit.is_file() else {})


def solution_statements(path: Path) -> set[str]:
    """The statements of a solution that are no trivial ones, written in one way; what is given beside them is none of it."""
    found = set()
    for cell in known_notebook(path).cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            written = _written(cell.source)
            with contextlib.suppress(SyntaxError):
                nodes = [node for node in ast.walk(parse_cell(cell.source)) if getattr(node, "lineno", 0) in written]
                found |= {text for node in nodes if (text := _statement(node))}
    return found


def _written(source: str) -> set[int]:
    """The lines of a solution cell that students write, counted from 1: all of them, where it has no marks."""
    found, within = set(), False
    for number, line in enumerate(source.split("\n"), start=1):
        within = ("BEGIN SOLUTION" in line or within) and "END SOLUTION" not in line
        if within:
            found.add(number)
    return found or set(range(1, source.count("\n") + 2))


def statements(code: str) -> set[str]:
    """The statements of some code, written in one way."""
    with contextlib.suppress(SyntaxError):
        return {ast.unparse(node) for node in ast.walk(ast.parse(code)) if isinstance(node, ast.stmt)}
    return set()


def _statement(node: ast.AST) -> str:
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
