"""Made-up rows of a class: submissions with points and what their notebooks tell, without a file."""

from __future__ import annotations

from pathlib import Path

from nbexaminer.course.course import Submission
from nbexaminer.course.results import Exercise, Standing
from nbexaminer.report.class_rows import Row
from nbexaminer.report.graded_notebook import GradedNotebook


def standing(points: dict[str, float | None], worth: float = 4, penalty: float = 0, notebook: str = "n") -> Standing:
    """A result.

    Args:
        points: exercise -> points, None while it waits; "NOTEBOOK/NAME" for one of another notebook.
        worth: of each exercise.
        penalty: for being late.
        notebook: the name of the notebook.
    """
    exercises = []
    for name, score in points.items():
        book, _, exercise = name.rpartition("/")
        exercises.append(Exercise(book or notebook, exercise, score, worth))
    return Standing(tuple(exercises), float(sum(score or 0 for score in points.values())), penalty)


def row(student: str, points: dict[str, float | None] | None = None, **more: object) -> Row:
    """A submission of a student; further details as `standing` and `Row` take them."""
    how = {name: more.pop(name) for name in ("worth", "penalty") if name in more}
    result = None if points is None else standing(points, **how)
    more.setdefault("state", "graded" if points is not None else "refused")
    return Row(Submission(student, "one", Path(student)), standing=result, **more)


def told(**what: object) -> dict[str, tuple[GradedNotebook, ...]]:
    """What a graded notebook tells, as a detail of `row`."""
    return {"notebooks": (GradedNotebook("n", **what),)}
