"""What the source of an assignment makes: the cells that the gradebook should have, and the release that students should get.

Grading goes by the source as it is. So nbgrader's own steps are run into a temporary folder, without the gradebook; the result
is kept in `.cache/made` until the source changes.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.preprocessors import SaveCells as NbgraderSaveCells
from nbgrader.utils import is_grade, is_locked, is_solution, is_task
from traitlets import Unicode
from traitlets.utils.importstring import import_item

from nbexaminer.authoring.check import stamp
from nbexaminer.course.course import Course
from nbexaminer.course.errors import CourseError
from nbexaminer.course.files import files_of
from nbexaminer.course.notebooks import grade_id
from nbexaminer.system.tempdirs import temporary


@dataclass(frozen=True)
class SavedCell:
    """What the gradebook keeps of a cell.

    Attributes:
        cell_type: "code" or "markdown".
        grade, solution, task, locked: what nbgrader knows it as.
        points: that it is worth; None for one that is worth nothing.
        source: its text, with its hidden tests and without a solution.
        checksum: of the cell with that text.
    """

    cell_type: str
    grade: bool
    solution: bool
    task: bool
    locked: bool
    points: float | None
    source: str
    checksum: str | None


@dataclass(frozen=True)
class Made:
    """What a source makes.

    Attributes:
        cells: notebook -> grade id -> the cell, as the gradebook should have it.
        kernels: notebook -> its kernel, as the gradebook should have it.
        release: file of the release -> digest of what a student sees of it.
    """

    cells: dict[str, dict[str, SavedCell]]
    kernels: dict[str, str]
    release: dict[str, str]


class WriteCells(NbGraderPreprocessor):
    """Write each notebook into a folder, as it is where the gradebook's cells are read from it."""

    folder = Unicode(help="where the notebooks are written").tag(config=True)

    def preprocess(self, notebook: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        nbformat.write(notebook, Path(self.folder) / f"{resources['nbgrader']['notebook']}.ipynb")
        return notebook, resources


def saved_cells(notebook: NotebookNode) -> dict[str, SavedCell]:
    """The cells of a notebook that the gradebook keeps; their checksums are in their metadata."""
    found = {}
    for cell in notebook.cells:
        if not any(kind(cell) for kind in (is_grade, is_solution, is_locked, is_task)):
            continue
        marks = cell.metadata.nbgrader
        is_worth = is_grade(cell) or is_task(cell)
        kinds = (bool(kind(cell)) for kind in (is_grade, is_solution, is_task, is_locked))
        points = float(marks["points"]) if is_worth else None
        found[marks["grade_id"]] = SavedCell(cell.cell_type, *kinds, points, cell.source, marks.get("checksum"))
    return found


def made_of(course: Course, assignment: str, keep: bool = True) -> Made:
    """What the source of an assignment makes as it is.

    Args:
        course, assignment: of which source.
        keep: whether the result is kept for the next time.

    Raises:
        CourseError: a notebook of the source is broken, or nbgrader refuses it.
    """
    path, wanted = course.cache / "made" / f"{assignment}.json", hashlib.sha256(stamp(course, assignment)).hexdigest()
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):  # none, or not of this form
        read = json.loads(path.read_text(encoding="utf-8"))
        if read["of"] == wanted:
            cells = {name: {key: SavedCell(**cell) for key, cell in of.items()} for name, of in read["cells"].items()}
            return Made(cells, read["kernels"], read["release"])
    with temporary() as folder:
        made = _make(course, assignment, folder)
    if keep:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps({"of": wanted} | asdict(made)), encoding="utf-8")
        fresh.replace(path)
    return made


def _make(course: Course, assignment: str, folder: Path) -> Made:
    (folder / "cells").mkdir()
    steps = GenerateAssignment(config=course.config).preprocessors
    classes = [import_item(step) if isinstance(step, str) else step for step in steps]
    chosen = [WriteCells if issubclass(kind, NbgraderSaveCells) else kind for kind in classes]
    other = course.with_settings(
        CourseDirectory={"release_directory": str(folder / "release")},
        # Nothing is written into the source: support files are made when a release is.
        GenerateAssignment={"no_database": True, "preprocessors": chosen, "pre_convert_hook": None},
        WriteCells={"folder": str(folder / "cells")},
    )
    problem = other.run(GenerateAssignment, assignment)
    if problem:
        raise CourseError(f"source/{assignment}/ can't be used for grading: {problem}")
    notebooks = {path.stem: nbformat.read(path, as_version=4) for path in sorted((folder / "cells").glob("*.ipynb"))}
    return Made(
        {name: saved_cells(notebook) for name, notebook in notebooks.items()},
        {name: json.dumps(notebook.metadata.get("kernelspec", {})) for name, notebook in notebooks.items()},
        seen_by_students(other.folder("release", assignment=assignment), course.directory.ignore),
    )


def seen_by_students(release: Path, ignore: Iterable[str]) -> dict[str, str]:
    """File of a release -> digest of what a student sees of it: of a notebook, its cells; of another file, all.

    Raises:
        OSError: a file can't be read.
    """
    found = {}
    for path in files_of(release, list(ignore)):
        content = path.read_bytes()
        if path.suffix == ".ipynb":
            with contextlib.suppress(Exception):  # what is no notebook is compared as it stands
                content = json.dumps(list(_seen(nbformat.reads(content.decode(), as_version=4)))).encode()
        found[path.relative_to(release).as_posix()] = hashlib.sha256(content).hexdigest()[:16]
    return found


def _seen(notebook: NotebookNode) -> Iterator[list]:
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        yield [cell.cell_type, grade_id(cell), marks.get("points"), cell.source]


def release_differs(course: Course, assignment: str, made: Made) -> list[str]:
    """Files in which an assignment's release is not what its source makes."""
    there = seen_by_students(course.folder("release", assignment=assignment), course.directory.ignore)
    return sorted(name for name in {*there, *made.release} if there.get(name) != made.release.get(name))
