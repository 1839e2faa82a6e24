"""Mistakes are changes of a solution's text, or of what it finds under a name."""

from __future__ import annotations

import numpy as np
import pytest

from gradspecs.edits import SpecError, drop, replace, swap, whole
from gradspecs.reference import Cell, Reference

SOURCE = "import numpy as np\n\n\ndef f(x):\n    return np.exp(x) * g(x)\n\n\ndef g(x):\n    return 2 * x\n"


@pytest.fixture
def reference() -> Reference:
    return Reference.of([Cell("f", SOURCE, True, False)])


@pytest.mark.parametrize(
    ("edit", "value"),
    [
        (swap("np.exp(x)", "np.sin(x)"), np.sin(1) * 2),
        (drop("np.exp(x) * "), 2),
        (replace("g", lambda x: 5 * x), np.e * 5),
        (replace("g", np.sin) + drop("np.exp(x) * "), np.sin(1)),
        (whole("    def f(x):\n        return 7"), 7),
    ],
)
def test_an_edit_changes_one_function(reference, edit, value):
    assert np.isclose(reference.names_with({"f": edit})["f"](1.0), value)
    assert np.isclose(reference.function("f")(1.0), np.e * 2)
    assert reference.function("g")(1.0) == 2


def test_an_edit_whose_text_is_not_in_the_solution_is_an_error(reference):
    with pytest.raises(SpecError, match=r"'np\.log\(x\)' does not occur"):
        reference.names_with({"f": swap("np.log(x)", "x")})
    with pytest.raises(SpecError, match="no function `h`"):
        reference.names_with({"h": drop("x")})


def test_only_definitions_of_a_solution_are_run():
    cells = [
        Cell("a", "import checks\nX = 1 / 0\ndef f():\n    return 3", True, False),
        Cell("b", "1 / 0", False, True),
    ]
    assert Reference.of(cells).function("f")() == 3
    assert Reference.of(cells).order == ["f"]


def test_a_changed_function_calls_itself_and_others_as_before():
    source = "def f(n):\n    return n * f(n - 1) if n else g()\n\n\ndef g():\n    return 1\n"
    changed = Reference.of([Cell("f", source, True, False)]).names_with({"f": swap("n * f", "n + f")})["f"]
    assert changed(3) == 7
