"""Temporary folders: removed when the process that made them ends or, where it was killed, at the next run."""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from io import BufferedWriter
from pathlib import Path

PREFIX = "nbexaminer-"
LOCK = "lock"
"""Name of a file in the folder of a process; it is locked for as long as the process lives."""
MAKING = 3600.0
"""Seconds after which a folder without that file was left by a killed process; a younger one may still be in the making."""

_home: tuple[int, Path, BufferedWriter | None] = (0, Path(), None)
"""The process that the folder belongs to, the folder in which it makes its temporary folders, and the open lock file."""


def create() -> Path:
    """Make a temporary folder that no other user may enter."""
    return Path(tempfile.mkdtemp(dir=_own_home()))


@contextlib.contextmanager
def temporary() -> Iterator[Path]:
    """Make a temporary folder that is removed when the block ends."""
    folder = create()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create_in(folder: Path) -> None:
    """Make this process's temporary folders in a folder that another process removes.

    Args:
        folder: that exists.
    """
    global _home
    _home = os.getpid(), folder, None


def sweep() -> None:
    """Remove the temporary folders that killed processes of this user have left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            found = folder.lstat()
            if found.st_uid != os.geteuid() or folder.is_symlink():
                continue
            try:
                with open(folder / LOCK, "rb") as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)
            except FileNotFoundError:
                if time.time() - found.st_mtime > MAKING:
                    shutil.rmtree(folder, ignore_errors=True)


def _own_home() -> Path:
    global _home
    if _home[0] != os.getpid():
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        lock = open(folder / LOCK, "wb")  # noqa: SIM115  (it stays open, and so locked, until the process ends)
        fcntl.flock(lock, fcntl.LOCK_EX)
        _home = os.getpid(), folder, lock
        atexit.register(_remove_home, os.getpid())
    return _home[1]


def _remove_home(process: int) -> None:
    """At the end of a process, remove its folder; a fork leaves that of its parent alone."""
    if process == _home[0] == os.getpid() and _home[2] is not None:
        shutil.rmtree(_home[1], ignore_errors=True)
