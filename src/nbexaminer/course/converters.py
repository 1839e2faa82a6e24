"""nbgrader's converters, run from Python, and the reason for a failure read from their log."""

from __future__ import annotations

import re
import warnings

from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log
from sqlalchemy.exc import SAWarning
from traitlets.config import Config


def run_converter(
    converter: type[BaseConverter], directory: CourseDirectory, config: Config, assignment: str, student: str | None
) -> str | None:
    """Run a converter, replacing what it wrote before.

    Args:
        converter: one of `nbgrader.converters`.
        directory: the course folder.
        config: the course's settings.
        assignment: the assignment's name.
        student: the student's name, or None for all.

    Returns:
        None when it succeeded, otherwise what went wrong, in one line.

    Raises:
        KeyboardInterrupt: the run was interrupted (nbgrader catches this too, and only logs it).
    """
    directory.assignment_id = assignment
    directory.student_id = student or "*"
    app = converter(coursedir=directory, config=config)
    app.force = True
    with warnings.catch_warnings():
        # nbgrader adds a new submission through its students, which SQLAlchemy remarks upon; it is recorded all the same.
        warnings.simplefilter("ignore", SAWarning)
        result = capture_log(app)
    if result["success"]:
        return None
    if result["error"].rstrip().endswith("KeyboardInterrupt"):
        raise KeyboardInterrupt
    return reason(result.get("log", "") + result["error"])


def reason(log: str) -> str:
    """The exception behind a converter's failure, found in its log."""
    errors = re.findall(r"^[ \t]*([\w.]*(?:Error|Exception|Interrupt)): (.+)$", log, flags=re.MULTILINE)
    # nbgrader's own words about an error come after it, and say less.
    causes = [
        f"{kind.rpartition('.')[2]}: {text}"
        for kind, text in errors
        if kind.rpartition(".")[2] != "NbGraderException" and not text.startswith("Notebook failed to validate")
    ]
    lines = log.strip().splitlines() or ["no reason given"]
    return causes[-1] if causes else lines[-1].strip()
