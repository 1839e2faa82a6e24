"""Which modules can't be found here: judged by names alone, and nothing is imported."""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Collection, Iterator
from importlib.machinery import PathFinder
from pathlib import PurePosixPath

LONGEST_NAME = 64
"""Characters of a module's name that is told; no module that anybody shares has a longer one."""
NO_MODULE = re.compile(rf"No module named '([^'\s]{{1,{LONGEST_NAME}}})'")
NO_NAME = re.compile(rf"cannot import name '([^'\s]{{1,{LONGEST_NAME}}})' from '([^'\s]{{1,{LONGEST_NAME}}})'")


def is_here(name: str) -> bool:
    """Whether a module of the top level can be found in the environment of this process.

    Folders in which this process happens to run don't count: no student code runs there.
    """
    folders = [folder for folder in sys.path if folder and os.path.realpath(folder) != os.path.realpath(os.getcwd())]
    for finder in sys.meta_path:
        find = getattr(finder, "find_spec", None)
        if find is not None and find(name, folders if finder is PathFinder else None) is not None:
            return True
    return False


def modules_in(files: Collection[str]) -> frozenset[str]:
    """The modules of the top level that files, by their relative paths, could be or hold."""
    parts = (PurePosixPath(path).parts for path in files)
    return frozenset(own[0].split(".")[0] for own in parts if own)


def is_module_name(text: str) -> bool:
    """Whether a text can be a module's name, with dots or without; nobody can write a sentence as one."""
    return len(text) <= LONGEST_NAME and all(part.isidentifier() for part in text.split("."))


def wanted_by(text: str) -> tuple[str, str] | None:
    """What an error of importing says that there isn't.

    Args:
        text: of the error, as Python words it; or anything, as a student's process may forge it.

    Returns:
        The module's name, and that of what it lacks, or ""; None where the text says no such thing.
    """
    found, lacks = NO_MODULE.search(text), NO_NAME.search(text)
    module, part = (found[1], "") if found else (lacks[2], lacks[1]) if lacks else ("", "")
    if not is_module_name(module) or (part and not part.isidentifier()):
        return None
    return module, part


def imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """What a piece of code imports, also in its functions: modules, and names of them or ""."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.module, alias.name) for alias in node.names)


def really_missing(
    wanted: tuple[str, str] | None, imported: Collection[tuple[str, str]], own: Collection[str]
) -> tuple[str, str] | None:
    """What is missing, where an error says that something is.

    Args:
        wanted: the module and what it lacks, or "", as `wanted_by` reads it.
        imported: what the submission's own text imports, as of `imports`.
        own: modules of the top level that were there beside the notebook.

    Returns:
        The module, and what it lacks or "". None where it is a file of the submission or can be found here; whether a module
        has a part can't be known without importing it, so that a part must stand in the submission's text.
    """
    if wanted is None:
        return None
    module, part = wanted
    top = module.split(".")[0]
    if top in own:
        return None
    if not is_here(top):
        return None if part else (top, "")
    if part:
        return wanted if wanted in imported else None
    parent, _, last = module.rpartition(".")
    stands = any(name == module or name.startswith(f"{module}.") for name, _ in imported)
    return (parent, last) if parent and stands else None
