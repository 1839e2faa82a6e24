"""Folders for a while: gone with the process that made them or, where that was killed, at the next run."""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

PREFIX = "nbexaminer-"
LOCK = "lock"
"""A file that is locked for as long as the process lives whose folder it lies in."""
MAKING = 3600.0
"""Seconds after which a folder without that file is no folder that is being made."""

_home: tuple[int, Path, TextIOWrapper | None] = (0, Path(), None)


def create() -> Path:
    """A new folder that nobody else may enter."""
    return Path(tempfile.mkdtemp(dir=_own_home()))


@contextlib.contextmanager
def temporary() -> Iterator[Path]:
    """The same, for as long as the block runs."""
    folder = create()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create_in(folder: Path) -> None:
    """Have this process make its folders in one that somebody else will remove."""
    global _home
    _home = os.getpid(), folder, None


def sweep() -> None:
    """Remove what processes of this user have left that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            found = folder.lstat()
            if found.st_uid != os.geteuid() or folder.is_symlink():
                continue
            try:
                with open(folder / LOCK) as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)
            except FileNotFoundError:
                if time.time() - found.st_mtime > MAKING:
                    shutil.rmtree(folder, ignore_errors=True)


def _own_home() -> Path:
    global _home
    if _home[0] != os.getpid():
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        lock = open(folder / LOCK, "w")  # noqa: SIM115  (it is held to the process's end)
        fcntl.flock(lock, fcntl.LOCK_EX)
        _home = os.getpid(), folder, lock
        atexit.register(_leave, os.getpid())
    return _home[1]


def _leave(process: int) -> None:
    if process == _home[0] == os.getpid() and _home[2] is not None:
        shutil.rmtree(_home[1], ignore_errors=True)
