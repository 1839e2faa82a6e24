"""What can be wrong with the cells of a source notebook before anything is run: markers, Python, names and points."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions
from nbgrader.utils import is_grade, is_solution
from traitlets.config import Config

from nbexaminer.course.notebooks import grade_id, known_notebook
from nbexaminer.system.parsing import UNPARSABLE, parse_cell

NEARLY = re.compile(r"^\s*#*\s*(?:BEGIN|END)[ _-]+(?:SOLUTION|HIDDEN|MARK)", re.IGNORECASE)
"""A line that looks like a marker."""
NAME = re.compile(r"[A-Za-z0-9_\-]+")
"""What nbgrader takes for a grade id."""


@dataclass(frozen=True)
class Region:
    """A kind of region that nbgrader cuts out of a release.

    Attributes:
        what: stands in it.
        begin, end: the words that delimit it, as the settings say.
    """

    what: str
    begin: str
    end: str


@dataclass(frozen=True)
class Place:
    """A cell of a source notebook, as an author finds it.

    Attributes:
        notebook: the notebook's name.
        number: of the cell, counted from 1.
        cell: itself.
    """

    notebook: str
    number: int
    cell: NotebookNode

    @cached_property
    def name(self) -> str:
        """Its grade id, else its cell id."""
        return grade_id(self.cell) or self.cell.get("id", "no id")

    def __str__(self) -> str:
        return f"{self.notebook}, cell {self.number} ({self.name})"


def regions(config: Config) -> list[Region]:
    """The regions that nbgrader cuts out of a release, with the markers of a course's settings."""
    solution, hidden, scheme = (kind(config=config) for kind in (ClearSolutions, ClearHiddenTests, ClearMarkScheme))
    return [
        Region("SOLUTION", solution.begin_solution_delimeter, solution.end_solution_delimeter),
        Region("HIDDEN TESTS", hidden.begin_test_delimeter, hidden.end_test_delimeter),
        Region("MARK SCHEME", scheme.begin_mark_scheme_delimeter, scheme.end_mark_scheme_delimeter),
    ]


def places(path: Path) -> list[Place]:
    """The cells of a source notebook.

    Raises:
        CourseError: it can't be read.
    """
    return [Place(path.stem, number, cell) for number, cell in enumerate(known_notebook(path).cells, start=1)]


def cell_problems(cells: list[Place], kinds: list[Region]) -> Iterator[str]:
    """What keeps a release from being made of these cells as their author means it: a sentence for each."""
    for place in cells:
        yield from _marker_problems(place, kinds)
        yield from python_problems(place)
        yield from _metadata_problems(place)
    yield from _doubled(cells)


def inside(source: str, region: Region) -> set[int]:
    """The lines of a text that stand in a region, counted from 1."""
    found, within = set(), False
    for number, line in enumerate(source.split("\n"), start=1):
        if region.begin in line:
            within = True
        elif region.end in line:
            within = False
        elif within:
            found.add(number)
    return found


def _marker_problems(place: Place, kinds: list[Region]) -> Iterator[str]:
    lines = place.cell.source.split("\n")
    for region in kinds:
        yield from _unpaired(place, lines, region)
    for number, line in enumerate(lines, start=1):
        if place.cell.cell_type == "code" and NEARLY.match(line) and not _is_marker(line, kinds):
            yield (
                f"{place}, line {number}: `{line.strip()}` is no marker, so what it was to delimit is released: write one of "
                f"{', '.join(f'`### {word}`' for region in kinds for word in (region.begin, region.end))}."
            )
    yield from _misplaced(place, *kinds[:2])


def _misplaced(place: Place, solution: Region, hidden: Region) -> Iterator[str]:
    """Regions in cells in which nbgrader does not cut them out, and solutions without any."""
    text = place.cell.source
    if solution.begin in text and not is_solution(place.cell):
        yield f"{place}: there is a solution in a cell that is none: make it a solution cell in nbgrader's toolbar."
    if hidden.begin in text and not (is_grade(place.cell) and place.cell.cell_type == "code"):
        yield f"{place}: there are hidden tests in a cell that is no check: make it an autograded one in nbgrader's toolbar."
    if is_solution(place.cell) and place.cell.cell_type == "code" and solution.begin not in text:
        yield (
            f"{place}: a solution without markers, so nothing of the cell would be released: put `### {solution.begin}` and "
            f"`### {solution.end}` around what students write."
        )


def _is_marker(line: str, kinds: list[Region]) -> bool:
    return any(word in line for region in kinds for word in (region.begin, region.end))


def _unpaired(place: Place, lines: list[str], region: Region) -> Iterator[str]:
    """BEGIN without END, END without BEGIN, and BEGIN within a region, of one kind."""
    begun = 0
    for number, line in enumerate(lines, start=1):
        if region.begin in line:
            if begun:
                yield (
                    f"{place}, line {number}: `{region.begin}` stands before the one of line {begun} has ended: put "
                    f"`### {region.end}` between them."
                )
            begun = number
        elif region.end in line:
            if not begun:
                yield (
                    f"{place}, line {number}: `{region.end}` without a `{region.begin}` above it: put `### {region.begin}` "
                    "where it begins."
                )
            begun = 0
    if begun:
        yield f"{place}, line {begun}: `{region.begin}` has no end: put `### {region.end}` below its last line."


def python_problems(place: Place) -> Iterator[str]:
    """Whether a code cell can be read as Python, or as IPython has it: a sentence where it can't."""
    if place.cell.cell_type != "code" or place.cell.source.lstrip().startswith("%%"):
        return
    try:
        parse_cell(place.cell.source)
    except SyntaxError as error:
        yield f"{place}, line {error.lineno}: this is no Python ({error.msg}): put it right."
    except UNPARSABLE as error:
        yield f"{place}: this can't be read as Python ({type(error).__name__}): write it in a simpler way."


def _metadata_problems(place: Place) -> Iterator[str]:
    meta = place.cell.metadata.get("nbgrader")
    if meta is None:
        return
    if not isinstance(meta, dict):
        yield f"{place}: its nbgrader metadata can't be read: remove them, and mark the cell in nbgrader's toolbar again."
        return
    if not NAME.fullmatch(grade_id(place.cell) or ""):
        yield f"{place}: it has no grade id of letters, digits, - and _: give it one in nbgrader's toolbar."
    if not is_worth(place):
        yield (
            f"{place}: a graded cell without points: say in nbgrader's toolbar how many it is worth, or make it a cell that is "
            "not graded."
        )


def is_worth(place: Place) -> bool:
    """Whether a cell has points, or needs none."""
    meta = place.cell.metadata.get("nbgrader", {})
    if not isinstance(meta, dict):
        return False
    points = meta.get("points")
    has_points = isinstance(points, int | float) and not isinstance(points, bool) and 0 < points < float("inf")
    return has_points or not (meta.get("grade") or meta.get("task"))


def _doubled(cells: list[Place]) -> Iterator[str]:
    names = Counter(name for place in cells if (name := grade_id(place.cell)) is not None)
    for name, count in names.items():
        if count > 1:
            same = [place for place in cells if grade_id(place.cell) == name]
            numbers = " and ".join(str(place.number) for place in same)
            yield f"{same[0].notebook}, cells {numbers} ({name}): they have the same grade id: give each its own."
