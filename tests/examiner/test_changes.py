"""What a student's function does to its arguments is seen by the check, as if it had been called here."""

from __future__ import annotations

import copy
import operator

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examiner.conftest import SOURCE
from tests.protocol.test_protocol import ARRAYS, VALUES, laid_out, same, tensors


def _local() -> dict[str, object]:
    names: dict[str, object] = {}
    exec(SOURCE, names)
    return names


CHANGED = _local()["changed"]
MUTABLE = (
    laid_out() | tensors() | st.lists(VALUES, max_size=4) | st.dictionaries(st.text(max_size=3), VALUES, max_size=4)
)


@settings(max_examples=80, deadline=None)
@given(value=MUTABLE)
def test_changes_of_an_argument_are_seen_as_if_it_had_been_called_here(lasting, value):
    expected = copy.deepcopy(value)
    CHANGED(expected)
    lasting.name("changed")(value)
    assert same(expected, value)


@settings(max_examples=50, deadline=None)
@given(values=st.lists(ARRAYS, min_size=1, max_size=3))
def test_arrays_in_lists_are_changed_where_they_lie(lasting, values):
    nested, mine, expected = [values, [values]], list(values), copy.deepcopy(values)
    for array in expected:
        CHANGED(array)
    lasting.name("each_changed")(nested[0])
    assert nested[1][0] is values
    assert all(map(operator.is_, values, mine))
    assert all(map(same, expected, values))


@pytest.mark.parametrize(
    ("value", "body", "expected"),
    [
        (np.arange(4.0), "x += 1", np.arange(1.0, 5.0)),
        (np.arange(4.0).view(np.matrix), "x += 1", np.arange(1.0, 5.0).view(np.matrix)),
        (np.arange(6.0), "x.shape = (2, 3)", np.arange(6.0).reshape(2, 3)),
        (np.zeros(2), "x[0] = -0.0", np.array([-0.0, 0.0])),
        ([3, 1, 2], "x.sort()", [1, 2, 3]),
        ([1, 2], "x.clear()", []),
        ([[1], [2]], "x[1][0] = 5", [[1], [5]]),
        ({"a": 1, "b": 2}, "del x['a']", {"b": 2}),
        ({"a": [1]}, "x['a'].append(2)", {"a": [1, 2]}),
        ({"a": 1}, "x['a'] = True", {"a": True}),
        ([1, 2], "x[0] = 1.0", [1.0, 2]),
        (torch.zeros(2), "x.add_(1)", torch.ones(2)),
        ([torch.zeros(2)], "x[0].add_(1)", [torch.ones(2)]),
    ],
    ids=lambda value: value if type(value) is str else "",
)
def test_a_change_in_place_is_seen_by_the_caller(define, value, body, expected):
    define(body)(value)
    assert same(value, expected)


def test_a_named_argument_that_was_changed_is_seen_changed(define):
    array = np.zeros(2)
    define("x += 1")(x=array)
    assert same(array, np.ones(2))


def test_an_array_in_a_tuple_that_was_changed_is_seen_changed(define):
    array = np.zeros(2)
    define("x[0][:] = 1")((array, 2))
    assert same(array, np.ones(2))


def test_an_array_in_a_dict_is_changed_where_it_lies(define):
    array = np.zeros(2)
    define("x['w'][:] = 1")({"w": array})
    assert same(array, np.ones(2))


@pytest.mark.parametrize(
    "body", ["x.reverse()", "x[0], x[1] = x[1], x[0]", "x[0] = x[0] + 1", "x.insert(0, x.pop())", "x[:] = [x[1], x[1]]"]
)
def test_a_list_that_holds_other_arrays_leaves_those_that_it_held(define, body):
    values = first, second = [np.zeros(2), np.ones(2)]
    define(body)(values)
    assert same(values[0], np.ones(2))
    assert same(first, np.zeros(2))
    assert same(second, np.ones(2))


@pytest.mark.parametrize("text", ["{(1, 2): [3]}", "np.array([None, [1]], dtype=object)", "eval('[' * 40 + ']' * 40)"])
def test_changes_beside_an_object_of_the_students_are_those_of_the_right_argument(define, student, text):
    thing, first, second = student.name("evaluate")(text), np.zeros(2), np.zeros(2)
    define("more[-1][:] = 1")(thing, first, [thing, {"a": thing}], second)
    assert same(first, np.zeros(2))
    assert same(second, np.ones(2))


def test_an_array_that_is_handed_over_twice_is_seen_changed(define):
    array, other = np.zeros(2), [np.zeros(2)]
    define("x += 1")(array, array, other)
    assert same(array, np.ones(2))
    define("x += 1")(other[0], other)
    assert same(other, [np.ones(2)])


def test_a_retyped_array_is_seen_changed(define):
    array = np.arange(3.0)
    define("x.dtype = np.int64")(array)
    assert same(array, np.arange(3.0).view(np.int64))


def test_an_array_that_was_given_may_be_resized(define):
    array = np.arange(3.0)
    define("x.resize((2, 3), refcheck=False)")(array)
    assert same(array, np.array([[0.0, 1, 2], [0, 0, 0]]))


def test_a_list_that_gets_a_function_is_seen_with_a_proxy(define):
    values = [1]
    define("x.append(identity)")(values)
    assert values[0] == 1
    assert values[1](4) == 4


@pytest.mark.parametrize("body", ["x.append(x)", "x.append(np.array([None]))", "x.extend([0] * 300_000)"])
def test_a_change_that_may_not_cross_does_not_cost_the_answer(define, body):
    values = [1]
    assert define(f"{body}; return 7")(values) == 7
    assert values[0] == 1


def test_changes_before_an_error_are_seen(define):
    array = np.zeros(2)
    with pytest.raises(ZeroDivisionError):
        define("x += 1; 1 / 0")(array)
    assert same(array, np.ones(2))


def test_only_what_was_changed_is_touched(define):
    first, second, table = np.zeros(2), np.zeros(2), {"a": 1}
    inner = table["b"] = [2]
    second.flags.writeable = False  # writing the same numbers again would fail
    define("x += 1")(first, second, table)
    assert table["b"] is inner
    assert same(first, np.ones(2))


def test_writing_to_an_array_that_can_not_be_written_to_is_an_error_of_the_students_or_none(define):
    array = np.zeros(2)
    array.flags.writeable = False
    came = None
    try:
        define("x += 1")(array)
    except Exception as error:
        came = error
    assert came is None or type(came).__module__ == "student"
    assert same(array, np.zeros(2))
