"""Comparisons: what passes, what fails, and what a student reads."""

from __future__ import annotations

import numpy as np
import pytest

from gradchecks.check import Check
from gradchecks.failures import CheckFailed
from tests.gradchecks import message, slug


class Unreadable:
    def __getattr__(self, name):
        raise AssertionError("a student's object was asked for something")


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (np.ones((1, 2)).view(np.matrix), "np-matrix"),
        ([[1.5, 2.0]], "not-an-array"),
        (np.array([[True, False]]), "boolean-values"),
        (np.array([[1, 2]]), "integer-values"),
        (np.array([[1.5, np.nan]]), "nan"),
        (np.array([["a", "b"]]), "not-an-array"),
        (np.array([[1.5 + 1j, 2.0]]), "not-an-array"),
        (np.array([[object(), 2.0]]), "not-an-array"),
    ],
)
def test_kinds_of_values_are_checked_before_the_values(got, expected):
    assert slug(lambda: Check("1", 1).array("a", got, np.array([[1.5, 2.0]]))) == expected


def test_a_value_that_always_equals_is_no_number():
    class Equal:
        def __eq__(self, other):
            return True

        def __float__(self):
            return 1.0

    assert slug(lambda: Check("1", 1).number("a", Equal(), 1.0)) == "not-a-number"
    assert slug(lambda: Check("1", 1).array("a", Equal(), np.ones(1))) == "not-an-array"


def test_numbers_of_any_honest_kind_pass():
    for value in (0.5, np.float64(0.5), np.array(0.5), np.float32(0.5)):
        Check("1", 1).number("a", value, 0.5)
    assert slug(lambda: Check("1", 1).number("a", np.array([[0.5]]), 0.5)) == "not-a-number"
    assert slug(lambda: Check("1", 1).number("a", float("nan"), 0.5)) == "nan"


def test_what_the_students_own_pieces_lead_to_passes_but_no_step_does_not():
    start, right, own = np.zeros(3), np.ones(3), np.full(3, 2.0)
    check = Check("1", 1)
    check.array("w", own, right, own=own, start=start)
    assert slug(lambda: check.array("w", start, right, own=start, start=start)) == "not-updated"
    assert "expected" in message(
        lambda: check.array("w", np.full(3, 5.5) + np.arange(3), right, own=np.full(3, np.nan))
    )


@pytest.mark.parametrize(
    ("losses", "expected"),
    [
        ([3.0, 2.0], "history-length"),
        ([2.0, 1.5, 1.25], "history-after-update"),
        ([3.0, 3.0, 3.0], "history-constant"),
        ([len, "x", None], "not-numbers"),
        (np.array(["a", "b", "c"]), "not-numbers"),
        ([10**400, 2.0, 1.5], "not-numbers"),
        (5.0, "not-a-list"),
    ],
)
def test_a_history_of_losses_is_explained(losses, expected):
    assert slug(lambda: Check("1", 1).history("losses", losses, [3.0, 2.0, 1.5])) == expected


def test_only_a_column_for_each_moment_lacks_its_sum():
    def named(losses):
        return slug(lambda: Check("1", 1).history("losses", losses, [3.0, 2.0], rows=5))

    assert named([np.ones((5, 1))] * 2) == named([np.ones(5)] * 2) == "not-summed-over-rows"
    assert named([np.ones((5, 3))] * 2) == named([np.ones((4, 1))] * 2) == "not-numbers"
    assert named(np.ones((5, 3))) == "not-a-list"


def test_losses_that_are_alike_blame_the_forward_pass_only_where_the_first_is_right():
    assert slug(lambda: Check("1", 1).history("losses", [0.0, 0.0, 0.0], [3.0, 2.0, 1.5])) is None


def test_a_history_may_be_a_list_of_zero_dimensional_arrays():
    Check("1", 1).history("losses", [np.array(3.0), np.float32(2.0), np.array([[1.5]])], [3.0, 2.0, 1.5])


def test_hidden_messages_show_no_values():
    check = Check("1", 1)
    check.hidden = True
    text = message(lambda: check.array("w", np.array([0.123, 7.0]), np.array([0.456, 7.0])))
    assert "0.456" not in text
    assert "visible-inputs-only" in text


HIDDEN = np.arange(6.0).reshape(3, 2) + 0.5


