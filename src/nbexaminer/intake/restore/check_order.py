"""Checks stand in the source's order, each behind the answers that it checks."""

from __future__ import annotations

import bisect
import re

from nbformat import NotebookNode

from nbexaminer.intake.restore.matching import Matching
from nbexaminer.intake.restore.put_right import cell_from_source, place_before
from nbexaminer.intake.restore.sentences import HELD_ANSWER, MISSING, MOVED
from nbexaminer.intake.restore.source_cells import SourceCell

TakenOut = dict[SourceCell, NotebookNode]
"""Checks that were taken out of wrong places, to be put back in the right ones."""


def take_out_misplaced(matching: Matching) -> TakenOut:
    """Take out checks that stand before an answer that they check, and as few as possible of those out of order."""
    checks = [original for original in matching.checks if original in matching.found]
    wrong = [original for original in checks if matching.place(original) < _last_answer(matching, original)]
    rest = [original for original in checks if original not in wrong]
    kept = longest_increasing([matching.place(original) for original in rest])
    wrong += [original for number, original in enumerate(rest) if number not in kept]
    return {original: _take_out(matching, original) for original in wrong}


def order_checks(matching: Matching, taken_out: TakenOut) -> None:
    """Put the checks into the source's order, each behind its answers; those that were taken out or deleted come back."""
    checks = matching.checks
    last = -1
    for number, original in enumerate(checks):
        low = max(last, _last_answer(matching, original))
        if original in matching.found and matching.place(original) < low:
            taken_out[original] = _take_out(matching, original)
            last = matching.place(checks[number - 1]) if number else -1
            low = max(last, _last_answer(matching, original))
        if original not in matching.found:
            following = [matching.place(other) for other in checks[number + 1 :] if other in matching.found]
            before = place_before(matching, original)
            index = low if following and before >= min(following) else max(low, before)
            _put_back(matching, original, index + 1, taken_out)
        last = matching.place(original)


def _take_out(matching: Matching, check: SourceCell) -> NotebookNode:
    if not matching.as_given.order_is_given:
        matching.repairs.add(MOVED, check.name)
    return matching.take_out(check)


def _put_back(matching: Matching, check: SourceCell, index: int, taken_out: TakenOut) -> None:
    cell = taken_out.get(check)
    if cell is None:
        if not matching.repairs.was_done(HELD_ANSWER, check.name) and matching.as_given.had(check):
            matching.repairs.add(MISSING, check.name)
        cell = cell_from_source(matching, check, check.given)
    matching.insert(index, check, cell)


def _last_answer(matching: Matching, check: SourceCell) -> int:
    """The index of the last of the answers that a check is for; -1 where none was found.

    These are the answers that define a name in the check, and the code answer before it in the source.
    """
    words = set(re.findall(r"\w+", check.cell.source))
    before = [
        original for original in matching.answers if original.order < check.order and original.cell.cell_type == "code"
    ]
    needed = [original for original in before if original.defines & words] + before[-1:]
    cells = [
        cells[original] for original in needed for cells in (matching.found, matching.holders) if original in cells
    ]
    return max((matching.places.get(id(cell), -1) for cell in cells), default=-1)


def longest_increasing(values: list[int]) -> set[int]:
    """Positions of a longest increasing subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, value in enumerate(values):
        at = bisect.bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1], ends[at : at + 1] = [value], [number]
    chosen, number = set(), ends[-1] if ends else -1
    while number >= 0:
        chosen.add(number)
        number = before[number]
    return chosen
