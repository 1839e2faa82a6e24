"""What a graded notebook tells: how it ran, which mistakes its checks named, and what a human should look at.

To look through a class takes seconds, so what was found is kept in `.cache/looked/STUDENT/ASSIGNMENT/`.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.errors import CourseError
from nbexaminer.course.metadata import Incident, Missing, run_record
from nbexaminer.course.notebooks import grade_id, known_notebook
from nbexaminer.course.speaking import named_mistake
from nbexaminer.report.autograd import Finding, by_hand_cells, review
from nbexaminer.system.version import code

LOOKED = "looked"
"""The folder in the cache."""


@dataclass(frozen=True)
class GradedNotebook:
    """What was found in one graded notebook.

    Attributes:
        name: the notebook's name.
        sandbox: "bubblewrap", or "none" where the student's code ran as the instructor.
        repairs: what was put right before, one sentence each.
        incidents: what went wrong while it ran.
        missing: what it imports and was not there.
        findings: answers that a human should look at.
        mistakes: exercise -> slug of the mistake that its check named.
        not_attempted: exercises whose blank still stands.
    """

    name: str
    sandbox: str = ""
    repairs: list[str] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    mistakes: dict[str, str] = field(default_factory=dict)
    not_attempted: list[str] = field(default_factory=list)


def look_through(course: Course, submission: Submission, keep: bool = True) -> list[GradedNotebook]:
    """Look through the graded notebooks of one submission.

    Args:
        course: the course.
        submission: one that is graded.
        keep: whether what was found may be kept for the next time.
    """
    graded = course.folder("autograded", submission.student, submission.assignment)
    source = course.folder("source", assignment=submission.assignment)
    kept = course.cache / LOOKED / submission.student / submission.assignment
    return [
        _known(graded / f"{name}.ipynb", by_hand_cells(known_notebook(source / f"{name}.ipynb")), kept, keep)
        for name in course.notebooks(submission.assignment)
        if (graded / f"{name}.ipynb").is_file()
    ]


def _known(path: Path, by_hand: frozenset[str], folder: Path, keep: bool) -> GradedNotebook:
    """What was kept of a notebook, or is found now."""
    kept, state = folder / f"{path.stem}.json", path.stat()
    made_from = f"{state.st_mtime_ns} {state.st_size} {sorted(by_hand)} {code()}"
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        read = json.loads(kept.read_text(encoding="utf-8"))
        if read.pop("made from") == made_from:
            return _as_found(read)
    found = look(path.stem, _read(path), by_hand)
    if keep:
        with contextlib.suppress(OSError):  # it can be found again
            folder.mkdir(parents=True, exist_ok=True)
            fresh = kept.with_suffix(".new")
            fresh.write_text(json.dumps(asdict(found) | {"made from": made_from}), encoding="utf-8")
            fresh.replace(kept)
    return found


def _as_found(read: dict) -> GradedNotebook:
    kinds = {"incidents": Incident, "missing": Missing, "findings": Finding}
    return GradedNotebook(**read | {name: [kind(**one) for one in read[name]] for name, kind in kinds.items()})


def _read(path: Path) -> NotebookNode:
    """A graded notebook; it was validated when it was recorded, and to do that again would take most of the time.

    Raises:
        CourseError: it is none.
    """
    try:
        return nbformat.v4.reads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, AttributeError) as error:
        raise CourseError(f"{path.name} in autograded/ can't be read ({type(error).__name__})") from None


def look(name: str, notebook: NotebookNode, by_hand: frozenset[str]) -> GradedNotebook:
    """Look through one graded notebook.

    Args:
        name: its name.
        notebook: itself.
        by_hand: grade ids of the cells whose gradients are to be derived by hand.
    """
    run = run_record(notebook)
    found = GradedNotebook(
        name, run.sandbox, run.repairs, run.incidents, run.missing, review(notebook, by_hand) if by_hand else []
    )
    for cell in notebook.cells:
        exercise = (grade_id(cell) or "").removeprefix("check_")
        marks = cell.metadata.get("nbgrader")
        if exercise and cell.cell_type == "code" and marks.get("grade") and not marks.get("solution"):
            for output in cell.outputs:
                slug = named_mistake(str(output.get("evalue", "")))
                if slug:
                    found.mistakes[exercise] = slug
                if output.get("ename") == "NotAttempted":
                    found.not_attempted.append(exercise)
    return found
