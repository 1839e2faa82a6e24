"""Before a submission is graded: its cells as the source has them, whatever became of them on the way.

A cell is known by its grade id; else by its cell id, its text, what it defines, or its place. What is known gets the source's
metadata and type, what is missing is put back, and each check stands behind the answers that it checks.
"""

from __future__ import annotations

import bisect
import copy
import difflib
import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions, NbGraderPreprocessor

from nbexaminer.course.metadata import KEY, RunRecord, forget_marks, write_run_record
from nbexaminer.course.notebooks import grade_id, source_notebook

FIELDS = ("grade", "solution", "locked", "points", "task")
"""What a cell's nbgrader metadata say that matters for its points."""
ALIKE = 0.6
"""Share of common lines (or, of short texts, characters) from which on two texts are one text that was edited."""
SHORT = 500
"""Characters up to which texts are compared character by character."""
COMPARISONS = 20_000
"""How many pairs of short texts are compared at most."""
COMMON = 200
"""In how many cells a line stands at most that tells something about them."""
NAMED = 6
"""How many cells a sentence names."""
DEFINITION = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+([^\W\d]\w*)", re.MULTILINE)
ASSIGNMENT = re.compile(r"^([^\W\d]\w*(?:[ \t]*,[ \t]*[^\W\d]\w*)*)[ \t]*=(?!=)", re.MULTILINE)

CHANGED = "The metadata of the {cells} had been changed."
LOST = "The {cells} had lost nbgrader's metadata: recognised by %s."
TWICE = "The {cells} came more than once: the first that is not blank counts."
RETYPED = "The {cells} had been turned into another kind of cell: turned back."
EDITED = "The given {cells} had been changed: the text that was given counts."
TAKEN = "The given {cells} held an answer: the answer stays, the given text is put back."
MISSING = "The {cells} {was} missing: put back."
BLANK = "The {cells} {was} missing: put back as {it} {was} given."
ELSEWHERE = "The {cells} {was} missing, but another cell defines what belongs there: put back empty."
MOVED = "The check {cells} stood before {its} answer or out of order: put back behind it."
UNKNOWN = "Of the source there is no {cells}, which a cell claims to be."


