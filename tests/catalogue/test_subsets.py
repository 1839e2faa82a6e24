"""Constants, zeros, errors and the visible table earn nothing in any check, and cost nothing in those of right functions."""

from __future__ import annotations

import pytest

from nbexaminer.authoring.specs import specs_file
from tests.catalogue.cases import notebooks
from tests.catalogue.judging import judge_in_process
from tests.catalogue.subsets import attacks

CONVERTED = [name for name, path in notebooks().items() if specs_file(path)]


@pytest.mark.slow
@pytest.mark.parametrize("name", CONVERTED)
def test_functions_that_give_way_cost_their_own_checks_only(name):
    different = {}
    for case, must_fail in attacks(name):
        failed = judge_in_process(case).failed
        if failed != must_fail:
            different[case.name] = (sorted(must_fail), sorted(failed))
    assert different == {}
