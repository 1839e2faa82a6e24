"""Hidden tests judge a function over right pieces, and as the notebook has it where that is right already."""

from __future__ import annotations

import linecache

import numpy as np
import pytest

from gradchecks import examples as kit_examples
from gradchecks.check import check
from gradchecks.failures import CheckFailed
from gradspecs.examples import examples, text
from gradspecs.notebook import unpacked, with_author
from gradspecs.specs import SpecError
from tests.gradspecs.tiny import CELLS, SPECS, author

RIGHT = {cell.name: cell.source for cell in CELLS if cell.solution}
NOTHING = "def {}(x, factor):\n    raise NotImplementedError"


@pytest.fixture(autouse=True)
def _file(tmp_path, monkeypatch):
    path = tmp_path / "examples.json"
    path.write_text(text(examples(author(), CELLS)), encoding="utf-8")
    monkeypatch.setattr(kit_examples, "FILE", path)
    monkeypatch.setattr("gradchecks.follow._wrong", {})


def verdicts(**cells: str) -> dict[str, str]:
    """Key of each check that fails -> its message, with these cells in the place of the solution's."""
    word, found = author().packed(), {}
    names: dict[str, object] = {"np": np, "checks": type("checks", (), {"check": staticmethod(check)})}
    for cell in CELLS[1:]:
        source = cells.get(cell.name, cell.source)
        try:
            exec(with_author(source, word) if cell.check else source, names)
        except CheckFailed as failure:
            found[cell.name] = str(failure)
    return found


def test_the_solution_passes():
    assert verdicts() == {}


@pytest.mark.parametrize(
    "wrong",
    [
        "def scale(x, factor):\n    return x",
        "def scale(x, factor):\n    raise ValueError('no')",
        "def scale(x, factor):\n    return None",
        "def scale(x, factor):\n    return 0 * x",
        "def scale(x, factor):\n    x *= factor\n    return x",
        NOTHING.format("scale"),
        "scale = 5",
    ],
)
def test_a_wrong_function_costs_its_own_check_only(wrong):
    assert list(verdicts(scale=wrong)) == ["check_scale"]


def test_a_wrong_function_over_a_wrong_one_costs_both():
    assert list(
        verdicts(scale="def scale(x, factor):\n    return x", total="def total(x, factor):\n    return 0.0")
    ) == [
        "check_scale",
        "check_total",
    ]


def test_two_functions_that_agree_with_each_other_are_right():
    exchanged = "def scale(factor, x):\n    return factor * x"
    assert (
        verdicts(total="def total(x, factor):\n    return np.sum(scale(factor=x, x=factor) ** 2)", scale=exchanged)
        == {}
    )


def test_constants_that_agree_earn_nothing():
    found = verdicts(
        scale="def scale(x, factor):\n    return np.ones_like(x)",
        total="def total(x, factor):\n    return float(x.size)",
    )
    assert list(found) == ["check_scale", "check_total"]


def test_hidden_inputs_are_others_and_no_value_of_them_is_told():
    found = verdicts(scale="def scale(x, factor):\n    return factor * x if x.shape == (7, 3) else factor * x + 1")
    assert "On other inputs than those above" in found["check_scale"]
    assert "[mistake: visible-inputs-only]" in found["check_scale"]
    assert "expected  " not in found["check_scale"]


def test_a_function_that_remembers_is_caught():
    lines = (
        "seen = {}",
        "def scale(x, factor):",
        "    seen[x.shape] = seen.get(x.shape, 0) + 1",
        "    return factor * x * (seen[x.shape] < 3)",
    )
    assert "check_scale" in verdicts(scale="\n".join(lines))


def test_the_notebooks_own_functions_stand_again_afterwards():
    names: dict[str, object] = {"np": np, "checks": type("checks", (), {"check": staticmethod(check)})}
    wrong = "def scale(x, factor):\n    return x"
    for source in (wrong, RIGHT["total"], with_author(CELLS[5].source, author().packed())):
        exec(source, names)
    assert names["scale"](2.0, 3.0) == 2.0


def test_a_packed_author_is_the_same_author():
    again = unpacked(author().packed())
    assert again.reference.function("total")(np.ones((2, 2)), 3.0) == 36
    assert again.judged == {"check_scale": ["scale"], "check_total": ["total"], "check_data": []}
    assert set(again.specs.drawn) == {"scale", "total"}


def test_a_cell_without_hidden_tests_stays_as_it_is():
    source = "@checks.check('a', points=1)\ndef check_a(check):\n    check.example(scale)"
    assert with_author(source, "word") == source


def test_specs_are_shown_in_tracebacks():
    with pytest.raises(SpecError, match="ZeroDivisionError"):
        author(SPECS + "\n1 / 0\n").specs  # noqa: B018
    assert linecache.getline("specs.py", 2).strip() == "import numpy as np"


def test_a_mistake_that_the_visible_inputs_would_have_shown_is_not_told_of_others():
    found = verdicts(scale="def scale(x, factor):\n    return factor * x * (1 if len(x) < 50 else 0.5)")
    assert "[mistake: visible-inputs-only]" in found["check_scale"]


def test_a_second_call_that_leads_elsewhere_is_told_as_one():
    lines = ("seen = []", "def scale(x, factor):", "    seen.append(x)", "    return factor * x * len(seen)")
    assert "[mistake: earlier-run]" in verdicts(scale="\n".join(lines))["check_scale"]
