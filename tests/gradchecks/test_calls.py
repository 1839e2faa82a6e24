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


def test_who_builds_on_a_function_that_fails_too_is_not_blamed():
    def earlier(x):
        return x / (1 - 1) if x == 1 else x

    def later(x):
        return earlier(x) + (None if x == 3 else 1)

    check = Check("1", 1)
    assert check.call(later, 1, paid=(earlier, 1)) is None
    assert "raised ZeroDivisionError" in message(check.end)  # so far nothing has shown that it is right
    assert check.call(later, 2, paid=(earlier, 2)) == 3
    check.end()
    assert "raised TypeError" in message(lambda: check.call(later, 3, paid=(earlier, 3)))


@pytest.mark.parametrize(
    ("result", "expected"),
    [(None, "returns-nothing"), ((1, 2, 3), "wrong-number-of-results"), (7, "wrong-number-of-results")],
)
def test_the_number_of_results_counts(result, expected):
    assert slug(lambda: Check("1", 1).call(lambda: result, returns=("a", "b"))) == expected


def test_lists_serve_as_well_as_tuples():
    assert Check("1", 1).call(lambda: [1, 2], returns=("a", "b")) == [1, 2]


def test_of_several_honest_ways_none_is_asked_after_the_one_that_fits():
    asked = []

    def way(name, value):
        def result():
            asked.append(name)
            if value is None:
                raise RuntimeError
            return value

        return result

    ways = [way("fails", None), way("other", 1.0), way("fits", 2.0), way("too late", 2.0)]
    assert Check("t", 1).follow_any(2.0, ways) == 2.0
    assert asked == ["fails", "other", "fits"]
    assert Check("t", 1).follow_any(3.0, ways) == 1.0  # none fits: the first that works
    assert Check("t", 1).follow_any("text", ways) == 1.0
    assert Check("t", 1).follow_any(3.0, ways[:1]) is None
