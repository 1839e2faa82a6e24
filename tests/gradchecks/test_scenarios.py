"""Scenarios: steps that are data, done with a student's classes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gradchecks.check import Check
from gradchecks.failures import CheckFailed
from gradchecks.played import Quiet, Steps, judge_steps
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


STEPS = Steps(
    ["Model"],
    ["x", "y"],
    [["model = Model()", "alone = model(x)", "other = model(y)", "model = Model()", "a = model(x)", "b = model(y)"]],
    {"the first": "a", "the second": "b"},
    own={"the first": "alone", "the second": "other"},
    wrong=dict.fromkeys(["the first", "the second"], "state-not-own"),
    optional=["the first", "the second"],
    apart={"the first": "the second", "the second": "the first"},
)


def judged(model: type) -> str:
    """What a check says of a model that should return twice what it gets; "" where that is right."""
    right, check = {"the first": 2.0, "the second": 10.0}, Check("1", 1)

    def is_right(name: str, got: object) -> bool:
        return got == right[name]

    def compare(name: str, got: object, own: object) -> None:
        check.that(is_right(name, got), f"{name} is wrong.")

    try:
        judge_steps(check, STEPS, [model], [1.0, 5.0], True, compare, is_right, [*right])
    except CheckFailed as failure:
        return f"{failure.slug} {failure.text}"
    return ""


def model_that(method: Callable) -> type:
    return type("Model", (), {"calls": [], "__call__": method})


def test_what_a_model_does_wrong_alone_as_well_is_another_checks_business():
    assert judged(model_that(lambda self, x: 2 * x)) == ""
    assert judged(model_that(lambda self, x: 3 * x)) == ""


def test_a_model_that_remembers_is_wrong():
    def remembers(self, x):
        self.calls.append(x)
        return 3 * x if len(self.calls) < 4 else 7.0

    assert judged(model_that(remembers)).startswith("state-not-own")


def test_a_model_whose_results_do_not_depend_on_the_data_gets_nothing_for_being_like_itself():
    assert "the same whatever the data are" in judged(model_that(lambda self, x: 4.0))
