"""The class as one JSON document, for programs: what `nbexaminer grade --json` prints.

Schema 1. A later one has another number where a program that reads this one could go wrong; new keys may come any time.

    schema        1
    dry_run       whether this is a plan: submissions that are "due" then have no result
    submissions   one for each, sorted by assignment and student:
        student, assignment
        sample    whether the student is made up, and in no figure
        state     "graded", "feedback" (only its page was written anew), "unchanged" or "refused"; of a plan also "due"
        reason    why it was refused, or graded again; "" where there is nothing to say
        result    null where there is none, else:
            exercises    in the order of the source: notebook, name, points (null while it waits for a human), worth, extra
                         (credit in the points), mistake (null, or slug and sentence), attempted (false: the blank stands)
            raw, penalty, total    points; total = raw - penalty, never below 0
            worth, waiting, extra  the most points; those that a human may still give; extra credit in raw
            due, handed_in         times in UTC, null where the gradebook has none; due is with the student's extension
            seconds_late           0 where a time is not known
        flags     name of a flag -> its details, texts; the flags are those of the table
        changes   what a regrade changed, a text for each exercise
        feedback  folder of the student's pages, from the course folder; null where there is none
    assignments   the figures of each, without samples: see `Figures`; shares are from 0 to 1
    summary       number of submissions in each state, and of flags, both without samples; number of samples
    missing       a text for each module that submissions import and that is not here
    absent        assignment -> ids of those on the roster who have not handed it in, where somebody has
    passed_over   a text for each thing in `submitted/` that grading does not see

Where the command fails, the document is {"schema": 1, "error": "…"}. Texts are as they are, control characters too; what is
no text in a name (bytes that are no UTF-8) is replaced by U+FFFD.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import asdict
from datetime import datetime

from nbexaminer.course.course import Course
from nbexaminer.course.results import Exercise, Standing
from nbexaminer.report.class_figures import CHECKS, Figures, sentences_of
from nbexaminer.report.class_rows import Row, flags
from nbexaminer.report.class_summary import all_missing

SCHEMA = 1
HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters: how Python shows bytes in a name that are no UTF-8."""


def document(
    course: Course,
    rows: list[Row],
    of_assignments: list[Figures],
    passed_over: list[str],
    dry_run: bool,
    absent: dict[str, list[str]] | None = None,
) -> dict[str, object]:
    """The document; this module's docstring says what is in it.

    Args:
        course: the course.
        rows: its submissions.
        of_assignments: the figures of each assignment.
        passed_over: remarks about what grading does not see.
        dry_run: whether this is a plan.
        absent: who has handed in nothing, for each assignment.
    """
    sources = {each.assignment: course.folder("source", assignment=each.assignment) for each in of_assignments}
    sentences = {name: sentences_of(folder / CHECKS) for name, folder in sources.items()}
    counted = [row for row in rows if not row.sample]
    return {
        "schema": SCHEMA,
        "dry_run": dry_run,
        "submissions": [_submission(course, row, sentences[row.submission.assignment]) for row in rows],
        "assignments": [asdict(one) for one in of_assignments],
        "summary": {
            "states": Counter(row.state for row in counted),
            "flags": Counter(flag for row in counted for flag in flags(row)),
            "samples": len(rows) - len(counted),
        },
        "missing": all_missing(rows),
        "absent": absent or {},
        "passed_over": passed_over,
    }


def error_document(error: Exception) -> dict[str, object]:
    """The document of a command that fails."""
    return {"schema": SCHEMA, "error": str(error)}


def as_text(made: dict[str, object]) -> str:
    """A document as text, in ASCII: any terminal and any pipe can take it."""
    return json.dumps(_texts(made), indent=1)


def _texts(value: object) -> object:
    """The same value with U+FFFD for half a character, with which not every program can read JSON."""
    if isinstance(value, str):
        return HALVES.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {_texts(name): _texts(one) for name, one in value.items()}
    return [_texts(one) for one in value] if isinstance(value, (list, tuple)) else value


def _submission(course: Course, row: Row, sentences: dict[str, str]) -> dict[str, object]:
    who = row.submission
    pages = course.folder("feedback", who.student, who.assignment)
    return {
        "student": who.student,
        "assignment": who.assignment,
        "sample": row.sample,
        "state": row.state,
        "reason": row.reason,
        "result": _result(row, row.standing, sentences) if row.standing else None,
        "flags": flags(row),
        "changes": row.changes,
        "feedback": f"{course.relative(pages)}/" if pages.is_dir() else None,
    }


def _result(row: Row, standing: Standing, sentences: dict[str, str]) -> dict[str, object]:
    return {
        "exercises": [_exercise(row, one, sentences) for one in standing.exercises],
        "raw": standing.raw,
        "penalty": standing.penalty,
        "total": standing.total,
        "worth": standing.worth,
        "waiting": standing.waiting,
        "extra": standing.extra,
        "due": _time(standing.due),
        "handed_in": _time(standing.handed_in),
        "seconds_late": standing.seconds_late,
    }


def _exercise(row: Row, one: Exercise, sentences: dict[str, str]) -> dict[str, object]:
    book = next((book for book in row.notebooks if book.name == one.notebook), None)
    slug = book.mistakes.get(one.name) if book else None
    return {
        "notebook": one.notebook,
        "name": one.name,
        "points": one.score,
        "worth": one.worth,
        "extra": one.extra,
        "mistake": {"slug": slug, "sentence": sentences.get(slug, "")} if slug else None,
        "attempted": not book or one.name not in book.not_attempted,
    }


def _time(date: datetime | None) -> str | None:
    return f"{date.isoformat(timespec='seconds')}Z" if date else None
