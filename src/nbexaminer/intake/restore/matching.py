"""Which cell of a submission is which of the source, as far as that is found out, and the submission's cells themselves."""

from __future__ import annotations

import functools

from nbformat import NotebookNode

from nbexaminer.intake.restore.as_given import AsGiven
from nbexaminer.intake.restore.sentences import LOST, Repairs
from nbexaminer.intake.restore.source_cells import Kind, SourceCell
from nbexaminer.intake.texts import lines


class Matching:
    """A submitted notebook under repair.

    Cells of a submission are told apart by id(): two of them may be equal. All changes of the list of cells go through here.

    Attributes:
        notebook: the submission, changed in place.
        source: the cells of the source, in their order.
        marked: those of them with a grade id.
        answers, checks: those of these kinds.
        found: cell of the source -> the submission's cell that it is.
        holders: answer of the source -> the submission's cell that holds what it should define, when that is another cell.
        claims: id() of a submission's cell -> the nbgrader metadata that it came with.
        as_given: what the student was given, where that is not what the source makes today.
        repairs: what was wrong and what was done.
        lines: `texts.lines`, each text worked out once.
    """

    def __init__(self, notebook: NotebookNode, source: list[SourceCell], release: NotebookNode | None = None):
        self.notebook = notebook
        self.as_given = AsGiven(notebook, source, release)
        self.source = source
        self.marked = [original for original in source if original.name]
        self.answers = [original for original in source if original.kind == "answer"]
        self.checks = [original for original in source if original.kind == "check"]
        self.found: dict[SourceCell, NotebookNode] = {}
        self.holders: dict[SourceCell, NotebookNode] = {}
        self.claims: dict[int, object] = {}
        self.repairs = Repairs()
        self.lines = functools.cache(lines)
        self._owners: dict[int, SourceCell] = {}
        self._copies: set[int] = set()
        self._places: dict[int, int] | None = None

    @property
    def cells(self) -> list[NotebookNode]:
        """The submission's cells."""
        return self.notebook.cells

    def missing(self, *kinds: Kind) -> list[SourceCell]:
        """The source's cells of some kinds that are not found yet."""
        return [original for original in self.source if original not in self.found and original.kind in kinds]

    def free(self) -> list[NotebookNode]:
        """The submission's cells that may still be one of the source."""
        return [cell for cell in self.cells if self.is_free(cell)]

    def is_free(self, cell: NotebookNode) -> bool:
        """Whether a cell of the submission may still be one of the source."""
        return id(cell) not in self._owners and id(cell) not in self._copies

    def owner(self, cell: NotebookNode) -> SourceCell | None:
        """The cell of the source that a cell of the submission is."""
        return self._owners.get(id(cell))

    def assign(self, original: SourceCell, cell: NotebookNode, sign: str = "") -> None:
        """Say which cell of the submission one of the source is, and by which sign, if its metadata were lost."""
        self.found[original] = cell
        self._owners[id(cell)] = original
        if sign and original.name and self.as_given.had(original) and not self.as_given.is_untouched(cell):
            self.repairs.add(LOST % sign, original.name)

    def set_aside(self, cell: NotebookNode) -> None:
        """Say that a cell is a copy of one that was found: it stays as a cell of the student's own."""
        self._copies.add(id(cell))

    @property
    def places(self) -> dict[int, int]:
        """The id() of each of the submission's cells -> its index."""
        if self._places is None:
            self._places = {id(cell): index for index, cell in enumerate(self.cells)}
        return self._places

    def place(self, original: SourceCell) -> int:
        """The index at which a cell of the source was found."""
        return self.places[id(self.found[original])]

    def insert(self, index: int, original: SourceCell, cell: NotebookNode) -> None:
        """Put a cell of the source into the submission."""
        self.cells.insert(index, cell)
        self._places = None
        self.assign(original, cell)

    def insert_own(self, index: int, cell: NotebookNode) -> None:
        """Put a cell of the student's own into the submission."""
        self.cells.insert(index, cell)
        self._places = None
        self.set_aside(cell)

    def take_out(self, original: SourceCell) -> NotebookNode:
        """Take a cell of the source, which was found, out of the submission; it is missing then."""
        cell = self.cells.pop(self.place(original))
        self._places = None
        del self._owners[id(cell)], self.found[original]
        return cell

    def replace(self, original: SourceCell, cell: NotebookNode) -> None:
        """Put another cell in the place of one that was found."""
        index = self.place(original)
        self.as_given.carry_over(self.found[original], cell)
        del self._owners[id(self.found[original])]
        self.cells[index] = cell
        self._places = None
        self.assign(original, cell)
