"""Checks stand in the source's order, behind their answers."""

from __future__ import annotations

import itertools

import pytest

from nbexaminer.intake.restore.check_order import longest_increasing
from tests.intake.restore.damages import FORWARD, cell, checks, pair, repaired, without


def test_a_deleted_check_comes_back_behind_what_stands_before_it_in_the_source():
    notebook, sentences = repaired(without("check_cost"))
    source, _ = pair(FORWARD)
    assert [each.id for each in notebook.cells] == [each.id for each in source.cells]
    assert sentences == ["The cell check_cost was missing: put back."]
    assert "HIDDEN" not in cell(notebook, "check_cost").source


def test_an_answer_that_swallowed_its_check_keeps_its_text_and_the_check_comes_back():
    def merge_check(notebook):
        cell(notebook, "cost").source += "\n\n" + cell(notebook, "check_cost").source
        without("check_cost")(notebook)

    notebook, sentences = repaired(merge_check)
    assert cell(notebook, "cost").source.startswith("def cost")
    assert notebook.cells.index(cell(notebook, "check_cost")) == notebook.cells.index(cell(notebook, "cost")) + 1
    assert sentences == ["The cell check_cost was missing: put back."]


def test_checks_come_back_into_the_sources_order_and_few_are_moved():
    def shuffle(notebook):
        check = cell(notebook, "check_forward")
        notebook.cells.remove(check)
        notebook.cells.append(check)

    notebook, sentences = repaired(shuffle)
    source, _ = pair(FORWARD)
    assert [each.id for each in notebook.cells] == [each.id for each in source.cells]
    assert sentences == ["The check cell check_forward stood before its answer or out of order: put back behind it."]


def test_a_check_follows_an_answer_that_was_moved_behind_it():
    def later(notebook):
        answer = cell(notebook, "cost")
        notebook.cells.remove(answer)
        notebook.cells.append(answer)

    notebook, sentences = repaired(later)
    assert notebook.cells[-1 - len([n for n in checks(notebook) if n != "check_forward"])].source.startswith("def cost")
    assert any("check_cost" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("values", "length"),
    [([], 0), ([5], 1), ([1, 2, 3], 3), ([3, 2, 1], 1), ([9, 1, 8, 2, 7, 3], 3), ([0, 4, 1, 2, 3], 4)],
)
def test_a_longest_increasing_subsequence(values, length):
    positions = sorted(longest_increasing(values))
    assert len(positions) == length
    assert all(values[one] < values[other] for one, other in itertools.pairwise(positions))
