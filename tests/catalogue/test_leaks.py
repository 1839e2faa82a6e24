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
SHARE = 0.25


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


@pytest.mark.parametrize("name", CONVERTED)
def test_no_released_function_earns_a_point(name):
    assert in_fork(earned, name) == []


@pytest.mark.parametrize("name", CONVERTED)
def test_the_bench_sees_a_released_solution(name):
    """The control: a right function earns its points."""

    def with_solution(name: str) -> int:
        bench = Bench(name)
        return sum(len(bench.earns(blank, bench.names[blank])) for blank in blanks(name))

    assert in_fork(with_solution, name) > 0


@pytest.mark.parametrize("name", CONVERTED)
def test_no_statement_of_a_solution_is_released(name):
    solution = solution_statements(name)
    assert solution
    for where, code in released_code(name).items():
        assert not statements(code) & solution, where


@pytest.mark.parametrize("name", CONVERTED)
def test_checks_are_a_few_lines(name):
    checks, all_lines = 0, 0
    released = released_code(name)
    for cell in nbformat.read(notebooks()[name], as_version=4).cells:
        if cell.cell_type != "code":
            continue
        lines = len(re.sub(r"\n    pass$", "", released[cell.id]).splitlines())
        all_lines += lines
        if cell.metadata.get("nbgrader", {}).get("grade"):
            checks += lines
            assert lines <= LONGEST["release"], cell.id
            assert len(cell.source.splitlines()) <= LONGEST["source"], cell.id
    assert checks <= SHARE * all_lines, f"{checks} of {all_lines} lines are checks"
