"""Which cell ended the kernel, and which cells are skipped from then on.

The student's cells run in order in one kernel. When the kernel ends, it is started again without the cell to blame, and all
other cells run once more. Usually the cell to blame is the one that ran. But a cell may leave something behind that ends the
kernel later, such as a timer. Therefore a kernel waits in place of a skipped cell: if it ends while nothing runs, something
earlier is to blame, and the skipped cell is run again.

Cells are named by their index in the notebook. Nothing here runs anything: `judge` makes a new `Record` of an old one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SOON = 10.0
"""Seconds: a cell that ran longer before the kernel ended is not waited for again."""
MORE_KERNELS = 2
"""How often the kernel is started with fewer and fewer cells before all cells are given up."""
BY_ITSELF = ("kernel", "answer")
"""Reasons for which a kernel ends by itself; for any other one it was killed at a limit."""


@dataclass(frozen=True)
class Cells:
    """The code cells of a notebook.

    Attributes:
        student: those whose text is the student's to write, in order.
        added: those of them that the student has added.
        given: those whose text is the source's; they end no kernel by themselves.
    """

    student: tuple[int, ...]
    added: frozenset[int] = frozenset()
    given: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Ending:
    """How a kernel ended.

    Attributes:
        cell: that ran, or in whose place the kernel waited.
        seconds: that had passed since the cell began.
        reason: a key of `incidents.REASONS`.
    """

    cell: int
    seconds: float
    reason: str


@dataclass(frozen=True)
class Skipped:
    """A cell that is not run.

    Attributes:
        waits_for: seconds for which the kernel waits in its place.
        given_up: whether it is skipped for good, because the kernel was started too often.
    """

    waits_for: float = 0.0
    given_up: bool = False


GIVEN_UP = Skipped(given_up=True)


@dataclass(frozen=True)
class Record:
    """What the endings so far have led to.

    Attributes:
        skipped: cell -> why it is skipped.
        kernels: how many kernels were started, the next one included.
    """

    skipped: Mapping[int, Skipped] = field(default_factory=dict)
    kernels: int = 1


@dataclass(frozen=True)
class Verdict:
    """What follows from one more ending.

    Attributes:
        record: from now on.
        blamed: the cell that is skipped from now on.
        forgiven: cells that were blamed before, and are run again.
        given_up: cells that were run before, and are not run any more.
    """

    record: Record
    blamed: int
    forgiven: tuple[int, ...] = ()
    given_up: tuple[int, ...] = ()


def judge(record: Record, ending: Ending, cells: Cells, most_kernels: int) -> Verdict:
    """Decide which cell is to blame for the end of a kernel, and which are skipped from now on.

    Args:
        record: of the endings before.
        ending: how the kernel ended.
        cells: of the notebook.
        most_kernels: how many kernels are started before cells are given up.
    """
    skipped, forgiven, blamed = dict(record.skipped), [], ending.cell
    if blamed in skipped:  # nothing ran in its place, so it was innocent
        del skipped[blamed]
        forgiven.append(blamed)
        blamed = suspect(blamed, skipped, cells)
    elif blamed in cells.given:
        blamed = suspect(blamed, skipped, cells)
    # A later cell was blamed while the one found now still ran. What this one did may have shown its effect only then.
    later = [cell for cell, why in skipped.items() if cell > blamed and not why.given_up]
    for cell in later:
        del skipped[cell]
    skipped[blamed] = Skipped(_seconds_to_wait(ending))
    kernels = record.kernels + 1
    given_up = _to_give_up(skipped, cells, kernels - most_kernels)
    newly = tuple(cell for cell in given_up if cell not in skipped)
    return Verdict(Record(skipped | dict.fromkeys(given_up, GIVEN_UP), kernels), blamed, (*forgiven, *later), newly)


def suspect(cell: int, skipped: Mapping[int, Skipped], cells: Cells) -> int:
    """The cell that most likely left something behind that ended the kernel at a later one.

    It is the last cell before that the student added, else the last one before, else the later cell itself.
    """
    before = [other for other in cells.student if other < cell and other not in skipped]
    added = [other for other in before if other in cells.added]
    return (added or before or [cell])[-1]


def _seconds_to_wait(ending: Ending) -> float:
    """How long a kernel waits in place of the blamed cell the next time, to see whether it ends without the cell, too."""
    return ending.seconds if ending.reason in BY_ITSELF and ending.seconds < SOON else 0.0


def _to_give_up(skipped: Mapping[int, Skipped], cells: Cells, too_many: int) -> tuple[int, ...]:
    """The cells that are given up: those after the first skipped one, and all where that did not help.

    Args:
        skipped: as it is now.
        cells: of the notebook.
        too_many: how many kernels more than allowed were started.
    """
    if too_many <= 0:
        return ()
    if too_many > MORE_KERNELS:
        return cells.student
    return tuple(cell for cell in cells.student if cell > min(skipped))
