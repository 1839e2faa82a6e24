"""Nothing that is released solves a blank, and checks are a small part of a release."""

from __future__ import annotations

import re

import nbformat
import pytest

from nbexaminer.authoring.specs import specs_file
from tests.catalogue.cases import folder_of, notebooks
from tests.catalogue.leaks import Bench, blanks, functions, released_code, solution_statements, statements
from tests.catalogue.running import in_fork

CONVERTED = [name for name, path in notebooks().items() if specs_file(path)]
LONGEST = {"release": 15, "source": 25}
SHARES = {"one notebook": 0.24, "all notebooks": 0.2}
UNJUDGED = {  # with calls of their own, or with the student's own words
    "manual_vs_autograd": ["three_layers", "squared_error", "hidden_tanh"],
    "moons_sigmoid": ["set_seed", "init_weights"],
}


@pytest.fixture(autouse=True, scope="module")
def _support():
    from tests.catalogue.cases import cases

    for name in CONVERTED:
        folder_of(cases(name)[0])


def earned(name: str) -> list[str]:
    bench, found = Bench(name), []
    for blank, count in blanks(name).items():
        for function in functions(name):
            if function.arguments[0] <= count <= function.arguments[1]:
                made = bench.made(function)
                if made is not None and bench.earns(blank, made):
                    found.append(f"{blank}: {function.where}: {function.source[:80]}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", CONVERTED)
def test_no_released_function_earns_a_point(name):
    assert in_fork(earned, name) == []


@pytest.mark.parametrize("name", CONVERTED)
def test_the_bench_sees_a_released_solution(name):
    """The control: each function that a check is about earns its points, and nothing that raises does."""

    def without_points(name: str) -> list[str]:
        bench = Bench(name)
        return [blank for blank in blanks(name) if not bench.judging(blank)]

    assert in_fork(without_points, name) == UNJUDGED.get(name, [])


@pytest.mark.parametrize("name", CONVERTED)
def test_no_statement_of_a_solution_is_released(name):
    solution = solution_statements(name)
    assert solution
    for where, code in released_code(name).items():
        assert not statements(code) & solution, where


def lines_of(name: str) -> dict[str, int]:
    """ "check …" or "other …" with the name of a code cell -> its lines in the release."""
    released, found = released_code(name), {}
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
