"""The course folder, as nbgrader lays it out: its settings, assignments and submissions."""

from __future__ import annotations

import copy
import os
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter
from nbgrader.preprocessors import Execute
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from nbexaminer.course.converters import run_converter
from nbexaminer.course.coursedir import ExactCourseDirectory
from nbexaminer.course.errors import CourseError, MachineError, printable
from nbexaminer.course.gradebook import exists, open_gradebook, released, require_gradebook
from nbexaminer.course.keeping import keeping
from nbexaminer.course.settings import load_settings
from nbexaminer.course.words import nearest


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment.

    Attributes:
        student: the student's name, as nbgrader knows it.
        assignment: the assignment's name.
        path: the folder with what was handed in.
    """

    student: str
    assignment: str
    path: Path

    @property
    def key(self) -> str:
        """Its name in the files of this package: student/assignment."""
        return f"{self.student}/{self.assignment}"

    @property
    def shown(self) -> str:
        """The student's name as it may be printed: without control characters and what is no text."""
        return printable(self.student)


class Course:
    """A course folder, as nbgrader lays it out.

    Args:
        root: the folder with `nbgrader_config.py`.

    Raises:
        CourseError: there is no such file.
    """

    def __init__(self, root: Path):
        self.root = Path(root).resolve()
        # nbgrader starts `alembic` by its bare name when it creates a gradebook.
        os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        if not (self.root / "nbgrader_config.py").is_file():
            raise CourseError(f"There is no nbgrader_config.py in {self.root}: run the command in the course folder.")

    @cached_property
    def config(self) -> Config:
        """The settings of `nbgrader_config.py`.

        Raises:
            CourseError: they can't be loaded.
        """
        return load_settings(self.root)

    @property
    def cache(self) -> Path:
        """The folder `.cache`: whatever is in it can be made again."""
        return self.root / ".cache"

    @cached_property
    def sanitized(self) -> Course:
        """The sanitized view: the same course, whose submissions are copies in `.cache/sanitized`.

        There they are taken in and sanitized; what the students handed in stays as it is.
        """
        return self.with_settings(CourseDirectory={"submitted_directory": ".cache/sanitized"})

    @cached_property
    def graded(self) -> Course:
        """The graded view: the sanitized one, whose notebooks have been executed.

        nbgrader's `Autograde` neither sanitizes nor executes them here: it only determines the grades and records them.
        """
        steps = Autograde(config=self.config).autograde_preprocessors
        classes = [import_item(step) if isinstance(step, str) else step for step in steps]
        rest = [step for step, kind in zip(steps, classes, strict=True) if not issubclass(kind, Execute)]
        return self.sanitized.with_settings(Autograde={"sanitize_preprocessors": [], "autograde_preprocessors": rest})

    def with_settings(self, **sections: dict[str, object]) -> Course:
        """The same course with other settings.

        Args:
            sections: name of a section -> the settings in it that differ.
        """
        other = Course(self.root)
        other.config = copy.deepcopy(self.config)
        other.config.merge(Config(sections))
        return other

    @cached_property
    def directory(self) -> ExactCourseDirectory:
        """nbgrader's view of the folder."""
        return ExactCourseDirectory(config=self.config, root=str(self.root))

    def folder(self, step: str, student: str = ".", assignment: str = ".") -> Path:
        """The folder of a step ("source", "release", "submitted", "autograded", "feedback" or "solution")."""
        name = getattr(self.directory, f"{step}_directory")
        return Path(os.path.normpath(self.directory.format_path(name, student, assignment)))

    def relative(self, path: Path) -> str:
        """A path as the user would type it in the course folder."""
        return os.path.relpath(path, self.root)

    def gradebook(self) -> AbstractContextManager[Gradebook]:
        """nbgrader's gradebook, for as long as a block runs; it is made where there is none yet.

        Raises:
            CourseError: it can't be opened or used.
        """
        return open_gradebook(self.directory.db_url, self.directory.course_id)

    def has_gradebook(self) -> bool:
        """Whether there is a gradebook; one in a server counts as there.

        Raises:
            CourseError: the settings name none.
        """
        return exists(self.directory.db_url)

    def require_gradebook(self) -> None:
        """Make sure that the gradebook is whole and can be written now, or is not there yet; nothing of it is changed.

        Raises:
            CourseError: it can't be used.
        """
        require_gradebook(self.directory.db_url)

    def released(self) -> set[str]:
        """Names of the assignments that the gradebook has; nothing of it is changed, or made.

        Raises:
            CourseError: it can't be used.
        """
        return released(self.directory.db_url)

    def run(self, converter: type[BaseConverter], assignment: str, student: str | None = None) -> str | None:
        """Run one of nbgrader's converters on this course, replacing what it wrote before.

        Returns:
            None when it succeeded, otherwise what went wrong, in one line.

        Raises:
            KeyboardInterrupt: the run was interrupted.
        """
        return run_converter(converter, self.directory, self.config, assignment, student)

    def keeping(self, folder: Path) -> AbstractContextManager[None]:
        """Put a folder back as it was when the block fails or is interrupted."""
        return keeping(folder, self.cache)

    def assignments(self, only: str | None = None) -> list[str]:
        """Names of the assignments in `source/`.

        Args:
            only: the name of the only one to list, or None for all.

        Raises:
            CourseError: there are none, or none of that name.
        """
        source = self.folder("source")
        names = sorted(path.name for path in source.glob("*/") if any(path.glob("*.ipynb"))) if source.is_dir() else []
        if not names:
            raise CourseError(
                f"There is no assignment in {self.relative(source)}/: put a folder with a notebook there."
            )
        if only is None:
            return names
        if only not in names:
            near = nearest(only, names)
            meant = f": did you mean {near!r}?" if near else f"; {self.relative(source)}/ has: {', '.join(names)}."
            raise CourseError(f"There is no assignment {only!r}{meant}")
        return [only]

    def notebooks(self, assignment: str) -> list[str]:
        """Names of an assignment's notebooks, without the ending."""
        return sorted(path.stem for path in self.folder("source", assignment=assignment).glob("*.ipynb"))

    def submissions(self, assignment: str | None = None, student: str | None = None) -> list[Submission]:
        """Submissions, sorted by assignment and student.

        Args:
            assignment: only those for this one.
            student: only those of this one.

        Raises:
            CourseError: there is no `submitted/`, or no submission in it matches.
        """
        submitted = self.folder("submitted")
        where = self.relative(submitted)
        if not submitted.is_dir():
            raise CourseError(f"There is no folder {where}/: put submissions there as {where}/STUDENT/ASSIGNMENT/.")
        wanted = self.assignments(assignment)
        found = [
            Submission(path.parent.name, path.name, path)
            for path in submitted.glob("*/*/")
            if path.name in wanted and student in (None, path.parent.name)
        ]
        if not found:
            asked = "".join(f" of {value}" for value in (student, assignment) if value)
            raise CourseError(f"There is no submission{asked} in {where}/: expected {where}/STUDENT/ASSIGNMENT/.")
        return sorted(found, key=lambda submission: (submission.assignment, submission.student))

    def has_submissions(self) -> bool:
        """Whether there is a submission of anybody for any assignment."""
        wanted = self.assignments()
        return any(path.name in wanted for path in self.folder("submitted").glob("*/*/"))

    def require_writable(self, *steps: str) -> None:
        """Make sure that the folders of these steps can be written.

        Raises:
            CourseError: one can't be.
        """
        for step in steps:
            folder = self.folder(step)
            existing = folder if folder.exists() else folder.parent
            inside = [path for path in folder.glob("*/") if path.is_dir()] if folder.is_dir() else []
            for path in [existing, *inside]:
                if not (path.is_dir() and os.access(path, os.W_OK | os.X_OK)):
                    raise MachineError(
                        f"The folder {self.relative(path)} can't be written: give yourself write permission."
                    )

    def require_links(self, assignment: str) -> None:
        """Make sure that no symbolic link in an assignment's source is broken.

        Raises:
            CourseError: one is.
        """
        folder = self.folder("source", assignment=assignment)
        for path in sorted(folder.rglob("*")):
            if path.is_symlink() and not path.exists():
                raise CourseError(
                    f"{self.relative(path)} is a link to {os.readlink(path)}, which is not there: put that back, or remove "
                    "the link."
                )
