"""Digests of folders: they show whether something is still what it was made from."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

READ = 300 * 2**20
"""Bytes of a submission that are read to see whether it has changed."""
MOST = 20_000
"""Files and folders after which no further folder is looked into."""
CACHES = (b".ipynb_checkpoints", b"__pycache__")


def digest(folders: list[Path], leave_out: Callable[[Path], bool] = lambda path: False) -> str:
    """SHA-256 over the files in some folders: their relative names and contents. Links are followed, caches ignored.

    Args:
        folders: with the files.
        leave_out: whether a file does not count.
    """
    seen = hashlib.sha256()
    for folder in folders:
        for path in sorted(_files(folder)):
            if leave_out(path):
                continue
            seen.update(os.fsencode(path.relative_to(folder).as_posix()) + b"\0")
            try:
                content = path.read_bytes()
            except OSError as error:
                content = str(error.errno).encode()
            seen.update(hashlib.sha256(content).digest())
    return seen.hexdigest()


def digest_of_submission(folder: Path, leave_out: Collection[str] = ()) -> str:
    """SHA-256 over what lies in a student's folder, whatever it is: nothing is followed, and nothing large is read.

    A link counts by where it leads. A file beyond the first `READ` bytes of all counts by its size and the time of its last
    change, and so does what can't be opened.

    Args:
        folder: the student's folder.
        leave_out: names of files that do not count.
    """
    ignored = {*CACHES, b".DS_Store", *map(os.fsencode, leave_out)}
    seen, left, waiting, count = hashlib.sha256(), READ, [os.fsencode(folder)], 0
    while waiting and count < MOST:
        path = waiting.pop()
        try:
            with os.scandir(path) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            seen.update(b"%s\0%d\0" % (os.path.relpath(path, os.fsencode(folder)), error.errno or 0))
            continue
        for entry in listed:
            count += 1
            if entry.name in ignored:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            content, size = _content(entry, left)
            left -= size
            seen.update(os.path.relpath(entry.path, os.fsencode(folder)) + b"\0" + content)
    return seen.hexdigest()


def _content(entry: os.DirEntry, left: int) -> tuple[bytes, int]:
    """What tells one content of a file from another, and how many bytes were read for it."""
    try:
        about = entry.stat(follow_symlinks=False)
        if stat.S_ISLNK(about.st_mode):
            return b"link %s" % os.readlink(entry.path), 0
        if stat.S_ISREG(about.st_mode) and about.st_size <= left:
            number = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with open(number, "rb") as file:
                return hashlib.sha256(file.read(about.st_size)).digest(), about.st_size
        changed = 0 if stat.S_ISDIR(about.st_mode) else about.st_mtime_ns
        return b"%d %d %d" % (stat.S_IFMT(about.st_mode), about.st_size if changed else 0, changed), 0
    except OSError as error:
        return b"error %d" % (error.errno or 0), 0


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        caches = {".ipynb_checkpoints", "__pycache__"} & set(path.relative_to(folder).parts)
        if path.is_file() and not caches and path.name != ".DS_Store":
            yield path
