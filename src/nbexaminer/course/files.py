"""The files of a folder, but for those that a course's settings leave out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path


def is_ignored(name: str, ignore: Iterable[str]) -> bool:
    """Whether a file or folder of this name is left out.

    Args:
        name: its own, without the folders above it.
        ignore: patterns of names, as in `CourseDirectory.ignore`.
    """
    return any(fnmatch(name, pattern) for pattern in ignore)


def files_of(folder: Path, ignore: Iterable[str]) -> Iterator[Path]:
    """The files in a folder and the folders in it, but for those that are left out.

    nbgrader's own `find_all_files` looks for patterns in the whole path, so that a bracket in it hides what it should find.

    Args:
        folder: that is looked into, whatever its own name.
        ignore: patterns of names that are left out, of folders with all that is in them.
    """
    ignore = list(ignore)
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_ignored(name, ignore))
        yield from (Path(root, name) for name in sorted(names) if not is_ignored(name, ignore))
