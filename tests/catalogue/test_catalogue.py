"""Judgement, measured: every catalogued submission is judged as it says of itself."""

from __future__ import annotations

from collections.abc import Iterable

import nbformat
import pytest

from nbexaminer.report.autograd import by_hand_cells, review
from tests.catalogue import (
    Case,
    Judgement,
    cases,
    fill,
    folder_of,
    judge,
    judge_in_process,
    notebooks,
    run_in_process,
)
from tests.catalogue.record import everything, recorded

ALL = everything()
LEAST = {
    "xor_perceptron": (30, 10),
    "numpy_regression": (30, 10),
    "xor_relu_momentum": (45, 12),
    "moons_sigmoid": (35, 10),
    "manual_vs_autograd": (30, 10),
}
"""Notebook -> the smallest number of chaffs and of wheats in its catalogue; 30 and 10 for any other."""


def _unnamed(chaffs: Iterable[Case]) -> list[str]:
    return [str(case) for case in chaffs if not case.mistakes]


def assert_judged_as_it_says(judgement: Judgement) -> None:
    case = judgement.case
    assert judgement.in_place, f"{case.story}\n" + "\n".join(judgement.messages)
    if case.mistakes:
        assert judgement.named, f"{case.story}\nnamed: {sorted(judgement.slugs)}\n" + "\n".join(judgement.messages)


@pytest.mark.parametrize("case", ALL[::12], ids=str)
def test_in_one_namespace_it_loses_points_in_the_intended_checks_and_in_no_other(case: Case):
    """Every twelfth case of the notebooks: quick enough for the tests that run all the time."""
    assert_judged_as_it_says(judge_in_process(case))


@pytest.mark.slow
@pytest.mark.parametrize("case", ALL, ids=str)
def test_on_both_sides_it_loses_points_in_the_intended_checks_and_in_no_other(case: Case):
    assert_judged_as_it_says(judge(case, recorded()[case].verdicts))


@pytest.mark.parametrize("notebook", notebooks())
def test_nine_chaffs_of_ten_are_named(notebook: str):
    chaffs = cases(notebook, "chaffs")
    assert len(_unnamed(chaffs)) <= len(chaffs) / 10


@pytest.mark.parametrize("notebook", notebooks())
def test_the_catalogue_is_large_enough(notebook: str):
    chaffs, wheats = LEAST.get(notebook, (30, 10))
    assert len(cases(notebook, "chaffs")) >= chaffs
    assert len(cases(notebook, "wheats")) >= wheats


@pytest.mark.parametrize("case", [case for case in ALL if case.kind == "chaffs"], ids=str)
def test_a_chaff_says_which_checks_fail_and_why(case: Case):
    assert case.fails
    assert case.story.endswith(".")


@pytest.mark.parametrize("case", ALL, ids=str)
def test_autograd_is_reported_where_it_is_and_nowhere_else(case: Case):
    by_hand = by_hand_cells(nbformat.read(notebooks()[case.notebook], as_version=4))
    assert {finding.cell for finding in review(fill(case), by_hand)} == case.reported


def test_the_harness_sees_a_wrong_judgement():
    notebook = next(iter(notebooks()))
    chaff, wheat = cases(notebook, "chaffs")[0], cases(notebook, "wheats")[0]
    as_wheat = judge(wheat, run_in_process(fill(chaff), folder_of(chaff)))
    assert as_wheat.caught
    assert not as_wheat.in_place
    as_chaff = judge(chaff, run_in_process(fill(wheat), folder_of(wheat)))
    assert not as_chaff.in_place
    assert not as_chaff.named
