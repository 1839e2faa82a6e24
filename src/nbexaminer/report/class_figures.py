"""The figures of a class: how the points of one assignment are distributed, and which mistakes are frequent."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from nbexaminer.report.class_rows import Row

CHECKS = "checks.py"
"""The file of an assignment in which the sentences about mistakes stand."""
TABLES = ("MISTAKES", "WITHOUT_NUMBERS")
"""Names of the tables in it; sentences of the last one are preferred."""


@dataclass(frozen=True)
class ExerciseFigures:
    """One exercise, over the submissions in which it has points.

    Attributes:
        notebook: the name of its notebook.
        name: the exercise.
        worth: the most points that it can get.
        count: submissions in which it has points.
        share: mean share of its points, from 0 to 1; None where nobody has any yet.
        lost: submissions that lost points here.
        not_attempted: those of them in which the blank still stands.
        waiting: submissions in which it waits for points by hand.
    """

    notebook: str
    name: str
    worth: float
    count: int
    share: float | None
    lost: int
    not_attempted: int
    waiting: int


@dataclass(frozen=True)
class Named:
    """A mistake that checks have named.

    Attributes:
        slug: its name for programs.
        sentence: what students read; "" where the assignment's `checks.py` has none.
        count: submissions in which it was named.
        where: the exercise in which it was named most often.
    """

    slug: str
    sentence: str
    count: int
    where: str


@dataclass(frozen=True)
class Figures:
    """One assignment, over the submissions that have a result; samples never count.

    Attributes:
        assignment: its name.
        count: submissions with a result.
        samples: submissions of made-up students, which are left out.
        without: submissions without a result.
        worth: the most points that a submission can get; None where that differs, or nobody has a result.
        mean, median, lowest, highest: of the totals after penalties; None where nobody has a result.
        share: mean of total / worth, from 0 to 1.
        median_share: median of total / worth.
        at_zero: students whose total is 0.
        waiting: submissions of which an answer waits for points by hand.
        exercises: in the order of the source.
        mistakes: the most frequent one first.
    """

    assignment: str
    count: int
    samples: int
    without: int
    worth: float | None
    mean: float | None
    median: float | None
    lowest: float | None
    highest: float | None
    share: float | None
    median_share: float | None
    at_zero: list[str]
    waiting: int
    exercises: list[ExerciseFigures]
    mistakes: list[Named]


def figures(assignment: str, rows: list[Row], sentences: Mapping[str, str]) -> Figures:
    """The figures of one assignment.

    Args:
        assignment: its name.
        rows: its submissions.
        sentences: slug of a mistake -> what students read.
    """
    counted = [row for row in rows if not row.sample]
    graded = [row for row in counted if row.standing is not None]
    totals = [row.standing.total for row in graded]
    shares = [row.standing.total / row.standing.worth for row in graded if row.standing.worth]
    worths = {row.standing.worth for row in graded}
    return Figures(
        assignment,
        len(graded),
        len(rows) - len(counted),
        len(counted) - len(graded),
        worths.pop() if len(worths) == 1 else None,
        mean(totals) if totals else None,
        median(totals) if totals else None,
        min(totals, default=None),
        max(totals, default=None),
        mean(shares) if shares else None,
        median(shares) if shares else None,
        [row.submission.student for row in graded if not row.standing.total],
        sum(bool(row.standing.waiting) for row in graded),
        _exercises(graded),
        _mistakes(graded, sentences),
    )


def _exercises(rows: list[Row]) -> list[ExerciseFigures]:
    blank = Counter((book.name, name) for row in rows for book in row.notebooks for name in set(book.not_attempted))
    found: dict[tuple[str, str], list] = {}
    for row in rows:
        for one in row.standing.exercises:
            found.setdefault((one.notebook, one.name), []).append(one)
    made = []
    for (notebook, name), group in found.items():
        done = [one for one in group if one.score is not None]
        shares = [(one.score - one.extra) / one.worth for one in done if one.worth]
        made.append(
            ExerciseFigures(
                *(notebook, name, max(one.worth for one in group), len(done), mean(shares) if shares else None),
                sum(one.score - one.extra < one.worth for one in done),
                blank[notebook, name],
                len(group) - len(done),
            )
        )
    return made


def _mistakes(rows: list[Row], sentences: Mapping[str, str]) -> list[Named]:
    named: dict[str, list[tuple[int, str]]] = {}
    for number, row in enumerate(rows):
        for book in row.notebooks:
            for exercise, slug in book.mistakes.items():
                named.setdefault(slug, []).append((number, exercise))
    made = [
        Named(
            slug,
            sentences.get(slug, ""),
            len({number for number, _ in found}),
            Counter(exercise for _, exercise in found).most_common(1)[0][0],
        )
        for slug, found in named.items()
    ]
    return sorted(made, key=lambda one: (-one.count, one.slug))


def sentences_of(checks: Path) -> dict[str, str]:
    """Slug of a mistake -> what students read, from the tables in an assignment's `checks.py`, which is not run.

    Args:
        checks: the file; where it is none, or has no such tables, there are no sentences.
    """
    try:
        tree = ast.parse(checks.read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError):
        return {}
    found: dict[str, dict[str, str]] = {}
    for statement in tree.body:
        target = statement.target if isinstance(statement, ast.AnnAssign) else None
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
        if isinstance(target, ast.Name) and target.id in TABLES and isinstance(statement.value, ast.Dict):
            pairs = zip(statement.value.keys, statement.value.values, strict=True)
            found[target.id] = {key.value: value.value for key, value in pairs if _is_text(key) and _is_text(value)}
    made = {slug: text for name in TABLES for slug, text in found.get(name, {}).items()}
    return {slug: re.sub(r"\{\w+\}", "…", text) for slug, text in made.items()}


def _is_text(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