@pytest.mark.parametrize(
    "judge",
    [
        lambda check, n: check.array("W1", HIDDEN + n * np.eye(3, 2), HIDDEN),
        lambda check, n: check.array("W1", HIDDEN * n / 1000, HIDDEN),
        lambda check, n: check.array("W1", np.zeros((3, n % 1000)), HIDDEN),
        lambda check, n: check.array("W1", np.zeros([int(digit) for digit in f"{n}"]), HIDDEN),
        lambda check, n: check.array("W1", np.zeros((3, 2), f"U{n}"), HIDDEN),
        lambda check, n: check.array("W1", HIDDEN - n, HIDDEN, start=HIDDEN + 1, learning_rate=n),
        lambda check, n: check.number("loss", float(n), 1.5),
        lambda check, n: check.number("loss", np.zeros(n), 1.5),
        lambda check, n: check.history("losses", [1.5] * n, [3.0, 2.0]),
        lambda check, n: check.history("losses", [n, 1.5], [3.0, 2.0]),
        lambda check, n: check.labels("classes", np.arange(9) * (np.arange(9) < n % 8 + 2), np.zeros(9, int)),
        lambda check, n: check.whole("epochs", n + 0.5),
        lambda check, n: check.weights("W1", np.tile(np.arange(60) % (n % 5 + 2) / 3, (2, 1)), (2, 60)),
        lambda check, n: check.call(lambda: [0] * n, returns=("a", "b")),
        lambda check, n: check.that(False, f"W1 has {n} rows and the shape {(n, 3)}, not {-n}, {n / 7}, {n}."),
        lambda check, n: check.fail("It came.", ("constant-factor", f"Every entry is {n} times it.")),
    ],
)
def test_in_hidden_tests_no_number_is_shown_that_a_function_could_choose(judge):
    def told(hidden: bool, number: int) -> str:
        check = Check("1A", 1)
        check.hidden, check.sizes = hidden, {3: "rows"}
        return message(lambda: judge(check, number))

    shown = {told(True, number) for number in (1234, 1235, 5432)}
    assert len(shown) == 1, shown
    assert told(False, 1234) not in shown


def test_in_hidden_tests_the_students_own_line_is_shown_as_it_is():
    def wrong(x):
        return [1, 2][x + 10]

    check = Check("1A", 1)
    check.hidden = True
    assert "return [1, 2][x + 10]" in message(lambda: check.call(wrong, 1))


def test_what_the_students_own_pieces_make_not_finite_costs_nothing_here():
    got, own = np.array([1.0, np.nan, np.inf]), np.array([1.0, np.nan, np.inf])
    Check("1", 1).array("result", got, np.ones(3), own=own)
    for other in (None, np.ones(3), np.array([2.0, np.nan, np.inf]), own[:2]):
        with pytest.raises(CheckFailed):
            Check("1", 1).array("result", got, np.ones(3), own=other)
    nothing = np.full(3, np.nan)  # too easily had to be an answer
    with pytest.raises(CheckFailed):
        Check("1", 1).array("result", nothing, np.ones(3), own=nothing)


def test_nearly_zero_is_zero_where_exactly_zero_is_expected():
    Check("1", 1).array("s", np.array([2e-9, 1.0]), np.array([0.0, 1.0]))
    for wrong in (2e-8, -1e-6):
        assert "1 of 2 entries" in message(
            lambda wrong=wrong: Check("1", 1).array("s", np.array([wrong, 1]), np.arange(2.0))
        )
    assert "1 of 2" in message(lambda: Check("1", 1).array("s", np.array([2e-9, 1]), np.array([4e-9, 1])))


@pytest.mark.parametrize(
    ("came", "expected", "near"),
    [
        (2.0, 2.0, True),
        (np.float32(2.0), 2.0, True),
        (np.array([1.0, 2.0]), [1.0, 2.0], True),
        ([1.0, np.float64(2.0)], [1.0, 2.0], True),
        ([np.ones((2, 3)), np.ones(3), 0.5], [np.ones((2, 3)), np.ones(3), 0.5], True),
        ((np.ones((2, 3)), np.ones(3)), [np.ones((2, 3)), np.ones(3)], True),
        (np.array([1.0, 2.1]), [1.0, 2.0], False),
        (np.array([1.0, np.nan]), [1.0, 2.0], False),
        (np.array([1, 2]), [1.0, 2.0], False),  # integers: the kind is the comparison's business
        (np.ones((2, 1)), np.ones(2), False),
        ([1.0], [1.0, 2.0], False),
        ([1.0, 2.0], np.array([1.0, 2.0]), False),
        (np.ones((1, 1)).view(np.matrix), [[1.0]], False),
        (np.ones(3), [np.ones((2, 3)), np.ones(3)], False),
        (np.array(["a"]), [1.0], False),
        (None, 1.0, False),
    ],
)
def test_near_is_only_what_every_comparison_would_take(came, expected, near):
    assert Check("t", 1).is_near(came, expected) is near


def test_what_is_no_number_is_not_asked_for_anything():
    assert not Check("t", 1).is_near(Unreadable(), 1.0)
