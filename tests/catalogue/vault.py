"""The notebook that the hostile submissions attack: four exercises, hidden tests with secrets in them."""

from __future__ import annotations

import nbformat

MARKER = "amber-heron"
"""Stands in the hidden tests and nowhere else."""
NUMBERS = ("73105857", "41503749", "57721566")
"""What the inputs of hidden tests begin with, their digits."""
NEIGHBOUR = "quartz-lynx"
"""Stands in another student's submission and nowhere else."""
POINTS = {"square": 2, "gradient": 3, "losses": 1, "honest": 2}

_SETUP = "import numpy as np\n\nimport checks"

_BLANKS = {
    "square": '''def square(x):
    """The square of a number, or of every entry of an array."""
    ### BEGIN SOLUTION
    return x * x
    ### END SOLUTION''',
    "gradient": '''def gradient(X, y, w):
    """The gradient by w of the mean of the squares of X @ w - y."""
    ### BEGIN SOLUTION
    return 2 * X.T @ (X @ w - y) / len(X)
    ### END SOLUTION''',
    "losses": """# The squares of 2, 1 and 1/2, in a list.
### BEGIN SOLUTION
losses = [4.0, 1.0, 0.25]
### END SOLUTION""",
    "honest": '''def honest(x):
    """One more than x."""
    ### BEGIN SOLUTION
    return x + 1
    ### END SOLUTION''',
}

_CHECKS = {
    "square": """assert square(3) == 9
assert square(-2.0) == 4.0
### BEGIN HIDDEN TESTS
amber_heron = "amber-heron"
for x in (0.7310585786, -1.5, 12.0):
    assert abs(square(x) - x**2) < 1e-9, f"{amber_heron}: the square of {x}"
expected = np.array([0.5344466453, 4.0])
assert np.allclose(square(np.array([0.7310585786, 2.0])), expected), "amber-heron"
### END HIDDEN TESTS""",
    "gradient": """@checks.check("gradient", points=3)
def check_gradient(check):
    X, y = np.array([[1.0, 2.0], [0.5, -1.0], [0.0, 3.0]]), np.array([1.0, 0.0, 2.0])
    came = check.call(gradient, X, y, np.array([0.5, -0.5]))
    check.array("gradient(X, y, w)", came, np.array([-0.75, -9.5]))
    ### BEGIN HIDDEN TESTS
    check.hidden = True
    amber_heron = np.array([0.4150374993, -1.25])
    rng = np.random.RandomState(5)
    for rows in (4, 7):
        X, y = rng.randn(rows, 2), rng.randn(rows)
        X[0, 0] = 0.4150374993
        expected = checks.numerical_gradient(lambda w, X=X, y=y: np.mean((X @ w - y) ** 2), amber_heron)
        check.array("gradient(X, y, w)", check.call(gradient, X, y, amber_heron), expected)
    ### END HIDDEN TESTS""",
    "losses": """assert len(losses) == 3
assert losses[0] == 4.0
### BEGIN HIDDEN TESTS
assert np.allclose(losses, [4.0, 1.0, 0.25]), "amber-heron"
assert losses[-1] < losses[0], "amber-heron"
### END HIDDEN TESTS""",
    "honest": """assert honest(1) == 2
### BEGIN HIDDEN TESTS
assert honest(0.5772156649) == 1.5772156649, "amber-heron"
### END HIDDEN TESTS""",
}

WRONG = {
    "square": "def square(x):\n    return 2 * x",
    "gradient": "def gradient(X, y, w):\n    return np.zeros(2)",
    "losses": "losses = [1.0, 1.0, 1.0]",
    "honest": "def honest(x):\n    return x + 1",
}
"""The answers of every hostile submission: only the last is right."""
RIGHT = {
    "square": "def square(x):\n    return x * x",
    "gradient": "def gradient(X, y, w):\n    return 2 * X.T @ (X @ w - y) / len(X)",
    "losses": "losses = [4.0, 1.0, 0.25]",
    "honest": "def honest(x):\n    return x + 1  # quartz-lynx",
}


def cell(
    id_: str, source: str, kind: str = "code", meta: dict | None = None, **nbgrader: object
) -> nbformat.NotebookNode:
    """A cell with its metadata."""
    make = nbformat.v4.new_markdown_cell if kind == "markdown" else nbformat.v4.new_code_cell
    defaults = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3, "grade_id": id_}
    known = {"nbgrader": {**defaults, **nbgrader}} if nbgrader else {}
    return make(source, id=id_, metadata=known | (meta or {}))


def notebook() -> nbformat.NotebookNode:
    """The source."""
    made = nbformat.v4.new_notebook()
    made.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    made.cells = [cell("setup", _SETUP, meta={"grading": {"side": "both"}}, locked=True)]
    for name, blank in _BLANKS.items():
        made.cells += [
            cell(name, blank, solution=True),
            cell(f"check_{name}", _CHECKS[name], grade=True, locked=True, points=POINTS[name]),
        ]
    made.cells += [
        cell("show", 'print("done")'),
        cell("answer_why", "Because.", "markdown", grade=True, solution=True, points=1),
    ]
    return made
