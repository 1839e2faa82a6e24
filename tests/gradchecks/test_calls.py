"""Calls of a student's functions: what is told from what, and whose fault it is."""

from __future__ import annotations

import numpy as np
import pytest

from gradchecks.check import Check
from gradchecks.failures import NotAttempted
from tests.gradchecks import message, slug


def test_a_stub_is_not_attempted_and_not_wrong():
    def stub():
        raise NotImplementedError

    with pytest.raises(NotAttempted, match="not attempted"):
        Check("1 stub", 1).call(stub)


def test_an_error_shows_the_students_own_line():
    def broken(x):
        return x / (1 - 1)

    assert "in your line: return x / (1 - 1)" in message(lambda: Check("1", 1).call(broken, 2))


def test_an_error_names_function_type_and_line():
    def broken(x):
        return x + undefined_name  # noqa: F821

    text = message(lambda: Check("1", 1).call(broken, np.ones(2)))
    assert "`broken` raised NameError" in text
    assert "undefined_name" in text


def test_a_function_that_is_called_with_wrong_arrays_is_not_blamed():
    def inner(x, y):
        return x @ y

    def right(x, y):
        return inner(y, x)

    x, y = np.ones((2, 3)), np.ones((3, 4))
    text = message(lambda: Check("1", 1).call(right, x, y))
    assert "in your line: return inner(y, x)" in text
    assert "which stops in: return x @ y" in text
    assert slug(lambda: Check("1", 1).call(right, x, y)) == "call-arguments"
    assert slug(lambda: Check("1", 1).call(inner, y, x)) == "matmul-shapes"


@pytest.mark.parametrize("error", [SystemExit, ZeroDivisionError, RecursionError, AssertionError])
def test_whatever_a_function_raises_is_a_failed_check(error):
    def broken():
        raise error("oh")

    assert error.__name__ in message(lambda: Check("1", 1).call(broken))


def test_arguments_are_copies_and_changing_one_is_named():
    given_, check = np.ones(3), Check("1", 1)

    def changes(x):
        x -= 1
        return x

    assert slug(lambda: check.call(changes, given_)) == "arguments-changed"
    assert np.array_equal(given_, np.ones(3))
    check.call(changes, given_, unchanged=False)


@pytest.mark.parametrize(
    ("result", "expected"),
    [(None, "returns-nothing"), ((1, 2, 3), "wrong-number-of-results"), (7, "wrong-number-of-results")],
)
def test_the_number_of_results_counts(result, expected):
    assert slug(lambda: Check("1", 1).call(lambda: result, returns=("a", "b"))) == expected


def test_lists_serve_as_well_as_tuples():
    assert Check("1", 1).call(lambda: [1, 2], returns=("a", "b")) == [1, 2]
