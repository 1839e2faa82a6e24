"""Every small change of a reference solution costs points, and every odd value is answered with a sentence."""

from __future__ import annotations

import pytest

from tests.catalogue import notebooks
from tests.catalogue.cases import _source
from tests.catalogue.mutants import equivalents, fates, run_mutants
from tests.catalogue.mutation import mutants
from tests.catalogue.odd_values import odd_solutions
from tests.catalogue.running import in_fork

UNGRADED = {"look_at_shapes", "plot_costs", "further_layer", "further_loss", "further_activation"}
"""Cells with a solution that no check needs."""


def run(notebook, chosen):
    return in_fork(run_mutants, notebook, _source(notebook), chosen, time_limit=1800)


@pytest.mark.slow
@pytest.mark.parametrize("notebook", notebooks())
def test_every_small_change_of_a_solution_costs_points_or_has_a_reason_why_not(notebook):
    accepted = {(mutant.cell, mutant.after) for mutant, fate in fates(notebook).items() if not fate.check}
    assert accepted == set(equivalents(notebook))


@pytest.mark.slow
@pytest.mark.parametrize("notebook", notebooks())
def test_whatever_a_function_returns_a_check_answers_with_a_sentence(notebook):
    found = run(notebook, odd_solutions(notebook))
    assert len(found) > 700
    for mutant, fate in found:
        assert fate.check not in (None, "time", "process"), mutant
        assert fate.is_told, f"{mutant}\n{fate.message}"
        assert "Traceback" not in fate.message


@pytest.mark.slow
@pytest.mark.parametrize("notebook", notebooks())
def test_cells_whose_changes_nobody_sees_are_not_graded(notebook):
    assert {mutant.cell for mutant in mutants(notebook)} - {mutant.cell for mutant in fates(notebook)} <= UNGRADED


def test_a_changed_solution_is_caught_and_an_equal_one_is_not():
    found = {str(mutant): mutant for mutant in mutants("xor_perceptron")}
    wrong = found["forward: hidden_layer = sigmoid(z_hidden)  →  hidden_layer = z_hidden"]
    equal = found["train: losses.append(loss(y, y_output))  →  losses.append((loss(y_output, y)))"]
    fate = dict(run("xor_perceptron", [wrong, equal]))
    assert (fate[wrong].check, fate[wrong].slug) == ("check_forward", "activation-missing")
    assert fate[equal].check is None


@pytest.mark.parametrize("notebook", notebooks())
def test_changes_are_many_and_of_all_kinds(notebook):
    found = mutants(notebook)
    assert len({mutant.source for mutant in found}) == len(found) > 600
    assert {mutant.cell for mutant in found} >= {
        cell.id
        for cell in _source(notebook).cells
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code"
    }
    assert any(mutant.after == "pass" for mutant in found)


def test_an_odd_value_stands_where_the_result_stood():
    found = {(one.before, one.after): one.source for one in odd_solutions("xor_perceptron")}
    assert "return (None, y_output,)" in found["forward[0]", "None"]
    assert found["sigmoid", "'hello'"].endswith('never nan.\n    """\n    return \'hello\'\n    ### END SOLUTION')
    assert found["n_hidden", "[]"].endswith("### END SOLUTION\nn_hidden = []")
