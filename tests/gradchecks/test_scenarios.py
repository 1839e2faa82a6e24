"""Scenarios: steps that are data, done with a student's classes."""

from __future__ import annotations

import pytest

from gradchecks.played import Quiet, Steps
from gradchecks.scenarios import MISSING, play, value_of


class Scale:
    """A model with one parameter."""

    def __init__(self, factor):
        self.factor = factor
        self.inner = type("Inner", (), {"rate": 3})()

    def __call__(self, value):
        return self.factor * value

    def loss(self, output, target):
        return (output - target) ** 2

    def fails(self):
        raise ValueError("as it does")


def after(*lines, **given):
    steps = Steps(["Scale"], list(given), [list(lines)], {})
    world = steps.world([Scale], list(given.values()))
    play(lines, world, Quiet())
    return world


def test_a_model_is_made_changed_and_called():
    world = after("model = Scale(2)", "model.factor = k", "came = model(x)", k=5, x=7)
    assert world["came"] == 35


def test_a_call_inside_of_a_call_hands_its_result_over():
    world = after("model = Scale(2)", "loss = model.loss(model(x), y)", x=3, y=1)
    assert world["loss"] == 25


def test_attributes_of_attributes_are_read_and_set():
    world = after("model = Scale(2)", "first = model.inner.rate", "model.inner.rate = 8", "then = model.inner.rate")
    assert (world["first"], world["then"]) == (3, 8)


def test_a_step_that_may_fail_leaves_its_value_missing():
    world = after("model = Scale(2)", "perhaps came = model.fails()", "came_too = model(1)")
    assert value_of("came", world, Quiet()) is MISSING
    assert world["came_too"] == 2


def test_any_other_step_that_fails_ends_the_scenario():
    with pytest.raises(ValueError, match="as it does"):
        after("model = Scale(2)", "model.fails()")
