"""nbgrader's converters, run from Python, and the reason for a failure read from their log."""

from __future__ import annotations

import glob
import os
import re
import warnings
from functools import cache
from pathlib import Path

from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from nbexaminer.course.files import files_of


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
    app = exact(converter)(coursedir=directory, config=config)
    app.force, app.one_student = True, student is not None
    with warnings.catch_warnings():
        # nbgrader adds a new submission through its students, which SQLAlchemy remarks upon; it is recorded all the same.
        warnings.simplefilter("ignore", SAWarning)
        result = capture_log(app)
    if result["success"]:
        return None
    if result["error"].rstrip().endswith("KeyboardInterrupt"):
        raise KeyboardInterrupt
    return reason(result.get("log", "") + result["error"])


@cache
def exact(converter: type[BaseConverter]) -> type[BaseConverter]:
    """A converter that finds the folder of its assignment and student whatever characters are in its path.

    nbgrader takes paths for patterns: a student called `a[b]` is never found, nor anybody in a course below `dir[1]/`.
    """
    return type(converter.__name__, (_Exact, converter), {})


class _Exact:
    """What a converter does otherwise than nbgrader's.

    Attributes:
        one_student: whether the student's name is a name, and not a pattern.
    """

    one_student = False

    def init_notebooks(self) -> None:
        """List the notebooks of the one assignment and student, or of all students."""
        assignment, student = self.coursedir.assignment_id, self.coursedir.student_id
        if student == "*" and not self.one_student:
            super().init_notebooks()
            return
        folder = self._format_source(assignment, student)
        found = sorted(glob.glob(os.path.join(glob.escape(folder), f"{self.coursedir.notebook_id}.ipynb")))
        if not found:
            raise NbGraderException(f"There is no notebook in {folder}")
        self.notebooks, self.assignments = [], {folder: found}

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """As nbgrader does; what it has copied although the settings leave it out is removed again."""
        super().init_assignment(assignment_id, student_id)
        folder = Path(self._format_dest(assignment_id, student_id))
        if glob.has_magic(str(folder)):
            kept = set(files_of(folder, [*self.coursedir.ignore, "*.ipynb"]))
            for path in files_of(folder, ()):
                if path not in kept:
                    path.unlink()


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
