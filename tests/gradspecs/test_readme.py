"""The README's example of a check with six mistakes does what the README says, in as many lines."""

from __future__ import annotations

import re
from pathlib import Path

from gradspecs.examples import examples
from gradspecs.notebook import Author
from gradspecs.reference import Cell

README = Path(__file__).parents[2] / "README.md"
SOLUTION = """
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def step(X, y_true, w, lr):
    y = sigmoid(X @ w)
    delta = (y - y_true) * y * (1 - y)
    grad = X.T @ delta
    return w - lr * grad, 0.5 * np.sum((y - y_true) ** 2)
"""
HEAD = """
import numpy as np
from gradspecs import Specs, drop, replace, swap

specs = Specs()


def relu(z):
    return np.maximum(0, z)
"""


def test_the_example_builds():
    check, specs = re.findall(
        r"```python\n(@checks\.check.*?|@specs\.inputs.*?)```", README.read_text("utf-8"), re.DOTALL
    )
    assert len([line for line in (check + specs).splitlines() if line]) <= 25
    cells = [Cell("step", SOLUTION, True, False), Cell("check_step", check, False, True)]
    made = examples(Author.of(f"{HEAD}\n\n{specs}", cells), cells)["check_step"]
    (_, calls) = made["calls"][0]
    assert set(calls[0]["known"]["weights"]) == {
        "ascent", "output-derivative-missing", "wrong-activation", "one-row-only", "row-missing", "error-missing",
    }  # fmt: skip
