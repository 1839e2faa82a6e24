"""Archives of a submission, unpacked: what is in one takes its place among the submission's files.

Unpacked files are called by numbers, in one folder; the names in an archive are only compared and shown.
"""

from __future__ import annotations

import contextlib
import itertools
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from nbexaminer.intake import limits
from nbexaminer.intake.errors import Refused
from nbexaminer.intake.files import Contents, SubmittedFile
from nbexaminer.intake.members import Member, damage, members
from nbexaminer.intake.names import notebook_stem
from nbexaminer.intake.sentences import shown

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2")
UNREADABLE = (".rar", ".7z", ".tar.xz", ".txz")


def unpack_archives(contents: Contents, folder: Path) -> None:
    """Put the files in archives, and in archives in these, in the place of the archives.

    Args:
        contents: the submission's files; changed in place.
        folder: an empty folder for what is unpacked.
    """
    opened, kept, waiting = 0, [], deque(contents.files)
    paths = (folder / str(number) for number in itertools.count())
    while waiting:
        file = waiting.popleft()
        if file.name.lower().endswith(UNREADABLE):
            contents.remark(
                "{names} {is} {an}archive{s} of a kind that can't be opened here (zip and tar.gz can).", file.shown
            )
        if not _is_archive(file):
            kept.append(file)
            continue
        opened += 1
        too_deep = file.archives >= limits.MAX_ARCHIVE_LEVELS
        if opened > limits.MAX_ARCHIVES or too_deep or file.size > limits.MAX_ARCHIVE:
            contents.remark(
                "The archive{s} {names} {was} not opened: too many, too large, or too deep in others.", file.shown
            )
            continue
        inside = _unpack(file, contents, paths)
        if inside:
            contents.remark("The files came in {an}archive{s} ({names}): unpacked.", file.shown)
        waiting += inside
    contents.files = kept


def _is_archive(file: SubmittedFile) -> bool:
    """Whether a file is an archive: by its ending, or under a notebook's name by its first bytes."""
    name = file.name.lower()
    if name.endswith(ARCHIVES):
        return True
    if notebook_stem(name) is None:
        return False
    try:
        with file.open() as stream:
            return stream.read(4).startswith((b"PK\x03\x04", b"\x1f\x8b"))
    except OSError:
        return False


def _unpack(archive: SubmittedFile, contents: Contents, paths: Iterator[Path]) -> list[SubmittedFile]:
    """Unpack one archive, as far as it can be unpacked."""
    unpacked: list[SubmittedFile] = []
    try:
        stream = archive.open()
    except OSError as error:
        contents.remark(f"The archive{{s}} {{names}} could not be read ({error.strerror}).", archive.shown)
        return unpacked
    inside = members(stream, archive, contents)
    with stream, contextlib.closing(inside):
        try:
            while (member := _next(inside)) is not None:
                contents.seen += 1
                if contents.seen > limits.MAX_FILES:
                    raise Refused(f"more than {limits.MAX_FILES} files")
                path = next(paths)
                size = _write(member, path, archive, contents)
                if size is not None:
                    parts = (*archive.parts, *member.parts)
                    unpacked.append(SubmittedFile(parts, str(path), size, member.time, archive.archives + 1))
        except Refused as refused:
            contents.remark(
                f"The archive{{s}} {{names}} could not be unpacked, or not to {{its}} end ({refused}).", archive.shown
            )
    return unpacked


def _next(inside: Iterator[Member]) -> Member | None:
    """The next file of an archive; None at its end.

    Raises:
        Refused: the archive is damaged, whatever the library that reads it has raised, or over a limit.
    """
    try:
        return next(inside, None)
    except Refused:
        raise
    except Exception as error:
        raise Refused(damage(error)) from None


def _write(member: Member, path: Path, archive: SubmittedFile, contents: Contents) -> int | None:
    """Write one file of an archive; return its size in bytes, or None for one that is damaged or needs a password."""
    size = 0
    with open(path, "xb") as out:
        while True:
            try:
                chunk = member.content.read(limits.CHUNK)
            except Refused:
                raise
            except Exception as error:  # of this file alone: the archive's other files may be whole
                name = f"{shown('/'.join(member.parts))} in the archive {archive.shown}"
                contents.remark(f"{{names}} could not be unpacked ({damage(error)}).", name)
                return None
            if not chunk:
                return size
            size += len(chunk)
            contents.unpacked += len(chunk)
            contents.require_space(0)
            out.write(chunk)
