"""Start weights and class labels."""

from __future__ import annotations

import numpy as np
import pytest

from gradchecks.check import Check
from tests.gradchecks import slug


def test_labels_may_follow_the_students_own_outputs_in_shape_too():
    expected, own = np.array([[1], [0]]), np.array([1, 0])
    Check("1", 1).labels("labels", np.array([1, 0]), expected, own=own)
    assert slug(lambda: Check("1", 1).labels("labels", np.array([1, 0]), expected)) == "dimension-lost"


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        (np.zeros((2, 3)), "all-alike"),
        (np.array([[0.123, 0.123, 0.4], [0.456, 0.456, 0.7]]), "units-alike"),
        (np.array([[1, 2, 3], [4, 5, 6]]), "integer-values"),
        (np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]), "not-random"),
        (np.random.RandomState(0).rand(3, 2), "transposed"),
        (np.full((2, 3), np.nan), "nan"),
    ],
)
def test_start_weights_must_be_drawn(weights, expected):
    assert slug(lambda: Check("1", 1).weights("W", weights, (2, 3))) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(3.0, "not-whole"), (True, "not-whole"), (len, "not-whole"), (10**400, "out-of-range")],
)
def test_a_whole_number_is_one_that_can_be_counted(value, expected):
    Check("1", 1).whole("n", np.int64(3))
    assert slug(lambda: Check("1", 1).whole("n", value)) == expected


def test_a_label_that_can_be_wrong_in_one_way_only_is_told_that_way():
    wrong = {"wrong": "tie-above"}
    assert slug(lambda: Check("1", 1).labels("labels", np.ones((2, 1), int), np.zeros((2, 1)), **wrong)) == "tie-above"


@pytest.mark.parametrize(
    ("value", "expected"), [(3, "layer-sizes"), (2.0, "not-whole"), (None, "not-whole"), (True, "not-whole")]
)
def test_units_are_as_many_as_the_data_ask_for(value, expected):
    Check("1", 1).units("I", np.int64(2), 2, "a point has 2 coordinates")
    assert slug(lambda: Check("1", 1).units("I", value, 2, "a point has 2 coordinates")) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "out-of-range"), (-0.1, "out-of-range"), (11, "out-of-range"), (float("nan"), "out-of-range"),
     (True, "not-a-number"), ("0.1", "not-a-number"), (None, "not-a-number"), (np.complex128(1), "not-a-number")],
)  # fmt: skip
def test_a_learning_rate_is_one_positive_number(value, expected):
    Check("7", 1).positive("lr", np.float32(0.5), most=10)
    assert slug(lambda: Check("7", 1).positive("lr", value, most=10)) == expected
