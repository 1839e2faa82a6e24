"""One file out of the modules of a package, for a folder in which the package is not installed.

A release must run anywhere: in a plain notebook, in Colab, in a browser. So what a notebook imports lies beside it as one
file. The file holds the package's modules, each behind those that it imports, with all other imports at the top. Names keep
their spelling, so no name may stand at the top of two modules.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

MADE = "# Made by `nbexaminer build` from"
"""How the first line of a bundle begins."""
BUNDLES = {"checks": "gradchecks", "plots": "gradchecks.plots"}
"""Name under which a notebook imports a bundle -> the module whose docstring and `__all__` it has."""
WIDTH = 120


class BundleError(Exception):
    """The modules can't be one file: rename or import in another way what the message names."""


@dataclass(frozen=True)
class _Module:
    """A module of the package, taken apart.

    Attributes:
        name: such as "gradchecks.explain".
        docstring: its first text.
        inner: module of the package -> names that are imported from it, in the order of the imports.
        outer: every other import, one name each: "import numpy as np", "from dataclasses import field".
        public: the source of `__all__`, or "".
        names: what stands at its top: functions, classes, constants.
        body: its source without docstring, imports and `__all__`.
    """

    name: str
    docstring: str
    inner: dict[str, list[str]]
    outer: list[str]
    public: str
    names: list[str]
    body: str


@cache
def bundled(name: str) -> str:
    """The text of the bundle of this name, a key of `BUNDLES`."""
    root = BUNDLES[name]
    package = files(root.partition(".")[0])
    return bundle(root, lambda module: _source(package, module))


def is_bundle(text: str) -> bool:
    """Whether a file was made here, and is no file of an author's."""
    return text.startswith(MADE)


