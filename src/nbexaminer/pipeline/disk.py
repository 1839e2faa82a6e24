"""A full disk: how it is recognized, and the sentence that it stops a run with."""

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


def stopped(error: OSError) -> CourseError:
    """The error that stops a run when the file system fails."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or is_full(str(error)):
        return CourseError(FULL)
    return CourseError(f"{error.filename or 'A file'} can't be used ({os.strerror(error.errno or 0)}).")
