"""Errors of the machine: which stop a run, and with which sentence. All others are of the submission where they come up."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from nbexaminer.course.errors import CourseError, MachineError

FULL = (
    "The disk is full: make room, then run the same command again; what was graded is kept, nothing is half recorded."
)
OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT)
OF_THE_MACHINE = (*OF_THE_DISK, errno.EROFS, errno.EMFILE, errno.ENFILE)
"""Errors that say nothing about the file where they come up: the next submission would meet them too."""
PROBE = 2**24
"""Bytes that must find room where a disk is not full."""


def stops_the_run(error: Exception, cache: Path) -> CourseError | None:
    """The error that stops the run, where one concerns the machine, and so every submission; None where it is one submission's.

    Args:
        error: what came up with one submission.
        cache: the course's cache, on the disk in question.
    """
    if not isinstance(error, OSError):
        return full_disk(str(error), cache)
    return stopped(error) if error.errno in OF_THE_MACHINE else None


def stopped(error: OSError) -> CourseError:
    """The error that stops a run which the file system does not let go on."""
    if error.errno in OF_THE_DISK:
        return MachineError(FULL)
    return MachineError(f"{error.filename or 'A file'} can't be used ({os.strerror(error.errno or 0)}).")


def full_disk(text: str, cache: Path) -> CourseError | None:
    """The error that stops the run, where a text says that the disk is full, and it is.

    A database's error, or another process's, comes as a text only; and a text may hold what a student has written.
    """
    if not any(words in text for words in ("No space left on device", "disk is full", "Disk quota exceeded")):
        return None
    try:
        with tempfile.TemporaryFile(dir=cache) as probe:
            os.posix_fallocate(probe.fileno(), 0, PROBE)
    except OSError:
        return MachineError(FULL)
    return None
