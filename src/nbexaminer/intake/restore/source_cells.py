"""The cells that the assignment's source has, and what the student was given of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions

from nbexaminer.course.notebooks import grade_id
from nbexaminer.intake.texts import defined, plain

Kind = Literal["answer", "check", "given", "free", ""]
"""What a cell is for: an answer; a check; given, that is locked or a task; free, that is with a grade id and nothing else; or
nothing that nbgrader knows ("")."""


@dataclass(frozen=True, eq=False)
class SourceCell:
    """A cell of the source.

    Attributes:
        cell: the cell.
        order: its place in the source, from 0.
        name: its grade id, or None.
        kind: what it is for.
        given: the text that the student was given.
        text: the same without what editors change (`plain`).
        defines: the functions and classes that an answer defines.
    """

    cell: NotebookNode
    order: int
    name: str | None
    kind: Kind
    given: str
    text: str
    defines: frozenset[str] = frozenset()


def source_cells(source: NotebookNode, clear: ClearSolutions) -> list[SourceCell]:
    """The cells of a source.

    Args:
        source: the assignment's source notebook.
        clear: the preprocessor by which solutions were taken out when the release was made.
    """
    language = source.metadata.get("kernelspec", {}).get("language", "python")
    tests = ClearHiddenTests(enforce_metadata=False)
    scheme = ClearMarkScheme(enforce_metadata=False, check_attachment_leakage=False)
    found = []
    for order, cell in enumerate(source.cells):
        name = grade_id(cell)
        kind = _kind(cell, name)
        shown = NotebookNode(cell)  # the preprocessors replace its source, and nothing else
        tests.preprocess_cell(shown, {}, order)
        scheme.preprocess_cell(shown, {}, order)
        if kind == "answer" and (language in clear.code_stub or cell.cell_type != "code"):
            clear.preprocess_cell(shown, {"language": language}, order)
        defines = defined(cell.source) if kind == "answer" else frozenset()
        found.append(SourceCell(cell, order, name, kind, shown.source, plain(shown.source), defines))
    return found


def _kind(cell: NotebookNode, name: str | None) -> Kind:
    if not name:
        return ""
    marks = cell.metadata.get("nbgrader", {})
    for mark, kind in (("solution", "answer"), ("grade", "check"), ("task", "given"), ("locked", "given")):
        if marks.get(mark):
            return kind
    return "free"
