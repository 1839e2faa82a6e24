"""checks.py: what it names, what it refuses to name, and what a student reads."""

from __future__ import annotations

import contextlib
import importlib.util
import sys
import textwrap
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tests.catalogue import ROOT

spec = importlib.util.spec_from_file_location("checks", ROOT / "source" / "checks.py")
checks = importlib.util.module_from_spec(spec)
sys.modules["checks"] = checks  # dataclasses look their module up by name
spec.loader.exec_module(checks)
Check, Facts = checks.Check, checks.Facts

ENTRIES = st.floats(0.1, 10) | st.floats(-10, -0.1)
MATRICES = hnp.arrays(np.float64, (3, 4), elements=ENTRIES)


def message(body) -> str:
    with pytest.raises(checks.CheckFailed) as raised:
        body()
    return str(raised.value)


def slug(body) -> str | None:
    with pytest.raises(checks.CheckFailed) as raised:
        body()
    return raised.value.slug


# -------------------------------------------------------------------------------------------------- numbers


@given(MATRICES, MATRICES)
def test_relative_error_is_symmetric_between_zero_and_one(x, y):
    assert checks.relative_error(x, y) == checks.relative_error(y, x)
    assert 0 <= checks.relative_error(x, y) <= 1


def test_relative_error_of_equal_values_is_zero_and_of_nan_is_infinite():
    assert checks.relative_error(np.zeros(3), np.zeros(3)) == 0
    assert checks.relative_error(np.array([np.nan]), np.array([1.0])) == float("inf")


@settings(max_examples=30)
@given(hnp.arrays(np.float64, (2, 3), elements=st.floats(-2, 2)))
def test_numerical_gradient_agrees_with_calculus(x):
    before = x.copy()
    gradient = checks.numerical_gradient(lambda a: np.sum(np.sin(a) * a), x)
    assert np.allclose(gradient, np.sin(x) + x * np.cos(x), atol=1e-7)
    assert np.array_equal(x, before)


@given(MATRICES, MATRICES)
def test_fingerprints_tell_different_arrays_apart(x, y):
    same = np.allclose(x, y, rtol=1e-9)
    assert same or abs(checks.fingerprint(x) - checks.fingerprint(y)) > 0 or abs(x - y).max() < 1e-6


# ------------------------------------------------------------------------------------------------- explaining


@pytest.mark.parametrize(
    ("factor", "mean_over", "expected"),
    [
        (-1, "nothing", "sign"),
        (2, "nothing", "factor-two"),
        (0.5, "nothing", "factor-half"),
        (1 / 5, "nothing", "mean-for-sum"),
        (1 / 15, "nothing", "mean-for-sum"),
        (5, "nothing", "rows-factor"),
        (5, "rows", "mean-missing"),
        (1 / 5, "rows", "mean-twice"),
        (1 / 3, "rows", "size-for-rows"),
        (15, "entries", "mean-missing"),
        (3, "entries", "mean-over-fewer"),
        (0.7, "nothing", "learning-rate-inside"),
        (1.37, "nothing", "constant-factor"),
    ],
)
@settings(max_examples=20)
@given(expected_values=MATRICES)
def test_a_constant_factor_is_named(expected_values, factor, mean_over, expected):
    facts = Facts(rows=5, outputs=3, mean_over=mean_over, learning_rate=0.7)
    found = checks.explain(factor * expected_values, expected_values, facts)
    assert found is not None
    assert found[0] == expected


@given(MATRICES, MATRICES)
def test_unrelated_numbers_are_not_explained(got, expected):
    ratio = got / expected
    reordered = got.shape == expected.shape and np.allclose(got[np.lexsort(got.T)], expected[np.lexsort(expected.T)])
    if np.ptp(ratio) > 1e-2 and not reordered:
        assert checks.explain(got, expected, Facts(rows=5, outputs=2, learning_rate=0.7)) is None


