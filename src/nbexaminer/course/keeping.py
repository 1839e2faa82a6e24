"""Folders that are put back as they were when what replaces them fails."""

from __future__ import annotations

import contextlib
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


def remove_kept(cache: Path) -> None:
    """Remove the copies that a process left when it was killed."""
    for left in cache.glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
