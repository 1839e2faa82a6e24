"""What a failed hidden test says: nothing that a function could have chosen because of the inputs that it was given.

Each test lets a wrong answer depend on a number in a thousand ways, and counts the different messages.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from gradchecks.check import Check
from gradchecks.failures import CheckFailed

SECRETS = range(2, 1002)
RIGHT = np.arange(1.0, 13).reshape(4, 3) / 7


def messages(fail: Callable[[Check, int], None], hidden: bool) -> set[str]:
    """The different messages to which a thousand secrets lead."""
    found = set()
    for secret in SECRETS:
        current = Check("title", 1)
        current.sizes = {4: "rows", 3: "outputs"}
        current.hidden = hidden
        with pytest.raises(CheckFailed) as failure:
            fail(current, secret)
        found.add(str(failure.value))
    return found


def results(check: Check, secret: int) -> None:
    check.call(lambda: [0] * (secret + 2), returns=("a", "b"))


def shape(check: Check, secret: int) -> None:
    check.array("a", np.zeros((secret + 4, 3)), RIGHT)


def dimensions(check: Check, secret: int) -> None:
    check.array("a", np.zeros([int(digit) + 2 for digit in f"{secret:04}"], bool), RIGHT)


def factor(check: Check, secret: int) -> None:
    check.array("a", RIGHT * (1 + secret * np.pi), RIGHT)


def error(check: Check, secret: int) -> None:
    check.array("a", RIGHT + np.eye(4, 3) * 10.0 ** (secret % 200 - 3) * (1 + secret / 1000), RIGHT)


def wrong_entries(check: Check, secret: int) -> None:
    check.array("a", np.arange(2000.0) + (np.arange(2000) < secret), np.arange(2000.0))


def losses(check: Check, secret: int) -> None:
    check.history("losses", [0.0] * (secret + 20), [1.0] * 10)


def labels(check: Check, secret: int) -> None:
    check.labels("labels", (np.arange(2000) < secret).astype(int), np.zeros(2000, int))


def raised(check: Check, secret: int) -> None:
    def function() -> None:
        raise ValueError(f"{secret}")

    check.call(function)


@pytest.mark.parametrize("fail", [results, shape, dimensions, factor, error, wrong_entries, losses, labels, raised])
def test_a_hidden_test_says_none_of_the_numbers(fail):
    assert len(messages(fail, hidden=True)) <= 3
    assert len(messages(fail, hidden=False)) > 100  # a visible one says them
