"""Temporary folders: removed when the process that made them ends or, where it was killed, at the next run."""

from __future__ import annotations

import atexit
import contextlib
import errno
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

LONGEST = 45
"""Bytes of the path in which temporary folders are made: that of a socket in one of them has 107 at most."""
SHORT = ("/tmp", "/var/tmp", "/dev/shm")
"""Where they are made if the path is longer."""

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


def short_place() -> Path:
    """The folder for temporary files; for this process and those that it starts, one in which sockets may lie.

    Raises:
        OSError: TMPDIR is too long a path for that, and no other folder can be written.
    """
    place = tempfile.gettempdir()
    if len(os.fsencode(place)) > LONGEST:
        usable = [short for short in SHORT if os.path.isdir(short) and os.access(short, os.W_OK | os.X_OK)]
        if not usable:
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), place)
        place = usable[0]
        tempfile.tempdir = os.environ["TMPDIR"] = place  # multiprocessing puts sockets of its own there, too
    return Path(place)


def likely_place() -> Path | None:
    """The folder in which temporary folders will be made, found without making anything; None where there is none."""
    asked = [os.environ[name] for name in ("TMPDIR", "TEMP", "TMP") if os.environ.get(name)]
    usable = [place for place in (*asked, *SHORT) if os.path.isdir(place) and os.access(place, os.W_OK | os.X_OK)]
    fitting = [place for place in usable if len(os.fsencode(place)) <= LONGEST]
    return Path(fitting[0]) if fitting else None


def sweep() -> None:
    """Remove the temporary folders that killed processes of this user have left."""
    for folder in short_place().glob(f"{PREFIX}*"):
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
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=short_place()))
        lock = open(folder / LOCK, "wb")  # noqa: SIM115  (it stays open, and so locked, until the process ends)
        fcntl.flock(lock, fcntl.LOCK_EX)
        _home = os.getpid(), folder, lock
        atexit.register(_remove_home, os.getpid())
    return _home[1]


def _remove_home(process: int) -> None:
    """At the end of a process, remove its folder; a fork leaves that of its parent alone."""
    if process == _home[0] == os.getpid() and _home[2] is not None:
        shutil.rmtree(_home[1], ignore_errors=True)
