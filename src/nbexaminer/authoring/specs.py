"""The specs beside a notebook: the examples that are made from them, and the hidden tests that have them inside."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from gradspecs.edits import SpecError
from gradspecs.examples import examples, text
from gradspecs.notebook import Author, CheckCell, with_author
from gradspecs.reference import Cell
from nbexaminer.course.errors import CourseError
from nbexaminer.course.notebooks import grade_id, known_notebook

EXAMPLES = "examples.json"
"""Name of the file of examples that a release has."""


def specs_file(notebook: Path) -> Path | None:
    """The file of specs of a notebook: of its own where there is one, else the assignment's; None where there is neither."""
    own, shared = notebook.parent / f"specs_{notebook.stem}.py", notebook.parent / "specs.py"
    return own if own.is_file() else shared if shared.is_file() else None


def examples_of(folder: Path) -> str | None:
    """The text of the file of examples of an assignment's folder in `source/`; None where no notebook has specs.

    Raises:
        CourseError: the specs of a notebook can't be what they say, or two notebooks name a check alike.
    """
    found: dict[str, dict] = {}
    notebooks = []
    for path in sorted(folder.glob("*.ipynb")):
        if specs_file(path) is None:
            _require_none_needed(path)
            continue
        notebooks.append(path)
        file = specs_file(path)
        made = _examples(path.stem, tuple(cells_of(known_notebook(path))), file.name, _read(file))
        twice = sorted(set(found) & set(made))
        if twice:
            raise CourseError(f"Two notebooks of {folder.name} have a check called {twice[0]}: rename one of them.")
        found |= made
    return text(found) if notebooks else None


def author_of(path: Path) -> Author:
    """The author of a notebook that has specs.

    Raises:
        CourseError: the notebook or its specs can't be read.
    """
    file = specs_file(path)
    return Author.of(_read(file), cells_of(known_notebook(path)), file.name)


def with_specs(path: Path) -> NotebookNode:
    """A notebook of the source whose hidden tests have its specs inside; not to be changed.

    Raises:
        CourseError: it can't be read.
    """
    notebook, specs = known_notebook(path), specs_file(path)
    return notebook if specs is None else _packed(path, _read(path), _read(specs))


class PackSpecs(NbGraderPreprocessor):
    """Put the specs of a notebook, packed, into its hidden tests, so that whoever runs these needs no other file."""

    def preprocess(self, notebook: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        path = Path(resources["metadata"]["path"]) / f"{resources['metadata']['name']}.ipynb"
        specs = specs_file(path)
        if specs is not None:
            _pack(notebook, path.stem, _read(specs), specs.name)
        return notebook, resources


def _require_none_needed(path: Path) -> None:
    """Make sure that a notebook without specs has no check that needs them.

    Raises:
        CourseError: it has one.
    """
    for cell in cells_of(known_notebook(path)):
        check = CheckCell.read(cell.source) if cell.check else None
        if check is not None and (check.examples or check.drawn or check.values):
            raise CourseError(
                f"{check.key} of {path.stem} needs inputs, and there are no specs beside it: write {path.parent.name}/specs.py."
            )


@lru_cache(maxsize=16)
def _examples(name: str, cells: tuple[Cell, ...], file: str, specs: str) -> dict[str, dict]:
    """The examples of a notebook, wherever it lies: they depend on its cells and specs alone. Not to be changed."""
    try:
        return examples(Author.of(specs, cells, file), cells)
    except SpecError as error:
        raise CourseError(f"The specs of {name} don't fit it: {error}") from None


@lru_cache(maxsize=16)
def _packed(path: Path, _: str, specs: str) -> NotebookNode:
    notebook = copy.deepcopy(known_notebook(path))
    _pack(notebook, path.stem, specs, specs_file(path).name)
    return notebook


def _pack(notebook: NotebookNode, name: str, specs: str, file: str) -> None:
    word = Author.of(specs, cells_of(notebook), file).packed()
    for cell in notebook.cells:
        if cell.cell_type == "code" and is_grade(cell):
            cell.source = with_author(cell.source, word)


def cells_of(notebook: NotebookNode) -> Iterator[Cell]:
    """The cells of which a solution consists: all code that nbgrader knows."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and "nbgrader" in cell.metadata:
            yield Cell(grade_id(cell) or cell.id, cell.source, bool(is_solution(cell)), bool(is_grade(cell)))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path.name} can't be read: {error}.") from None
