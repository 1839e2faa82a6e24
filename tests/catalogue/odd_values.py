"""Solutions whose every result is replaced, one at a time, by every kind of value: what a check says of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from tests.catalogue.cases import _source
from tests.catalogue.mutation import Mutant
from tests.catalogue.running import uses_torch

ANYTHING = [
    "None", "True", "0", "1j", "10**400", "np.float64(0)", "float('nan')", "float('inf')", "'hello'", "b'x'", "...",
    "lambda *a: 0", "int", "np", "ValueError('x')", "NotImplementedError('x')", "slice(1, 2)", "memoryview(b'abc')",
    "range(5)", "iter([1.0])", "map(float, [1])", "(i for i in range(3))", "{'a': 1}", "{1, 2}", "[]", "[[[[]]]]",
    "[len, len]", "[1, [2, 3], 'x']", "[[1.0], [1.0, 2.0]]", "[np.ones((2, 2)), np.ones(3)]",
    "[None, [1, [2]], np.array([len]), 'x']", "(1.0,)", "tuple(range(9))", "(None, None)", "(None, None, None)",
    "(len, len)", "(len, np, [len])", "('a', 'b')", "(np.ones((2, 3)), [[1], [2, 3]], [None, 1])", "([None], [len])",
    "([[1.0]], [len])", "([None] * 4, [1.0] * 4)", "([[None] * 4] * 4, ['x'] * 4)", "np.zeros((0, 3))",
    "np.full((5, 2), np.nan)", "np.ones((5, 2)) * 1j", "np.ones((5, 2), dtype=np.float16)",
    "np.array([1, None, 'a'], dtype=object)", "np.array([[len]])", "np.array(['a', 'b'])",
    "np.array(['2020-01-01'], dtype='datetime64[D]')", "np.zeros(3, dtype=[('a', float), ('b', int)])",
    "np.matrix([[1.0, 2.0]])", "np.ma.array([1.0, 2.0], mask=[0, 1])",
]  # fmt: skip
"""Values of all kinds, none of them an answer to anything."""
TENSORS = [
    "torch.ones(5, 2, device='meta')", "torch.eye(3).to_sparse()", "torch.ones(5, 2, dtype=torch.complex64)",
    "torch.ones(5, 1, dtype=torch.bool)", "torch.ones(5, 2, requires_grad=True)", "[torch.ones(2), torch.ones(3)]",
    "torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.qint8)", "torch.ones(5, 2, dtype=torch.bfloat16)",
    "torch.nested.nested_tensor([torch.ones(2), torch.ones(3)])", "torch.nn.Parameter(torch.ones(2))",
    "torch.nn.Linear(2, 2)",
]  # fmt: skip
"""The same, for notebooks with torch."""


@cache
def odd_solutions(notebook: str) -> tuple[Mutant, ...]:
    """Every solution of a notebook with one result, or one part of a result, replaced."""
    source = _source(notebook)
    values = ANYTHING + TENSORS * uses_torch(source)
    found = []
    for cell in source.cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            found += [
                Mutant(notebook, cell.id, what, value, changed)
                for value in values
                for what, changed in _with_value(cell.source, value)
            ]
    return tuple(found)


def _with_value(source: str, value: str) -> Iterator[tuple[str, str]]:
    """(what is replaced, the cell with it) for every result in a cell."""
    tree, lines = ast.parse(source), source.splitlines()
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        body = [f"return {value}"]
        if function.name == "__init__":  # whose results are attributes
            body = [f"self.{name} = {value}" for name in ("learning_rate", "W1", "b1", "W2", "b2")]
        indented = [" " * function.body[0].col_offset + line for line in body]
        yield function.name, "\n".join([*lines[: function.lineno], *_docstring_and(function, lines, indented)])
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and isinstance(node.value, (ast.Tuple, ast.List)):
                for number, _ in enumerate(node.value.elts):
                    parts = [ast.unparse(part) for part in node.value.elts]
                    parts[number] = value
                    line = " " * node.col_offset + f"return ({', '.join(parts)},)"
                    changed = [*lines[: node.lineno - 1], line, *lines[node.end_lineno :]]
                    yield f"{function.name}[{number}]", "\n".join(changed)
    for statement in [node for node in tree.body if isinstance(node, ast.Assign)]:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id, f"{source}\n{node.id} = {value}"


def _docstring_and(function: ast.FunctionDef, lines: list[str], body: list[str]) -> list[str]:
    """The lines behind a function's head, with another body below its docstring."""
    has_docstring = isinstance(function.body[0], ast.Expr) and isinstance(function.body[0].value, ast.Constant)
    begin = function.body[0].end_lineno if has_docstring else function.lineno
    return [*lines[function.lineno : begin], *body, *lines[function.end_lineno :]]
