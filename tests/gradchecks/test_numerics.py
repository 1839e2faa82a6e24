"""Numbers compared: relative error, numerical gradients, fingerprints."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from gradchecks.numerics import fingerprint, numerical_gradient, relative_error
from tests.gradchecks import MATRICES


@given(MATRICES, MATRICES)
def test_relative_error_is_symmetric_between_zero_and_one(x, y):
    assert relative_error(x, y) == relative_error(y, x)
    assert 0 <= relative_error(x, y) <= 1


def test_relative_error_of_equal_values_is_zero_and_of_nan_is_infinite():
    assert relative_error(np.zeros(3), np.zeros(3)) == 0
    assert relative_error(np.array([np.nan]), np.array([1.0])) == float("inf")


@settings(max_examples=30)
@given(hnp.arrays(np.float64, (2, 3), elements=st.floats(-2, 2)))
def test_numerical_gradient_agrees_with_calculus(x):
    before = x.copy()
    gradient = numerical_gradient(lambda a: np.sum(np.sin(a) * a), x)
    assert np.allclose(gradient, np.sin(x) + x * np.cos(x), atol=1e-7)
    assert np.array_equal(x, before)


@given(MATRICES, MATRICES)
def test_fingerprints_tell_different_arrays_apart(x, y):
    same = np.allclose(x, y, rtol=1e-9)
    assert same or abs(fingerprint(x) - fingerprint(y)) > 0 or abs(x - y).max() < 1e-6
