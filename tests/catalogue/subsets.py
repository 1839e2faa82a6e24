"""An attack on every check: any functions of a solution give way to constants, zeros, errors or the visible table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

import nbformat

from tests.catalogue.cases import Case, notebooks
from tests.catalogue.leaks import blanks

INSTEAD = {
    "constants": "def {name}(*arguments):\n    return _alike(_true[{name!r}](*arguments), 0.5)\n",
    "zeros": "def {name}(*arguments):\n    return _alike(_true[{name!r}](*arguments), 0.0)\n",
    "raises": "def {name}(*arguments):\n    raise ValueError('on demand')\n",
    "table": (
        "def {name}(*arguments):\n"
        "    for given, results in _table({name!r}):\n"
        "        if _same(given, arguments):\n"
        "            return results\n"
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
        "manual_forward": ("check_forward", "check_own_data"),
        "manual_loss": ("check_loss", "check_own_data"),
        "manual_backward": ("check_dW1", "check_dW2", "check_db1", "check_db2", "check_own_data"),
        "manual_update": ("check_update",),
        "auto_forward": ("check_auto_forward", "check_auto_backward"),
        "auto_loss": ("check_auto_loss", "check_auto_backward"),
        "auto_backward": ("check_auto_backward",),
        "auto_update": ("check_auto_update",),
    }
}
"""Notebook -> method -> the checks that it must cost: its own, and those of several methods at work."""
FEW = 6
"""Functions up to which three of them give way at once."""
HELPERS = """
import numpy as np
import json
from pathlib import Path


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


def _table(name):
    for entry in json.loads(Path("examples.json").read_text())["checks"].values():
        for function, calls in entry.get("calls", []):
            for call in calls if function == name else []:
                results = tuple(_value(one) for one in call["expected"].values())
                yield _value(call["given"]), results if len(results) > 1 else results[0]


def _same(given, arguments):
    shapes = [np.shape(one) for one in given]
    return shapes == [np.shape(one) for one in arguments] and all(
        np.allclose(np.asarray(one), np.asarray(other)) for one, other in zip(given, arguments)
    )
"""


def attacks(notebook: str) -> Iterator[tuple[Case, frozenset[str]]]:
    """Submissions in which some functions give way, and the checks that they must cost: those of these functions only.

    One, two and all functions give way at once; three as well where there are few.

    Args:
        notebook: its name.
    """
    judged = _judged(notebook)
    names = list(dict.fromkeys(judged.values()))
    sizes = sorted({1, 2, 3 if len(names) <= FEW else 2, len(names)})
    for kind, text in INSTEAD.items():
        for size in sizes:
            for chosen in combinations(names, size):
                cells = {name: _cell(notebook, name, text) for name in chosen}
                case = Case(notebook, "subsets", f"{kind}: {', '.join(chosen)}", "an attack", replaced=cells)
                yield case, frozenset(check for check, name in judged.items() if name in chosen)


def method_attacks(notebook: str) -> Iterator[tuple[Case, frozenset[str]]]:
    """Submissions in which one, two or all methods give way, and the checks that they must cost."""
    costs = METHODS.get(notebook, {})
    for kind, text in METHODS_INSTEAD.items():
        for size in [size for size in (1, 2, len(costs)) if costs]:
            for chosen in combinations(costs, size):
                cells = {name: _method(notebook, name, text) for name in chosen}
                case = Case(notebook, "subsets", f"{kind}: {', '.join(chosen)}", "an attack", replaced=cells)
                yield case, frozenset(check for name in chosen for check in costs[name])


def _method(notebook: str, name: str, text: str) -> str:
    """The cell of a method that gives way: the true one, and another one in its place."""
    found = nbformat.read(notebooks()[notebook], as_version=4).cells
    source = next(cell.source for cell in found if cell.metadata.get("nbgrader", {}).get("grade_id") == name)
    function, bound = re.sub(r"### (BEGIN|END) SOLUTION", "", source).rsplit("\n\n\n", 1)
    return f"{HELPERS}\n\n{function}\n\n\n_true_{name} = {name}\n\n\n{text.format(name=name)}\n\n{bound}"


def _cell(notebook: str, name: str, text: str) -> str:
    """The cell of a function that gives way: it keeps the true one, over true pieces, to know shapes and kinds."""
    return f"{HELPERS}\n\n_true = {{}}\nexec({_solution(notebook)!r}, _true)\n\n\n{text.format(name=name)}"


@cache
def _solution(notebook: str) -> str:
    """All functions of a solution."""
    found = nbformat.read(notebooks()[notebook], as_version=4)
    cells = [cell.source for cell in found.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    names = blanks(notebook)
    return "\n".join(["import numpy as np", *(text for text in cells if any(f"def {name}(" in text for name in names))])


@cache
def _judged(notebook: str) -> dict[str, str]:
    """Grade id of a check -> the function that it judges; no methods."""
    cells = nbformat.read(notebooks()[notebook], as_version=4).cells
    found = {
        cell.metadata["nbgrader"]["grade_id"]: re.search(r"check\.(?:drawn|seeds|start_weights)\((\w+),?", cell.source)
        for cell in cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    return {check: match[1] for check, match in found.items() if match and match[1] != "checks"}
