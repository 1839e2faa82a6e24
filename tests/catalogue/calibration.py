"""How far right answers drift from the expected final loss, how near the nearest wrong one comes, and the tolerance between.

What counts is each check's comparison of a final loss (or cost), in its hidden part; the record of the catalogue has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.catalogue.cases import Case
from tests.catalogue.record import Measured, recorded


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


def calibrations(notebook: str) -> list[Calibration]:
    """The calibration of every comparison of a final loss in a notebook."""
    measured = {case: entry.losses for case, entry in recorded().items() if case.notebook == notebook}
    names = sorted({one.name for found in measured.values() for one in found})
    return [_calibration(notebook, name, measured) for name in names]


def _calibration(notebook: str, name: str, measured: Mapping[Case, list[Measured]]) -> Calibration:
    errors = {case: [one for one in found if one.name == name] for case, found in measured.items()}
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
