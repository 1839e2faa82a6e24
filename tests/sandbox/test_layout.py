"""Which files of this package are inside a sandbox."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from nbexaminer.sandbox.layout import PACKAGE, package_files

MODULES = {name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in package_files()}
PROTOCOL, CANDIDATE = "nbexaminer.protocol", "nbexaminer.candidate"
ALLOWED = {
    "protocol": (PROTOCOL,),
    "candidate": (CANDIDATE, PROTOCOL),
    "sandbox": ("nbexaminer.sandbox.inside", CANDIDATE, PROTOCOL, "nbexaminer.system.forkserver"),
}
"""Folder -> how the names of the modules begin that its files may import."""


def imported(path: Path) -> set[str]:
    """The modules of this package that a file imports, at its top or anywhere else."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level
            below = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name for name in below if _is_module(name)} or {node.module}
    return {name for name in names if name.split(".")[0] == PACKAGE.name}


def _is_module(name: str) -> bool:
    place = PACKAGE.parent / name.replace(".", "/")
    return place.is_dir() or place.with_suffix(".py").is_file()


@pytest.mark.parametrize("name", package_files())
def test_what_a_file_inside_imports_of_this_package_is_inside_too(name):
    assert imported(package_files()[name]) <= MODULES


@pytest.mark.parametrize("name", package_files())
def test_each_side_imports_only_what_lies_on_its_side(name):
    allowed = ALLOWED.get(name.split("/")[1], ())
    assert all(module.startswith(allowed) for module in imported(package_files()[name]))


@pytest.mark.parametrize("name", [name for name in package_files() if name.endswith("/__init__.py")])
def test_the_head_of_a_package_imports_nothing_of_this_package_but_for_the_protocol(name):
    if name != "nbexaminer/protocol/__init__.py":
        assert imported(package_files()[name]) == set()


def test_every_file_of_the_protocol_and_of_the_candidate_is_inside():
    for folder in ("protocol", "candidate", "sandbox/inside"):
        for path in (PACKAGE / folder).rglob("*.py"):
            assert f"nbexaminer/{path.relative_to(PACKAGE)}" in package_files()
