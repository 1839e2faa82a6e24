"""Prepare a submission: take its files in, and sanitize its notebooks as nbgrader does."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde

from nbexaminer.authoring.specs import with_specs
from nbexaminer.course.course import Course, Submission
from nbexaminer.course.errors import CourseError
from nbexaminer.course.released import former_names
from nbexaminer.execution.files import given_files
from nbexaminer.execution.packing import make_task
from nbexaminer.execution.task import Task
from nbexaminer.intake.take_in import take_in


@dataclass(frozen=True)
class Prepared:
    """A submission that is ready to be executed.

    Attributes:
        submission: the submission, as it was handed in.
        tasks: notebook -> what is to be executed.
        repairs: notebook -> what was put right about its file, a sentence each.
    """

    submission: Submission
    tasks: dict[str, Task]
    repairs: dict[str, list[str]]


def prepare(course: Course, submission: Submission) -> Prepared:
    """Take a submission in, and sanitize its notebooks.

    Raises:
        CourseError: nbgrader can't read a notebook.
        OSError: a file can't be copied.
    """
    student, assignment = submission.student, submission.assignment
    target = course.sanitized.folder("submitted", student, assignment)
    if target.is_dir():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    former = former_names(course.directory, assignment)
    repairs = take_in(submission.path, course.folder("release", assignment=assignment), target, former)
    source = course.folder("source", assignment=assignment)
    removed = _remove_clashes(given_files(source, course.directory.ignore), target)
    repairs = {name: [*sentences, *removed] for name, sentences in repairs.items()}
    sanitize = _Sanitizer(course)
    tasks = {}
    for name in course.notebooks(assignment):
        notebook = sanitize(target / f"{name}.ipynb")
        original = with_specs(source / f"{name}.ipynb")
        identity = {"student": student, "assignment": assignment, "notebook": name}
        tasks[name] = make_task(notebook, identity, original, source, target, course.directory, course.config)
    _remove_others(target, {f"{name}.ipynb" for name in tasks})
    return Prepared(submission, tasks, repairs)


def _remove_others(target: Path, notebooks: Collection[str]) -> None:
    """Remove other notebooks, which the tasks hold by now: nbgrader would take them for the assignment's."""
    for path in target.glob("*.ipynb"):
        if path.name not in notebooks and path.is_file():
            path.unlink()


def _remove_clashes(given: Iterable[str], target: Path) -> list[str]:
    """Remove what lies where a given file must lie: a folder of its name, or a file of the name of its folder.

    Returns:
        What was removed, one sentence each.
    """
    removed = []
    for name in map(PurePosixPath, given):
        if (target / name).is_dir():
            shutil.rmtree(target / name)
            removed.append(f"The folder {name} was left out: a file of that name is given.")
        for above in list(name.parents)[:-1]:
            if (target / above).is_file():
                (target / above).unlink()
                removed.append(f"The file {above} was left out: a folder of that name is given.")
    return removed


class _Sanitizer:
    """nbgrader's sanitizing preprocessors, as the settings of a course list them."""

    def __init__(self, course: Course):
        log = logging.getLogger("nbexaminer.sanitize")
        log.propagate = False
        log.addHandler(logging.NullHandler())
        view = course.sanitized
        self._app = Autograde(coursedir=view.directory, config=view.config, log=log)
        self._exporter = NotebookExporter(parent=self._app, config=self._app.config)
        for preprocessor in self._app.sanitize_preprocessors:
            self._exporter.register_preprocessor(preprocessor)

    def __call__(self, path: Path) -> nbformat.NotebookNode:
        try:
            resources = self._app.init_single_notebook_resources(str(path))
            text, _ = self._exporter.from_filename(str(path), resources=resources)
        except Exception as error:
            raise CourseError(f"{path.name} could not be read by nbgrader: {error}") from error
        return nbformat.reads(text, as_version=4)
