"""What was released: the release as it is, and those before it, as far as they are remembered.

Students hand in what they were given, and an instructor may have released something else since. Without this memory, which
lies in `.cache/released`, no score is another; but then what an instructor has changed may look like a student's doing.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import compute_checksum

from nbexaminer.course.course import Course
from nbexaminer.course.digest import digest
from nbexaminer.course.errors import CourseError
from nbexaminer.course.notebooks import grade_id, known_notebook

FOLDER = Path(".cache", "released")
MOST = 20
"""How many releases of an assignment are remembered."""


def remember_release(course: Course, assignment: str) -> None:
    """Keep a copy of the notebooks of an assignment's release, as they are.

    Raises:
        OSError: it can't be written.
    """
    notebooks = sorted(course.folder("release", assignment=assignment).glob("*.ipynb"))
    if not notebooks:
        return
    folder = course.root / FOLDER / assignment
    copy = folder / digest([notebooks[0].parent], lambda path: path.suffix != ".ipynb")[:16]
    if not copy.is_dir():
        fresh = folder / "new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for path in notebooks:
            shutil.copyfile(path, fresh / path.name)
        fresh.rename(copy)
    for old in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)[MOST:]:
        shutil.rmtree(old, ignore_errors=True)


def releases(directory: CourseDirectory, assignment: str, notebook: str) -> list[NotebookNode]:
    """A notebook as it is released, and as it was before; not to be changed. Files that can't be read are left out."""
    folder = Path(directory.root) / FOLDER / assignment
    remembered = folder.glob(f"*/{notebook}.ipynb") if folder.is_dir() else ()
    paths = [
        Path(directory.format_path(directory.release_directory, ".", assignment)) / f"{notebook}.ipynb",
        *sorted(remembered, key=lambda path: path.parent.stat().st_mtime_ns, reverse=True),
    ]
    found = []
    for path in paths:
        with contextlib.suppress(CourseError, OSError):
            found.append(known_notebook(path))
    return found


def former_names(directory: CourseDirectory, assignment: str) -> set[str]:
    """Names under which notebooks of an assignment were released before, and are no more."""
    release = Path(directory.format_path(directory.release_directory, ".", assignment))
    remembered = (Path(directory.root) / FOLDER / assignment).glob("*/*.ipynb")
    return {path.stem for path in remembered} - {path.stem for path in release.glob("*.ipynb")}


def given_as(notebook: NotebookNode, known: list[NotebookNode]) -> NotebookNode | None:
    """Which of some releases a submission was made from: one with most of the checksums that it carries, and little else.

    What has lost them, as in Colab, is told by the texts of its cells.

    Args:
        notebook: the submission.
        known: releases, the likelier ones first.
    """
    own = {_mark(cell) for cell in notebook.cells} - {None}
    names = {grade_id(cell) for cell in notebook.cells}
    texts = {cell.source.strip() for cell in notebook.cells}

    def fit(release: NotebookNode) -> tuple[int, int, int]:
        common = own & {_mark(cell) for cell in release.cells}
        lacking = {grade_id(cell) for cell in release.cells} - names
        same = sum(cell.source.strip() in texts for cell in release.cells)
        return len(common), -len(lacking) if common else 0, same

    return max(known, key=fit, default=None)


def is_untouched(cell: NotebookNode) -> bool:
    """Whether a cell is as it was released, whatever the source says: nbgrader's checksum of it is still right."""
    try:
        return cell.metadata.nbgrader.checksum == compute_checksum(cell)
    except (AttributeError, KeyError, TypeError, ValueError):  # a submission's metadata may hold anything
        return False


def _mark(cell: NotebookNode) -> tuple[str, str] | None:
    marks = cell.metadata.get("nbgrader")
    checksum = marks.get("checksum") if isinstance(marks, dict) else None
    return (grade_id(cell), checksum) if grade_id(cell) and isinstance(checksum, str) else None
