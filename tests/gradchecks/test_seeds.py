"""Start weights that follow a seed, ranges of whole numbers, and shapes and errors that a call knows of."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from gradchecks.check import Check
from gradchecks.examples import Call
from gradchecks.explain import Facts, explain_shape
from gradchecks.failures import CheckFailed

SHAPES = {"V": (5, 4), "W": (4, 7)}


def draw():
    return [torch.rand(1).item()]


def start_weights(init):
    Check("6", 1).start_weights(init, (5, 4, 7), SHAPES, follows=(torch.manual_seed, draw, 7))


def slug_of(init) -> str:
    with pytest.raises(CheckFailed) as failure:
        start_weights(init)
    return failure.value.slug


def test_weights_from_the_generator_as_it_is_pass():
    start_weights(lambda i, h, o: (torch.randn(h, i).T, torch.randn(h, o)))


def test_wrong_weights_are_told_apart():
    assert slug_of(lambda i, h, o: (torch.randn(h, o), torch.randn(i, h))[::-1]) == "draw-order"
    assert slug_of(lambda i, h, o: (torch.rand(i, h), torch.rand(h, o))) == "wrong-distribution"
    assert slug_of(lambda i, h, o: (torch.randn(2, 3), torch.randn(3, 1))) == "sizes-written-in"
    assert slug_of(lambda i, h, o: (np.ones((i, h)), np.ones((h, o)))) == "not-a-tensor"


def test_a_whole_number_outside_its_range_fails():
    with pytest.raises(CheckFailed) as failure:
        Check("2", 1).whole("H", 21, least=2, most=20)
    assert failure.value.slug == "out-of-range"


def test_a_wrong_shape_that_one_mistake_leads_to_names_it():
    known = Facts(shapes={"rows-summed": [[5]], "length-for-gradient": [[7], [7, 1]]})
    assert explain_shape(np.ones((7, 1)), np.ones((7, 5)), known)[0] == "length-for-gradient"


def test_an_error_in_an_excused_call_costs_nothing():
    def broken(a):
        raise ValueError("shapes")

    call = Call(given=[np.ones(2)], expected={"the result": np.ones(2)})
    assert Check("7C", 1).failure_of(call, broken, ()) is not None
    call.excused = True
    assert Check("7C", 1).failure_of(call, broken, ()) is None
