"""The class in the terminal: one line a student, with the total, what lost points, and flags."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from nbexaminer.course.errors import printable
from nbexaminer.report.class_rows import FLAGS, LATE, Row, flags, in_order, lost
from nbexaminer.report.fitting import as_many, cut, fitted, padded, wrapped

HEADER = ("student", "total", "lost", "flags")
SEPARATOR = "│"
NARROWEST = 40
"""Columns below which a table becomes none."""


@dataclass(frozen=True)
class _Widths:
    name: int
    total: int
    lost: int
    flags: int


def class_table(
    assignment: str, notebooks: list[str], rows: list[Row], width: int, by: str = "name", between: str = SEPARATOR
) -> list[Text]:
    """One assignment as lines, one for each student.

    Args:
        assignment: the assignment's name.
        notebooks: names of its notebooks.
        rows: its submissions, in the order of their names.
        width: columns of the terminal.
        by: what they are sorted by, as for `in_order`.
        between: what stands between columns.
    """
    rows, width = in_order(rows, by), max(width, NARROWEST)
    short = short_names(notebooks)
    losses = [_losses(row, short) for row in rows]
    marks = [list(flags(row)) for row in rows]
    widths = _widths(width, rows, losses, marks)
    names = fitted([row.submission.student for row in rows], widths.name)
    lines = [Text(cut(printable(assignment), width), style="bold")]
    if len(notebooks) > 1:
        told = [f"{mark[:-1]} = {printable(name)}" for name, mark in short.items()]
        lines += [Text(line) for line in wrapped(", ".join(told), width, "notebooks: ")]
    lines.append(Text(_line(between, widths, *HEADER), style="underline"))
    for row, name, parts, found in zip(rows, names, losses, marks, strict=True):
        text = as_many(parts, widths.lost, ", ", "+{count} more")
        line = Text(_line(between, widths, name, _total(row), text, as_many(found, widths.flags, " ", "+{count}")))
        lines.append(_coloured(line, row, between))
    return lines


def legend(rows: list[Row], width: int) -> list[Text]:
    """What the flags mean that some rows have, as lines."""
    used = {flag for row in rows for flag in flags(row)}
    told = "; ".join(f"{flag} = {meaning}" for flag, meaning in FLAGS.items() if flag in used)
    return [Text(line, style="dim") for line in (wrapped(f"{told}.", max(width, NARROWEST), "flags: ") if told else [])]


def short_names(notebooks: list[str]) -> dict[str, str]:
    """Notebook -> how it is told apart from the others; "" where it is the only one."""
    if len(notebooks) < 2:
        return dict.fromkeys(notebooks, "")
    for length in (1, 2, 3):
        short = {name: f"{name[:length]}:" for name in notebooks}
        if len(set(short.values())) == len(notebooks):
            return short
    return {name: f"{number}:" for number, name in enumerate(notebooks, start=1)}


def _total(row: Row) -> str:
    return f"{row.standing.total:g}/{row.standing.worth:g}" if row.standing else "-"


def _losses(row: Row, short: dict[str, str]) -> list[str]:
    """What lost points, in short; the reason for one that has none."""
    if row.standing is None:
        return [printable(row.reason)] if row.reason else []
    found, exercises = lost(row), row.standing.exercises
    told = [f"{short.get(notebook, '')}{printable(name)} -{points:g}" for notebook, name, points in found if notebook]
    if exercises and len(told) == len(exercises) and not row.standing.raw:
        told = ["everything"]
    late = [f"{LATE} -{points:g}" for notebook, _, points in found if not notebook]
    extra = [f"extra +{row.standing.extra:g}"] if row.standing.extra else []
    return late + extra + told


def _widths(width: int, rows: list[Row], losses: list[list[str]], marks: list[list[str]]) -> _Widths:
    """How wide the columns are: each has its share, and gets more where others leave it."""

    def longest(texts: list[str], title: str) -> int:
        return max(map(cell_len, [*texts, title]))

    total = longest([_total(row) for row in rows], HEADER[1])
    room = width - total - 9
    wanted = [
        longest([row.submission.shown for row in rows], HEADER[0]),
        longest([", ".join(parts) for parts in losses], HEADER[2]),
        longest([" ".join(found) for found in marks], HEADER[3]),
    ]
    shares = [room * 3 // 10, room - room * 3 // 10 - room // 4, room // 4]
    given = [min(pair) for pair in zip(wanted, shares, strict=True)]
    for column in (0, 2, 1):
        given[column] += min(wanted[column] - given[column], room - sum(given))
    return _Widths(given[0], total, given[1], given[2])


def _line(between: str, widths: _Widths, name: str, total: str, lost: str, flags: str) -> str:
    parts = (padded(name, widths.name), padded(total, widths.total, right=True), padded(lost, widths.lost), flags)
    return f" {between} ".join(parts).rstrip(f" {between}")


def _coloured(line: Text, row: Row, between: str) -> Text:
    if row.standing is None or not row.standing.total:
        line.stylize("red")
    if flags(row).keys() - {"waits", "sample"}:
        line.stylize("yellow", line.plain.rindex(between) + 1)
    return line
