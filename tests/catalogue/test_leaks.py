"""Nothing that is released solves a blank, and checks are a small part of a release."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from nbexaminer.authoring.bench import Bench, beside
from nbexaminer.authoring.leaks import blanks, earned, given_away, released_code, solution_statements
from nbexaminer.authoring.specs import specs_file
from tests.catalogue.cases import folder_of, notebooks
from tests.catalogue.running import in_fork

CONVERTED = [name for name, path in notebooks().items() if specs_file(path)]
LONGEST = {"release": 15, "source": 25}
SHARES = {"one notebook": 0.24, "all notebooks": 0.2}
EVERY_ANSWER = 1800
"""Seconds in which everything that is released is tried as an answer to everything; far more than it takes."""
UNJUDGED = {  # with calls of their own, or with the student's own words
    "manual_vs_autograd": ["three_layers", "squared_error", "hidden_tanh"],
    "moons_sigmoid": ["set_seed", "init_weights"],
}


@pytest.fixture(autouse=True, scope="module")
def _support():
    from tests.catalogue.cases import cases

    for name in CONVERTED:
        folder_of(cases(name)[0])


def in_bench(work: Callable[[Bench, Path], list[str]], name: str) -> list[str]:
    """What a function makes of a notebook's bench, in a process of its own."""

    def run(path: Path) -> list[str]:
        with beside(path.parent):
            return work(Bench(path), path)

    return in_fork(run, notebooks()[name], time_limit=EVERY_ANSWER)


@pytest.mark.slow
@pytest.mark.parametrize("name", CONVERTED)
def test_no_released_function_earns_a_point(name):
    assert in_bench(lambda bench, path: list(earned(bench, path)), name) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", CONVERTED)
def test_the_bench_sees_a_released_solution(name):
    """The control: each function that a check is about earns its points, and nothing that raises does."""
    unjudged = in_bench(lambda bench, path: [blank for blank in blanks(path) if not bench.judging(blank)], name)
    assert unjudged == UNJUDGED.get(name, [])


@pytest.mark.parametrize("name", CONVERTED)
def test_no_statement_of_a_solution_is_released(name):
    assert solution_statements(notebooks()[name])
    assert list(given_away(notebooks()[name])) == []


def lines_of(name: str) -> dict[str, int]:
    """ "check …" or "other …" with the name of a code cell -> its lines in the release."""
    released, found = released_code(notebooks()[name]), {}
    for cell in nbformat.read(notebooks()[name], as_version=4).cells:
        if cell.cell_type == "code":
            graded = cell.metadata.get("nbgrader", {}).get("grade")
            lines = len(re.sub(r"\n    pass$", "", released[cell.id]).splitlines())
            found[f"check {cell.id}" if graded else f"other {cell.id}"] = lines
            if graded:
                assert lines <= LONGEST["release"], cell.id
                assert len(cell.source.splitlines()) <= LONGEST["source"], cell.id
    return found


def test_checks_are_a_few_lines():
    checks, others = 0, 0
    for name in CONVERTED:
        lines = lines_of(name)
        here = sum(count for cell, count in lines.items() if cell.startswith("check "))
        assert here <= SHARES["one notebook"] * sum(lines.values()), f"{name}: {here} of {sum(lines.values())}"
        checks, others = checks + here, others + sum(lines.values()) - here
    assert checks <= SHARES["all notebooks"] * (checks + others), f"{checks} of {checks + others} lines are checks"
