"""Pack a submitted notebook, with everything that it takes to run it, into a task."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from nbexaminer.execution.files import given_files, own_files
from nbexaminer.execution.task import Task, settings_of


def make_task(
    notebook: NotebookNode,
    identity: dict[str, str],
    source: NotebookNode,
    folder: Path,
    handed_in: Path,
    course: CourseDirectory,
    config: Config,
) -> Task:
    """A notebook as a task.

    Args:
        notebook: sanitized.
        identity: its "student", "assignment" and "notebook", as nbgrader names them.
        source: the assignment's own notebook.
        folder: of the assignment's source.
        handed_in: folder of the submission.
        course: where the course is, and what it ignores.
        config: the course's settings.
    """
    text = nbformat.writes(notebook)
    # another notebook of the assignment lies there only where this one speaks of it, in `%run`: it may be large
    silent = {
        path.name for path in folder.glob("*.ipynb") if path.stem == identity["notebook"] or path.name not in text
    }
    return Task(
        identity["student"],
        identity["assignment"],
        identity["notebook"],
        text,
        nbformat.writes(source),
        {name: path.read_bytes() for name, path in given_files(folder, course.ignore).items()},
        {name: path.read_bytes() for name, path in own_files(handed_in, silent).items()},
        settings_of(config),
        [course.root],
    )
