"""A notebook's checks and what its author declares about them: read once, for a release and for hidden tests."""

from __future__ import annotations

import ast
import base64
import json
import linecache
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from gradspecs.edits import SpecError
from gradspecs.reference import Cell, Reference
from gradspecs.specs import Specs

NAME = "specs"
"""Name of the variable of a file of specs that holds them."""
BEGIN_HIDDEN = "### BEGIN HIDDEN TESTS"


@dataclass(frozen=True)
class Example:
    """A line of a check cell that judges a function: by the name of the function and of its results."""

    function: str
    results: tuple[str, ...]


@dataclass(frozen=True)
class CheckCell:
    """A check cell, as its own text tells.

    Attributes:
        key: name of the check's function.
        title: of the exercise.
        examples: functions that it judges.
        drawn: the same as its hidden tests have it.
        values: names of the variables that it compares.
    """

    key: str
    title: str
    examples: tuple[Example, ...]
    drawn: tuple[Example, ...]
    values: tuple[str, ...]

    @classmethod
    def read(cls, source: str) -> CheckCell | None:
        """What a check cell says; None for a cell that is no check."""
        try:
            tree = ast.parse(source)
        except SyntaxError:
            return None
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.decorator_list:
                title = _title(node.decorator_list[0])
                if title is not None:
                    calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
                    examples, drawn = (
                        tuple(_example(one) for one in calls if _is_call(one, name)) for name in ("example", "drawn")
                    )
                    values = tuple(k.arg for one in calls if _is_call(one, "values") for k in one.keywords)
                    return cls(node.name, title, examples, drawn, values)
        return None


class Author:
    """The specs of a notebook and its reference solution.

    Args:
        specs: the text of the file of specs.
        pieces: what the reference defines, by cells.
        judged: key of a check -> the functions that it judges, in order.
        file: how the file of specs is called in messages.
    """

    def __init__(self, specs: str, pieces: dict[str, str], judged: dict[str, list[str]], file: str = "specs.py"):
        self.text, self.reference, self.judged, self._file = specs, Reference(pieces), judged, file

    @classmethod
    def of(cls, specs: str, cells: Iterable[Cell], file: str = "specs.py") -> Author:
        """The author of a notebook with these cells."""
        cells = list(cells)
        checks = [found for cell in cells if cell.check and (found := CheckCell.read(cell.source))]
        judged = {check.key: [example.function for example in check.examples] for check in checks}
        return cls(specs, Reference.of(cells).pieces, judged, file)

    @cached_property
    def specs(self) -> Specs:
        """What the file of specs declares.

        Raises:
            SpecError: it can't be read.
        """
        names: dict[str, object] = {"__name__": "specs"}
        linecache.cache[self._file] = (len(self.text), None, self.text.splitlines(keepends=True), self._file)
        try:
            exec(compile(self.text, self._file, "exec", dont_inherit=True), names)
        except SpecError:
            raise
        except Exception as error:
            raise SpecError(f"{self._file} can't be read ({type(error).__name__}: {error}).") from error
        if not isinstance(names.get(NAME), Specs):
            raise SpecError(f"{self._file} has no `{NAME} = Specs()`.")
        return names[NAME]

    def is_first(self, key: str, function: str) -> bool:
        """Whether a check is the first one that judges a function."""
        return next((other for other, judged in self.judged.items() if function in judged), key) == key

    def packed(self) -> str:
        """All of this as one word, which `unpacked` reads."""
        text = json.dumps([self.text, self.reference.pieces, self.judged, self._file])
        return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


@cache
def unpacked(word: str) -> Author:
    """The author that `Author.packed` has made a word of."""
    return Author(*json.loads(zlib.decompress(base64.b64decode(word))))


def with_author(source: str, word: str) -> str:
    """A check cell whose hidden tests have the specs and the reference in them; unchanged where it draws nothing.

    Args:
        source: its text.
        word: the packed author.
    """
    lines = source.split("\n")
    starts = [number for number, line in enumerate(lines) if line.strip() == BEGIN_HIDDEN]
    if ".drawn(" not in source or not starts:
        return source
    indent = lines[starts[0]][: -len(lines[starts[0]].lstrip())]
    lines.insert(starts[0] + 1, f'{indent}from gradspecs.drawn import use\n\n{indent}use(check, "{word}")')
    return "\n".join(lines)


def _title(decorator: ast.expr) -> str | None:
    """The title in `@checks.check("title", points=1)`."""
    if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) in ("checks.check", "check") and decorator.args:
        first = decorator.args[0]
        return first.value if isinstance(first, ast.Constant) else None
    return None


def _is_call(node: ast.Call, name: str) -> bool:
    return isinstance(node.func, ast.Attribute) and node.func.attr == name and ast.unparse(node.func.value) == "check"


def _example(node: ast.Call) -> Example:
    function, *results = node.args
    name = ast.unparse(function)
    if isinstance(function, ast.Call) and ast.unparse(function.func) == "checks.scenario":
        name = ast.literal_eval(function.args[0])
    return Example(name, tuple(ast.literal_eval(one) for one in results))
