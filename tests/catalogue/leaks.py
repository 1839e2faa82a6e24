"""Whether what is released solves a blank: each function, lambda and statement of it is tried as an answer."""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import nbformat

from nbexaminer.authoring.specs import with_specs
from tests.catalogue.cases import notebooks
from tests.catalogue.running import demonstrations

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


def released_code(notebook: str) -> dict[str, str]:
    """Where code stands in a release -> the code: cells without solutions and hidden tests, and the files beside them."""
    path = notebooks()[notebook]
    found = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            text = re.sub(
                r"^[ \t]*### BEGIN (SOLUTION|HIDDEN TESTS).*?### END \1$", "    pass", cell.source, flags=re.M | re.S
            )
            found[cell.id] = text
    return found | {name: path.with_name(name).read_text(encoding="utf-8") for name in ("checks.py",)}


def solution_statements(notebook: str) -> set[str]:
    """The statements of a solution that are no trivial ones, written in one way."""
    found = set()
    for cell in nbformat.read(notebooks()[notebook], as_version=4).cells:
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


def functions(notebook: str) -> Iterator[Found]:
    """Every function and lambda of the released code."""
    for where, code in released_code(notebook).items():
        with contextlib.suppress(SyntaxError):
            for node in ast.walk(ast.parse(code)):
                if isinstance(node, ast.FunctionDef | ast.Lambda):
                    least, most = _arguments(node.args)
                    yield Found(where, ast.unparse(node), (least, most))


def _arguments(found: ast.arguments) -> tuple[int, float]:
    names = [one.arg for one in [*found.posonlyargs, *found.args] if one.arg not in ("self", "cls")]
    return len(names) - len(found.defaults), float("inf") if found.vararg else len(names)


def blanks(notebook: str) -> dict[str, int]:
    """Name of each function that a student writes -> how many arguments it takes."""
    found = {}
    for cell in nbformat.read(notebooks()[notebook], as_version=4).cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            for node in ast.parse(cell.source).body:
                if isinstance(node, ast.FunctionDef):
                    found[node.name] = len([one for one in node.args.args if one.arg != "self"])
    return found


def _raising(*_: object) -> None:
    raise ValueError


class Bench:
    """A notebook with its solution, in which one function can be replaced and its checks run.

    Args:
        notebook: its name.
    """

    def __init__(self, notebook: str):
        path = notebooks()[notebook]
        os.chdir(path.parent)
        sys.path.insert(0, str(path.parent))
        sys.modules.pop("checks", None)
        self.names: dict[str, object] = {"__name__": "__main__", "display": print}
        self.checks: dict[str, list[str]] = {}
        self._judging: dict[str, list[str]] = {}
        for cell in with_specs(path).cells:
            if cell.cell_type != "code" or cell.id in demonstrations(path.parent):
                continue
            if cell.metadata.get("nbgrader", {}).get("grade"):
                for name in set(
                    re.findall(r"check\.(?:example|drawn)\((?:checks\.scenario\(\"[^\"]*\", )?(\w+)", cell.source)
                ):
                    self.checks.setdefault(name, []).append(cell.source)
            else:
                # an error is one of a cell that shows results of a cell that is left out
                with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
                    exec(cell.source, self.names)

    def earns(self, name: str, function: object) -> list[str]:
        """The checks of a function that pass with another one in its place: their first lines."""
        return [source.partition("\n")[0] for source in self._passed(self.judging(name), name, function)]

    def judging(self, name: str) -> list[str]:
        """The checks that judge a function: they pass with the solution's, and don't with one that only raises."""
        if name not in self._judging:
            named = [name, *(holder.__name__ for holder, _ in self._holders(name))]
            right = self._passed(
                [source for one in named for source in self.checks.get(one, [])], name, self.names[name]
            )
            left = self._passed(right, name, _raising)
            self._judging[name] = [source for source in right if source not in left]
        return self._judging[name]

    def _passed(self, checks: list[str], name: str, function: object) -> list[str]:
        before, holders = self.names[name], self._holders(name)
        self._put(name, function, holders)
        try:
            return [source for source in checks if self._passes(source)]
        finally:
            self._put(name, before, holders)

    def _holders(self, name: str) -> list[tuple[type, str]]:
        """The classes that a function is a method of, and what they call it."""
        classes = [one for one in self.names.values() if isinstance(one, type)]
        return [(one, key) for one in classes for key, value in vars(one).items() if value is self.names[name]]

    def _put(self, name: str, function: object, holders: list[tuple[type, str]]) -> None:
        self.names[name] = function
        for holder, key in holders:
            setattr(holder, key, function)

    def _passes(self, source: str) -> bool:
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                exec(source, self.names)
        except BaseException:
            return False
        return True

    def made(self, found: Found) -> object | None:
        """A released function, with the names that it finds where it stands; None where it can't be made alone."""
        names = dict(self.names)
        if found.where.endswith(".py"):
            with contextlib.suppress(Exception):
                names = dict(vars(sys.modules["checks"]))
        try:
            if found.source.startswith("lambda"):
                return eval(found.source, names)
            tree = ast.parse(found.source)
            tree.body[0].decorator_list = []
            exec(compile(ast.fix_missing_locations(tree), "<released>", "exec"), names)
            return names[tree.body[0].name]
        except Exception:
            return None
