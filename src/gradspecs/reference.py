"""The reference solution of a notebook: its functions, unchanged or with a mistake."""

from __future__ import annotations

import ast
import inspect
import linecache
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import FunctionType

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
        return [
            node.name
            for text in self.pieces.values()
            for node in ast.parse(text).body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
        ]

    def function(self, name: str) -> Callable:
        """A function of the solution, `Class.method` for a method.

        Raises:
            SpecError: it has no such function.
        """
        found: object = None
        first, *rest = name.split(".")
        found = self.names.get(first)
        for part in rest:
            found = getattr(found, part, None)
        if not callable(found):
            raise SpecError(f"The solution has no function `{name}`.")
        return found

    def changed(self, name: str, edit: Edit) -> Callable:
        """A function with a mistake, over right other functions.

        Raises:
            SpecError: the change does not fit the solution.
        """
        return self.names_with({name: edit})[name.partition(".")[0]]

    def names_with(self, edits: Mapping[str, Edit]) -> dict[str, object]:
        """As `names`, with mistakes in some functions.

        Args:
            edits: name of a function -> its mistake.
        """
        return self._run(dict(edits))

    def over(self, name: str, pieces: Mapping[str, object]) -> Callable:
        """A function of the solution that calls other functions than the solution's.

        Args:
            name: of the function.
            pieces: name -> the function that is called instead.
        """
        return self._run({}, {other: piece for other, piece in pieces.items() if other != name})[name]

    def arguments(self, name: str) -> list[str]:
        """Names of a function's arguments, in order."""
        return [one for one in inspect.signature(self.function(name)).parameters if one != "self"]

    def _run(self, edits: dict[str, Edit], instead: Mapping[str, object] = {}) -> dict[str, object]:
        names: dict[str, object] = {"__name__": "reference"}
        left = {name.partition(".")[0]: (name, edit) for name, edit in edits.items()}
        for cell, text in self.pieces.items():
            tree = ast.parse(text)
            for node in tree.body:
                if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in left:
                    _, edit = left.pop(node.name)
                    text = text.replace(source := ast.get_source_segment(text, node), edit.apply(source))
                    own = dict(edit.names)
                else:
                    own = {}
                if own:
                    text = text + "\n" + _bound(node.name, own, names)
            file = f"<reference {cell} {abs(hash(text))}>"
            linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
            exec(compile(text, file, "exec", dont_inherit=True), names)
        names.update(instead)
        for name, edit in left.values():
            raise SpecError(f"The solution has no function `{name}` that {edit} could change.")
        return names


def _bound(name: str, own: Mapping[str, object], names: dict[str, object]) -> str:
    """A line that gives one function global names of its own."""
    names["_with_names"] = _with_names
    names["_other_names"] = dict(own)
    return f"{name} = _with_names({name}, _other_names)\n"


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
        if cell.check:
            continue
        tree = ast.parse(cell.source)
        tree.body = [node for node in tree.body if not is_left_out(node)]
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        if not used & set(LEFT_OUT):
            exec(compile(tree, f"<reference {cell.name}>", "exec", dont_inherit=True), names)
    return names
