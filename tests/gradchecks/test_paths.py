"""The path of a training: how its entries are named, and which mistake a wrong one shows."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from gradchecks.check import Check
from gradchecks.failures import CheckFailed
from gradchecks.paths import is_path, leaves

START = [np.array([[1.0, 2.0], [3.0, 4.0]]), 0.5]
STEP = [np.array([[0.1, -0.2], [0.3, 0.4]]), -0.25]
RATE = 0.3


def trained(rate: float = RATE, updates: int = 3) -> list[list]:
    """A right path: each entry has arrays of its own."""
    return [
        [one - moment * rate * step for one, step in zip(START, STEP, strict=True)] for moment in range(updates + 1)
    ]


def judged(got: object) -> str | None:
    """The mistake that a check names; "" where it names none, None where the path is right."""
    try:
        Check("D", 1).path("path", got, trained(), parts=("W", "c"), start=START, learning_rate=RATE, fixed=9)
    except CheckFailed as failure:
        return failure.slug or ""
    return None


def aliased() -> list[list]:
    """The same array in each entry, as it is at the end."""
    found = trained()
    return [[found[-1][0], entry[1]] for entry in found]


def in_ascent() -> list[list]:
    return [[2 * one - right for one, right in zip(START, entry, strict=True)] for entry in trained()]


def test_a_right_path_is_right():
    assert judged(trained()) is None
    assert judged([tuple(entry) for entry in trained()]) is None


@pytest.mark.parametrize(
    ("got", "slug"),
    [
        (None, "not-a-list"),
        (5.0, "not-a-list"),
        ([0.1, 0.2, 0.3, 0.4], "results-exchanged"),
        (trained()[1:], "entries-count"),
        (trained()[:2], "return-in-loop"),
        (trained(updates=8), "iterations-ignored"),
        ([entry[:1] for entry in trained()], "wrong-entries"),
        ([*trained()[:3], None], "wrong-entries"),
        ([*trained()[1:], trained(updates=4)[-1]], "start-missing"),
        (aliased(), "trajectory-aliased"),
        (in_ascent(), "ascent"),
        (trained(rate=1.0), "learning-rate-missing"),
    ],
)
def test_a_wrong_path_shows_its_mistake(got, slug):
    before = copy.deepcopy(got)
    assert judged(got) == slug
    assert str(got) == str(before)


@pytest.mark.parametrize("odd", [None, "0.5", len, [], [None], np.array(["a"]), np.array([None]), object(), np.nan, {}])
@pytest.mark.parametrize("where", [(0, 0), (1, 0), (1, 1), (3, 1)])
def test_whatever_stands_in_a_path_is_told_in_a_sentence(odd, where):
    got = trained()
    got[where[0]][where[1]] = odd
    assert judged(got) is not None


def test_leaves_have_the_names_that_messages_use():
    assert is_path(trained())
    assert not any(is_path(one) for one in ([], [1.0], np.zeros((2, 2))))
    found = leaves("path", trained(), ("W", "c"))
    assert list(found) == [f"{part} in path[{moment}]" for moment in range(4) for part in ("W", "c")]
    assert found["c in path[1]"] == pytest.approx(0.575)
    assert leaves("loss", 3.0, ("W",)) == {"loss": 3.0}