def test_two_explanations_that_fit_are_none():
    values = np.array([[1.0, 2.0], [3.0, 5.0]])
    facts = Facts(rows=2, mean_over="rows")  # two rows: a factor 2 may be either
    assert checks.explain(2 * values, values, facts) is None


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (-1, "ascent"),
        (0, "not-updated"),
        (1 / 0.7, "learning-rate-missing"),
        (0.7, "learning-rate-twice"),
        (5, "rows-factor"),
    ],
)
def test_an_update_is_explained_by_its_step(step, expected):
    start = np.array([[1.0, -2.0, 0.5]])
    wanted = np.array([[-0.3, 0.2, 0.9]])
    facts = Facts(rows=5, learning_rate=0.7, start=start)
    assert checks.explain(start + step * wanted, start + wanted, facts)[0] == expected


def test_swapped_results_and_known_fingerprints_are_named():
    expected, other, wrong = np.ones((2, 3)), np.full((2, 3), 2.5), np.arange(6.0).reshape(2, 3)
    facts = Facts(others={"db": other}, known={"hidden-derivative-missing": checks.fingerprint(wrong)})
    assert checks.explain(other, expected, facts)[0] == "swapped"
    assert checks.explain(wrong, expected, facts)[0] == "hidden-derivative-missing"


@pytest.mark.parametrize(
    ("got", "expected", "slug"),
    [
        ((4, 3), (3, 4), "transposed"),
        ((5, 5), (5, 1), "broadcast-outer"),
        ((5, 4), (1, 4), "not-summed-over-rows"),
        ((4,), (1, 4), "dimension-lost"),
        ((1, 4), (4,), "dimension-gained"),
        ((), (1, 4), "summed-too-far"),
    ],
)
def test_a_wrong_shape_is_named(got, expected, slug):
    assert checks.explain_shape(np.ones(got), np.ones(expected), Facts(rows=5))[0] == slug


def test_errors_about_shapes_are_explained_by_what_the_sizes_count():
    sizes = {5: "rows", 3: "inputs", 4: "hidden units"}
    for operation, slug in [
        (lambda: np.ones((5, 3)) @ np.ones((4, 3)), "matmul-shapes"),
        (lambda: np.dot(np.ones((5, 3)), np.ones((4, 3))), "matmul-shapes"),
        (lambda: np.ones((5, 3)) * np.ones((3, 4)), "elementwise-shapes"),
        (lambda: np.ones((5, 3)) - np.ones((17, 3)), "argument-ignored"),
    ]:
        with pytest.raises(ValueError) as raised:  # noqa: PT011
            operation()
        assert checks.explain_error(raised.value, sizes)[0] == slug
    assert checks.explain_error(ValueError("something else 17"), sizes) is None


def test_every_mistake_has_a_sentence_that_can_be_written():
    for slug_, sentence in checks.MISTAKES.items():
        assert slug_ == slug_.lower()
        assert " " not in slug_
        assert sentence.format(n=5, what="5 rows").rstrip(" )").endswith((".", "?"))


# ----------------------------------------------------------------------------------------------------- a check


def test_a_stub_is_not_attempted_and_not_wrong():
    def stub():
        raise NotImplementedError

    with pytest.raises(checks.NotAttempted, match="not attempted"):
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


def test_labels_may_follow_the_students_own_outputs_in_shape_too():
    expected, own = np.array([[1], [0]]), np.array([1, 0])
    Check("1", 1).labels("labels", np.array([1, 0]), expected, own=own)
    assert slug(lambda: Check("1", 1).labels("labels", np.array([1, 0]), expected)) == "dimension-lost"


@pytest.mark.parametrize(
    ("result", "expected"),
    [(None, "returns-nothing"), ((1, 2, 3), "wrong-number-of-results"), (7, "wrong-number-of-results")],
)
def test_the_number_of_results_counts(result, expected):
    assert slug(lambda: Check("1", 1).call(lambda: result, returns=("a", "b"))) == expected


