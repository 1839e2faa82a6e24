"""A class as rows: what became of each submission, its points, and its flags; nothing is read or printed here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from nbexaminer.course.course import Submission
from nbexaminer.course.errors import printable
from nbexaminer.course.results import Standing
from nbexaminer.report.graded_notebook import GradedNotebook

FLAGS = {
    "not graded": "has no result from this run, for the reason beside it",
    "no sandbox": "the student's code ran as you",
    "crashed": "a cell crashed, hung or was stopped",
    "review": "a human should look at it",
    "missing": "imports what is not here",
    "late": "handed in after it was due",
    "changed": "has other points than before",
    "repaired": "was put right before it was graded",
    "plain page": "its page is plain text",
    "waits": "an answer waits for points by hand, which are not in the total",
    "sample": "made up, and in no figure of the class",
}
"""Flag -> what it means; the gravest comes first."""
LATE = "late"
UNREADABLE = "could not be looked through"


@dataclass(frozen=True)
class Row:
    """One submission of a class.

    Attributes:
        submission: the submission.
        state: "graded", "feedback", "unchanged" or "refused"; in a plan, also "due".
        reason: why it was refused.
        changes: what a regrade changed, a phrase for each exercise.
        remark: what a human should know about its pages; "" for nothing.
        standing: its points; None where it has no result.
        notebooks: what its graded notebooks tell.
        problem: why they could not be looked through; "" where they could.
        sample: whether it is a made-up student's.
    """

    submission: Submission
    state: str
    reason: str = ""
    changes: tuple[str, ...] = ()
    remark: str = ""
    standing: Standing | None = None
    notebooks: tuple[GradedNotebook, ...] = ()
    problem: str = ""
    sample: bool = False


def flags(row: Row) -> dict[str, list[str]]:
    """The flags of a submission, the gravest first, each with its details: what is to be said of it, and where."""
    found = {
        "not graded": [row.reason] if row.state == "refused" else [],
        "no sandbox": [f"{book.name}: its code ran as you" for book in row.notebooks if book.sandbox == "none"],
        "crashed": [f"{book.name}, cell {one.cell}: {one.what}" for book in row.notebooks for one in book.incidents],
        "review": list(_for_review(row)),
        "missing": list(dict.fromkeys(_imports(row))),
        "late": _late(row.standing) if row.standing else [],
        "changed": list(row.changes),
        "repaired": [f"{book.name}: {what}" for book in row.notebooks for what in book.repairs],
        "plain page": [row.remark] if row.remark else [],
        "waits": _waits(row.standing) if row.standing else [],
        "sample": ["a made-up student"] if row.sample else [],
    }
    return {name: found[name] for name in FLAGS if found[name]}


def _for_review(row: Row) -> Iterator[str]:
    if row.problem:
        yield f"{UNREADABLE} ({row.problem})"
    for book in row.notebooks:
        yield from (f"{book.name}, cell {one.cell}: {one.what}" for one in book.findings)


def _imports(row: Row) -> Iterator[str]:
    for book in row.notebooks:
        for one in book.missing:
            yield f"{book.name}: {f'{one.part} of ' if one.part else ''}{one.module}"


def _late(standing: Standing) -> list[str]:
    if not standing.penalty and not standing.seconds_late:
        return []
    dates = [("due", standing.due), ("handed in", standing.handed_in)]
    told = [f"{what} {moment(date)}" for what, date in dates if date]
    return [", ".join([*told, f"penalty {standing.penalty:g}"])]


def _waits(standing: Standing) -> list[str]:
    waiting = [one for one in standing.exercises if one.score is None]
    return [f"{one.notebook} {one.name}: up to {one.worth:g}" for one in waiting]


def moment(date: datetime) -> str:
    """A time of the gradebook, which is in UTC."""
    return f"{date:%Y-%m-%d %H:%M} UTC"


def lost(row: Row) -> list[tuple[str, str, float]]:
    """What lost points: notebook, exercise and points, the most first; the penalty is `LATE` of no notebook, and is first."""
    if row.standing is None:
        return []
    parts = [
        (one.notebook, one.name, one.worth - (one.score - one.extra))
        for one in row.standing.exercises
        if one.score is not None
    ]
    found = sorted((part for part in parts if part[2] > 0), key=lambda part: -part[2])
    return [("", LATE, row.standing.penalty), *found] if row.standing.penalty else found


def in_order(rows: list[Row], by: str) -> list[Row]:
    """Rows sorted; equal ones stay in the order of their names, and those without a result come last.

    Args:
        rows: in the order of their names.
        by: "name", "total" (highest first), "lost" (most points first) or "flags" (the gravest first, then the most).
    """
    if by == "total":
        return sorted(rows, key=lambda row: -row.standing.total if row.standing else 1)
    if by == "lost":
        return sorted(rows, key=lambda row: -sum(part[2] for part in lost(row)) if row.standing else 1)
    if by == "flags":
        return sorted(rows, key=_gravity)
    return rows


def _gravity(row: Row) -> tuple[int, int]:
    order, found = list(FLAGS), list(flags(row))
    return (order.index(found[0]) if found else len(order), -len(found))


TITLES = {
    "no sandbox": "WITHOUT A SANDBOX",
    "crashed": "went wrong",
    "review": "for review",
    "late": "late",
    "changed": "changed",
    "repaired": "repaired",
    "plain page": "plain page",
}
"""Flag -> how the line of a detail begins."""


def detail_lines(row: Row) -> list[str]:
    """All that is to be said of a submission, a line each; what it imports is told once for the class elsewhere."""
    who, found = row.submission, flags(row)
    lines = []
    for name, title in TITLES.items():
        for detail in found.get(name, []):
            of_all = name in ("late", "plain page", "changed") or detail.startswith(UNREADABLE)
            where = (
                f"{who.shown}, {who.assignment}{', ' if name == 'changed' else ': '}" if of_all else f"{who.shown}, "
            )
            end = "" if detail.endswith(".") or name == "changed" else "."
            lines.append(printable(f"{title}: {where}{detail}{end}"))
    return lines
