"""Cells that were lost, copied, moved, merged or changed: brought back to what the source says."""

from __future__ import annotations

import copy
import random

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from nbexaminer.intake.restore.repair import repair
from tests.catalogue import ROOT
from tests.intake.restore.damages import (
    CLEAR,
    DAMAGES,
    FORWARD,
    SOURCES,
    assert_as_the_source,
    cell,
    names,
    pair,
    repaired,
    strip_all,
)
from tests.small_course import small_notebook


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
@pytest.mark.parametrize("filled", [True, False], ids=["solved", "blank"])
def test_an_honest_notebook_comes_out_unchanged(path, filled):
    source, notebook = pair(path)
    if not filled:
        notebook = nbformat.read(ROOT / "release" / path.parent.name / path.name, as_version=4)
    before = copy.deepcopy(notebook)
    assert repair(notebook, source, CLEAR) == []
    for one in (before, notebook):
        for each in one.cells:
            each.metadata.pop("grading", None)
    assert notebook == before


@pytest.mark.slow
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
@given(damages=st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=12), seed=st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_any_damages_together_are_repaired(path, damages, seed):
    source, notebook = pair(path)
    whole = copy.deepcopy(source)
    chance = random.Random(seed)
    for damage in damages:
        if notebook.cells:
            damage(notebook, chance, source)
    sentences = repair(notebook, source, CLEAR)
    assert_as_the_source(notebook, source)
    assert all(len(sentence) < 400 and sentence.endswith(".") for sentence in sentences)
    again = copy.deepcopy(notebook)
    assert repair(again, source, CLEAR) == []
    assert [each.source for each in again.cells] == [each.source for each in notebook.cells]
    for each in notebook.cells:  # what comes afterwards changes the submission, and nothing of the source with it
        each.metadata.setdefault("nbgrader", NotebookNode())["checksum"] = "new"
        each.metadata.setdefault("tags", []).append("new")
    assert source == whole


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_an_empty_notebook_gets_everything_back_in_order(path):
    source, notebook = pair(path)
    notebook.cells.clear()
    repair(notebook, source, CLEAR)
    assert names(notebook) == names(source)
    released = nbformat.read(ROOT / "release" / path.parent.name / path.name, as_version=4)
    assert {name: cell(notebook, name).source for name in names(notebook)} == {
        name: cell(released, name).source for name in names(released)
    }


def test_line_ends_and_blanks_are_no_edits():
    def change(notebook):
        for each in notebook.cells:
            each.source = each.source.replace("\n", " \r\n") + "\n\n"

    assert repaired(change)[1] == []


def test_thousands_of_own_cells():
    source, notebook = pair(FORWARD)
    strip_all(notebook, random.Random(0), None)
    line = "print('the same line in every cell', x)"
    notebook.cells += [new_code_cell(f"{line}\nx = {n}", id=f"n{n}") for n in range(3000)]
    repair(notebook, source, CLEAR)
    assert_as_the_source(notebook, source)


def test_the_small_course_with_nbgraders_own_stub():
    source = small_notebook()
    notebook = small_notebook()
    notebook.cells = notebook.cells[2:]
    sentences = repair(notebook, source)
    assert "NotImplementedError" in cell(notebook, "double").source
    assert sentences == ["The cell double was missing: put back as it was given."]
    assert_as_the_source(notebook, source)
