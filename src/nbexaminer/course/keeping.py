"""Folders that are put back as they were when what replaces them fails, or that go in one step."""

from __future__ import annotations

import contextlib
import errno
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

PREFIX = "kept-"


@contextlib.contextmanager
def keeping(folder: Path, cache: Path) -> Iterator[None]:
    """Put a folder back as it was when the block fails or is interrupted.

    Args:
        folder: what the block writes; it need not exist yet.
        cache: where the copy is kept meanwhile.
    """
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=PREFIX) as safe:
        kept = Path(safe, "kept")
        if folder.is_dir():
            shutil.copytree(folder, kept, symlinks=True)
        try:
            yield
        except BaseException:
            if folder.is_dir():
                shutil.rmtree(folder)
            if kept.is_dir():
                shutil.move(kept, folder)  # which needs no space on a full disk
            raise


def discard(path: Path, cache: Path) -> None:
    """Remove a file, a link or a folder. A folder goes in one step: where that is interrupted, no half of it is left.

    Args:
        path: what is removed; a link itself, and not where it leads.
        cache: on the same disk, where what is left of it would lie.

    Raises:
        OSError: it can't be removed.
    """
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    with tempfile.TemporaryDirectory(dir=cache, prefix=PREFIX) as last:  # which removes what is write-protected, too
        with contextlib.suppress(OSError):
            path.chmod(0o700)
        try:
            path.rename(Path(last, "discarded"))
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            shutil.rmtree(path)


def remove_kept(cache: Path) -> None:
    """Remove the copies that a process left when it was killed."""
    for left in cache.glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
