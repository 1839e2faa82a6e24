"""A demonstration is run only where something uses what it defines."""

from __future__ import annotations

import nbformat
import pytest

from nbexaminer.course.demonstrations import idle_cells, used_names


def code(*texts: str) -> list[nbformat.NotebookNode]:
    return [nbformat.v4.new_code_cell(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "defined", "used"),
    [
        ("x = y + 1", {"x"}, {"y"}),
        ("import numpy as np\nfrom a import b", {"np", "b"}, set()),
        ("def f(x):\n    return x + y", {"f"}, {"y"}),
        ("class A:\n    z = y", {"A"}, {"y"}),
        ("p['a'] = 1\nm.w[0].b = 2", {"p", "m"}, {"p", "m"}),
        ("for i in range(3):\n    pass", {"i"}, {"range"}),
        ("def f():\n    global g\n    g = 1", {"f", "g"}, set()),
        ("x += 1", {"x"}, {"x"}),
        ("[a for a in b]", set(), {"b"}),
        ("%matplotlib inline\nx = 1", {"x"}, set()),
        ("this is no python", set(), {"this", "is", "no", "python"}),
    ],
)
def test_the_names_of_a_cell(text, defined, used):
    assert used_names(text) == (defined, used)


@pytest.mark.parametrize(
    ("own", "idle"),
    [
        ("a = 1", {0, 1, 2}),
        ("print(curve)", {2}),
        ("print(first)", {1, 2}),
        ("def f():\n    return table", {0, 1}),
        ("this is no python: curve", {2}),
    ],
)
def test_a_demonstration_is_left_out_unless_something_uses_it(own, idle):
    shown = ["first = 1", "curve = first + 1", "table = 3"]
    assert idle_cells(code(*shown, own), set(shown)) == idle


def test_a_demonstration_that_a_student_changed_is_run():
    assert idle_cells(code("first = 1", "first = 2"), {"first = 1"}) == {0}
