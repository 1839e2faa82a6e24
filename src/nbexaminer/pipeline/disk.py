"""Errors of the file system: which of them stop a run, and with which sentence."""

from __future__ import annotations

import errno
import os

from nbexaminer.course.errors import CourseError

FULL = (
    "The disk is full: make room, then run the same command again; what was graded is kept, nothing is half recorded."
)


def is_full(text: str) -> bool:
    """Whether an error's text is about a full disk: a database's error, or another process's, comes as a text only."""
    return any(words in text for words in ("No space left on device", "disk is full", "Disk quota exceeded"))


OF_A_SUBMISSION = (
    errno.ENAMETOOLONG,
    errno.ELOOP,
    errno.ENOTDIR,
    errno.EISDIR,
    errno.EEXIST,
    errno.EINVAL,
    errno.EILSEQ,
    errno.EFBIG,
)
"""Errors to which a submission can lead by how its files are named, nested or made."""


def stops_the_run(error: Exception) -> bool:
    """Whether an error concerns the machine, and so every submission, and not only the one where it came up."""
    if isinstance(error, OSError):
        return error.errno not in OF_A_SUBMISSION
    return is_full(str(error))


def stopped(error: OSError) -> CourseError:
    """The error that stops a run when the file system fails."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or is_full(str(error)):
        return CourseError(FULL)
    return CourseError(f"{error.filename or 'A file'} can't be used ({os.strerror(error.errno or 0)}).")