def test_lists_serve_as_well_as_tuples():
    assert Check("1", 1).call(lambda: [1, 2], returns=("a", "b")) == [1, 2]


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
        (5.0, "not-an-array"),
    ],
)
def test_a_history_of_losses_is_explained(losses, expected):
    assert slug(lambda: Check("1", 1).history("losses", losses, [3.0, 2.0, 1.5])) == expected


def test_a_history_may_be_a_list_of_zero_dimensional_arrays():
    Check("1", 1).history("losses", [np.array(3.0), np.float32(2.0), np.array([[1.5]])], [3.0, 2.0, 1.5])


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


def test_hidden_messages_show_no_values():
    check = Check("1", 1)
    check.hidden = True
    text = message(lambda: check.array("w", np.array([0.123, 7.0]), np.array([0.456, 7.0])))
    assert "0.456" not in text
    assert "visible-inputs-only" in text


def test_warnings_and_standard_error_do_not_reach_standard_error(capsys):
    @checks.check("quiet", points=1)
    def check_quiet(check):
        warnings.warn("careful", stacklevel=1)
        np.exp(np.array([1e4]))

    captured = capsys.readouterr()
    assert captured.err == ""
    assert "careful" in captured.out
    assert "/" not in captured.out.splitlines()[0]


def test_the_panel_counts_done_wrong_and_not_attempted():
    for title, error in [
        ("a", None),
        ("b", checks.CheckFailed("no")),
        ("c", checks.NotAttempted("not yet")),
        ("d", NameError("X")),
    ]:

        def body(check, error=error):
            if error:
                raise error

        with contextlib.suppress(checks.CheckFailed):
            checks.check(title, points=2)(body)
    panel = checks.panel({"a": 2, "b": 2, "c": 2, "d": 2, "never run": 3})
    states = [result.status for _, _, result, _ in panel.rows]
    assert states == ["done", "wrong", "not attempted", "not attempted", "not attempted"]
    assert (panel.done, panel.total) == (2, 11)
    assert "Next: b" in repr(panel)
    assert "<table>" in panel._repr_html_()


def test_a_check_has_pythons_own_functions_whatever_the_notebook_calls_so():
    cell = textwrap.dedent("""
        @checks.check("title", points=1)
        def check_something(check):
            check.that(sum(max(n, 1) for n in list(range(3))) == len([[1]]) * 4, "wrong")
            check.array("result", check.call(result, 2.0), np.array(4.0))
        """)
    names = {"checks": checks, "np": np, "sum": 0, "max": None, "list": [1], "len": np.size, "result": lambda x: x + 2}
    exec(cell, names)
    assert names["sum"] == 0


def test_what_the_students_own_pieces_make_not_finite_costs_nothing_here():
    got, own = np.array([1.0, np.nan, np.inf]), np.array([1.0, np.nan, np.inf])
    Check("1", 1).array("result", got, np.ones(3), own=own)
    for other in (None, np.ones(3), np.array([2.0, np.nan, np.inf]), own[:2]):
        with pytest.raises(checks.CheckFailed):
            Check("1", 1).array("result", got, np.ones(3), own=other)
    nothing = np.full(3, np.nan)  # too easily had to be an answer
    with pytest.raises(checks.CheckFailed):
        Check("1", 1).array("result", nothing, np.ones(3), own=nothing)


def test_nearly_zero_is_zero_where_exactly_zero_is_expected():
    Check("1", 1).array("s", np.array([2e-9, 1.0]), np.array([0.0, 1.0]))
    for wrong in (2e-8, -1e-6):
        assert "1 of 2 entries" in message(
            lambda wrong=wrong: Check("1", 1).array("s", np.array([wrong, 1]), np.arange(2.0))
        )
    assert "1 of 2" in message(lambda: Check("1", 1).array("s", np.array([2e-9, 1]), np.array([4e-9, 1])))


# -------------------------------------------------------------------------------- the student's own functions


class Unreadable:
    def __getattr__(self, name):
        raise AssertionError("a student's object was asked for something")


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
