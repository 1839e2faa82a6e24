"""Constants, zeros, errors and the visible table earn nothing in any check, and cost nothing in those of right functions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest

from nbexaminer.authoring.specs import specs_file
from tests.catalogue.cases import notebooks
from tests.catalogue.judging import judge_in_process
from tests.catalogue.subsets import METHODS, Attack, attacks, has_few, method_attacks

CONVERTED = [name for name, path in notebooks().items() if specs_file(path)]
PARTS = 64
"""Into how many tests the subsets of a large notebook are divided, so that several processes can share them."""


def different(attacks: Iterator[Attack]) -> dict[str, tuple[list[str], list[str]]]:
    """Attack -> the checks that must fail and those that fail, where these are others."""
    found = {}
    for attack in attacks:
        failed = judge_in_process(attack.case).failed
        if not attack.must <= failed <= attack.must | attack.may:
            found[attack.case.name] = (sorted(attack.must), sorted(failed))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", CONVERTED)
def test_functions_that_give_way_cost_their_own_checks_only(name):
    assert different(attacks(name)) == {}


@pytest.mark.subsets
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", [name for name in CONVERTED if not has_few(name)])
def test_any_functions_that_give_way_cost_their_own_checks_only(name, part):
    assert different(islice(attacks(name, every=True), part, None, PARTS)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", METHODS)
def test_methods_that_give_way_cost_their_own_checks_only(name):
    assert different(method_attacks(name)) == {}
