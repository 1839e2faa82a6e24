"""An attack on every check: any functions of a solution give way to constants, zeros, errors or the visible table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import nbformat

from nbexaminer.authoring.leaks import blanks
from tests.catalogue.cases import Case, notebooks

INSTEAD = {
    "constants": "def {name}(*arguments):\n    return _alike(_true[{name!r}](*arguments), 0.5)\n",
    "zeros": "def {name}(*arguments):\n    return _alike(_true[{name!r}](*arguments), 0.0)\n",
    "raises": "def {name}(*arguments):\n    raise ValueError('on demand')\n",
    "table": (
        "def {name}(*arguments):\n"
        "    for given, results in _table({name!r}):\n"
        "        if _same(given, arguments):\n"
        "            return _value(results[0]) if len(results) == 1 else tuple(_value(one) for one in results)\n"
        "    return _alike(_true[{name!r}](*arguments), 0.5)\n"
    ),
}
"""How a function gives way; what it is like (shapes, kinds) it has from the true one, so that only values are missing."""
METHODS_INSTEAD = {
    "nothing": "def {name}(self, *given):\n    return None\n",
    "raises": "def {name}(self, *given):\n    raise ValueError('on demand')\n",
    "constants": """
def {name}(self, *given):
    before = {{key: value.clone() for key, value in vars(self).items() if hasattr(value, "clone")}}
    result = _true_{name}(self, *given)
    for key, value in list(vars(self).items()):
        if hasattr(value, "detach"):
            if value.is_leaf and value.grad is not None:
                value.grad = _alike(value.grad, 0.5)
            if key not in before or not torch.equal(before[key], value):
                setattr(self, key, _alike(value, 0.5).requires_grad_(value.requires_grad and value.is_leaf))
    return _alike(result, 0.5)
""",
}
"""How a method gives way; with constants all that it returns and keeps is like the true, only wrong."""
METHODS = {
    "manual_vs_autograd": {
        "manual_forward": ({"check_forward"}, {"check_own_data"}),
        "manual_loss": ({"check_loss"}, {"check_own_data"}),
        "manual_backward": ({"check_dW1", "check_dW2", "check_db1", "check_db2", "check_own_data"}, set()),
        "manual_update": ({"check_update"}, set()),
        "auto_forward": ({"check_auto_forward"}, {"check_auto_backward"}),
        "auto_loss": ({"check_auto_loss"}, {"check_auto_backward"}),
        "auto_backward": ({"check_auto_backward"}, set()),
        "auto_update": ({"check_auto_update"}, set()),
    }
}
"""Notebook -> method -> the checks that it must cost, and those that it may cost, since they see several methods at work."""
IMPORTS = "import random\nimport numpy as np\nimport torch"
FEW = 6
"""Functions up to which every subset of them is tried each time; of more there are thousands."""
HELPERS = """
import json
from functools import cache
from pathlib import Path

import numpy as np


def _alike(value, number):
    if value is None:
        return None
    if isinstance(value, (tuple, list)):
        return type(value)(_alike(one, number) for one in value)
    if hasattr(value, "detach"):
        return value.detach() * 0 + (number if value.is_floating_point() else 0)
    if isinstance(value, np.ndarray):
        return np.full_like(value, number)
    return type(value)(number)


def _value(data):
    if isinstance(data, dict) and "array" in data:
        return np.array(data["array"], dtype=data["dtype"]).reshape(data["shape"])
    if isinstance(data, dict) and "tensor" in data:
        import torch
        return torch.tensor(data["tensor"], dtype=getattr(torch, data["dtype"])).reshape(data["shape"])
    return [_value(one) for one in data] if isinstance(data, list) else data


@cache
def _table(name):
    checks = json.loads(Path("examples.json").read_text())["checks"].values()
    listed = [calls for entry in checks for function, calls in entry.get("calls", []) if function == name]
    return [(_value(call["given"]), list(call["expected"].values())) for calls in listed for call in calls]


def _same(given, arguments):
    shapes = [np.shape(one) for one in given]
    return shapes == [np.shape(one) for one in arguments] and all(
        np.allclose(np.asarray(one), np.asarray(other)) for one, other in zip(given, arguments)
    )