class RestoreMetadata(NbGraderPreprocessor):
    """Repair every submitted notebook by its source (`repair`), so that no cell can claim points, or a side on which it runs.

    What was done is listed in the notebook's metadata, under `grading`.
    """

    def preprocess(self, notebook: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        identity = resources["nbgrader"]
        source, _ = source_notebook(CourseDirectory(parent=self), identity["assignment"], identity["notebook"])
        repairs = repair(notebook, source, ClearSolutions(parent=self))
        write_run_record(notebook, RunRecord(repairs=repairs))
        return notebook, resources


def repair(notebook: NotebookNode, source: NotebookNode, clear: ClearSolutions | None = None) -> list[str]:
    """Give a submitted notebook, in place, every cell that its source has a grade id for: once, and marked as in the source.

    Args:
        notebook: the submission, of nbformat 4.
        source: the assignment's source notebook.
        clear: how the release was made from the source: what stands in a blank.

    Returns:
        What was wrong and what was done, one sentence each; nothing for a notebook whose given cells are as they were.
    """
    return _Repair(notebook, source, clear or ClearSolutions()).run()


@dataclass(eq=False)
class _Known:
    """A cell of the source.

    Attributes:
        cell: the cell.
        order: its place in the source.
        name: its grade id, or None.
        kind: "answer", "check", "given" (locked), "free" (named, but nothing else), or "" for a cell without a grade id.
        given: what the student was given of it.
        text: the same without what editors change.
        defines: functions and classes that the answer defines.
        found: the submission's cell that it is.
        holder: the cell that holds what it should define, when that is another one.
    """

    cell: NotebookNode
    order: int
    name: str | None
    kind: str
    given: str
    text: str
    defines: frozenset[str] = frozenset()
    found: NotebookNode | None = None
    holder: NotebookNode | None = None


@dataclass
class _Sentences:
    """Repairs, those of one kind in one sentence."""

    cells: dict[str, list[str]] = field(default_factory=dict)

    def add(self, template: str, name: str) -> None:
        self.cells.setdefault(template, []).append(name)

    def list(self) -> list[str]:
        return [_sentence(template, names) for template, names in self.cells.items()]


class _Repair:
    """One submission and its source."""

    def __init__(self, notebook: NotebookNode, source: NotebookNode, clear: ClearSolutions):
        self.notebook = notebook
        self.cells: list[NotebookNode] = notebook.cells
        self.known = _known(source, clear)
        self.marked = [known for known in self.known if known.name]
        self.answers = [known for known in self.marked if known.kind == "answer"]
        self.said = _Sentences()
        self.owner: dict[int, _Known] = {}  # id() of a submission's cell -> what it is in the source
        self.claims: dict[int, object] = {}  # id() of a submission's cell -> the nbgrader metadata that it came with
        self.spare: set[int] = set()  # id() of cells that came twice: an own cell, and never another of the source
        self.out: dict[str, NotebookNode] = {}  # checks that were taken out of their wrong places
        self.lines: dict[str, Counter[str]] = {}

    def run(self) -> list[str]:
        self._by_claim()
        self._by_id()
        self._by_text()
        self._by_likeness()
        self._by_definition()
        self._by_first_lines()
        self._by_place()
        for known in self.marked:
            if known.found is not None:
                self._restore(known)
        self._put_back()
        self._order_checks()
        return self.said.list()

    # recognising

    def _take(self, known: _Known, cell: NotebookNode, way: str = "") -> None:
        known.found = cell
        self.owner[id(cell)] = known
        if way and known.name:
            self.said.add(LOST % way, known.name)

    def _free(self) -> list[NotebookNode]:
        return [cell for cell in self.cells if id(cell) not in self.owner and id(cell) not in self.spare]

    def _open(self, *kinds: str) -> list[_Known]:
        return [known for known in self.known if known.found is None and known.kind in kinds]

    def _by_claim(self) -> None:
        claimed: dict[str, list[NotebookNode]] = {}
        for cell in self.cells:
            if name := grade_id(cell):
                claimed.setdefault(name, []).append(cell)
            self.claims[id(cell)] = cell.metadata.pop("nbgrader", None)
            forget_marks(cell)
        by_name = {known.name: known for known in self.marked}
        for name in claimed:
            if name not in by_name:
                self.said.add(UNKNOWN, name)
        for known in self.answers:
            self._choose(known, claimed.get(known.name, []))
        for known in self.marked:
            if known.kind != "answer":
                cells = claimed.get(known.name, [])
                self._choose(known, [cell for cell in cells if not self._holds_an_answer(known, cell)])

    def _choose(self, known: _Known, cells: list[NotebookNode]) -> None:
        """Of the cells that claim to be one, take that which is it."""
        if not cells:
            return

        def worth(cell: NotebookNode) -> tuple[bool, bool]:
            right = plain(cell.source) == known.text if known.kind != "answer" else not self._blank(known, cell)
            return right, cell.cell_type == known.cell.cell_type

        best = max(cells, key=worth)  # the first of equals
        self._take(known, best)
        if len(cells) > 1:
            self.said.add(TWICE, known.name)
            self.spare |= {id(cell) for cell in cells if cell is not best}

    def _blank(self, known: _Known, cell: NotebookNode) -> bool:
        text = plain(cell.source)
        given = {line.strip() for line in known.text.split("\n")}
        return {line.strip() for line in text.split("\n")} <= given | {""}

    def _holds_an_answer(self, known: _Known, cell: NotebookNode) -> bool:
        """Whether what claims to be a given cell is an answer that was written into it, or was merged with it."""
        names = defined(cell.source) - defined(known.text)
        for answer in self.answers:
            if answer.defines & names and (answer.found is None or self._blank(answer, answer.found)):
                self.said.add(TAKEN, known.name)
                if answer.found is None:
                    self._take(answer, cell)
                else:
                    self.spare.add(id(cell))
                    answer.holder = cell
                    if self._index(cell) < self._index(answer.found):
                        answer.found.source = ""  # its stub would replace what the other cell defines
                return True
        return False

    def _by_id(self) -> None:
        by_id = {cell.get("id"): cell for cell in reversed(self._free())}
        for known in self.known:
            if known.found is None:
                for name in (known.name, known.cell.get("id")):
                    cell = by_id.get(name) if name else None
                    if cell is None or id(cell) in self.owner:
                        continue
                    if known.kind in ("check", "given") and self._holds_an_answer(known, cell):
                        break
                    self._take(known, cell, "{its} cell id")
                    break

    def _by_text(self) -> None:
        count = Counter(known.text for known in self.known)
        by_text: dict[str, NotebookNode] = {}
        for cell in self._free():
            by_text.setdefault(plain(cell.source), cell)
        for known in self.known:
            for text in (
                known.text,
                plain(known.cell.source),
            ):  # as it was given; or with hidden tests, from an instructor
                if known.found is None and text and count[known.text] == 1 and text in by_text:
                    self._take(known, by_text.pop(text), "{its} text")

    def _by_likeness(self) -> None:
        """Given cells that were edited."""
        wanted = self._open("check", "given", "free", "")
        if not wanted:
            return
        holders: dict[str, list[int]] = {}
        free = self._free()
        for number, cell in enumerate(free):
            for line in self._lines(cell.source):
                holders.setdefault(line, []).append(number)
        budget, pairs = COMPARISONS, []
        for known in wanted:
            mine = self._lines(known.text)
            shared: Counter[int] = Counter()
            for line, times in mine.items():
                if len(holders.get(line, ())) > COMMON:
                    continue  # such a line tells nothing
                for number in holders.get(line, ()):
                    shared[number] += min(times, self._lines(free[number].source)[line])
            for number, common in shared.items():
                alike = 2 * common / (mine.total() + self._lines(free[number].source).total())
                pairs.append((alike, known, number))
            if 20 < len(known.text) <= SHORT:
                for number, cell in enumerate(free):
                    text = plain(cell.source)
                    if budget and 20 < len(text) <= SHORT and number not in shared:
                        budget -= 1
                        pairs.append((_likeness(known.text, text), known, number))
        for alike, known, number in sorted(pairs, key=lambda pair: (-pair[0], pair[1].order, pair[2])):
            if alike < ALIKE:
                break
            cell = free[number]
            if known.found is None and id(cell) not in self.owner and id(cell) not in self.spare:
                if known.kind and self._holds_an_answer(known, cell):
                    continue
                self._take(known, cell, "{its} text")

    def _by_definition(self) -> None:
        free = self._free()
        names = {id(cell): defined(cell.source) for cell in free}
        for known in self._open("answer"):
            those = [cell for cell in free if names[id(cell)] & known.defines and id(cell) not in self.owner]
            if those:
                best = max(
                    those,
                    key=lambda cell: (
                        not self._blank(known, cell),
                        len(names[id(cell)] & known.defines),
                        cell.cell_type == known.cell.cell_type,
                    ),
                )
                self._take(known, best, "what {it} {defines}")

    def _by_first_lines(self) -> None:
        for known in self._open("answer"):
            # What was given of an answer and may still stand there; a stub alone says nothing.
            given = Counter(
                {line: times for line, times in self._lines(known.text).items() if line in known.cell.source}
            )
            if not given:
                continue
            best, most = None, ALIKE
            for cell in self._free():
                share = (given & self._lines(cell.source)).total() / given.total()
                if share >= most and (best is None or share > most):
                    best, most = cell, share
            if best is not None:
                self._take(known, best, "{its} first lines")

    def _by_place(self) -> None:
        for known in self._open("answer"):
            place = {id(cell): index for index, cell in enumerate(self.cells)}
            found = [(other.order, place[id(other.found)]) for other in self.known if other.found is not None]
            low = max((pair for pair in found if pair[0] < known.order), default=(0, -1))[1]
            high = min((pair for pair in found if pair[0] > known.order), default=(0, len(self.cells)))[1]
            types = {known.cell.cell_type, "raw"}
            those = [
                cell
                for cell in self._free()
                if low < place[id(cell)] < high
                and cell.cell_type in types
                and cell.source.strip()
                and bool(defined(cell.source)) == bool(known.defines)
            ]
            if those:
                text = self._lines(known.cell.source)
                best = max(those, key=lambda cell: (self._lines(cell.source) & text).total())
                self._take(known, best, "{its} place")

    def _lines(self, text: str) -> Counter[str]:
        if text not in self.lines:
            self.lines[text] = Counter(line.strip() for line in text.split("\n") if len(line.strip()) > 3)
        return self.lines[text]

    # putting right

    def _restore(self, known: _Known) -> None:
        """Make a recognised cell what the source says that it is."""
        cell, right = known.found, copy.deepcopy(dict(known.cell.metadata["nbgrader"]))
        claimed = self.claims.get(id(cell))
        if isinstance(claimed, dict) and claimed.get("grade_id") == known.name:
            if any(claimed.get(name) != right.get(name) for name in FIELDS):
                self.said.add(CHANGED, known.name)
            if isinstance(claimed.get("checksum"), str):
                right["checksum"] = claimed[
                    "checksum"
                ]  # by which nbgrader knows an answer that was left as it was given
            if claimed.get("cell_type") == known.cell.cell_type:
                right["cell_type"] = claimed["cell_type"]
        if cell.cell_type != known.cell.cell_type:
            self.said.add(RETYPED, known.name)
            cell = self._new(known, cell.source, cell.get("id"), {"tags": cell.metadata.get("tags", [])})
            self._replace(known, cell)
        if known.kind in ("check", "given") and plain(cell.source) != known.text:
            if plain(cell.source) != plain(known.cell.source):  # with hidden tests, as an instructor may hand it in
                self.said.add(EDITED, known.name)
            cell.source = known.given
        cell.metadata.update(
            copy.deepcopy({k: v for k, v in known.cell.metadata.items() if k not in ("nbgrader", KEY)})
        )
        cell.metadata["nbgrader"] = right

    def _replace(self, known: _Known, cell: NotebookNode) -> None:
        self.cells[self._index(known.found)] = cell
        del self.owner[id(known.found)]
        known.found = cell
        self.owner[id(cell)] = known

    def _new(self, known: _Known, text: str, id_: str | None, metadata: dict) -> NotebookNode:
        make = {"code": new_code_cell, "markdown": new_markdown_cell}.get(known.cell.cell_type, new_raw_cell)
        cell = make(text, metadata=copy.deepcopy(metadata))
        cell.pop("id", None)
        if (self.notebook.nbformat, self.notebook.nbformat_minor) >= (4, 5):
            used = {cell.get("id") for cell in self.cells}
            fresh = (f"put-back-{known.order}-{number}" for number in itertools.count())
            names = itertools.chain([known.cell.get("id")], fresh)
            cell["id"] = id_ or next(name for name in names if name and name not in used)
        return cell

    def _index(self, cell: NotebookNode) -> int:
        return next(index for index, other in enumerate(self.cells) if other is cell)

    def _put_back(self) -> None:
        """Bring back what is missing; checks that are in the wrong place are taken out, and count as missing."""
        self._take_out()
        place = {id(cell): index for index, cell in enumerate(self.cells)}
        for known in self.marked:
            if known.found is not None or known.kind == "check":
                continue
            text, what = known.given, MISSING
            if known.kind == "answer":
                known.holder = self._holder(known)
                text, what = ("", ELSEWHERE) if known.holder is not None else (text, BLANK)
            if known.name not in self.said.cells.get(TAKEN, ()):
                self.said.add(what, known.name)
            self._insert(known, text, self._after(known, place) + 1, place)

    def _holder(self, known: _Known) -> NotebookNode | None:
        """The cell that defines what a missing answer should; of answers without functions, all that is assigned."""
        for cell in self.cells:
            owner = self.owner.get(id(cell))
            own = owner is None or owner.kind == "answer" or (not owner.kind and plain(cell.source) != owner.text)
            if cell.cell_type == "code" and own:
                if known.defines and known.defines & defined(cell.source):
                    return cell
                assigned = _assigned(known.cell.source)
                if not known.defines and assigned and assigned <= _assigned(cell.source):
                    return cell
        return None

    def _take_out(self) -> None:
        """Take out checks that stand before an answer that they check, and as few as possible of those out of order."""
        place = {id(cell): index for index, cell in enumerate(self.cells)}
        checks = [known for known in self.marked if known.kind == "check" and known.found is not None]
        wrong = [known for known in checks if place[id(known.found)] < self._behind(known, place)]
        rest = [known for known in checks if known not in wrong]
        kept = _longest_increasing([place[id(known.found)] for known in rest])
        wrong += [known for number, known in enumerate(rest) if number not in kept]
        for known in wrong:
            self.cells.pop(self._index(known.found))
            self.said.add(MOVED, known.name)
        self.out = {known.name: known.found for known in wrong}
        for known in wrong:
            del self.owner[id(known.found)]
            known.found = None

    def _behind(self, check: _Known, place: dict[int, int]) -> int:
        """Where the last of the answers stands that a check is for."""
        words = set(re.findall(r"\w+", check.cell.source))
        before = [answer for answer in self.answers if answer.order < check.order and answer.cell.cell_type == "code"]
        needed = [answer for answer in before if answer.defines & words] + before[-1:]
        cells = [cell for answer in needed for cell in (answer.found, answer.holder) if cell is not None]
        return max((place.get(id(cell), -1) for cell in cells), default=-1)

    def _after(self, known: _Known, place: dict[int, int]) -> int:
        """Index of the last recognised cell before a missing one in the source; before the next one where there is none."""
        found = [other for other in self.known if other.found is not None]
        before = [other for other in found if other.order < known.order]
        if before:
            return place[id(before[-1].found)]
        behind = [other for other in found if other.order > known.order]
        return place[id(behind[0].found)] - 1 if behind else -1

    def _insert(
        self, known: _Known, text: str, index: int, place: dict[int, int], cell: NotebookNode | None = None
    ) -> None:
        if cell is None:
            metadata = {name: copy.deepcopy(value) for name, value in known.cell.metadata.items() if name != KEY}
            cell = self._new(known, text, None, metadata)
        self.cells.insert(index, cell)
        known.found = cell
        self.owner[id(cell)] = known
        place.clear()
        place.update({id(cell): index for index, cell in enumerate(self.cells)})

    def _order_checks(self) -> None:
        """Have the checks in the source's order, each behind its answers; those that were taken out or deleted come back."""
        place = {id(cell): index for index, cell in enumerate(self.cells)}
        checks = [known for known in self.marked if known.kind == "check"]
        last = -1
        for number, known in enumerate(checks):
            low = max(last, self._behind(known, place))
            if known.found is not None and place[id(known.found)] < low:
                self.out[known.name] = self.cells.pop(place[id(known.found)])
                self.said.add(MOVED, known.name)
                del self.owner[id(known.found)]
                known.found = None
                place = {id(cell): index for index, cell in enumerate(self.cells)}
                low = max(place[id(checks[number - 1].found)] if number else -1, self._behind(known, place))
            if known.found is None:
                following = [place[id(other.found)] for other in checks[number + 1 :] if other.found is not None]
                after = self._after(known, place)
                index = low if following and after >= min(following) else max(low, after)
                back = self.out.get(known.name)
                if back is None and known.name not in self.said.cells.get(TAKEN, ()):
                    self.said.add(MISSING, known.name)
                self._insert(known, known.given, index + 1, place, back)
            last = place[id(known.found)]


def _known(source: NotebookNode, clear: ClearSolutions) -> list[_Known]:
    language = source.metadata.get("kernelspec", {}).get("language", "python")
    tests = ClearHiddenTests(enforce_metadata=False)
    scheme = ClearMarkScheme(enforce_metadata=False, check_attachment_leakage=False)
    known = []
    for order, cell in enumerate(source.cells):
        name = grade_id(cell)
        meta = cell.metadata.get("nbgrader", {}) if name else {}
        kind = "free" if name else ""
        for mark, meant in (("locked", "given"), ("task", "given"), ("grade", "check"), ("solution", "answer")):
            kind = meant if meta.get(mark) else kind
        shown = NotebookNode(cell)  # of which only the source is replaced
        tests.preprocess_cell(shown, {}, order)
        scheme.preprocess_cell(shown, {}, order)
        if kind == "answer" and (language in clear.code_stub or cell.cell_type != "code"):
            clear.preprocess_cell(shown, {"language": language}, order)
        defines = defined(cell.source) if kind == "answer" else frozenset()
        known.append(_Known(cell, order, name, kind, shown.source, plain(shown.source), defines))
    return known


def plain(text: str) -> str:
    """A text without what editors change: ends of lines, and blanks around them."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def defined(text: str) -> frozenset[str]:
    """Functions and classes that a cell defines; by its text, which need not be right."""
    return frozenset(DEFINITION.findall(text))


def _assigned(text: str) -> set[str]:
    return {name.strip() for names in ASSIGNMENT.findall(text) for name in names.split(",")}


def _likeness(one: str, other: str) -> float:
    match = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for bound in (match.real_quick_ratio, match.quick_ratio):
        if bound() < ALIKE:
            return 0.0
    return match.ratio()


def _longest_increasing(values: list[int]) -> set[int]:
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


def _sentence(template: str, names: Iterable[str]) -> str:
    """A sentence about one cell, or about several."""
    shown = ["".join(c if c.isprintable() else "?" for c in name)[:60] for name in dict.fromkeys(names)]
    many = len(shown) > 1
    if len(shown) > NAMED:
        listed = ", ".join(shown[: NAMED - 1]) + f" and {len(shown) - NAMED + 1} more"
    else:
        listed = " and ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)
    words = {
        "cells": f"cells {listed}" if many else f"cell {listed}",
        "was": "were" if many else "was",
        "its": "their" if many else "its",
        "it": "they" if many else "it",
        "defines": "define" if many else "defines",
    }
    return template.format(**words)
