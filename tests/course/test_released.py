"""Which release a submission was made from, by what it carries."""

from __future__ import annotations

import copy

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from nbexaminer.course.course import Course
from nbexaminer.course.released import given_as, is_untouched, releases, remember_release
from tests.small_course import small_notebook


def released(double: int = 2, without: str = "") -> NotebookNode:
    notebook = small_notebook()
    notebook.cells = [cell for cell in notebook.cells if cell.id != without]
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "check_double":
            cell.metadata.nbgrader.points = double
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    return notebook


def test_the_release_that_fits_best_is_the_one():
    new, old, shorter = released(5), released(2), released(5, without="answer_why")
    assert given_as(copy.deepcopy(old), [new, old]) is old
    assert given_as(copy.deepcopy(shorter), [new, shorter]) is shorter
    assert given_as(small_notebook(), [new, old]) is new  # without checksums: what is released now
    assert given_as(small_notebook(), []) is None


def test_what_has_lost_its_metadata_is_told_by_its_texts():
    new, old = released(), released()
    new.cells[2].source = new.cells[2].source.replace("double(3) == 6", "double(4) == 8")
    bare = copy.deepcopy(old)
    for cell in bare.cells:
        cell.metadata = {}
    bare.cells[0].source = "def double(x):\n    return x + x"
    assert given_as(bare, [new, old]) is old
    assert given_as(bare, [old, new]) is old


def test_a_cell_is_untouched_while_its_checksum_is_right():
    cell = released().cells[2]
    assert is_untouched(cell)
    cell.source += "\npass"
    assert not is_untouched(cell)
    assert not any(map(is_untouched, small_notebook().cells))
    cell.metadata.nbgrader = "no such thing"
    assert not is_untouched(cell)


def test_earlier_releases_are_remembered_once_each(small_course):
    course = Course(small_course.root)
    path = course.folder("release", assignment="tiny") / "tiny.ipynb"
    for text in ("one", "two", "two", "one"):
        notebook = nbformat.read(path, as_version=4)
        notebook.cells[0].source = text
        nbformat.write(notebook, path)
        remember_release(course, "tiny")
    found = releases(course.directory, "tiny", "tiny")
    assert found[0].cells[0].source == "one"  # the release as it is
    assert sorted(notebook.cells[0].source for notebook in found[1:]) == ["one", "two"]
