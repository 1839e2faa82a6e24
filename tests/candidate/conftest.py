"""A student's cell, and the side that answers for what it has defined."""

from __future__ import annotations

import linecache
from collections.abc import Iterator

import pytest

from nbexaminer.candidate.answers import Answers

SOURCE = """
import numpy as np

def identity(x):
    return x

def fails(x):
    return inner(x)

def inner(x):
    return 1 / x

def comprehends(values):
    return [
        1 / one
        for one in values
    ]

later = lambda x: 1 / x

def through_numpy(x):
    return np.linalg.inv(x)

def through_another(values):
    return sorted(
        values,
        key=lambda one: one.nothing,
    )

def raises_from(x):
    try:
        return 1 / x
    except ZeroDivisionError as error:
        raise ValueError("from") from error

def recursion(x):
    return recursion(x + 1)

def evaluates(text):
    return eval(text)

def changes(x, y=None):
    x += 1

class Model:
    w = np.ones(2)

    def __init__(self):
        self.b = 1

    def predict(self, x):
        return self.w * x

model = Model()
"""


@pytest.fixture
def names() -> Iterator[dict[str, object]]:
    """What the cell above has defined."""
    found: dict[str, object] = {}
    linecache.cache["<student>"] = (len(SOURCE), None, SOURCE.splitlines(keepends=True), "<student>")
    exec(compile(SOURCE, "<student>", "exec", dont_inherit=True), found)
    yield found
    del linecache.cache["<student>"]


@pytest.fixture
def answers(names) -> Answers:
    """A side that answers for it."""
    return Answers(names)
