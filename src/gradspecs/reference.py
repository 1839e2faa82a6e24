"""The reference solution of a notebook: its functions, unchanged or with a mistake."""

from __future__ import annotations

import ast
import inspect
import linecache
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import CodeType, FunctionType

from gradspecs.edits import Edit, SpecError

DEFINING = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
"""Statements that define something; besides those that put a function into a class."""
LEFT_OUT = ("checks", "plots")
"""Modules that stand beside a notebook, and that no solution needs."""


@dataclass(frozen=True)
class Cell:
    """A code cell of a notebook's source.

    Attributes:
        name: its grade id, or another name of it.
        source: its text.
        solution: whether a student writes it.
        check: whether it is a check.
    """

    name: str
    source: str
    solution: bool
    check: bool


class Reference:
    """The functions of a reference solution.

    Args:
        pieces: name of a cell -> its text, of all cells that define something, in order.
    """

    def __init__(self, pieces: Mapping[str, str]):
        self.pieces = dict(pieces)

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Reference:
        """The reference of a notebook: what its cells import and define."""
        return cls({cell.name: text for cell in cells if not cell.check and (text := _definitions(cell))})

    @cached_property
    def names(self) -> dict[str, object]:
        """Name -> what the solution defines under it."""
        return self._run({})

    @cached_property
    def order(self) -> list[str]:
        """Names of the functions and classes, in the order in which they are defined."""
        return [name for text in self.pieces.values() for name in _defined(text)]

    def function(self, name: str) -> Callable:
        """A function of the solution, `Class.method` for a method.

        Raises:
            SpecError: it has no such function.
        """
        first, *rest = name.split(".")
        found = self.names.get(first)
        for part in rest:
            found = getattr(found, part, None)
        if not callable(found):
            raise SpecError(f"The solution has no function `{name}`.")
        return found

    def names_with(self, edits: Mapping[str, Edit]) -> dict[str, object]:
        """As `names`, with mistakes in some functions.

        Args:
            edits: name of a function, or of a method with its class -> its mistake.

        Raises:
            SpecError: a change does not fit the solution.
        """
        return self._run({name.partition(".")[0]: edit for name, edit in edits.items()})

    def arguments(self, name: str) -> list[str]:
        """Names of a function's arguments, in order."""
        return [one for one in inspect.signature(self.function(name)).parameters if one != "self"]

    def _run(self, edits: dict[str, Edit]) -> dict[str, object]:
        names: dict[str, object] = {"__name__": "reference"}
        left = dict(edits)
        for cell, text in self.pieces.items():
            here = [name for name in _defined(text) if name in left]
            for name in here:
                text = _edited(text, name, left[name])
            file = f"<reference {cell} {abs(hash(text))}>"
            linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
            exec(compile(text, file, "exec", dont_inherit=True), names)
            for name in here:
                other = left.pop(name).names
                names[name] = _with_names(names[name], other) if other else names[name]
        for name, edit in left.items():
            raise SpecError(f"The solution has no function `{name}` that {edit} could change.")
        return names


def _defined(text: str) -> list[str]:
    """Names of the functions and classes that a text defines, in order."""
    return [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]


def _edited(text: str, name: str, edit: Edit) -> str:
    """A text in which one function is changed.

    Raises:
        SpecError: the change does not fit the function, or leaves no Python.
    """
    node = next(node for node in ast.parse(text).body if getattr(node, "name", None) == name)
    source = ast.get_source_segment(text, node)
    try:
        changed = text.replace(source, edit.apply(source))
        ast.parse(changed)
    except SpecError as error:
        raise SpecError(f"{error} of `{name}`.") from None
    except SyntaxError as error:
        raise SpecError(f"{edit} leaves no Python of `{name}` ({error.msg}).") from None
    return changed


def _with_names(function: Callable, other: Mapping[str, object]) -> Callable:
    """A copy of a function that finds other things under some global names."""
    copy = FunctionType(
        function.__code__,
        {**function.__globals__, **other},
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy


def _definitions(cell: Cell) -> str:
    """What a cell imports and defines: its functions and classes."""
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:
        return ""
    kept = [node for node in tree.body if (isinstance(node, DEFINING) or _is_method(node)) and not is_left_out(node)]
    return "\n".join(ast.get_source_segment(cell.source, node) for node in kept)


def _is_method(node: ast.stmt) -> bool:
    """Whether a statement is `Class.method = function`."""
    return (
        isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute) and isinstance(node.value, ast.Name)
        and isinstance(node.targets[0].value, ast.Name)
    )  # fmt: skip


def is_left_out(node: ast.stmt) -> bool:
    """Whether a statement imports what only the notebook itself needs."""
    return isinstance(node, ast.Import) and all(alias.name in LEFT_OUT for alias in node.names)


def variables(cells: Iterable[Cell]) -> dict[str, object]:
    """What a notebook's variables are, after all its cells that are not checks and use neither checks nor plots."""
    names: dict[str, object] = {"__name__": "reference"}
    for cell in cells:
        code = None if cell.check else runnable(cell.source, cell.name)
        if code is not None:
            exec(code, names)
    return names


def runnable(source: str, name: str) -> CodeType | None:
    """The code of a cell that needs neither checks nor plots, without the imports of these; None for any other cell."""
    tree = ast.parse(source)
    tree.body = [node for node in tree.body if not is_left_out(node)]
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return None if used & set(LEFT_OUT) else compile(tree, f"<reference {name}>", "exec", dont_inherit=True)
