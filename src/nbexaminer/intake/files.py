"""The files of a submission, as they lie in its folder: listed without following or opening anything."""

from __future__ import annotations

import errno
import itertools
import os
import stat
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from nbexaminer.intake import limits
from nbexaminer.intake.errors import Refused
from nbexaminer.intake.names import is_junk, notebook_stem
from nbexaminer.intake.sentences import Remarks, shown

Parts = tuple[str, ...]
"""Where a file is in a submission: the names of the folders and archives that it is in, and its own name."""
LINK = "a link to somewhere else"


@dataclass(frozen=True, eq=False)
class SubmittedFile:
    """A regular file of a submission.

    Attributes:
        parts: where it is in the submission.
        path: where its bytes are: in the submission's folder, or unpacked elsewhere.
        size: bytes.
        time: when it was changed last, in seconds since 1970.
        archives: how many archives it is in.
    """

    parts: Parts
    path: str
    size: int
    time: float
    archives: int = 0

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.parts[-1]

    @property
    def shown(self) -> str:
        """Where the file is in the submission, as a sentence may show it."""
        return shown("/".join(self.parts))

    def open(self) -> BinaryIO:
        """Open the file for reading.

        Raises:
            OSError: it can't be read, or is no regular file any more.
        """
        return open_regular(self.path)


@dataclass(frozen=True)
class Irregular:
    """Something in a submission that is no regular file, or a folder with the name of a notebook's file.

    Attributes:
        parts: where it is in the submission.
        what: what it is, with its article.
    """

    parts: Parts
    what: str

    @property
    def shown(self) -> str:
        """Where it is in the submission, as a sentence may show it."""
        return shown("/".join(self.parts))


@dataclass
class Contents:
    """What a submission holds.

    Attributes:
        files: its regular files; those in archives, too, once these are unpacked.
        irregular: links, pipes and the like.
        folders: the folders, where they were listed.
        said: sentences about the submission as a whole, and about its files.
        seen: how many files and folders were counted.
        unpacked: how many bytes came out of archives.
    """

    files: list[SubmittedFile] = field(default_factory=list)
    irregular: list[Irregular] = field(default_factory=list)
    folders: list[Parts] = field(default_factory=list)
    said: Remarks = field(default_factory=Remarks)
    seen: int = 0
    unpacked: int = 0

    @property
    def remarks(self) -> list[str]:
        """The sentences, one for each kind of remark."""
        return self.said.sentences()

    def remark(self, template: str, name: str | None = None) -> None:
        """Add a sentence, which may hold for several files (`Remarks.add`)."""
        self.said.add(template, name)

    def require_space(self, size: int) -> None:
        """Make sure that so many more bytes may be unpacked.

        Raises:
            Refused: that would be more than the limit.
        """
        if self.unpacked + size > limits.MAX_BYTES:
            raise Refused(too_many_bytes())


def too_many_bytes() -> str:
    """Why no more of an archive is unpacked, in words that fit into brackets."""
    return f"more than {limits.MAX_BYTES // limits.MEGABYTE} MB"


def list_folder(folder: Path, at_most: int | None = None) -> Contents:
    """List a submission's folder and the folders in it, which may be missing; links are not followed.

    Args:
        folder: that was handed in, or one with what a whole class handed in.
        at_most: files and folders after which the rest is left out; None for the limit of a submission.
    """
    contents, at_most = Contents(), limits.MAX_FILES if at_most is None else at_most
    if folder.is_symlink():
        contents.remark("The folder that was handed in is a link to somewhere else: not followed.")
        return contents
    waiting: deque[tuple[str, Parts]] = deque([(str(folder), ())])
    while waiting:
        path, parts = waiting.popleft()
        for entry in _entries(path, parts, contents, at_most):
            name = (*parts, entry.name)
            contents.seen += 1
            if contents.seen > at_most or len(name) > limits.MAX_DEPTH:
                contents.remark(
                    "There were too many files, or too many folders in one another "
                    f"(more than {at_most} or {limits.MAX_DEPTH}): the rest was left out."
                )
            if contents.seen > at_most:
                return contents
            if len(name) <= limits.MAX_DEPTH:
                _note(entry, name, contents, waiting)
    return contents


def _entries(path: str, parts: Parts, contents: Contents, at_most: int) -> list[os.DirEntry]:
    """What one folder holds, by name; nothing for a folder that can't be read."""
    try:
        with os.scandir(path) as entries:
            listed = sorted(itertools.islice(entries, at_most), key=lambda entry: entry.name)
    except FileNotFoundError:
        return []  # nothing was handed in
    except OSError as error:
        if parts:
            contents.remark(f"The folder{{s}} {{names}} could not be read ({error.strerror}).", shown("/".join(parts)))
        else:
            contents.remark(f"The folder that was handed in could not be read ({error.strerror}).")
        return []
    return [entry for entry in listed if not is_junk(entry.name)]


def _note(entry: os.DirEntry, name: Parts, contents: Contents, waiting: deque[tuple[str, Parts]]) -> None:
    """Add one entry of a folder to the contents; a folder is listed later."""
    try:
        about = entry.stat(follow_symlinks=False)
    except OSError:
        return
    if stat.S_ISLNK(about.st_mode):
        contents.irregular.append(Irregular(name, LINK))
    elif stat.S_ISDIR(about.st_mode):
        if notebook_stem(entry.name) is not None:
            contents.irregular.append(Irregular(name, "a folder"))
        contents.folders.append(name)
        waiting.append((entry.path, name))
    elif stat.S_ISREG(about.st_mode):
        contents.files.append(SubmittedFile(name, entry.path, about.st_size, about.st_mtime))
    else:
        kinds = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
        contents.irregular.append(Irregular(name, kinds.get(stat.S_IFMT(about.st_mode), "a device")))


def open_regular(path: str) -> BinaryIO:
    """Open a regular file for reading; never a link, and without waiting for the other end of a pipe.

    Raises:
        OSError: it can't be read, or is no regular file.
    """
    number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "no regular file")
    return os.fdopen(number, "rb")
