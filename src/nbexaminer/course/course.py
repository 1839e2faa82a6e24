"""The course folder: its settings, assignments and submissions, and the errors that a user can cause."""

from __future__ import annotations

import contextlib
import copy
import os
import re
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute
from nbgrader.utils import capture_log
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SAWarning
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader
from traitlets.utils.importstring import import_item

from nbexaminer.course.errors import CourseError, first_line


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment."""

    student: str
    assignment: str
    path: Path

    @property
    def key(self) -> str:
        """Its name in files of ours."""
        return f"{self.student}/{self.assignment}"


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
        """The settings of `nbgrader_config.py`."""
        return PyFileConfigLoader("nbgrader_config.py", path=str(self.root)).load_config()

    @property
    def cache(self) -> Path:
        """The folder for what can be made again."""
        return self.root / ".cache"

    @cached_property
    def taken(self) -> Course:
        """The same course with the submissions as they were taken in."""
        return self.with_settings(CourseDirectory={"submitted_directory": ".cache/taken"})

    @cached_property
    def executed(self) -> Course:
        """The same course with the submissions as they were taken in and executed: nbgrader has only to record them."""
        steps = Autograde(config=self.config).autograde_preprocessors
        classes = [import_item(step) if isinstance(step, str) else step for step in steps]
        rest = [step for step, kind in zip(steps, classes, strict=True) if not issubclass(kind, Execute)]
        return self.taken.with_settings(Autograde={"sanitize_preprocessors": [], "autograde_preprocessors": rest})

    def with_settings(self, **sections: dict[str, object]) -> Course:
        """The same course with other settings.

        Args:
            sections: name of a section of the settings -> what is different in it.
        """
        other = Course(self.root)
        other.config = copy.deepcopy(self.config)
        other.config.merge(Config(sections))
        return other

    @cached_property
    def directory(self) -> CourseDirectory:
        """nbgrader's view of the folder."""
        return CourseDirectory(config=self.config, root=str(self.root))

    def folder(self, step: str, student: str = ".", assignment: str = ".") -> Path:
        """The folder of a step ("source", "release", "submitted", "autograded", "feedback" or "solution")."""
        name = getattr(self.directory, f"{step}_directory")
        return Path(os.path.normpath(self.directory.format_path(name, student, assignment)))

    def relative(self, path: Path) -> str:
        """A path as the user would type it in the course folder."""
        return os.path.relpath(path, self.root)

    def gradebook(self) -> Gradebook:
        """nbgrader's gradebook; a context manager.

        Raises:
            CourseError: it can't be opened.
        """
        address = self.directory.db_url
        try:
            where = make_url(address).render_as_string(hide_password=True)
            return Gradebook(address, self.directory.course_id)
        except ModuleNotFoundError as error:
            raise CourseError(
                f"The gradebook {where} needs the Python package {error.name}, which is not installed: "
                f"`pip install {error.name}`, or put right what NBGRADER_DB_URL says."
            ) from None
        except ArgumentError:  # nothing that could be an address, or of a kind of database that is unknown
            raise CourseError(
                f"{address!r} is no address of a gradebook: NBGRADER_DB_URL must be like "
                "postgresql+psycopg://user@host/name."
            ) from None
        except OperationalError as error:
            raise CourseError(
                f"The gradebook {where} can't be opened ({first_line(error.orig or error)}): see that it runs and is not "
                "full, or put right what NBGRADER_DB_URL says."
            ) from None

    def run(self, converter: type[BaseConverter], assignment: str, student: str | None = None) -> str | None:
        """Run one of nbgrader's converters, replacing what it wrote before.

        Returns:
            None when it succeeded, otherwise what went wrong, in one line.

        Raises:
            KeyboardInterrupt: the run was interrupted (nbgrader's own capture would swallow it).
        """
        self.directory.assignment_id = assignment
        self.directory.student_id = student or "*"
        app = converter(coursedir=self.directory, config=self.config)
        app.force = True
        with warnings.catch_warnings():
            # nbgrader adds a new submission through its students, which SQLAlchemy remarks upon; it is recorded all the same.
            warnings.simplefilter("ignore", SAWarning)
            result = capture_log(app)
        if result["success"]:
            return None
        if result["error"].rstrip().endswith("KeyboardInterrupt"):
            raise KeyboardInterrupt
        return _reason(result.get("log", "") + result["error"])

    def assignments(self, only: str | None = None) -> list[str]:
        """Names of the assignments in `source/`.

        Args:
            only: the one that is wanted, or None for all.

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
            raise CourseError(f"There is no assignment {only!r}; {self.relative(source)}/ has: {', '.join(names)}.")
        return [only]

    def notebooks(self, assignment: str) -> list[str]:
        """Names of an assignment's notebooks, without the ending."""
        return sorted(path.stem for path in self.folder("source", assignment=assignment).glob("*.ipynb"))

    def submissions(self, assignment: str | None = None, student: str | None = None) -> list[Submission]:
        """Every submission, sorted by assignment and student.

        Raises:
            CourseError: there is no `submitted/`, or nothing in it that was asked for.
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
                    raise CourseError(
                        f"The folder {self.relative(path)} can't be written: give yourself write permission."
                    )

    def require_links(self, assignment: str) -> None:
        """Make sure that what an assignment's source only points to is there.

        Raises:
            CourseError: a link leads nowhere.
        """
        folder = self.folder("source", assignment=assignment)
        for path in sorted(folder.rglob("*")):
            if path.is_symlink() and not path.exists():
                raise CourseError(
                    f"{self.relative(path)} is a link to {os.readlink(path)}, which is not there: put that back, or remove "
                    "the link."
                )

    @contextlib.contextmanager
    def keeping(self, folder: Path) -> Iterator[None]:
        """Put a folder back as it was when the block fails or is interrupted."""
        self.cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.cache, prefix="kept-") as safe:
            kept = Path(safe, "kept")
            if folder.is_dir():
                shutil.copytree(folder, kept, symlinks=True)
            try:
                yield
            except BaseException:
                if folder.is_dir():
                    shutil.rmtree(folder)
                if kept.is_dir():
                    shutil.move(kept, folder)  # which takes no room on a full disk
                raise


def _reason(log: str) -> str:
    """The exception behind a converter's failure, out of its log."""
    errors = re.findall(r"^[ \t]*([\w.]*(?:Error|Exception|Interrupt)): (.+)$", log, flags=re.MULTILINE)
    # nbgrader's own words about an error come after it, and say less.
    said = [
        (kind.rpartition(".")[2], text) for kind, text in errors if not text.startswith("Notebook failed to validate")
    ]
    causes = [f"{kind}: {text}" for kind, text in said if kind != "NbGraderException"]
    lines = log.strip().splitlines() or ["no reason given"]
    return causes[-1] if causes else lines[-1].strip()
