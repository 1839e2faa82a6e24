"""Which modules a notebook imports, so that they can be imported beforehand."""

from __future__ import annotations

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from nbexaminer.execution.modules import modules_of
from nbexaminer.execution.task import Task


def test_modules_are_those_of_the_source_and_of_the_given_files_but_not_these_themselves():
    texts = [
        "%matplotlib inline\nimport numpy as np, checks",
        "from torch.nn import Linear\nfrom . import a",
        "import (",
    ]
    source = new_notebook(cells=[new_code_cell(text) for text in texts])
    given = {"checks.py": b"def f():\n    import math", "data.csv": b"import nothing"}
    task = Task("ada", "one", "one", "", nbformat.writes(source), given, {}, {}, [], "")
    assert modules_of(task) == ("math", "numpy", "torch.nn")
