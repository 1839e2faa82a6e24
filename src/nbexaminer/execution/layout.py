"""Which cells of a submission run on which side, as the assignment's source says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from nbformat import NotebookNode
from nbgrader.utils import is_grade

from nbexaminer.course.demonstrations import is_demonstration
from nbexaminer.course.metadata import mark_own, side
from nbexaminer.course.notebooks import grade_id

ForkKey = tuple[str, int]
"""Whom a fork of the kernel answers: the name of a trusted cell, and which of its runs."""
FIRST, SECOND = 0, 1
"""Runs of a trusted cell; most have one."""


@dataclass(frozen=True)
class Layout:
    """A submission beside its source.

    Attributes:
        notebook: the submission.
        trusted: grade id -> cell of the source, for all cells that the examiner runs.
        places: index of a cell of the submission -> grade id of the trusted cell whose text it has.
        given: texts of all cells of the source.
        demonstrations: texts of those that only show something.
    """

    notebook: NotebookNode
    trusted: dict[str, NotebookNode]
    places: dict[int, str]
    given: frozenset[str]
    demonstrations: frozenset[str]

    @cached_property
    def code_cells(self) -> dict[int, NotebookNode]:
        """Index -> code cell of the submission."""
        return {index: cell for index, cell in enumerate(self.notebook.cells) if cell.cell_type == "code"}

    @cached_property
    def student_cells(self) -> tuple[int, ...]:
        """Indices of the code cells whose text is the student's to write."""
        return tuple(index for index in self.code_cells if index not in self.places)

    @cached_property
    def added_cells(self) -> frozenset[int]:
        """Indices of the code cells that the student has added."""
        cells = {index: self.notebook.cells[index] for index in self.student_cells}
        return frozenset(
            index for index, cell in cells.items() if grade_id(cell) is None and cell.source not in self.given
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the submission's code."""
        return frozenset(re.findall(r"[^\W\d]\w*", self._text()))

    @cached_property
    def lines(self) -> frozenset[str]:
        """All lines of the submission's code, stripped."""
        return frozenset(line.strip() for line in self._text().split("\n"))

    def _text(self) -> str:
        return "\n".join(cell.source for cell in self.code_cells.values())

    def forks_at(self, index: int) -> list[ForkKey] | None:
        """The forks that must be made where a check stands; None where a cell of the student's kernel stands."""
        name = self.places.get(index)
        return None if name is None or side(self.trusted[name]) == "both" else self._forks_of(name)

    def forks_at_the_end(self) -> list[ForkKey]:
        """The forks for trusted cells that are missing in the submission."""
        present = set(self.places.values())
        missing = [name for name, cell in self.trusted.items() if name not in present and side(cell) == "examiner"]
        return [key for name in missing for key in self._forks_of(name)]

    def _forks_of(self, name: str) -> list[ForkKey]:
        """One fork for a trusted cell; two for one below the last check, such as the panel of results.

        Such a cell is run when all visible tests have been run, and again after the hidden tests.
        """
        names = list(self.trusted)
        checks = [names.index(check) for check, cell in self.trusted.items() if is_grade(cell)]
        runs = [FIRST] if checks and names.index(name) <= checks[-1] else [FIRST, SECOND]
        return [(name, run) for run in runs]


def lay_out(notebook: NotebookNode, source: NotebookNode) -> Layout:
    """Find the trusted cells of a submission; they get the source's text, and texts of the student's own are marked."""
    _mark_own_texts(notebook, source)
    trusted = {grade_id(cell): cell for cell in source.cells if side(cell) != "candidate"}
    places: dict[int, str] = {}
    for index, cell in enumerate(notebook.cells):
        name = grade_id(cell)
        if cell.cell_type == "code" and name in trusted and name not in places.values():
            places[index] = name
            cell.source = trusted[name].source
    demonstrations = frozenset(cell.source for cell in source.cells if is_demonstration(cell))
    return Layout(notebook, trusted, places, frozenset(cell.source for cell in source.cells), demonstrations)


def _mark_own_texts(notebook: NotebookNode, source: NotebookNode) -> None:
    given = {cell.source for cell in source.cells if cell.cell_type == "markdown"}
    for cell in notebook.cells:
        if cell.cell_type != "code" and cell.source not in given:
            mark_own(cell)
