"""The regular files in a zip or tar archive, one after the other, within limits; nothing is written here."""

from __future__ import annotations

import bz2
import gzip
import re
import tarfile
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from nbexaminer.intake import limits
from nbexaminer.intake.errors import Refused
from nbexaminer.intake.files import LINK, Contents, Irregular, Parts, SubmittedFile, too_many_bytes
from nbexaminer.intake.names import is_junk
from nbexaminer.intake.sentences import shown
from nbexaminer.intake.zips import LOCKED, UNUSUAL, is_link, is_unusual, needs_password, open_zip, seconds, zip_files

KNOWN_DAMAGE = {"BadZipFile": "broken", "ReadError": "broken", "EOFError": "cut off", "StreamError": "broken"}


class Member(NamedTuple):
    """A regular file in an archive.

    Attributes:
        parts: where it is in the archive.
        time: when it was changed last, in seconds since 1970.
        content: its bytes, to be read before the next member is asked for.
    """

    parts: Parts
    time: float
    content: BinaryIO


def members(stream: BinaryIO, archive: SubmittedFile, contents: Contents) -> Iterator[Member]:
    """The regular files of an archive; links and the like are noted in the contents of the submission.

    Raises:
        Refused: the archive is over a limit.
        Exception: it is damaged; whatever zipfile, tarfile, gzip or bz2 raise then.
    """
    start = stream.read(4)
    stream.seek(0)
    if start.startswith(b"PK"):
        yield from _zip_members(stream, archive, contents)
        return
    if start.startswith(b"\x1f\x8b"):
        stream = gzip.GzipFile(fileobj=stream)
    elif start.startswith(b"BZh"):
        stream = bz2.BZ2File(stream)
    yield from _tar_members(_Limited(stream), archive, contents)


def damage(error: Exception) -> str:
    """What an exception says about an archive, in words that fit into brackets."""
    name = type(error).__name__
    return KNOWN_DAMAGE.get(name, f"broken: {name}")


def safe_parts(name: str) -> tuple[Parts, bool]:
    """Where a file is in an archive, by the name that the archive has for it.

    Returns:
        The parts of the name that lie inside of the archive, () for a file that is left out; and whether the name leads out of
        the archive.
    """
    parts = name.split("/")
    leads_out = name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name) is not None
    kept = tuple(
        part[-limits.LONGEST_NAME :]
        for part in parts
        if part not in ("", ".", "..") and not re.fullmatch(r"[A-Za-z]:", part)
    )
    left_out = any(map(is_junk, kept)) or len(kept) > limits.MAX_DEPTH
    return () if left_out else kept, leads_out


def _parts_inside(name: str, archive: SubmittedFile, contents: Contents) -> Parts:
    parts, leads_out = safe_parts(name)
    if leads_out:
        contents.remark(
            "The archive{s} {names} {name} places outside of {itself}: taken as if they were inside.", archive.shown
        )
    return parts


# zip


def _zip_members(stream: BinaryIO, archive: SubmittedFile, contents: Contents) -> Iterator[Member]:
    with open_zip(stream) as opened:
        for info, name in zip_files(opened):
            parts = _parts_inside(name, archive, contents)
            content = _zip_content(opened, info, parts, archive, contents) if parts else None
            if content is not None:
                with content:
                    yield Member(parts, seconds(info), content)


def _zip_content(
    opened: zipfile.ZipFile, info: zipfile.ZipInfo, parts: Parts, archive: SubmittedFile, contents: Contents
) -> BinaryIO | None:
    """The bytes of one file; None for what is left out."""
    name = f"{shown('/'.join(parts))} in the archive {archive.shown}"
    if is_link(info):
        contents.irregular.append(Irregular((*archive.parts, *parts), LINK))
        return None
    if is_unusual(info):
        contents.remark(f"{{names}} {{is}} {UNUSUAL}: left out.", name)
        return None
    contents.require_space(info.file_size)
    try:
        return opened.open(info)
    except Exception as error:
        reason = LOCKED if needs_password(info) else damage(error)
        contents.remark(f"{{names}} could not be unpacked ({reason}).", name)
        return None


# tar


class _Limited:
    """A stream that may give a limited number of bytes; those that its reader skips count, too."""

    def __init__(self, stream: BinaryIO):
        self.stream, self.left = stream, limits.MAX_BYTES

    def read(self, size: int) -> bytes:
        chunk = self.stream.read(min(size, limits.CHUNK))
        self.left -= len(chunk)
        if self.left < 0:
            raise Refused(too_many_bytes())
        return chunk


def _tar_members(stream: _Limited, archive: SubmittedFile, contents: Contents) -> Iterator[Member]:
    with tarfile.open(fileobj=stream, mode="r|", errors="surrogateescape") as opened:
        for number, info in enumerate(opened):
            if number > limits.MAX_FILES:
                raise Refused(f"more than {limits.MAX_FILES} files")
            parts = () if info.isdir() else _parts_inside(info.name, archive, contents)
            content = _tar_content(opened, info, (*archive.parts, *parts), contents) if parts else None
            if content is not None:
                yield Member(parts, float(info.mtime) if abs(info.mtime) < 1e12 else 0.0, content)


def _tar_content(opened: tarfile.TarFile, info: tarfile.TarInfo, place: Parts, contents: Contents) -> BinaryIO | None:
    """The bytes of one file; None for what is left out."""
    if info.issym() or info.islnk():
        contents.irregular.append(Irregular(place, LINK))
        return None
    contents.require_space(info.size)
    if not info.isreg():
        contents.irregular.append(Irregular(place, "a pipe or a device"))
        return None
    return opened.extractfile(info)