"""


@dataclass(frozen=True)
class Attack:
    """A submission, the checks that it must cost, and those that it may cost."""

    case: Case
    must: frozenset[str]
    may: frozenset[str] = frozenset()


def has_few(notebook: str) -> bool:
    """Whether a notebook has so few functions that every subset of them is tried each time."""
    return len(set(_judged(notebook).values())) <= FEW


def attacks(notebook: str, every: bool = False) -> Iterator[Attack]:
    """Submissions in which some functions give way, which must cost their own checks only.

    Where there are few, every subset of the functions; where there are more, one, two and all of them.

    Args:
        notebook: its name.
        every: whether it is every subset, also where there are many.
    """
    judged = _judged(notebook)
    names = list(dict.fromkeys(judged.values()))
    sizes = range(1, len(names) + 1) if every or has_few(notebook) else (1, 2, len(names))
    for kind, text in INSTEAD.items():
        for size in sizes:
            for chosen in combinations(names, size):
                cells = _cells(notebook, chosen, text)
                case = Case(notebook, "subsets", f"{kind}: {', '.join(chosen)}", "an attack", replaced=cells)
                yield Attack(case, frozenset(check for check, name in judged.items() if name in chosen))


def method_attacks(notebook: str) -> Iterator[Attack]:
    """Submissions in which one, two or all methods give way."""
    costs = METHODS.get(notebook, {})
    for kind, text in METHODS_INSTEAD.items():
        for size in [size for size in (1, 2, len(costs)) if costs]:
            for chosen in combinations(costs, size):
                cells = {name: _method(notebook, name, text) for name in chosen}
                case = Case(notebook, "subsets", f"{kind}: {', '.join(chosen)}", "an attack", replaced=cells)
                must, may = (frozenset().union(*(costs[name][part] for name in chosen)) for part in (0, 1))
                yield Attack(case, must, may)


def _method(notebook: str, name: str, text: str) -> str:
    """The cell of a method that gives way: the true one, and another one in its place."""
    source = next(cell.source for cell in _solutions(notebook) if cell.metadata["nbgrader"]["grade_id"] == name)
    function, bound = re.sub(r"### (BEGIN|END) SOLUTION", "", source).rsplit("\n\n\n", 1)
    return f"{HELPERS}\n\n{function}\n\n\n_true_{name} = {name}\n\n\n{text.format(name=name)}\n\n{bound}"


def _cells(notebook: str, chosen: Iterable[str], text: str) -> dict[str, str]:
    """Grade id -> a cell whose chosen functions give way; they keep the true ones, to know shapes and kinds."""
    found = {}
    for name in chosen:
        cell = next(cell for cell in _solutions(notebook) if f"def {name}(" in cell.source)
        grade_id = cell.metadata["nbgrader"]["grade_id"]
        found[grade_id] = f"{found.get(grade_id, cell.source)}\n\n\n{text.format(name=name)}"
    true = f"\n\n_true = {{}}\nexec({_solution(notebook)!r}, _true)\n\n\n"
    return {grade_id: HELPERS + true + source for grade_id, source in found.items()}


@cache
def _solutions(notebook: str) -> list[nbformat.NotebookNode]:
    found = nbformat.read(notebooks()[notebook], as_version=4)
    return [cell for cell in found.cells if cell.metadata.get("nbgrader", {}).get("solution")]


@cache
def _solution(notebook: str) -> str:
    """All functions of a solution."""
    cells = [cell.source for cell in _solutions(notebook)]
    names = blanks(notebooks()[notebook])
    return "\n".join([IMPORTS, *(text for text in cells if any(f"def {name}(" in text for name in names))])


@cache
def _judged(notebook: str) -> dict[str, str]:
    """Grade id of a check -> the function that it judges; no methods."""
    cells = nbformat.read(notebooks()[notebook], as_version=4).cells
    found = {
        cell.metadata["nbgrader"]["grade_id"]: re.search(r"check\.(?:drawn|start_weights)\((\w+),?", cell.source)
        for cell in cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    return {check: match[1] for check, match in found.items() if match and match[1] != "checks"}
