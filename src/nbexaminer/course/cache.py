"""The folder `.cache`: whatever is in it can be made again, and is, where it can't be used."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from nbexaminer.course.errors import CourseError

FOLDERS = ("checked", "examples", "executed", "looked", "made", "release", "released", "sanitized", "settings")
FILES = ("graded.json", "graded.new", "deadlines.json", "deadlines.new", "lock")


def make_usable(cache: Path) -> None:
    """Make the folder, and remove what lies in it where something of another kind belongs.

    Raises:
        CourseError: it is no folder, or can't be written.
    """
    try:
        cache.mkdir(parents=True, exist_ok=True)
        for name in FOLDERS:
            if (cache / name).is_symlink() or ((cache / name).exists() and not (cache / name).is_dir()):
                (cache / name).unlink()
        for name in FILES:
            if (cache / name).is_symlink():
                (cache / name).unlink()
            elif (cache / name).is_dir():
                shutil.rmtree(cache / name)
    except OSError as error:
        raise CourseError(
            f"The folder {cache} can't be used ({error.strerror}): move away what has that name, or give yourself write "
            "permission; whatever belongs there is made again."
        ) from None


def executed_prefix(submission: str) -> str:
    """How the names of a submission's executed notebooks begin: for each submission another way, also where two are equal.

    Args:
        submission: its key.
    """
    return hashlib.sha256(submission.encode(errors="surrogateescape")).hexdigest()[:16] + "-"
