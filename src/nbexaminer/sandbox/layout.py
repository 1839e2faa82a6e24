"""Where things lie inside a sandbox, and which files of this package are there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import nbexaminer

HOME = "/home/student"
WORK = f"{HOME}/work"
"""The folder in which the student's code runs."""
WRITABLE = ("/tmp", "/dev/shm", HOME)
"""Folders that the student's code may write to; each is a piece of memory of its own."""
FOLDERS = (WORK, f"{HOME}/.matplotlib")
"""Folders that are made for the student's code."""
KERNEL = "/run/kernel"
"""The folder in which the kernel listens."""
CODE = "/run/nbexaminer"
"""The folder from which the kernel imports this package."""
MEGABYTE = 2**20

PACKAGE = Path(nbexaminer.__file__).parent


def is_changeable(path: Path) -> bool:
    """Whether the student's code may change what it finds of a file: a copy lies there then, which counts as written by it.

    It is so for files that everyone may write to; all others are only shown.
    """
    return bool(path.stat().st_mode & 0o002)


@cache
def package_files() -> dict[str, Path]:
    """Path below `CODE` -> path of each file of this package that is needed inside: no other file of it is there."""
    found = [path for folder in ("protocol", "candidate", "sandbox/inside") for path in (PACKAGE / folder).glob("*.py")]
    found += [PACKAGE / folder / "__init__.py" for folder in (".", "sandbox", "system")]
    found += [PACKAGE / "system" / "forkserver.py"]
    return {f"{PACKAGE.name}/{path.relative_to(PACKAGE).as_posix()}": path for path in sorted(found)}


def program(code: str, entry: str) -> list[str]:
    """Python's options and the program that begins inside.

    Args:
        code: the folder from which this package is imported.
        entry: name of a function of `nbexaminer.sandbox.inside.entry`.
    """
    text = f"import sys; sys.path.insert(0, {code!r}); from nbexaminer.sandbox.inside import entry; entry.{entry}()"
    return ["-P", "-B", "-c", text]
