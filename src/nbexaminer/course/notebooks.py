"""The course's own notebooks, read and validated."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import nbformat
from nbgrader.coursedir import CourseDirectory

from nbexaminer.course.errors import CourseError, first_line


def known_notebook(path: Path) -> nbformat.NotebookNode:
    """A notebook of the course's own, read by `read_notebook` and cached until the file changes; not to be changed."""
    try:
        found = path.stat()
    except OSError:
        return read_notebook(path)
    return _known_notebook(path, found.st_mtime_ns, found.st_size, found.st_ino)


@lru_cache(maxsize=64)
def _known_notebook(path: Path, *_: int) -> nbformat.NotebookNode:
    return read_notebook(path)


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """Read a notebook and make sure that it is one.

    Raises:
        CourseError: the file can't be read, is no JSON, or is no notebook.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except OSError as error:
        raise CourseError(f"{path.name} can't be read: {error.strerror}.") from None
    except Exception as error:
        raise CourseError(f"{path.name} is not a notebook ({first_line(error)}).") from None
    return notebook


def grade_id(cell: nbformat.NotebookNode) -> str | None:
    """The name by which nbgrader knows a cell, or None; whatever a submission's metadata holds."""
    meta = cell.metadata.get("nbgrader", {})
    name = meta.get("grade_id") if isinstance(meta, dict) else None
    return name if isinstance(name, str) else None


def source_notebook(
    directory: CourseDirectory, assignment: str | None, notebook: str | None
) -> tuple[nbformat.NotebookNode, Path]:
    """The source of a submitted notebook, not to be changed, and its folder.

    Raises:
        CourseError: there is none.
    """
    if not assignment or not notebook:
        raise CourseError(
            "Only a submission of an assignment can be graded: run `nbgrader autograde` or `nbexaminer grade`."
        )
    folder = Path(directory.format_path(directory.source_directory, ".", assignment))
    path = folder / f"{notebook}.ipynb"
    if not path.is_file():
        raise CourseError(f"There is no {path}: a submission is graded with the checks of its source.")
    return known_notebook(path), folder
