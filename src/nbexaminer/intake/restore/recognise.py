"""Which cell of a submission is which of the source, found out by one sign after the other, the surest first."""

from __future__ import annotations

from collections import Counter

from nbformat import NotebookNode

from nbexaminer.course.metadata import forget_marks
from nbexaminer.course.notebooks import grade_id
from nbexaminer.intake.restore.likeness import ALIKE, alike_pairs
from nbexaminer.intake.restore.matching import Matching
from nbexaminer.intake.restore.sentences import HELD_ANSWER, TWICE, UNKNOWN
from nbexaminer.intake.restore.source_cells import SourceCell
from nbexaminer.intake.texts import defined, plain


def recognise(matching: Matching) -> None:
    """Find the source's cells in a submission; what its cells claim to be is taken out of their metadata."""
    _by_claim(matching)
    _by_id(matching)
    _by_text(matching)
    _by_likeness(matching)
    _by_definition(matching)
    _by_first_lines(matching)
    _by_place(matching)


def _by_claim(matching: Matching) -> None:
    """By the grade id in a cell's metadata; answers first, as a cell with an answer in it may claim to be a given one."""
    claimed: dict[str, list[NotebookNode]] = {}
    for cell in matching.cells:
        if name := grade_id(cell):
            claimed.setdefault(name, []).append(cell)
        matching.claims[id(cell)] = cell.metadata.pop("nbgrader", None)
        forget_marks(cell)
    names = {original.name for original in matching.marked}
    for name, cells in claimed.items():
        was_given = matching.as_given.was_named(name) or any(map(matching.as_given.is_untouched, cells))
        if name not in names and not was_given:
            matching.repairs.add(UNKNOWN, name)
    for original in matching.answers:
        _choose(matching, original, claimed.get(original.name, []))
    for original in matching.marked:
        if original.kind != "answer":
            cells = claimed.get(original.name, [])
            _choose(matching, original, [cell for cell in cells if not _give_back_answer(matching, original, cell)])


def _choose(matching: Matching, original: SourceCell, cells: list[NotebookNode]) -> None:
    """Choose among cells that claim to be the same one: an answer that is not blank, a given text as it was given."""
    if not cells:
        return

    def worth(cell: NotebookNode) -> tuple[bool, bool]:
        right = not is_blank(original, cell) if original.kind == "answer" else plain(cell.source) == original.text
        return right, cell.cell_type == original.cell.cell_type

    best = max(cells, key=worth)  # the first of equals
    matching.assign(original, best)
    if len(cells) > 1:
        matching.repairs.add(TWICE, original.name)
        for cell in cells:
            if cell is not best:
                matching.set_aside(cell)


def is_blank(answer: SourceCell, cell: NotebookNode) -> bool:
    """Whether a cell holds nothing but lines that were given of an answer."""
    given = {line.strip() for line in answer.text.split("\n")}
    return {line.strip() for line in plain(cell.source).split("\n")} <= given | {""}


def _give_back_answer(matching: Matching, original: SourceCell, cell: NotebookNode) -> bool:
    """Where an answer was written into what seems to be a given cell, or merged with it, let the cell be the answer.

    Returns:
        Whether that was so. The given cell is then still to be found, or to be put back.
    """
    if matching.as_given.is_untouched(cell):
        return False
    names = defined(cell.source) - defined(original.text)
    for answer in matching.answers:
        found = matching.found.get(answer)
        if not answer.defines & names or (found is not None and not is_blank(answer, found)):
            continue
        matching.repairs.add(HELD_ANSWER, original.name)
        if found is None:
            matching.assign(answer, cell)
        else:
            matching.set_aside(cell)
            matching.holders[answer] = cell
            if matching.places[id(cell)] < matching.place(answer):
                found.source = ""  # its stub would replace what the other cell defines
        return True
    return False


def _by_id(matching: Matching) -> None:
    """By the cell id, which may be the grade id or the id of the source's cell."""
    by_id = {cell.get("id"): cell for cell in reversed(matching.free())}
    for original in matching.source:
        if original in matching.found:
            continue
        for name in (original.name, original.cell.get("id")):
            cell = by_id.get(name) if name else None
            if cell is None or matching.owner(cell) is not None:
                continue
            if original.kind not in ("check", "given") or not _give_back_answer(matching, original, cell):
                matching.assign(original, cell, "{its} cell id")
            break


def _by_text(matching: Matching) -> None:
    """By the whole text: as it was given, or with hidden tests, as an instructor may hand it in."""
    count = Counter(original.text for original in matching.source)
    by_text: dict[str, NotebookNode] = {}
    for cell in matching.free():
        by_text.setdefault(plain(cell.source), cell)
    for original in matching.source:
        for text in (original.text, plain(original.cell.source)):
            if original not in matching.found and text and count[original.text] == 1 and text in by_text:
                matching.assign(original, by_text.pop(text), "{its} text")


def _by_likeness(matching: Matching) -> None:
    """By a text that is like it: given cells that were edited."""
    wanted = matching.missing("check", "given", "free", "")
    if not wanted:
        return
    free = matching.free()
    for original, number in alike_pairs(wanted, [cell.source for cell in free], matching.lines):
        cell = free[number]
        if original in matching.found or not matching.is_free(cell):
            continue
        if not original.kind or not _give_back_answer(matching, original, cell):
            matching.assign(original, cell, "{its} text")


def _by_definition(matching: Matching) -> None:
    """By the functions and classes that an answer should define."""
    free = matching.free()
    names = {id(cell): defined(cell.source) for cell in free}
    for original in matching.missing("answer"):

        def worth(cell: NotebookNode, original: SourceCell = original) -> tuple[bool, int, bool]:
            common = names[id(cell)] & original.defines
            return not is_blank(original, cell), len(common), cell.cell_type == original.cell.cell_type

        those = [cell for cell in free if names[id(cell)] & original.defines and matching.is_free(cell)]
        if those:
            matching.assign(original, max(those, key=worth), "what {it} {defines}")


def _by_first_lines(matching: Matching) -> None:
    """By the lines that were given of an answer and belong to its solution, too; a stub alone is no sign of any cell."""
    for original in matching.missing("answer"):
        given = Counter(
            {line: times for line, times in matching.lines(original.text).items() if line in original.cell.source}
        )
        if not given:
            continue
        best, most = None, ALIKE
        for cell in matching.free():
            share = (given & matching.lines(cell.source)).total() / given.total()
            if share >= most and (best is None or share > most):
                best, most = cell, share
        if best is not None:
            matching.assign(original, best, "{its} first lines")


def _by_place(matching: Matching) -> None:
    """By the place of an answer, between the cells found before it and behind it."""
    for original in matching.missing("answer"):
        places = [(other.order, matching.place(other)) for other in matching.found]
        low = max((pair for pair in places if pair[0] < original.order), default=(0, -1))[1]
        high = min((pair for pair in places if pair[0] > original.order), default=(0, len(matching.cells)))[1]
        those = [
            cell
            for cell in matching.free()
            if low < matching.places[id(cell)] < high
            and cell.cell_type in (original.cell.cell_type, "raw")
            and cell.source.strip()
            and bool(defined(cell.source)) == bool(original.defines)
        ]
        if those:
            text = matching.lines(original.cell.source)
            best = max(those, key=lambda cell: (matching.lines(cell.source) & text).total())
            matching.assign(original, best, "{its} place")
