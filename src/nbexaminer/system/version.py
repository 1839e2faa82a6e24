"""Which code runs here, so that the results and workers of one version are not taken for those of another."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGE = "nbexaminer"


def installed(name: str) -> str:
    """The version of a distribution, or "none"."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "none"


@cache
def code() -> str:
    """The package's version and a digest of its code, which an editable installation may change without a new version."""
    return f"{installed(PACKAGE)}+{digest_of(PACKAGE)[:16]}"


@cache
def digest_of(package: str) -> str:
    """SHA-256 over the Python files of a package."""
    seen = hashlib.sha256()
    for name, content in sorted(_modules(files(package), "")):
        seen.update(name.encode() + b"\0" + content + b"\0")
    return seen.hexdigest()


def _modules(folder: Traversable, above: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{above}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _modules(entry, name)
        elif entry.name.endswith(".py"):
            yield name, entry.read_bytes()
