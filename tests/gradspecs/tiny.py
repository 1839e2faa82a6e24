"""A notebook of two functions with its specs, for the tests beside it."""

from __future__ import annotations

from gradspecs.notebook import Author
from gradspecs.reference import Cell

SCALE = "def scale(x, factor):\n    ### BEGIN SOLUTION\n    return factor * x\n    ### END SOLUTION"
TOTAL = "def total(x, factor):\n    ### BEGIN SOLUTION\n    return np.sum(scale(x, factor) ** 2)\n    ### END SOLUTION"
CHECK = '@checks.check("{title}", points=1)\ndef {key}(check):\n    check.example({what})\n{hidden}'
HIDDEN = "    ### BEGIN HIDDEN TESTS\n    check.drawn({what})\n    ### END HIDDEN TESTS"


def check(key: str, title: str, what: str) -> Cell:
    """A check cell that judges a function."""
    return Cell(key, CHECK.format(key=key, title=title, what=what, hidden=HIDDEN.format(what=what)), False, True)


CELLS = [
    Cell("setup", "import numpy as np\nimport checks", False, False),
    Cell("data", "X = np.arange(6.0).reshape(2, 3)", True, False),
    Cell("scale", SCALE, True, False),
    check("check_scale", "1 scale", "scale"),
    Cell("total", TOTAL, True, False),
    check("check_total", "2 total", "total"),
    Cell("check_data", '@checks.check("0 data", points=1)\ndef check_data(check):\n    check.values(X=X)', False, True),
]
SPECS = """
import numpy as np
from gradspecs import Specs, drop, swap

specs = Specs()
specs.values("check_data", "X", otherwise="wrong-table")

@specs.inputs("scale", returns="the product", hidden=[{"rows": 60}, {"rows": 1}])
def table(draw, rows=7, inputs=3):
    return draw.normal(rows, inputs), 1.7

@specs.inputs("total", returns="the total", hidden=[{"rows": 60}], facts={"rows": "rows"})
def again(draw, rows=7, inputs=3):
    return draw.normal(rows, inputs), 1.7

specs.mistakes("check_scale", {"learning-rate-missing": drop("factor * ")})
specs.mistakes("check_total", {"signed-error": drop(" ** 2")})
"""


def author(specs: str = SPECS, cells: list[Cell] = CELLS) -> Author:
    """The author of that notebook, with these specs."""
    return Author.of(specs, cells)
