"""A notebook with its solution, in this process: functions of it are replaced, and its checks run.

What runs here is the author's own code. Cells that are no checks and use neither checks nor plots run once, the checks as
often as somebody asks.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from nbgrader.utils import is_grade

from gradspecs.notebook import CheckCell
from gradspecs.reference import runnable
from nbexaminer.authoring.specs import with_specs
from nbexaminer.course.errors import CourseError

JUDGED = re.compile(r"check\.(?:example|drawn)\((?:checks\.scenario\(\"[^\"]*\", )?(\w+)")
"""How a check names what it judges: a function, or the class that comes first in a scenario."""
HIDDEN = re.compile(r"^[ \t]*### BEGIN HIDDEN TESTS$.*?^[ \t]*### END HIDDEN TESTS$", re.MULTILINE | re.DOTALL)
KIT = "checks"
"""The module that a notebook's checks import."""


class Bench:
    """A notebook whose functions can be replaced.

    Args:
        path: of the notebook in `source/`; the files that its release has stand beside it.

    Raises:
        CourseError: the kit that its checks import can't be imported.
    """

    def __init__(self, path: Path):
        self.names: dict[str, object] = {"__name__": "__main__", "display": print}
        notebook = with_specs(path)
        try:
            self.names[KIT] = self.kit = importlib.import_module(KIT)
        except Exception as error:
            raise CourseError(f"{path.parent.name}/{KIT}.py can't be imported: {error}.") from error
        self.checks: dict[str, str] = {}
        self._named: dict[str, list[str]] = {}
        self._judging: dict[str, list[str]] = {}
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            check = CheckCell.read(cell.source) if is_grade(cell) else None
            if not is_grade(cell):
                # an error is one of a cell that shows results of a cell that is left out; or a check fails for it
                with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
                    exec(runnable(cell.source, cell.id) or "", self.names)
            elif check is not None:
                self.checks[check.key] = cell.source
                for name in set(JUDGED.findall(cell.source)):
                    self._named.setdefault(name, []).append(check.key)

    def earns(self, name: str, function: object) -> list[str]:
        """The checks of a function that pass with another one in its place, by their keys."""
        return self._passed(self.judging(name), name, function)

    def judging(self, name: str) -> list[str]:
        """The checks that judge a function: they pass with the solution's, and don't with one that only raises."""
        if name not in self._judging:
            named = [name, *(holder.__name__ for holder, _ in self._holders(name))]
            right = self._passed([key for one in named for key in self._named.get(one, [])], name, self.names[name])
            left = self._passed(right, name, _raising)
            self._judging[name] = [key for key in right if key not in left]
        return self._judging[name]

    def failure(self, key: str, visible: bool = False) -> Exception | None:
        """How a check, or its visible part alone, fails; None where it passes."""
        source = HIDDEN.sub("", self.checks[key]) if visible else self.checks[key]
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                exec(compile(source, f"<{key}>", "exec", dont_inherit=True), self.names)
        except Exception as error:  # whatever a function leads to that stands in for the solution's
            return error
        return None

    @contextlib.contextmanager
    def with_another(self, name: str, function: object) -> Iterator[None]:
        """Another function in the place of one, as long as the block runs; a method in its classes as well."""
        before, holders = self.names[name], self._holders(name)
        try:
            self._put(name, function, holders)
            yield
        finally:
            self._put(name, before, holders)

    def _passed(self, keys: list[str], name: str, function: object) -> list[str]:
        with self.with_another(name, function):
            return [key for key in keys if self.failure(key) is None]

    def _holders(self, name: str) -> list[tuple[type, str]]:
        """The classes that a function is a method of, and what they call it."""
        classes = [one for one in self.names.values() if isinstance(one, type)]
        return [(one, key) for one in classes for key, value in vars(one).items() if value is self.names[name]]

    def _put(self, name: str, function: object, holders: list[tuple[type, str]]) -> None:
        self.names[name] = function
        for holder, key in holders:
            setattr(holder, key, function)


@contextlib.contextmanager
def beside(folder: Path) -> Iterator[None]:
    """Work in the folder of a notebook, and import what stands there."""
    before, folder = Path.cwd(), folder.resolve()
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    sys.modules.pop(KIT, None)
    try:
        yield
    finally:
        sys.modules.pop(KIT, None)
        sys.path.remove(str(folder))
        os.chdir(before)


def _raising(*_: object) -> None:
    raise ValueError
