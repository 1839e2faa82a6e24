"""Hidden tests begin where a hidden line does more than define something."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell

from nbexaminer.execution.hidden import hidden_from

DEFINES = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("assert f(1)", None),
        ("assert f(1)\n" + DEFINES.format("assert f(2)"), 2),
        (DEFINES.format("def own(x):\n    return f(x)\nother = own") + "assert f(1)\n" + DEFINES.format("f(2)"), 7),
        (DEFINES.format("def own(x):\n    return f(x)") + "assert own(1) == f(1)", None),
        (DEFINES.format("own = f(2)") + "assert f(1)\n" + DEFINES.format("f(3)"), 1),
        (DEFINES.format("@f\ndef own(x):\n    return 1") + "assert f(1)", 1),
        (DEFINES.format("def own(x, y=f(2)):\n    return 1") + "assert f(1)", 1),
        (DEFINES.format("def own(x, *, y=2):\n    return 1") + "assert f(1)", None),
        ("def check():\n    if True:\n" + DEFINES.format("        f(1)"), 3),
    ],
)
def test_hidden_tests_begin_where_a_hidden_line_does_more_than_define(text, line):
    assert hidden_from(new_code_cell(text)) == line
