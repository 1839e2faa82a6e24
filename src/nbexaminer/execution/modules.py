"""Which modules a notebook imports."""

from __future__ import annotations

import ast
import contextlib
from functools import lru_cache
from pathlib import Path

import nbformat

from nbexaminer.execution.task import Task
from nbexaminer.system.parsing import parse_cell


def modules_of(task: Task) -> tuple[str, ...]:
    """Names of the modules that a task's source notebook and the files beside it import, the files themselves left out."""
    return _modules(task.source, tuple(sorted(task.given.items())))


@lru_cache(maxsize=16)
def _modules(source: str, given: tuple[tuple[str, bytes], ...]) -> tuple[str, ...]:
    texts = [cell.source for cell in nbformat.reads(source, as_version=4).cells if cell.cell_type == "code"]
    texts += [content.decode() for name, content in given if name.endswith(".py")]
    names = set()
    for text in texts:
        with contextlib.suppress(SyntaxError):
            for node in ast.walk(parse_cell(text)):
                if isinstance(node, ast.Import):
                    names |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.add(node.module)
    own = {Path(name).parts[0].removesuffix(".py") for name, _ in given}
    return tuple(sorted(name for name in names if name.split(".")[0] not in own))
