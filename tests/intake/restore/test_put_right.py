"""Recognised cells are put right, missing ones put back."""

from __future__ import annotations

from nbformat.v4 import new_code_cell

from tests.intake.restore.damages import cell, repaired, without


def test_a_deleted_answer_comes_back_as_it_was_given():
    notebook, sentences = repaired(without("cost"))
    assert "raise NotImplementedError" in cell(notebook, "cost").source
    assert sentences == ["The cell cost was missing: put back as it was given."]


def test_of_two_merged_answers_the_second_comes_back_empty():
    def merge_two(notebook):
        cell(notebook, "forward").source += "\n\n\n" + cell(notebook, "cost").source
        without("cost")(notebook)

    notebook, sentences = repaired(merge_two)
    assert cell(notebook, "cost").source == ""
    assert "def cost" in cell(notebook, "forward").source
    assert sentences == ["The cell cost was missing, but another cell defines what belongs there: put back empty."]


def test_an_edited_given_cell_is_reported_and_put_right():
    def change(notebook):
        cell(notebook, "check_cost").source += "\nprint('mine')"

    notebook, sentences = repaired(change)
    assert "mine" not in cell(notebook, "check_cost").source
    assert sentences == ["The given cell check_cost had been changed: the text that was given counts."]


def test_own_cells_stay_where_they_are():
    def own(notebook):
        notebook.cells.insert(notebook.cells.index(cell(notebook, "cost")), new_code_cell("a = 1", id="own"))
        without("check_cost")(notebook)

    notebook, _ = repaired(own)
    place = [each.id for each in notebook.cells].index("own")
    assert notebook.cells[place + 1].id == "cost"


def test_what_was_added_to_a_given_cell_is_a_cell_of_its_own_beside_it():
    def change(notebook):
        setup = cell(notebook, "setup")
        setup.source = f"import sys\n{setup.source}\nimport math"

    notebook, sentences = repaired(change)
    place = notebook.cells.index(cell(notebook, "setup"))
    before, after = notebook.cells[place - 1], notebook.cells[place + 1]
    assert [before.source, after.source] == ["import sys", "import math"]
    assert before.id != after.id
    assert "nbgrader" not in before.metadata
    assert "grading" not in after.metadata
    assert "math" not in cell(notebook, "setup").source
    assert sentences == ["What had been added to the given cell setup is kept, in a cell of the student's own."]
    assert [each.id for each in repaired(change)[0].cells] == [each.id for each in notebook.cells]


def test_a_given_cell_that_was_overwritten_comes_back_and_the_own_code_stays():
    def change(notebook):
        cell(notebook, "setup").source = "import math\nrate = 1e-3"

    notebook, (sentence,) = repaired(change)
    place = notebook.cells.index(cell(notebook, "setup"))
    assert "import numpy" in notebook.cells[place].source
    assert notebook.cells[place + 1].source == "import math\nrate = 1e-3"
    assert "what had been added is kept" in sentence


def test_an_import_in_a_check_that_an_answer_uses_is_kept():
    def change(notebook):
        cell(notebook, "check_cost").source += "\nimport math\nprint('mine')"
        cell(notebook, "cost").source += "\nmath = None"

    notebook, _ = repaired(change)
    place = notebook.cells.index(cell(notebook, "check_cost"))
    assert notebook.cells[place + 1].source == "import math"
