"""Digests of folders: they show whether something is still what it was made from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path


def digest(folders: list[Path], leave_out: Callable[[Path], bool] = lambda path: False) -> str:
    """SHA-256 over the files in some folders: their relative names and contents. Links are followed, caches ignored.

    Args:
        folders: with the files.
        leave_out: whether a file does not count.
    """
    seen = hashlib.sha256()
    for folder in folders:
        for path in sorted(_files(folder)):
            if leave_out(path):
                continue
            seen.update(os.fsencode(path.relative_to(folder).as_posix()) + b"\0")
            try:
                content = path.read_bytes()
            except OSError as error:
                content = str(error.errno).encode()
            seen.update(hashlib.sha256(content).digest())
    return seen.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        caches = {".ipynb_checkpoints", "__pycache__"} & set(path.relative_to(folder).parts)
        if path.is_file() and not caches and path.name != ".DS_Store":
            yield path
