"""Which cell of a submission is which of the source."""

from __future__ import annotations

import copy
import random

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from nbexaminer.course.notebooks import grade_id
from nbexaminer.intake.restore.repair import repair
from tests.catalogue import ROOT
from tests.intake.restore.damages import CLEAR, SOURCES, assert_as_the_source, cell, pair, repaired, strip_all, without


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
@pytest.mark.parametrize("filled", [True, False], ids=["solved", "blank"])
def test_all_metadata_and_ids_gone_as_in_colab(path, filled):
    source, notebook = pair(path)
    if not filled:
        notebook = nbformat.read(ROOT / "release" / path.parent.name / path.name, as_version=4)
    right = [grade_id(cell) for cell in notebook.cells]
    texts = [cell.source for cell in notebook.cells]
    for number, each in enumerate(notebook.cells):
        each.metadata, each["id"] = NotebookNode(), f"colab{number}"
    sentences = repair(notebook, source, CLEAR)
    assert [grade_id(cell) for cell in notebook.cells] == right
    assert [cell.source for cell in notebook.cells] == texts
    assert sentences
    assert all("had lost nbgrader's metadata: recognised by" in sentence for sentence in sentences)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_all_metadata_gone_and_own_cells_between(path):
    source, notebook = pair(path)
    right = {cell.source: grade_id(cell) for cell in notebook.cells}
    for number in range(len(notebook.cells), 0, -3):
        notebook.cells.insert(number, new_code_cell(f"print({number})", id=f"own{number}"))
        notebook.cells.insert(number, new_markdown_cell(f"My note {number}", id=f"note{number}"))
    for number, each in enumerate(notebook.cells):
        each.metadata, each["id"] = NotebookNode(), f"colab{number}"
    repair(notebook, source, CLEAR)
    assert_as_the_source(notebook, source)
    for each in notebook.cells:
        if grade_id(each):
            assert right[each.source] == grade_id(each)


@pytest.mark.parametrize("stripped", [False, True])
def test_a_check_that_swallowed_its_answer_gives_it_back(stripped):
    def merge_answer(notebook):
        check = cell(notebook, "check_cost")
        check.source = cell(notebook, "cost").source + "\n\n" + check.source
        without("cost")(notebook)
        if stripped:
            strip_all(notebook, random.Random(1), None)

    notebook, sentences = repaired(merge_answer)
    assert cell(notebook, "cost").source.startswith("def cost")
    assert "NotImplementedError" not in cell(notebook, "cost").source
    assert cell(notebook, "check_cost").source.startswith("@checks.check")
    assert (
        "The given cell check_cost held an answer: the answer stays, the given text is put back." in sentences
        or stripped
    )


def test_an_answer_written_into_a_given_cell_is_not_lost():
    def misplace(notebook):
        check, answer = cell(notebook, "check_cost"), cell(notebook, "cost")
        check.source, answer.source = answer.source, "raise NotImplementedError  # your code replaces this line"

    notebook, sentences = repaired(misplace)
    texts = [each.source for each in notebook.cells]
    check = notebook.cells.index(cell(notebook, "check_cost"))
    assert any(text.startswith("def cost") and "NotImplementedError" not in text for text in texts[:check])
    assert any("held an answer" in sentence for sentence in sentences)


def test_a_stub_does_not_replace_what_was_written_into_a_given_cell_above_it():
    def misplace(notebook):
        given_cell, answer = cell(notebook, "setup"), cell(notebook, "cost")
        given_cell.source += "\n\n\n" + answer.source
        answer.source = "raise NotImplementedError  # your code replaces this line"

    notebook, sentences = repaired(misplace)
    assert cell(notebook, "cost").source == ""
    assert sum("def cost" in each.source for each in notebook.cells) == 1
    assert any("setup held an answer" in sentence for sentence in sentences)


def test_of_cells_that_came_twice_the_first_that_is_not_blank_counts():
    def twice(notebook):
        blank = copy.deepcopy(cell(notebook, "cost"))
        blank.source, blank["id"] = "", "blank"
        again = copy.deepcopy(cell(notebook, "cost"))
        again.source, again["id"] = "def cost(y_pred, y):\n    return 0", "again"
        place = notebook.cells.index(cell(notebook, "cost"))
        notebook.cells[place + 1 : place + 1] = [again]
        notebook.cells.insert(place, blank)

    notebook, sentences = repaired(twice)
    assert cell(notebook, "cost").id == "cost"
    assert sentences == ["The cell cost came more than once: the first that is not blank counts."]
    assert {"blank", "again"} <= {each.id for each in notebook.cells}


def test_without_metadata_an_edited_check_is_recognised_by_its_text():
    def change(notebook):
        cell(notebook, "check_cost").source += "\nprint('mine')"
        strip_all(notebook, random.Random(2), None)

    notebook, sentences = repaired(change)
    assert "The given cell check_cost had been changed: the text that was given counts." in sentences
    assert not any("mine" in each.source for each in notebook.cells)


def test_without_metadata_a_moved_answer_is_recognised_by_what_it_defines():
    def change(notebook):
        answer = cell(notebook, "cost")
        notebook.cells.remove(answer)
        notebook.cells.insert(0, answer)
        strip_all(notebook, random.Random(3), None)

    notebook, sentences = repaired(change)
    assert notebook.cells[0].source.startswith("def cost")
    assert grade_id(notebook.cells[0]) == "cost"
    assert any("cost" in sentence and "recognised by what" in sentence for sentence in sentences)


def test_without_metadata_a_moved_answer_of_another_name_is_recognised_by_its_first_lines():
    def change(notebook):
        answer = cell(notebook, "cost")
        answer.source = answer.source.replace("def cost", "def Cost")
        notebook.cells.remove(answer)
        notebook.cells.insert(0, answer)
        strip_all(notebook, random.Random(4), None)

    notebook, sentences = repaired(change)
    assert grade_id(notebook.cells[0]) == "cost"
    assert "The cell cost had lost nbgrader's metadata: recognised by its first lines." in sentences
