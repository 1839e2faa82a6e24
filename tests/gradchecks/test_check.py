"""The decorator that runs a check."""

from __future__ import annotations

import textwrap
import warnings

import numpy as np
import pytest

import gradchecks as checks


def test_warnings_and_standard_error_do_not_reach_standard_error(capsys):
    @checks.check("quiet", points=1)
    def check_quiet(check):
        warnings.warn("careful", stacklevel=1)
        np.exp(np.array([1e4]))

    captured = capsys.readouterr()
    assert captured.err == ""
    assert "careful" in captured.out
    assert "/" not in captured.out.splitlines()[0]


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


def test_what_cannot_be_compared_is_told_as_a_failure_without_a_traceback():
    with pytest.raises(checks.CheckFailed, match="can't be compared") as caught:

        @checks.check("1", points=1)
        def stumbles(check):
            float([len])

    assert caught.value.slug == "not-comparable"
    assert caught.value.__suppress_context__
