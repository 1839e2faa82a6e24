"""Notebooks of the course, filled in, and what may happen to their cells."""

from __future__ import annotations

import copy
import functools
from collections import Counter

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.preprocessors import ClearSolutions

from nbexaminer.course.notebooks import grade_id
from nbexaminer.intake.restore.as_given import FIELDS
from nbexaminer.intake.restore.repair import repair
from tests.catalogue import ROOT

SOURCES = sorted(ROOT.glob("source/*/*.ipynb"))


FORWARD = ROOT / "source" / "numpy_regression" / "numpy_regression.ipynb"


CLEAR = ClearSolutions(
    code_stub={"python": "raise NotImplementedError  # your code replaces this line"},
    text_stub="*Your answer replaces this line.*",
)


@functools.cache
def _pair(path) -> tuple[NotebookNode, NotebookNode]:
    source = nbformat.read(path, as_version=4)
    release = nbformat.read(ROOT / "release" / path.parent.name / path.name, as_version=4)
    for ours, theirs in zip(release.cells, source.cells, strict=True):
        if theirs.metadata.get("nbgrader", {}).get("solution"):
            ours.source = "\n".join(
                line for line in theirs.source.split("\n") if "## " not in line or "SOLUTION" not in line
            )
    return source, release


def pair(path) -> tuple[NotebookNode, NotebookNode]:
    """A source, and its release filled in with the solutions."""
    source, filled = _pair(path)
    return copy.deepcopy(source), copy.deepcopy(filled)


def names(notebook: NotebookNode) -> list[str]:
    return [name for cell in notebook.cells if (name := grade_id(cell))]


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if grade_id(cell) == name)


def checks(notebook: NotebookNode) -> list[str]:
    return [
        grade_id(cell)
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade") and not cell.metadata.nbgrader.get("solution")
    ]


def assert_as_the_source(notebook: NotebookNode, source: NotebookNode) -> None:
    """Every grade id once, marked as in the source, each check in its order and behind the answer before it."""
    assert Counter(names(notebook)) == Counter(names(source))
    place = {grade_id(cell): index for index, cell in enumerate(notebook.cells)}
    answer = None
    for theirs in source.cells:
        name = grade_id(theirs)
        if not name:
            continue
        ours, meta = cell(notebook, name), theirs.metadata.nbgrader
        assert ours.cell_type == theirs.cell_type
        assert {field: ours.metadata.nbgrader.get(field) for field in FIELDS} == {
            field: meta.get(field) for field in FIELDS
        }
        if meta.solution and theirs.cell_type == "code":
            answer = name
        if meta.grade and not meta.solution and answer:
            assert place[answer] < place[name]
    assert checks(notebook) == checks(source)
    nbformat.validate(notebook)


def repaired(*changes) -> tuple[NotebookNode, list[str]]:
    """The filled notebook after some changes and the repair."""
    source, notebook = pair(FORWARD)
    for change in changes:
        change(notebook)
    sentences = repair(notebook, source, CLEAR)
    assert_as_the_source(notebook, source)
    return notebook, sentences


def without(name):
    return lambda notebook: notebook.cells.remove(cell(notebook, name))


def drop(notebook, chance, source):
    notebook.cells.remove(chance.choice(notebook.cells))


def double(notebook, chance, source):
    each = copy.deepcopy(chance.choice(notebook.cells))
    each["id"] = f"copy{chance.getrandbits(40)}"
    notebook.cells.insert(chance.randrange(len(notebook.cells) + 1), each)


def move(notebook, chance, source):
    each = notebook.cells.pop(chance.randrange(len(notebook.cells)))
    notebook.cells.insert(chance.randrange(len(notebook.cells) + 1), each)


def retype(notebook, chance, source):
    index = chance.randrange(len(notebook.cells))
    each = notebook.cells[index]
    make = chance.choice([new_code_cell, new_markdown_cell, new_raw_cell])
    notebook.cells[index] = make(each.source, id=each.id, metadata=each.metadata)


def strip(notebook, chance, source):
    each = chance.choice(notebook.cells)
    each.metadata = NotebookNode()
    if chance.random() < 0.7:
        each["id"] = f"new{chance.getrandbits(40)}"


def strip_all(notebook, chance, source):
    for number, each in enumerate(notebook.cells):
        each.metadata, each["id"] = NotebookNode(), f"all{number}-{chance.getrandbits(40)}"


def split(notebook, chance, source):
    index = chance.randrange(len(notebook.cells))
    each = notebook.cells[index]
    lines = each.source.split("\n")
    at = chance.randrange(len(lines) + 1)
    rest = copy.deepcopy(each)
    rest["id"], rest.source, each.source = f"half{chance.getrandbits(40)}", "\n".join(lines[at:]), "\n".join(lines[:at])
    if chance.random() < 0.5:
        rest.metadata = NotebookNode()
    notebook.cells.insert(index + 1, rest)


def merge(notebook, chance, source):
    if len(notebook.cells) > 1:
        index = chance.randrange(len(notebook.cells) - 1)
        one, other = notebook.cells[index : index + 2]
        kept = chance.choice([one, other])
        kept.source = one.source + "\n\n" + other.source
        notebook.cells.remove(other if kept is one else one)


def edit(notebook, chance, source):
    each = chance.choice(notebook.cells)
    each.source = chance.choice(["", "# mine\n" + each.source, each.source[: len(each.source) // 2], "x = 1"])


def claim(notebook, chance, source):
    each = chance.choice(notebook.cells)
    marks = {"grade_id": chance.choice([*names(source), "bonus", 7, None]), "points": chance.choice([99, "x", None])}
    flags = {field: chance.choice([True, False, "yes", None]) for field in ("grade", "solution", "locked", "task")}
    each.metadata["nbgrader"] = chance.choice([NotebookNode(marks | flags), [1], "x", None, NotebookNode()])


def add(notebook, chance, source):
    text = chance.choice(["", "x = 1", chance.choice(source.cells).source, "def f():\n    return 1"])
    make = chance.choice([new_code_cell, new_markdown_cell, new_raw_cell])
    notebook.cells.insert(chance.randrange(len(notebook.cells) + 1), make(text, id=f"own{chance.getrandbits(40)}"))


DAMAGES = [drop, double, move, retype, strip, strip_all, split, merge, edit, claim, add]
