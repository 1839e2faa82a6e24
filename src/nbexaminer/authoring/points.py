"""Points stand once, in the metadata of the graded cells; whatever else states them must agree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from nbgrader.utils import is_grade, is_solution

from nbexaminer.authoring.cells import Place
from nbexaminer.system.parsing import UNPARSABLE, parse_cell

TOTAL = re.compile(r"\*\*Points:\*\*\s*(\d+(?:\.\d+)?)")
"""How a text states the points of its notebook."""
TESTED = re.compile(r"(\d+(?:\.\d+)?) (?:is|are) checked by tests")
READ = re.compile(r"(\d+(?:\.\d+)?) (?:is|are) read by your instructor")
ROW = re.compile(r"^\|.*\|\s*(\d[\d+ .]*?)(?: \([^|]*\))?\s*\|\s*$", re.MULTILINE)
"""A row of a table whose last column is a number, or a sum of numbers."""
HEAD = re.compile(r"^\|.*\|\s*points\s*\|\s*$", re.MULTILINE | re.IGNORECASE)
HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)
STATED = re.compile(r"\((\d+(?:\.\d+)?) points?\b")
"""How a heading states the points of what stands below it."""


def points_problems(cells: list[Place]) -> Iterator[str]:
    """Where a text, a check or a panel of results states other points than the metadata: a sentence for each.

    Args:
        cells: of a notebook, each of whose graded cells has points.
    """
    graded = [place for place in cells if is_grade(place.cell) or place.cell.metadata.get("nbgrader", {}).get("task")]
    checks: dict[str, Place] = {}
    for place in graded:
        title, points = _declared(place) if place.cell.cell_type == "code" else (None, None)
        if title is not None:
            checks[title] = place
        if points is not None and points != _worth(place):
            yield (
                f"{place}: the check says {points:g} points and its metadata {_worth(place):g}: write "
                f"`points={_worth(place):g}`, or change the metadata."
            )
    for place in cells:
        if place.cell.cell_type == "code":
            yield from _panel_problems(place, checks)
        elif place.cell.cell_type == "markdown" and not is_solution(place.cell):
            yield from _total_problems(place, graded)
    yield from _heading_problems(cells, graded)


def _worth(place: Place) -> float:
    return float(place.cell.metadata.nbgrader.points)


def _declared(place: Place) -> tuple[str | None, float | None]:
    """The title and the points that a check cell states, as `@checks.check("title", points=1)`."""
    for call in _calls(place.cell.source):
        if ast.unparse(call.func) in ("checks.check", "check") and call.args:
            title, given = call.args[0], call.args[1:2] + [one.value for one in call.keywords if one.arg == "points"]
            if isinstance(title, ast.Constant) and isinstance(title.value, str):
                return title.value, _number(given[0]) if given else None
    return None, None


def _panel_problems(place: Place, checks: dict[str, Place]) -> Iterator[str]:
    """Where the panel of results differs from the checks that it lists."""
    for call in _calls(place.cell.source):
        if ast.unparse(call.func) != "checks.panel" or not call.args or not isinstance(call.args[0], ast.Dict):
            continue
        keys = [key.value if isinstance(key, ast.Constant) else None for key in call.args[0].keys]
        listed = {key: _number(value) for key, value in zip(keys, call.args[0].values, strict=True)}
        if None in listed:
            continue
        for title, points in listed.items():
            if title not in checks:
                yield f"{place}: the panel lists {title!r}, and no check has that title: write the title of the check."
            elif points is not None and points != _worth(checks[title]):
                yield (
                    f"{place}: the panel says {points:g} points for {title!r}, and the metadata of {checks[title].name} "
                    f"{_worth(checks[title]):g}: make them equal."
                )
        for title in checks.keys() - listed.keys():
            yield f"{place}: the panel lacks the check {title!r}: add it, with its {_worth(checks[title]):g} points."


def _total_problems(place: Place, graded: list[Place]) -> Iterator[str]:
    """Where a text that states the points of the whole notebook is wrong, its table included."""
    text = place.cell.source
    if not TOTAL.search(text):
        return
    total, by_hand = sum(map(_worth, graded)), sum(_worth(other) for other in graded if _is_read(other))
    for pattern, right, what in (
        (TOTAL, total, "in all"),
        (TESTED, total - by_hand, "checked by tests"),
        (READ, by_hand, "read by the instructor"),
    ):
        stated = pattern.search(text)
        if stated and float(stated[1]) != right:
            yield f"{place}: the text says {stated[1]} points {what}, and the metadata {right:g}: write {right:g}."
    rows = ROW.findall(text) if HEAD.search(text) else []
    listed = sum(float(number) for row in rows for number in row.split("+") if _is_number(number))
    if rows and listed != total:
        yield (
            f"{place}: the points of its table add up to {listed:g}, and those of the cells to {total:g}: put the rows right."
        )


def _heading_problems(cells: list[Place], graded: list[Place]) -> Iterator[str]:
    """Where a heading such as "Question (2 points)" differs from the graded cells below it."""
    open_: list[tuple[int, Place, float, list[Place]]] = []
    for place in cells:
        if place in graded:
            for *_, below in open_:
                below.append(place)
        if place.cell.cell_type == "markdown" and not is_solution(place.cell):
            for hashes, title in HEADING.findall(re.sub(r"```.*?```", "", place.cell.source, flags=re.DOTALL)):
                yield from _wrong([one for one in open_ if one[0] >= len(hashes)])
                open_ = [one for one in open_ if one[0] < len(hashes)]
                stated = STATED.search(title)
                if stated:
                    open_.append((len(hashes), place, float(stated[1]), []))
    yield from _wrong(open_)


def _wrong(closed: list[tuple[int, Place, float, list[Place]]]) -> Iterator[str]:
    for _, place, stated, below in closed:
        right = sum(map(_worth, below))
        if below and stated != right:
            names = ", ".join(other.name for other in below)
            yield f"{place}: its heading says {stated:g} points, and the metadata of {names} {right:g}: make them equal."


def _is_read(place: Place) -> bool:
    """Whether a human gives the points of a graded cell."""
    return place.cell.cell_type != "code" or bool(is_solution(place.cell))


def _calls(source: str) -> list[ast.Call]:
    try:
        return [node for node in ast.walk(parse_cell(source)) if isinstance(node, ast.Call)]
    except UNPARSABLE:
        return []


def _number(node: ast.expr) -> float | None:
    is_one = isinstance(node, ast.Constant) and isinstance(node.value, int | float)
    return float(node.value) if is_one else None


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\d+(\.\d+)?", text.strip()))
