"""Which changes of its arguments a student's function is answered with."""

from __future__ import annotations

import numpy as np
import pytest

from tests.candidate.asking import asked, named
from tests.protocol.test_protocol import same


def test_changed_arguments_come_with_the_answer_and_others_do_not(answers):
    function = named(answers, "changes")
    kind, value, changed = asked(answers, "call", function, [np.zeros(2), [np.zeros(3)]], {})
    assert (kind, value) == (b"value", None)
    assert [pair[0] for pair in changed] == [0]
    assert same(changed[0][1], np.ones(2))
    assert len(asked(answers, "call", named(answers, "identity"), [[np.zeros(2)]], {})) == 2
    kind, described = asked(answers, "call", function, [[1, 2]], {})
    assert (kind, described[0]) == (b"error", "TypeError")
    assert len(asked(answers, "call", function, [5], {})) == 2


@pytest.mark.parametrize(
    "change", ["x.append(x)", "x.append(np.array([None]))", "x.append({(1, 2): 3})", "x.append(len)"]
)
def test_a_change_that_may_not_cross_lets_nothing_escape(answers, change):
    exec(f"def f(x):\n    {change}\n    return 7", answers.names)
    kind, value, *_ = asked(answers, "call", named(answers, "f"), [[1]], {})
    assert (kind, value) == (b"value", 7)


@pytest.mark.parametrize(
    ("value", "body", "changes"),
    [
        (np.zeros(2), "x[0] = -0.0", True),
        (np.zeros(2), "x[0] = 0.0", False),
        (np.zeros(2), "x = x + 1", False),
        (np.full(2, np.nan), "x *= 1", False),
        (np.zeros(2), "x.dtype = np.int64", True),
        (np.zeros(2), "x.shape = (2, 1)", True),
        ([1], "x[0] = True", True),
        ([1, 2], "x.reverse()", True),
        ([1, 2], "x.sort()", False),
        ([np.zeros(2)], "x[0] += 1", True),
        ([np.zeros(2)], "x[0] = x[0] + 1", True),
        ({"a": 1, "b": 2}, "x['a'] = x.pop('a')", True),
        ({"a": [1]}, "x['a'].append(2)", True),
        ({"a": [1]}, "x.get('b', []).append(2)", False),
        ("text", "x += 'more'", False),
        (5, "x += 1", False),
    ],
    ids=lambda value: value if type(value) is str else "",
)
def test_what_was_changed_is_told_and_nothing_else(answers, value, body, changes):
    exec(f"def f(x):\n    {body}", answers.names)
    assert len(asked(answers, "call", named(answers, "f"), [value], {})) == (3 if changes else 2)
