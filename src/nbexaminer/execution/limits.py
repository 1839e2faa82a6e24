"""What a notebook may use before it is stopped."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a notebook may use.

    Attributes:
        cell_seconds: for one cell.
        notebook_seconds: for all cells together.
        memory: megabytes.
        processes: processes and threads at once.
        output: megabytes of output of one cell.
        outputs: outputs of one cell.
        left_behind: processes that a cell may leave running.
        kernels: kernels that are started before cells are given up.
        notebook_output: megabytes of output of all cells together.
        notebook_outputs: outputs of all cells together.
    """

    cell_seconds: float
    notebook_seconds: float
    memory: int
    processes: int
    output: int
    outputs: int
    left_behind: int
    kernels: int
    notebook_output: int = 10
    notebook_outputs: int = 2000


class TimeBudget:
    """The time of one notebook, which runs from now on."""

    def __init__(self, limits: Limits):
        self._cell_seconds = limits.cell_seconds
        self._end = time.monotonic() + limits.notebook_seconds

    def for_cell(self, used: float = 0.0) -> float:
        """Seconds that a cell may still take; 0 or less when the notebook's time is used up.

        Args:
            used: seconds that the cell has taken before.
        """
        return min(self._cell_seconds - used, self._end - time.monotonic())