def bundle(root: str, source: Callable[[str], str]) -> str:
    """Join a module and what it imports of its package into the text of one file.

    Args:
        root: the module, such as "gradchecks.plots"; its docstring and its `__all__` become those of the file.
        source: the text of the package's module of this name.

    Raises:
        BundleError: two modules define the same name or import each other; a name of the package is imported in a way that
            has no meaning in one file.
    """
    package = root.partition(".")[0]
    modules = _ordered(root, lambda name: _parsed(name, source(name), package))
    _require_one_meaning(modules)
    first = modules[-1]
    head = f'{MADE} the package {package}; the next build writes it anew.\n"""{first.docstring}"""'
    parts = [head, _imports(modules), first.public, *(_section(module) for module in modules)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _source(package: Traversable, module: str) -> str:
    """The text of a module of an installed package."""
    path = module.partition(".")[2].replace(".", "/") or "__init__"
    return package.joinpath(f"{path}.py").read_text(encoding="utf-8")


def _ordered(root: str, module: Callable[[str], _Module]) -> list[_Module]:
    """The modules, each behind those that it imports; the root is last."""
    done: dict[str, _Module] = {}

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise BundleError(f"These modules import each other: {' → '.join([*above, name])}.")
        if name not in done:
            found = module(name)
            for imported in found.inner:
                visit(imported, (*above, name))
            done[name] = found

    visit(root, ())
    return list(done.values())


def _parsed(name: str, text: str, package: str) -> _Module:
    tree, lines = ast.parse(text), text.split("\n")
    inner: dict[str, list[str]] = {}
    outer: list[str] = []
    names: list[str] = []
    public = ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and node not in tree.body and _is_inner(node, package):
            raise BundleError(f"{name}, line {node.lineno}: import what is of {package} at the top of the module.")
    for number, node in enumerate(tree.body):
        if isinstance(node, ast.Import | ast.ImportFrom) and _is_inner(node, package):
            module, imported = _inner(name, node)
            inner.setdefault(module, []).extend(imported)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            outer += _outer(node)
        elif _targets(node) == ["__all__"]:
            public = ast.get_source_segment(text, node) or ""
        elif number or ast.get_docstring(tree) is None:
            names += _targets(node)
            continue
        lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    body = "\n".join(lines).strip("\n")
    return _Module(name, ast.get_docstring(tree, clean=False) or "", inner, outer, public, names, body)


def _is_inner(node: ast.Import | ast.ImportFrom, package: str) -> bool:
    """Whether an import is of the package's own modules."""
    if isinstance(node, ast.ImportFrom):
        return bool(node.level) or (node.module or "").partition(".")[0] == package
    return any(alias.name.partition(".")[0] == package for alias in node.names)


def _inner(name: str, node: ast.Import | ast.ImportFrom) -> tuple[str, list[str]]:
    """The module and the names of `from package.module import name, name`; any other form fails."""
    plain = isinstance(node, ast.ImportFrom) and not node.level and "." in (node.module or "")
    if not plain or any(alias.asname or alias.name == "*" for alias in node.names):
        raise BundleError(
            f"{name}, line {node.lineno}: write `from package.module import name`; `{ast.unparse(node)}` has no meaning in "
            "one file."
        )
    return node.module, [alias.name for alias in node.names]


def _outer(node: ast.Import | ast.ImportFrom) -> list[str]:
    """An import, one name each."""
    what = f"from {node.module} import" if isinstance(node, ast.ImportFrom) else "import"
    return [f"{what} {alias.name}" + (f" as {alias.asname}" if alias.asname else "") for alias in node.names]


def _targets(node: ast.stmt) -> list[str]:
    """The names that a statement at the top of a module defines."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", node)]
    inside = [inner for target in targets for inner in ast.walk(target)]
    return [inner.id for inner in inside if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)]


def _require_one_meaning(modules: list[_Module]) -> None:
    """Fail where a name would mean two things in one file, or nothing."""
    meaning: dict[str, str] = {}
    for module in modules:
        found = dict.fromkeys(module.names, f"{module.name} defines it")
        found |= dict(map(_binding, module.outer))
        for name, what in found.items():
            if meaning.setdefault(name, what) != what:
                raise BundleError(f"{name!r} would mean two things in one file: {meaning[name]}, and {what}.")
            if hasattr(builtins, name):
                raise BundleError(
                    f"{name!r} is a name of Python's own, and {what}: in one file all modules would see it."
                )
    defined = {module.name: module.names for module in modules}
    for module in modules:
        for imported, names in module.inner.items():
            for name in names:
                if name not in defined[imported]:
                    raise BundleError(f"{module.name} imports {name!r} from {imported}, which does not define it.")


def _binding(line: str) -> tuple[str, str]:
    """The name that an import of one name binds, and what to."""
    name = line.rpartition(" ")[2]
    if line.startswith("import ") and " as " not in line:
        name = name.partition(".")[0]
        line = f"import {name}"
    return name, f"`{line}`"


def _imports(modules: list[_Module]) -> str:
    """The imports of all modules, once each: of the future, of Python's own modules, of others."""
    lines = {line for module in modules for line in module.outer}
    future = {line for line in lines if line.startswith("from __future__ ")}
    own = {line for line in lines if line.split()[1].partition(".")[0] in sys.stdlib_module_names}
    return "\n\n".join(filter(None, map(_joined, (future, own - future, lines - own))))


def _joined(lines: Iterable[str]) -> str:
    """Imports in the order of their names, with one line for what comes from the same module."""
    plain = sorted(line for line in lines if line.startswith("import "))
    names: dict[str, list[str]] = {}
    for line in sorted(set(lines) - set(plain)):
        module, _, name = line.partition(" import ")
        names.setdefault(module, []).append(name)
    return "\n".join([*plain, *(f"{module} import {', '.join(found)}" for module, found in names.items())])


def _section(module: _Module) -> str:
    """A module's code, below a line with its name and what its docstring says."""
    if not module.body:
        return ""
    name = module.name.rpartition(".")[2]
    about = [f"# {line}".rstrip() for line in module.docstring.strip().split("\n")]
    return "\n".join(["", f"# {'-' * (WIDTH - len(name) - 3)} {name}", *about, "", "", module.body])
