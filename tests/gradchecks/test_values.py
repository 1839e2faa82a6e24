"""A student's values: copies, and whether an argument stayed as it was."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from gradchecks.values import copied, is_unchanged, kind_of, plain, shape


def test_a_tensor_is_an_array_and_everything_else_stays():
    value = object()
    assert isinstance(plain(torch.ones(2, requires_grad=True)), np.ndarray)
    assert plain(value) is value


def test_a_tensor_that_numpy_has_no_array_for_stays_and_is_called_what_it_is():
    for tensor, kind in [
        (torch.ones(2, device="meta"), "Tensor (device meta)"),
        (torch.eye(2).to_sparse(), "Tensor (layout sparse_coo)"),
        (torch.ones(2, dtype=torch.bfloat16), "Tensor (dtype bfloat16)"),
    ]:
        assert plain(tensor) is tensor
        assert kind_of(tensor) == kind
    assert kind_of(torch.ones(2)) == "Tensor"
    assert kind_of([len]) == "list"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (torch.ones(2, 3), (2, 3)),
        ([[1, 2]], (1, 2)),
        ([1, [2, 3], "x"], (3,)),
        (len, ()),
        (torch.ones(2, device="meta"), (2,)),
    ],
)
def test_everything_has_a_shape(value, expected):
    assert shape(value) == expected


def test_arrays_tensors_and_containers_are_copied_and_models_are_not():
    model, array, tensor = object(), np.zeros(2), torch.zeros(2)
    copy = copied([model, (array, {"t": tensor})])
    copy[1][0][0] = copy[1][1]["t"][0] = 1
    assert copy[0] is model
    assert array[0] == tensor[0] == 0


@pytest.mark.parametrize(
    ("before", "after", "unchanged"),
    [
        (np.array([1.0, np.nan]), np.array([1.0, np.nan]), True),
        (np.array([1.0]), np.array([2.0]), False),
        (np.array([1.0]), np.array([1]), False),
        ([np.ones(2), 3], [np.ones(2), 3], True),
        ([np.ones(2), 3], [np.ones(2)], False),
        (("a", 1.5), ("a", 2.5), False),
        (object(), object(), True),  # a model may change
    ],
)
def test_an_argument_is_unchanged_in_values_types_and_length(before, after, unchanged):
    assert is_unchanged(before, after) is unchanged
