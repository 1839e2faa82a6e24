"""A release is refused whose examples can't tell mistakes apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gradspecs.edits import SpecError
from gradspecs.examples import examples
from gradspecs.reference import Cell
from tests.gradspecs.tiny import CELLS, SPECS, author, check


def with_mistakes(scale: str = "", total: str = "") -> str:
    return SPECS + f'\nspecs.mistakes("check_scale", {{{scale}}})\nspecs.mistakes("check_total", {{{total}}})\n'


def test_two_names_for_the_same_numbers_are_refused_and_both_are_named():
    specs = with_mistakes('"learning-rate-missing": drop("factor * "), "sign": swap("factor * x", "1 * x")')
    with pytest.raises(
        SpecError, match="check_scale: learning-rate-missing and sign lead to the same numbers of the product"
    ):
        examples(author(specs), CELLS)


def test_a_mistake_that_is_a_factor_is_refused():
    specs = with_mistakes(total='"signed-error": swap("np.sum", "2 * np.sum")')
    with pytest.raises(SpecError, match="signed-error and factor-two lead to the same numbers"):
        examples(author(specs), CELLS)


def test_a_mistake_that_is_the_number_of_rows_is_refused():
    specs = with_mistakes(total='"signed-error": swap("np.sum(", "1 / 7 * np.sum(")')
    with pytest.raises(SpecError, match="signed-error and mean-for-sum"):
        examples(author(specs), CELLS)


def test_a_mistake_that_no_example_shows_is_refused():
    specs = with_mistakes('"sign": swap("factor * x", "factor * x if len(x) != 60 else x")')
    with pytest.raises(SpecError, match=r"check_scale: sign \(.*\) changes nothing that the examples show"):
        examples(author(specs), CELLS)


def test_a_mistake_that_raises_an_error_shows():
    assert examples(author(with_mistakes('"sign": swap("factor * x", "x @ x")')), CELLS)


def test_an_edit_that_does_not_fit_is_refused():
    with pytest.raises(SpecError, match="check_scale: sign: 'x / 2' does not occur in the solution of `scale`"):
        examples(author(with_mistakes('"sign": drop("x / 2")')), CELLS)


def test_mistakes_of_a_check_that_is_not_there_are_refused():
    with pytest.raises(SpecError, match="declared for check_none"):
        examples(author(SPECS + '\nspecs.mistakes("check_none", {})\n'), CELLS)


def test_a_function_without_inputs_is_refused():
    with pytest.raises(SpecError, match="No inputs are declared for `total`"):
        examples(author(SPECS.replace('@specs.inputs("total"', '@specs.inputs("other"')), CELLS)


@pytest.mark.parametrize("broken", ["specs = 3", "1 / 0", "def", "other = 3"])
def test_specs_that_can_not_be_read_are_refused_in_one_sentence(broken):
    with pytest.raises(SpecError, match=r"specs\.py (can't be read|has no)"):
        examples(author(broken), CELLS)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'hidden=[{"rows": 60}, {"rows": 1}]',
            'hidden=[{"rowz": 1}]',
            "check_scale: the inputs of `scale` can't be used",
        ),
        (
            "return draw.normal(rows, inputs), 1.7",
            "return [draw.normal(rows, inputs)]",
            "missing 1 required positional",
        ),
        ("return draw.normal(rows, inputs), 1.7", "return draw.nonsense()", "no attribute 'nonsense'"),
        ('facts={"rows": "rows"}', 'facts={"learning_rate": "rate"}', "check_total: the inputs of `total` .*'rate'"),
        (
            'drop("factor * ")',
            'swap("factor", "((")',
            "check_scale: learning-rate-missing: .* leaves no Python of `scale`",
        ),
        (
            '"learning-rate-missing"',
            '"no-such-mistake"',
            "no-such-mistake is no mistake that the kit has a sentence for",
        ),
    ],
)
def test_what_an_author_can_get_wrong_is_told_in_one_sentence(old, new, told):
    assert old in SPECS
    with pytest.raises(SpecError, match=told) as error:
        examples(author(SPECS.replace(old, new)), CELLS)
    assert "\n" not in str(error.value)


def with_check_total(source: str) -> list[Cell]:
    return [replace(cell, source=source) if cell.name == "check_total" else cell for cell in CELLS]


def test_hidden_tests_must_judge_what_the_example_shows():
    cells = with_check_total(check("check_total", "2 total", "total").source.replace("drawn(total", "drawn(scale"))
    with pytest.raises(SpecError, match="check_total must draw in its hidden tests what it shows"):
        examples(author(cells=cells), cells)


def test_a_result_that_is_none_is_refused():
    cells = [
        cell if cell.name != "check_total" else check("check_total", "2 total", 'total, "the sum"') for cell in CELLS
    ]
    with pytest.raises(SpecError, match="check_total judges 'the sum', which is no result of `total`"):
        examples(author(cells=cells), cells)
