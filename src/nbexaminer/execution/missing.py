"""Which modules a submission misses where it is graded, and which of its checks failed because of that.

What a cell's error says of it is the student's word: a name is taken from there only if it can be a module's, and if no such
module can be found here. The rest follows from the submission's own text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from nbformat import NotebookNode

from nbexaminer.course.demonstrations import used_names
from nbexaminer.course.metadata import Missing
from nbexaminer.course.notebooks import grade_id
from nbexaminer.execution.absent import imports, modules_in, really_missing, wanted_by
from nbexaminer.execution.statements import Statement, reached, statements_of

MOST = 8
"""Missing modules of one notebook that are told."""
LONGEST_ERROR = 4000
"""Characters of an error that are looked through."""
LONGEST_TEXT = 150_000
"""Characters of a submission's code that are looked through."""
IMPORTING = ("ModuleNotFoundError", "ImportError")
NO_SUCH_NAME = re.compile(r"name '(\w{1,200})' is not defined")
UNNAMED = re.compile(r"\bA name is missing\b|\bNameError\b")
"""How a check says, once its hidden tests have begun, that there is no such name."""
UNIMPORTED = re.compile(r"\b(ModuleNotFoundError|ImportError)\b")


class MissingModules:
    """What a submission wanted and did not find, and which names it therefore lacks.

    Args:
        cells: index -> cell of the student's that has been run, in order.
        files: paths of the files that were there beside the notebook.

    Attributes:
        found: what is missing, one for each cell that wants it, in the order in which it showed.
        places: what is missing -> index of the cell that wants it.
        lost: name that a cell did not come to define -> why.
    """

    def __init__(self, cells: dict[int, NotebookNode], files: Collection[str]):
        self._notebook, self._own = cells, modules_in(files)
        self._statements: dict[int, list[Statement]] = {}
        left = LONGEST_TEXT
        for index, cell in cells.items():
            left -= len(cell.source)
            self._statements[index] = statements_of(index, cell) if left >= 0 else []
        self._defined: dict[str, list[Statement]] = {}
        for statement in (one for statements in self._statements.values() for one in statements):
            for name in statement.defines:
                self._defined.setdefault(name, []).append(statement)
        self._imported: dict[tuple[str, str], int] = {}  # what is imported -> index of the first cell that does
        for index, statements in self._statements.items():
            for wanted in (wanted for one in statements for wanted in imports(one.tree)):
                self._imported.setdefault(wanted, index)
        self.found: list[Missing] = []
        self.places: dict[Missing, int] = {}
        self.lost: dict[str, Missing] = {}
        self._read_cells()

    def cause_of(self, error: NotebookNode, check: str) -> Missing | None:
        """The missing module because of which a check failed, if that is why.

        Args:
            error: the check's output.
            check: its text.
        """
        text = " ".join(f"{error.ename}: {error.evalue[:LONGEST_ERROR]}".split())
        names = NO_SUCH_NAME.findall(text)
        if names:
            return next((self.lost[name] for name in names if name in self.lost), None)
        wanted = wanted_by(text)
        if wanted is not None:
            return self._take(wanted, self._importer(wanted[0]))
        if UNIMPORTED.search(text):
            return self._imported_on_the_way(check)
        return self._lost_on_the_way(check) if UNNAMED.search(text) else None

    def _read_cells(self) -> None:
        """Find the cells that stopped because of something missing, and what they did not come to define."""
        for index, statements in self._statements.items():
            came = len(statements)
            stopped = next(
                filter(None, (self._why_stopped(error, index) for error in errors_of(self._notebook[index]))), None
            )
            if stopped is not None:
                missing, name = stopped
                came = _place_in(statements, missing, name)
                for lost in _defined_by(statements[came:]):
                    if not self._is_defined_before(lost, index):
                        self.lost[lost] = missing
            for name in _defined_by(statements[:came]):
                self.lost.pop(name, None)

    def _is_defined_before(self, name: str, index: int) -> bool:
        """Whether a cell above has defined a name, and it was not lost there."""
        return name not in self.lost and any(statement.cell < index for statement in self._defined.get(name, []))

    def _why_stopped(self, error: NotebookNode, index: int) -> tuple[Missing, str] | None:
        """Why a cell stopped, and the lost name by which that showed, or ""; None where nothing was missing."""
        text = error.evalue[:LONGEST_ERROR]
        if error.ename in IMPORTING:
            missing = self._take(wanted_by(text), index)
            return None if missing is None else (missing, "")
        name = NO_SUCH_NAME.search(text) if error.ename == "NameError" else None
        return (self.lost[name[1]], name[1]) if name and name[1] in self.lost else None

    def _take(self, wanted: tuple[str, str] | None, index: int | None) -> Missing | None:
        """Something that is said to be missing, if it is, and is not one too many.

        Args:
            wanted: the module, and what it lacks or "".
            index: of the cell that wants it; None where that is not known.
        """
        really = really_missing(wanted, self._imported, self._own)
        if really is None:
            return None
        cell = self._notebook.get(index)
        missing = Missing(*really, "" if cell is None else grade_id(cell) or cell.get("id", "?"))
        if missing not in self.found:
            if len(self.found) == MOST:
                return None
            self.found.append(missing)
            if index is not None:
                self.places[missing] = index
        return missing

    def _importer(self, module: str) -> int | None:
        """The first cell that imports a module."""
        top = module.split(".")[0]
        return next((index for (name, _), index in self._imported.items() if name.split(".")[0] == top), None)

    def _imported_on_the_way(self, check: str) -> Missing | None:
        """The first missing module that is imported by the code that a check calls."""
        for statement in self._on_the_way(check):
            for module, _ in imports(statement.tree):
                missing = self._take((module, ""), statement.cell)
                if missing is not None and not missing.part:
                    return missing
        return None

    def _lost_on_the_way(self, check: str) -> Missing | None:
        """Why the first name is lost that a check uses, or the code that it calls."""
        names = used_names(check)[1]
        used = [*sorted(names), *(name for statement in self._on_the_way(check) for name in sorted(statement.uses))]
        return next((self.lost[name] for name in used if name in self.lost), None)

    def _on_the_way(self, check: str) -> Iterator[Statement]:
        return reached(used_names(check)[1], self._defined)


def errors_of(cell: NotebookNode) -> list[NotebookNode]:
    """The errors among the outputs of a cell."""
    return [output for output in cell.get("outputs", []) if output.output_type == "error"]


def _defined_by(statements: Iterable[Statement]) -> set[str]:
    return {name for statement in statements for name in statement.defines}


def _place_in(statements: list[Statement], missing: Missing, name: str) -> int:
    """The first statement of a cell at which it may have stopped: 0 where it can't be told.

    Args:
        statements: of the cell.
        missing: why it stopped.
        name: that it used, and that is lost; or "" where it imports what is missing.
    """
    top = missing.module.split(".")[0]
    for number, statement in enumerate(statements):
        if name and name in statement.uses:
            return number
        if not name and any(module.split(".")[0] == top for module, _ in imports(statement.tree)):
            return number
    return 0
