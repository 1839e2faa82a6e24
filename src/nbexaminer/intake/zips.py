"""What a zip file lists: its files and their names, before anything of it is unpacked."""

from __future__ import annotations

import calendar
import io
import os
import stat
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from nbexaminer.intake import limits
from nbexaminer.intake.errors import Refused

END_OF_DIRECTORY, ZIP64_LOCATOR, ZIP64_END = b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06"
LISTED = b"PK\x01\x02"
"""How each file's part of the list begins."""
UTF8 = 0x800
"""The flag of a name that is written as UTF-8."""
NO_TEXT = "\x1a"
"""What stands in a name for each byte that is no text; nothing may be called so."""
UNUSUAL = "packed in an unusual way"
LOCKED = "it needs a password"


def open_zip(stream: BinaryIO, large: bool = False) -> zipfile.ZipFile:
    """Open a zip file, whatever the names in it are.

    Args:
        stream: of the zip file; it must stay open.
        large: whether it may be one of a whole class: with a longer list of files, and larger than 4 GB.

    Raises:
        Refused: it is none, or its list of files is too long.
        Exception: it is damaged; whatever zipfile raises then.
    """
    start, size = _directory(stream, large)
    if size > (limits.MAX_CLASS_DIRECTORY if large else limits.MAX_DIRECTORY):
        raise Refused("too many files")
    try:
        return zipfile.ZipFile(stream)
    except UnicodeDecodeError:
        stream.seek(start)
        return zipfile.ZipFile(io.BufferedReader(_Overlaid(stream, start, _with_text(stream.read(size)))))


def zip_files(opened: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """The files that a zip file lists, with their names; folders have slashes in between."""
    for info in opened.infolist():
        if not info.is_dir() and not info.filename.endswith("\\"):
            yield info, _name(info).replace("\\", "/")


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether a file in a zip file is a symbolic link."""
    return stat.S_ISLNK(info.external_attr >> 16)


def is_unusual(info: zipfile.ZipInfo) -> bool:
    """Whether a file in a zip file is packed in a way that can't be unpacked here."""
    return info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)


def needs_password(info: zipfile.ZipInfo) -> bool:
    """Whether a file in a zip file is encrypted."""
    return bool(info.flag_bits & 1)


def seconds(info: zipfile.ZipInfo) -> float:
    """When a file in a zip file was changed last, in seconds since 1970; 0 where that is no time."""
    try:
        return float(calendar.timegm(info.date_time))
    except ValueError:
        return 0.0


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a file; some programs write UTF-8 and do not say so."""
    if info.flag_bits & UTF8 or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _directory(stream: BinaryIO, large: bool) -> tuple[int, int]:
    """Where a zip file's list of files begins, and its bytes: zipfile reads all of it at once."""
    whole = stream.seek(0, os.SEEK_END)
    first = max(0, whole - 70_000)
    stream.seek(first)
    tail = stream.read(70_000)
    stream.seek(0)
    end = tail.rfind(END_OF_DIRECTORY)
    if end < 0:
        raise Refused("cut off, or no zip file")
    size = int.from_bytes(tail[end + 12 : end + 16], "little")
    if ZIP64_LOCATOR not in tail:
        return max(0, first + end - size), size
    record = tail[max(0, end - 76) : end]
    if not large or not record.startswith(ZIP64_END):
        raise Refused("too many files")
    size = int.from_bytes(record[40:48], "little")
    return max(0, first + end - 76 - size), size


def _with_text(directory: bytes) -> bytes:
    """A list of files, in whose names `NO_TEXT` stands for each byte that is no text; as long as it was."""
    mended, place = bytearray(directory), 0
    while mended[place : place + 4] == LISTED:
        flags, length, extra, comment = (
            int.from_bytes(mended[place + at : place + at + 2], "little") for at in (8, 28, 30, 32)
        )
        name = bytes(mended[place + 46 : place + 46 + length])
        if flags & UTF8:
            text = name.decode("utf-8", "surrogateescape")
            text = "".join(NO_TEXT if "\ud800" <= character <= "\udfff" else character for character in text)
            mended[place + 46 : place + 46 + length] = text.encode("utf-8")
        place += 46 + length + extra + comment
    return bytes(mended)


class _Overlaid(io.RawIOBase):
    """A stream that is read with other bytes at one place."""

    def __init__(self, stream: BinaryIO, start: int, instead: bytes):
        self._stream, self._start, self._instead = stream, start, instead

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: memoryview) -> int:
        place = self._stream.tell()
        read = bytearray(self._stream.read(len(buffer)))
        low, high = max(place, self._start), min(place + len(read), self._start + len(self._instead))
        if low < high:
            read[low - place : high - place] = self._instead[low - self._start : high - self._start]
        buffer[: len(read)] = read
        return len(read)
