"""What a student was given, where that is not what the source makes today: an instructor's edit is no student's doing.

Cells are brought to today's source all the same; only the sentences about it, and what counts as added, go by this.
"""

from __future__ import annotations

from collections.abc import Iterable

from nbformat import NotebookNode

from nbexaminer.course.notebooks import grade_id
from nbexaminer.course.released import is_untouched
from nbexaminer.intake.restore.source_cells import SourceCell
from nbexaminer.intake.texts import plain

FIELDS = ("grade", "solution", "locked", "points", "task")
"""The fields of a cell's nbgrader metadata that decide about its points."""
SUMMED = {"grade", "solution", "points"}
"""Those that are in nbgrader's checksum as they stand."""


class AsGiven:
    """The release that a submission was made from.

    Args:
        notebook: the submission, as it was handed in.
        source: the cells of the source, in their order.
        release: the release; None where none is known, and then the source is taken for what was given.
    """

    def __init__(self, notebook: NotebookNode, source: list[SourceCell], release: NotebookNode | None):
        named = [(grade_id(cell), cell) for cell in (release.cells if release else ())]
        self._released = {name: cell for name, cell in named if name}
        self._is_known = release is not None
        self._untouched = {id(cell) for cell in notebook.cells if is_untouched(cell)}
        claimed = [name for cell in notebook.cells if (name := grade_id(cell)) in self._released]
        order = [original.name for original in source if original.name]
        # whether cells were moved in the source since, and none in the submission
        self.order_is_given = self._is_known and [*self._released] != order and _in_order(claimed, [*self._released])

    def had(self, original: SourceCell) -> bool:
        """Whether a cell of the source was given, under its name."""
        return not self._is_known or original.name in self._released

    def was_named(self, name: str) -> bool:
        """Whether a cell of this name was given."""
        return name in self._released

    def is_untouched(self, cell: NotebookNode) -> bool:
        """Whether a cell of the submission is as it was released, by the checksum that it came with."""
        return id(cell) in self._untouched

    def is_as_given(self, cell: NotebookNode, original: SourceCell, text: str | None = None) -> bool:
        """Whether a cell of the submission is as it was given.

        Args:
            cell: that was found to be the source's.
            original: the cell of the source.
            text: what the cell held, if it holds something else by now.
        """
        given = self._released.get(original.name)
        held = cell.source if text is None else text
        return self.is_untouched(cell) or (given is not None and plain(given.source) == plain(held))

    def was_type(self, cell: NotebookNode, original: SourceCell) -> bool:
        """Whether a cell of the submission is of the type of which it was given."""
        given = self._released.get(original.name)
        return self.is_untouched(cell) or (given is not None and given.cell_type == cell.cell_type)

    def texts(self, original: SourceCell) -> list[str]:
        """The texts that a cell may have been given with, today's first."""
        given = self._released.get(original.name)
        return [original.given] if given is None or given.source == original.given else [original.given, given.source]

    def were_marks(self, claimed: dict, right: dict, cell: NotebookNode, original: SourceCell) -> bool:
        """Whether metadata that are not today's are those that were given.

        Args:
            claimed: nbgrader's metadata of a submission's cell.
            right: those of the source.
            cell: the cell of the submission.
            original: the cell of the source.
        """
        given = self._released.get(original.name)
        marks = given.metadata.get("nbgrader", {}) if given is not None else None
        if marks is not None and all(claimed.get(field) == marks.get(field) for field in FIELDS):
            return True
        if any(claimed.get(field) != right.get(field) for field in FIELDS if field not in SUMMED):
            return False
        blank = (
            NotebookNode(
                cell_type=original.cell.cell_type, source=text, metadata=NotebookNode(nbgrader=NotebookNode(claimed))
            )
            for text in self.texts(original)
        )
        return self.is_untouched(cell) or any(map(is_untouched, blank))

    def carry_over(self, cell: NotebookNode, other: NotebookNode) -> None:
        """Say that another cell now stands for one of the submission."""
        if self.is_untouched(cell):
            self._untouched.add(id(other))


def _in_order(names: Iterable[str], order: list[str]) -> bool:
    places = {name: place for place, name in enumerate(order)}
    found = [places[name] for name in names]
    return found == sorted(found)
