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
