"""How far right answers drift from the expected final loss, how near the nearest wrong one comes, and the tolerance between.

Every catalogued submission is run with checks that measure instead of failing. What counts is each check's comparison of a
final loss (or cost), in its hidden part.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
import numpy as np

from tests.catalogue import Case, cases, fill, folder_of, in_fork, run_cells


@dataclass(frozen=True)
class Measured:
    """One comparison of a final loss: its relative error against the nearer of expected and own value."""

    name: str
    error: float
    tolerance: float


@dataclass(frozen=True)
class Calibration:
    """A comparison's tolerance between the drift of right answers and the nearest wrong one.

    Attributes:
        notebook, name: where it is, and what is compared.
        drift: largest relative error of a right answer (wheats, and chaffs whose mistake lies elsewhere).
        tolerance: largest relative error that passes.
        nearest: smallest relative error of an answer that is beyond the tolerance; inf when there is none.
        nearest_case: that answer.
        right, wrong: how many answers lie on each side.
    """

    notebook: str
    name: str
    drift: float
    tolerance: float
    nearest: float
    nearest_case: str
    right: int
    wrong: int


def _measure(notebook: nbformat.NotebookNode, folder: Path) -> list[Measured]:
    """Run a notebook with checks that never fail; in a forked process of its own."""
    sys.path.insert(0, str(folder))
    import checks

    found: list[Measured] = []

    def compare(self, name, got, expected, own, tolerance, facts):
        if self.hidden and "final" in name and np.shape(got) == np.shape(expected):
            targets = [expected] if own is None else [expected, np.asarray(own, dtype=float)]
            error = min(checks.relative_error(got, target) for target in targets)
            found.append(Measured(name, error, tolerance))

    checks.Check._compare = compare
    checks.Check.fail = lambda *_, **__: None
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        run_cells(notebook, folder)
    return found


def measure(case: Case) -> list[Measured]:
    """The comparisons of final losses that a catalogued submission leads to; empty where its code does not get there."""
    try:
        return in_fork(_measure, fill(case), folder_of(case))
    except EOFError:
        return []


@cache
def calibrations(notebook: str) -> list[Calibration]:
    """The calibration of every comparison of a final loss in a notebook."""
    everything = cases(notebook)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        measured = list(zip(everything, pool.map(measure, everything), strict=True))
    names = sorted({one.name for _, found in measured for one in found})
    return [_calibration(notebook, name, measured) for name in names]


def _calibration(notebook: str, name: str, measured: Iterable[tuple[Case, list[Measured]]]) -> Calibration:
    errors = {case: [one for one in found if one.name == name] for case, found in measured}
    worst = {case: max(found, key=lambda one: one.error) for case, found in errors.items() if found}
    tolerance = max(one.tolerance for one in worst.values())
    right = {case: one.error for case, one in worst.items() if one.error <= tolerance}
    wrong = {case: one.error for case, one in worst.items() if one.error > tolerance}
    nearest = min(wrong, key=wrong.get, default=None)
    return Calibration(
        notebook,
        name,
        max(right.values(), default=0.0),
        tolerance,
        wrong.get(nearest, float("inf")),
        nearest.name if nearest else "",
        len(right),
        len(wrong),
    )
