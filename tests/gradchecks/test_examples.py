"""Calls of examples: which of several reasons a failure is told to have."""

from __future__ import annotations

import numpy as np

from gradchecks.check import Check
from gradchecks.examples import Call
from gradchecks.numerics import fingerprint

X = np.array([[1.5, -2.0], [0.3, 0.7]])
KNOWN = {"first": {"activation-missing": [fingerprint(X**2)]}}
PAIR = Call(given=[X], expected={"first": X + 1, "second": X**2}, known=KNOWN)


def slug(function, *calls, results=()):
    failure = Check("1", points=1).first_failure(calls, function, results)
    return failure and failure.slug


def test_results_that_have_changed_places_are_told_so_whatever_else_they_look_like():
    assert slug(lambda x: (x**2, x + 1), PAIR) == "swapped"


def test_a_result_beside_a_right_one_has_not_changed_places():
    assert slug(lambda x: (x**2, x**2), PAIR) == "activation-missing"
    shapes = Call(given=[X], expected={"first": X + 1, "second": X[0]})
    assert slug(lambda x: (x[0], x[0]), shapes) is None
    assert slug(lambda x: (x[0], x + 1), shapes) == "swapped"


def test_a_later_call_names_what_the_first_one_could_not():
    unclear = Call(given=[X], expected={"first": X + 1, "second": X**2}, otherwise="updates-differ")
    assert slug(lambda x: (x**2, x**2), Call([X], {"first": X + 1, "second": X**2}), PAIR) == "activation-missing"
    assert slug(lambda x: (x**3, x**2), Call([X], {"first": X + 1, "second": X**2}), unclear) is None
    assert slug(lambda x: (x**3, x**2), unclear) == "updates-differ"


def test_a_call_that_leads_elsewhere_after_another_one_tells_that_the_function_remembers():
    seen = []

    def remembers(x):
        seen.append(x)
        return x + len(seen), x**2

    assert slug(remembers, PAIR, PAIR) == "earlier-run"


def test_no_mistake_is_named_by_numbers_where_the_call_says_so():
    call = Call(given=[X], expected={"first": X + 1, "second": X**2}, known=KNOWN, facts={"named": False})
    assert slug(lambda x: (x**2, x**2), call) is None
    assert slug(lambda x: (2 * (x + 1), x**2), call) is None


def test_a_dict_with_one_key_that_holds_all_names_is_not_said_to_have_them():
    call = Call(given=[X], expected={"first": X + 1, "second": X**2}, as_dict=True)
    failure = Check("1", points=1).first_failure([call], lambda x: {("first", "second"): x}, ())
    assert "1 key: ('first', 'second')" in str(failure)
    failure = Check("1", points=1).first_failure([call], lambda x: {"first": x, "third": x}, ())
    assert "2 keys: 'first', 'third'" in str(failure)


def test_where_numbers_are_enormous_a_mistake_gets_no_name_that_an_ordinary_call_does_not_give():
    enormous = Call(given=[X + 1000], expected={"first": X}, known={"first": {"sign": [fingerprint(X + 1)]}})
    ordinary = Call(given=[X], expected={"first": X + 2})
    assert slug(lambda x: X + 1, enormous) == "sign"
    assert slug(lambda x: X + 1 if x.max() > 100 else X + 3, ordinary, enormous) is None
