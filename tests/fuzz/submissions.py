"""Whole submissions of the small course: a tree of files, one odd notebook, or an honest one with odd cells."""

from __future__ import annotations

import copy
import subprocess
from pathlib import Path
from random import Random

import nbformat
from nbformat import NotebookNode

from nbexaminer.course.notebooks import grade_id
from tests.fuzz.codes import code
from tests.fuzz.notebooks import notebook_file
from tests.fuzz.trees import plant


def tree(draw: Random, folder: Path, honest: NotebookNode) -> None:
    """Any files, links, pipes, archives, in any folders."""
    plant(draw, folder, honest)


def notebook(draw: Random, folder: Path, honest: NotebookNode) -> None:
    """A file with the right name, whatever is in it."""
    (folder / "tiny.ipynb").write_bytes(notebook_file(draw, honest))


def cells(draw: Random, folder: Path, honest: NotebookNode) -> None:
    """A whole notebook with cells of any code between the others, and perhaps in the place of one of them."""
    made = copy.deepcopy(honest)
    for _ in range(draw.choice((1, 2, 5))):
        made.cells.insert(
            draw.randint(0, len(made.cells)), nbformat.v4.new_code_cell(code(draw), id=f"odd-{len(made.cells)}")
        )
    if draw.random() < 0.5:
        draw.choice(made.cells).source = code(draw)
    (folder / "tiny.ipynb").write_text(nbformat.writes(made), encoding="utf-8", errors="surrogatepass")


KINDS = (tree, notebook, cells)


def honest_notebook(release: Path) -> NotebookNode:
    """The released notebook of the small course, with the right answer in it."""
    made = nbformat.read(release / "tiny.ipynb", as_version=4)
    next(cell for cell in made.cells if grade_id(cell) == "double").source = "def double(x):\n    return 2 * x"
    return made


def remove(folder: Path) -> None:
    """Remove a submission; some are too deep for Python."""
    subprocess.run(["rm", "-rf", folder], check=True)
