"""A feedback page without formatting, where no other can be made: points, messages, and the student's cells."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from pathlib import Path

from nbexaminer.course.course import Course, Submission
from nbexaminer.course.late import delay_in_words, lateness
from nbexaminer.course.results import Exercise, comments, exercises
from nbexaminer.course.speaking import told

LARGEST_NOTEBOOK = 64 * 2**20
"""Bytes of a graded notebook that is read for such a page."""
LONGEST_SOURCE = 50_000
"""Characters of a cell that are shown."""
_HEAD = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"/><meta http-equiv="Content-Security-Policy" content="default-src '
    "'none'; style-src 'unsafe-inline'\"/><title>{title}</title><style>body{{max-width:60em;margin:2em auto;font-family:"
    "sans-serif}}pre{{background:#f5f5f5;padding:.6em;white-space:pre-wrap}}</style></head><body>"
)


def write_plain_pages(course: Course, submission: Submission) -> list[str]:
    """Write a plain page for each notebook of a graded submission; the names of the notebooks.

    Raises:
        OSError: a page can't be written.
        CourseError: the gradebook can't be opened.
    """
    student, assignment = submission.student, submission.assignment
    with course.gradebook() as gradebook:
        results = exercises(course, gradebook, submission)
        said = comments(gradebook, submission)
        late = lateness(gradebook, assignment, student)
    folder = course.folder("feedback", student, assignment)
    folder.mkdir(parents=True, exist_ok=True)
    names = course.notebooks(assignment)
    for name in names:
        graded = course.folder("autograded", student, assignment) / f"{name}.ipynb"
        its_own = [result for result in results if result.notebook == name]
        penalty = late.penalties.get(name, 0.0) if late else 0.0
        page = plain_page(name, its_own, _cells(graded), said.get(name, []), penalty, delay_in_words(late))
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return names


def plain_page(
    title: str,
    results: list[Exercise],
    cells: list[dict],
    said: Sequence[str] = (),
    penalty: float = 0.0,
    delay: str = "",
) -> str:
    """A page with points, messages and the student's cells as plain text.

    Args:
        title: the notebook's name.
        results: of the notebook.
        cells: of the graded notebook.
        said: the comments of whoever has graded by hand.
        penalty: points that handing in late costs.
        delay: how late it was.
    """
    total = round(sum(result.score or 0 for result in results) - penalty, 9)
    worth = sum(result.worth for result in results)
    parts = [
        _HEAD.format(title=html.escape(title)),
        f"<h1>{html.escape(title)} (Score: {total:g} / {worth:g})</h1>",
        "<p>This page could not be formatted: it shows the points, the messages, and your cells as they were handed in.</p>",
        "<ul>",
        *(f"<li>{html.escape(result.name)}: {_points(result)} / {result.worth:g}</li>" for result in results),
        f"<li>handed in {html.escape(delay)}: −{penalty:g}</li>" if penalty else "",
        "</ul>",
        *(f"<blockquote>{html.escape(comment)}</blockquote>" for comment in said),
        *map(_cell, cells),
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part)


def _points(result: Exercise) -> str:
    return "not graded yet" if result.score is None else f"{result.score:g}"


def _cells(path: Path) -> list[dict]:
    """The cells of a graded notebook; none where it can't be read."""
    try:
        if path.stat().st_size > LARGEST_NOTEBOOK:
            return []
        cells = json.loads(path.read_text(encoding="utf-8", errors="replace"))["cells"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def _cell(cell: dict) -> str:
    """What a student may see of one cell: a check's message, and the text of a cell that is not a check."""
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    marks = marks if isinstance(marks, dict) else {}
    outputs = cell.get("outputs")
    outputs = [one for one in outputs if isinstance(one, dict)] if isinstance(outputs, list) else []
    if marks.get("grade") and not marks.get("solution"):
        errors = [told(one) for one in outputs if one.get("output_type") == "error"]
        return "".join(
            f"<h2>{html.escape(str(marks.get('grade_id')))}</h2><pre>{html.escape(text)}</pre>" for text in errors
        )
    if marks.get("locked"):
        return ""
    source = cell.get("source")
    source = "".join(map(str, source)) if isinstance(source, list) else str(source)
    more = f"\n… {len(source) - LONGEST_SOURCE} more characters" if len(source) > LONGEST_SOURCE else ""
    return f"<pre>{html.escape(source[:LONGEST_SOURCE] + more)}</pre>" if source.strip() else ""
