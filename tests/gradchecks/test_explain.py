"""What the numbers, shapes and errors are explained by, and what is left unexplained."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from gradchecks.explain import Facts, explain, explain_error, explain_shape
from gradchecks.numerics import fingerprint
from tests.gradchecks import MATRICES


@pytest.mark.parametrize(
    ("factor", "mean_over", "expected"),
    [
        (-1, "nothing", "sign"),
        (2, "nothing", "factor-two"),
        (0.5, "nothing", "factor-half"),
        (1 / 5, "nothing", "mean-for-sum"),
        (1 / 15, "nothing", "mean-for-sum"),
        (5, "nothing", "rows-factor"),
        (5, "rows", "mean-missing"),
        (1 / 5, "rows", "mean-twice"),
        (1 / 3, "rows", "size-for-rows"),
        (15, "entries", "mean-missing"),
        (3, "entries", "mean-over-fewer"),
        (0.7, "nothing", "learning-rate-inside"),
        (1.37, "nothing", "constant-factor"),
    ],
)
@settings(max_examples=20)
@given(expected_values=MATRICES)
def test_a_constant_factor_is_named(expected_values, factor, mean_over, expected):
    facts = Facts(rows=5, outputs=3, mean_over=mean_over, learning_rate=0.7)
    found = explain(factor * expected_values, expected_values, facts)
    assert found is not None
    assert found[0] == expected


@given(MATRICES, MATRICES)
def test_unrelated_numbers_are_not_explained(got, expected):
    ratio = got / expected
    reordered = got.shape == expected.shape and np.allclose(got[np.lexsort(got.T)], expected[np.lexsort(expected.T)])
    if np.ptp(ratio) > 1e-2 and not reordered:
        assert explain(got, expected, Facts(rows=5, outputs=2, learning_rate=0.7)) is None


def test_two_explanations_that_fit_are_none():
    values = np.array([[1.0, 2.0], [3.0, 5.0]])
    facts = Facts(rows=2, mean_over="rows")  # two rows: a factor 2 may be either
    assert explain(2 * values, values, facts) is None


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (-1, "ascent"),
        (0, "not-updated"),
        (1 / 0.7, "learning-rate-missing"),
        (0.7, "learning-rate-twice"),
        (5, "rows-factor"),
        (1.37, "step-factor"),
    ],
)
def test_an_update_is_explained_by_its_step(step, expected):
    start = np.array([[1.0, -2.0, 0.5]])
    wanted = np.array([[-0.3, 0.2, 0.9]])
    facts = Facts(rows=5, learning_rate=0.7, start=start)
    assert explain(start + step * wanted, start + wanted, facts)[0] == expected


def test_weights_that_begin_elsewhere_are_told_so_and_a_wrong_step_is_not():
    start, step = np.array([[1.0, -2.0, 0.5]]), np.array([[-0.03, 0.02, 0.09]])
    facts = Facts(start=start)
    assert explain(np.array([[5.0, 7.0, -3.0]]), start + step, facts)[0] == "start-ignored"
    assert explain(start + np.array([[0.3, 0.2, -0.1]]), start + step, facts) is None


def test_a_fingerprint_that_is_that_of_the_start_names_nothing():
    start = np.array([[1.0, -2.0, 0.5]])
    facts = Facts(start=start, known={"one-update-too-few": fingerprint(start)})
    found = explain(start + 1e-9, start + 0.1, facts)
    assert found is None or found[0] != "one-update-too-few"
    assert explain(start, start + 0.1, facts)[0] == "not-updated"


def test_swapped_results_and_known_fingerprints_are_named():
    expected, other, wrong = np.ones((2, 3)), np.full((2, 3), 2.5), np.arange(6.0).reshape(2, 3)
    facts = Facts(others={"db": other}, known={"hidden-derivative-missing": fingerprint(wrong)})
    assert explain(other, expected, facts)[0] == "swapped"
    assert explain(wrong, expected, facts)[0] == "hidden-derivative-missing"


@pytest.mark.parametrize(
    ("got", "expected", "slug"),
    [
        ((4, 3), (3, 4), "transposed"),
        ((5, 5), (5, 1), "broadcast-outer"),
        ((5, 4), (1, 4), "not-summed-over-rows"),
        ((4,), (1, 4), "dimension-lost"),
        ((1, 4), (4,), "dimension-gained"),
        ((), (1, 4), "summed-too-far"),
    ],
)
def test_a_wrong_shape_is_named(got, expected, slug):
    assert explain_shape(np.ones(got), np.ones(expected), Facts(rows=5))[0] == slug


def test_a_shape_that_only_looks_like_a_mistake_is_not_named_after_it():
    def named(got, expected, **facts):
        found = explain_shape(np.ones(got), np.ones(expected), Facts(**facts), {5: "rows", 4: "hidden units"})
        return found and found[0]

    assert named((4, 4), (4, 1), rows=5) is None  # a product of the units: no column met a row
    assert named((5, 3), (1, 4), rows=5) is None  # the sum over its rows would not fit
    assert named((4, 3), (5, 3), rows=5) is None  # 4 is in the arguments
    assert named((64, 3), (5, 3), rows=5) == "argument-ignored"
    assert named((), (1, 4), rows=5, start=np.ones((1, 4))) == "one-number"


def test_errors_about_shapes_are_explained_by_what_the_sizes_count():
    sizes = {5: "rows", 3: "inputs", 4: "hidden units"}
    for operation, slug in [
        (lambda: np.ones((5, 3)) @ np.ones((4, 3)), "matmul-shapes"),
        (lambda: np.dot(np.ones((5, 3)), np.ones((4, 3))), "matmul-shapes"),
        (lambda: np.ones((5, 3)) * np.ones((3, 4)), "elementwise-shapes"),
        (lambda: np.ones((5, 3)) - np.ones((17, 3)), "argument-ignored"),
    ]:
        with pytest.raises(ValueError) as raised:  # noqa: PT011
            operation()
        assert explain_error(raised.value, sizes)[0] == slug
    assert explain_error(ValueError("something else 17"), sizes) is None
