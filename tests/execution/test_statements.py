"""What a check comes to: the statements that define the names it uses, and those on which they build."""

from __future__ import annotations

from nbformat.v4 import new_code_cell

from nbexaminer.execution.statements import reached, statements_of


def test_statements_have_their_names():
    text = "%matplotlib inline\nimport a\n@a.wrapped\ndef f(x):\n    return g(x)\nif a:\n    b = f"
    found = statements_of(3, new_code_cell(text))
    assert [(one.cell, sorted(one.defines), sorted(one.uses)) for one in found] == [
        (3, ["a"], []),
        (3, ["f"], ["a", "g"]),
        (3, ["b"], ["a", "f"]),
    ]


def test_what_is_no_python_has_none():
    assert statements_of(0, new_code_cell("def (")) == []


def test_definitions_are_followed_and_circles_end():
    statements = statements_of(0, new_code_cell("def f():\n    g()\ndef g():\n    f(), h\ni = 1"))
    defined = {name: [one] for one in statements for name in one.defines}
    assert [sorted(one.defines) for one in reached(["f", "print"], defined)] == [["f"], ["g"]]
