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
HELPERS = """
import numpy as np
import json
from pathlib import Path


def _alike(value, number):
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


def attacks(notebook: str, most: int = 3) -> Iterator[tuple[Case, frozenset[str]]]:
    """Submissions in which some functions give way, and the checks that they must cost: those of these functions only.

    Args:
        notebook: its name.
        most: functions that give way at once; also all of them.
    """
    names = list(blanks(notebook))
    judged = _judged(notebook)
    sizes = [*range(1, min(most, len(names)) + 1), *([len(names)] if len(names) > most else [])]
    for kind, text in INSTEAD.items():
        for size in sizes:
            for chosen in combinations(names, size):
                cells = {name: _cell(notebook, name, text) for name in chosen}
                case = Case(notebook, "subsets", f"{kind}: {', '.join(chosen)}", "an attack", replaced=cells)
                yield case, frozenset(check for check, name in judged.items() if name in chosen)


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
    """Grade id of a check -> the function that it judges."""
    cells = nbformat.read(notebooks()[notebook], as_version=4).cells
    found = {
        cell.metadata["nbgrader"]["grade_id"]: re.search(r"check\.drawn\((\w+)", cell.source)
        for cell in cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    return {check: match[1] for check, match in found.items() if match}
