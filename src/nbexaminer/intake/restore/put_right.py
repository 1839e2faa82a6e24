"""Recognised cells get the source's metadata, type and given text; missing ones are put back."""

from __future__ import annotations

import copy
import itertools

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from nbexaminer.course.metadata import KEY
from nbexaminer.intake.restore.matching import Matching
from nbexaminer.intake.restore.sentences import BLANK, CHANGED, EDITED, ELSEWHERE, HELD_ANSWER, MISSING, RETYPED
from nbexaminer.intake.restore.source_cells import SourceCell
from nbexaminer.intake.texts import assigned, defined, plain

FIELDS = ("grade", "solution", "locked", "points", "task")
"""The fields of a cell's nbgrader metadata that decide about its points."""


def restore_cells(matching: Matching) -> None:
    """Make each recognised cell with a grade id what the source says that it is."""
    for each in matching.marked:
        if each in matching.found:
            marks = _right_marks(matching, each)
            _restore_type(matching, each)
            _restore_text(matching, each)
            metadata = matching.found[each].metadata
            others = {key: value for key, value in each.cell.metadata.items() if key not in ("nbgrader", KEY)}
            metadata.update(copy.deepcopy(others))
            metadata["nbgrader"] = marks


def _right_marks(matching: Matching, each: SourceCell) -> dict:
    """The nbgrader metadata that a cell should have."""
    right, claimed = copy.deepcopy(dict(each.cell.metadata["nbgrader"])), matching.claims.get(id(matching.found[each]))
    if isinstance(claimed, dict) and claimed.get("grade_id") == each.name:
        if any(claimed.get(field) != right.get(field) for field in FIELDS):
            matching.repairs.add(CHANGED, each.name)
        if isinstance(claimed.get("checksum"), str):
            # nbgrader knows by it an answer that was left as it was given
            right["checksum"] = claimed["checksum"]
        if claimed.get("cell_type") == each.cell.cell_type:
            right["cell_type"] = claimed["cell_type"]
    return right


def _restore_type(matching: Matching, each: SourceCell) -> None:
    cell = matching.found[each]
    if cell.cell_type != each.cell.cell_type:
        matching.repairs.add(RETYPED, each.name)
        tags = {"tags": cell.metadata.get("tags", [])}
        matching.replace(each, _new_cell(matching, each, cell.source, cell.get("id"), tags))


def _restore_text(matching: Matching, each: SourceCell) -> None:
    """Give a check or a given cell its text, if it has another one."""
    cell = matching.found[each]
    if each.kind in ("check", "given") and plain(cell.source) != each.text:
        if plain(cell.source) != plain(each.cell.source):  # an instructor may hand in a check with its hidden tests
            matching.repairs.add(EDITED, each.name)
        cell.source = each.given


def put_back_missing(matching: Matching) -> None:
    """Put back what is missing, but for checks: a missing answer as it was given, or empty if another cell defines it."""
    for each in matching.marked:
        if each in matching.found or each.kind == "check":
            continue
        text, repair = each.given, MISSING
        if each.kind == "answer":
            repair, holder = BLANK, _holder(matching, each)
            if holder is not None:
                matching.holders[each] = holder
                text, repair = "", ELSEWHERE
        if not matching.repairs.was_done(HELD_ANSWER, each.name):
            matching.repairs.add(repair, each.name)
        matching.insert(place_before(matching, each) + 1, each, cell_from_source(matching, each, text))


def _holder(matching: Matching, answer: SourceCell) -> NotebookNode | None:
    """The cell that defines what a missing answer should; for an answer without functions, a cell that assigns all it does."""
    names = assigned(answer.cell.source)
    for cell in matching.cells:
        owner = matching.owner(cell)
        own = owner is None or owner.kind == "answer" or (not owner.kind and plain(cell.source) != owner.text)
        if cell.cell_type != "code" or not own:
            continue
        if answer.defines & defined(cell.source):
            return cell
        if not answer.defines and names and names <= assigned(cell.source):
            return cell
    return None


def place_before(matching: Matching, each: SourceCell) -> int:
    """The index behind which a missing cell belongs: that of the last one before it in the source that was found.

    Where none was found, the index before the next one of the source, or -1.
    """
    orders = {other.order: other for other in matching.found}
    before = max((order for order in orders if order < each.order), default=None)
    if before is not None:
        return matching.place(orders[before])
    behind = min((order for order in orders if order > each.order), default=None)
    return -1 if behind is None else matching.place(orders[behind]) - 1


def cell_from_source(matching: Matching, each: SourceCell, text: str) -> NotebookNode:
    """A new cell for a missing one, with the source's metadata and another text."""
    metadata = {key: value for key, value in each.cell.metadata.items() if key != KEY}
    return _new_cell(matching, each, text, None, metadata)


def _new_cell(matching: Matching, each: SourceCell, text: str, id_: str | None, metadata: dict) -> NotebookNode:
    """A cell of the source's type; with its id, unless another cell has that, or another id is given."""
    make = {"code": new_code_cell, "markdown": new_markdown_cell}.get(each.cell.cell_type, new_raw_cell)
    cell = make(text, metadata=copy.deepcopy(metadata))
    cell.pop("id", None)
    if (matching.notebook.nbformat, matching.notebook.nbformat_minor) >= (4, 5):
        used = {other.get("id") for other in matching.cells}
        fresh = (f"put-back-{each.order}-{number}" for number in itertools.count())
        names = itertools.chain([each.cell.get("id")], fresh)
        cell["id"] = id_ or next(name for name in names if name and name not in used)
    return cell
