"""Recognised cells get the source's metadata, type and given text; missing ones are put back."""

from __future__ import annotations

import copy
import itertools

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from nbexaminer.course.metadata import KEY, cell_marks
from nbexaminer.intake.restore.additions import Additions, added_code, added_text
from nbexaminer.intake.restore.as_given import FIELDS
from nbexaminer.intake.restore.matching import Matching
from nbexaminer.intake.restore.sentences import (
    ADDED,
    BLANK,
    CHANGED,
    CHANGED_AND_ADDED,
    EDITED,
    ELSEWHERE,
    HELD_ANSWER,
    MISSING,
    RETYPED,
)
from nbexaminer.intake.restore.source_cells import SourceCell
from nbexaminer.intake.texts import WORD, assigned, defined, plain


def restore_cells(matching: Matching) -> None:
    """Make each recognised cell with a grade id what the source says that it is."""
    for original in matching.marked:
        if original in matching.found:
            marks = _right_marks(matching, original)
            _restore_type(matching, original)
            _restore_text(matching, original)
            metadata = matching.found[original].metadata
            others = {key: value for key, value in original.cell.metadata.items() if key not in ("nbgrader", KEY)}
            metadata.update(copy.deepcopy(others))
            metadata["nbgrader"] = marks


def _right_marks(matching: Matching, original: SourceCell) -> dict:
    """The nbgrader metadata that a cell should have."""
    right = copy.deepcopy(dict(original.cell.metadata["nbgrader"]))
    claimed = matching.claims.get(id(matching.found[original]))
    if isinstance(claimed, dict) and claimed.get("grade_id") == original.name:
        differs = any(claimed.get(field) != right.get(field) for field in FIELDS)
        if differs and not matching.as_given.were_marks(claimed, right, matching.found[original], original):
            matching.repairs.add(CHANGED, original.name)
        if isinstance(claimed.get("checksum"), str):
            # nbgrader knows by it an answer that was left as it was given
            right["checksum"] = claimed["checksum"]
        if claimed.get("cell_type") == original.cell.cell_type:
            right["cell_type"] = claimed["cell_type"]
    return right


def _restore_type(matching: Matching, original: SourceCell) -> None:
    """Make a cell code, markdown or raw text, as it is in the source."""
    cell = matching.found[original]
    if cell.cell_type != original.cell.cell_type:
        if not matching.as_given.was_type(cell, original):
            matching.repairs.add(RETYPED, original.name)
        tags = {"tags": cell.metadata.get("tags", [])}
        matching.replace(original, _new_cell(matching, original, cell.source, cell.get("id"), tags))


def _restore_text(matching: Matching, original: SourceCell) -> None:
    """Give a check or a given cell its text, if it has another one, and keep what the student has added to it.

    An answer that was left as it was given gets today's blank.
    """
    cell = matching.found[original]
    if original.kind == "answer" and matching.as_given.is_untouched(cell):
        cell.source = original.given
    is_given = original.kind in ("check", "given") or cell_marks(original.cell).side != "candidate"
    if is_given and plain(cell.source) != original.text:
        text, cell.source = cell.source, original.given
        with_tests = plain(text) == plain(
            original.cell.source
        )  # an instructor may hand in a check with its hidden tests
        if not with_tests and not matching.as_given.is_as_given(cell, original, text):
            added = _additions(matching, original, text)
            keep_beside(matching, original, added)
            repair = (ADDED if added.whole else CHANGED_AND_ADDED) if added.any else EDITED
            matching.repairs.add(repair, original.name)


def _additions(matching: Matching, original: SourceCell, text: str) -> Additions:
    """What a student has added to a given cell; of a check only definitions that other cells of the student's use."""
    needed = None
    if original.kind == "check":
        needed = _needed_names(matching, original)
    found = [
        added_text(given, text) if original.cell.cell_type != "code" else added_code(given, text, needed)
        for given in matching.as_given.texts(original)
    ]
    return next((added for added in found if added.whole), found[-1])


def _needed_names(matching: Matching, original: SourceCell) -> set[str]:
    """Words in the code that is the student's own."""
    others = [cell for cell in matching.cells if cell.cell_type == "code" and matching.owner(cell) is not original]
    own = [cell for cell in others if getattr(matching.owner(cell), "kind", "") in ("", "answer", "free")]
    return set().union(*(WORD.findall(cell.source) for cell in own))


def keep_beside(matching: Matching, original: SourceCell, added: Additions) -> None:
    """Put what was added to a given cell into cells of the student's own, before and behind it."""
    make = new_code_cell if original.cell.cell_type == "code" else new_markdown_cell
    for text, behind in ((added.before, 0), (added.after, 1)):
        if text:
            cell = _with_id(matching, make(text), "added", original)
            matching.insert_own(matching.place(original) + behind, cell)


def put_back_missing(matching: Matching) -> None:
    """Put back what is missing, but for checks: a missing answer as it was given, or empty if another cell defines it."""
    for original in matching.marked:
        if original in matching.found or original.kind == "check":
            continue
        text, repair = original.given, MISSING
        if original.kind == "answer":
            repair, holder = BLANK, _holder(matching, original)
            if holder is not None:
                matching.holders[original] = holder
                text, repair = "", ELSEWHERE
        if not matching.repairs.was_done(HELD_ANSWER, original.name) and matching.as_given.had(original):
            matching.repairs.add(repair, original.name)
        matching.insert(place_before(matching, original) + 1, original, cell_from_source(matching, original, text))


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


def place_before(matching: Matching, original: SourceCell) -> int:
    """The index behind which a missing cell belongs: that of the last one before it in the source that was found.

    Where none was found, the index before the next one of the source, or -1.
    """
    orders = {other.order: other for other in matching.found}
    before = max((order for order in orders if order < original.order), default=None)
    if before is not None:
        return matching.place(orders[before])
    behind = min((order for order in orders if order > original.order), default=None)
    return -1 if behind is None else matching.place(orders[behind]) - 1


def cell_from_source(matching: Matching, original: SourceCell, text: str) -> NotebookNode:
    """A new cell for a missing one, with the source's metadata and another text."""
    metadata = {key: value for key, value in original.cell.metadata.items() if key != KEY}
    return _new_cell(matching, original, text, None, metadata)


def _new_cell(matching: Matching, original: SourceCell, text: str, id_: str | None, metadata: dict) -> NotebookNode:
    """A cell of the source's type; with its id, unless another cell has that, or another id is given."""
    make = {"code": new_code_cell, "markdown": new_markdown_cell}.get(original.cell.cell_type, new_raw_cell)
    return _with_id(matching, make(text, metadata=copy.deepcopy(metadata)), "put-back", original, id_)


def _with_id(
    matching: Matching, cell: NotebookNode, prefix: str, original: SourceCell, id_: str | None = None
) -> NotebookNode:
    """A new cell with an id that no other cell has, and that is the same in each run."""
    cell.pop("id", None)
    if (matching.notebook.nbformat, matching.notebook.nbformat_minor) >= (4, 5):
        used = {other.get("id") for other in matching.cells}
        fresh = (f"{prefix}-{original.order}-{number}" for number in itertools.count())
        names = itertools.chain([original.cell.get("id")] if prefix == "put-back" else [], fresh)
        cell["id"] = id_ or next(name for name in names if name and name not in used)
    return cell
