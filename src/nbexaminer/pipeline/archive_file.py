"""One file that holds many, a zip file or a tar file: written and read back entry by entry, with a digest of each."""

from __future__ import annotations

import hashlib
import lzma
import os
import stat
import tarfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from nbexaminer.course.errors import CourseError, first_line, printable

CHUNK = 2**20
ENDINGS = (".zip", ".tar.xz")
UNREADABLE = (
    *(zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, EOFError),
    *(ValueError, KeyError, NotImplementedError, RuntimeError, OSError),
)
"""Errors of files that are not whole, or are none of these kinds."""

Kind = Literal["file", "link", "folder"]


@dataclass(frozen=True)
class Entry:
    """What an archive holds under one name.

    Attributes:
        kind: what it is.
        digest: SHA-256 of a file's content; where a link leads; "" for a folder.
    """

    kind: Kind
    digest: str = ""


class Writer(Protocol):
    """What writes an archive."""

    def add(self, name: str, path: Path, kind: Kind) -> Entry:
        """Add a file, a link or a folder under a name."""

    def close(self) -> None:
        """End the archive."""


def writer(file: BinaryIO, ending: str) -> Writer:
    """What writes an archive into an open file; its kind is one of `ENDINGS`."""
    return _ZipWriter(file) if ending == ".zip" else _TarWriter(file)


class _Digesting:
    """An open file, of which a digest is made while it is read."""

    def __init__(self, file: BinaryIO):
        self._file, self.seen = file, hashlib.sha256()

    def read(self, size: int = CHUNK) -> bytes:
        content = self._file.read(size)
        self.seen.update(content)
        return content


class _ZipWriter:
    def __init__(self, file: BinaryIO):
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, path: Path, kind: Kind) -> Entry:
        about = path.lstat()
        when = time.localtime(about.st_mtime)[:6]
        info = zipfile.ZipInfo(_utf8(name) + ("/" if kind == "folder" else ""))
        info.date_time = min(max(when, (1980, 1, 1, 0, 0, 0)), (2107, 12, 31, 23, 59, 58))
        info.external_attr = about.st_mode << 16
        info.compress_type = zipfile.ZIP_DEFLATED
        if kind == "folder":
            self._zip.writestr(info, b"")
            return Entry("folder")
        if kind == "link":
            target = os.readlink(path)
            self._zip.writestr(info, os.fsencode(target))
            return Entry("link", target)
        with _open(path) as file, self._zip.open(info, "w", force_zip64=True) as into:
            content = _Digesting(file)
            while chunk := content.read():
                into.write(chunk)
        return Entry("file", content.seen.hexdigest())

    def close(self) -> None:
        self._zip.close()


class _TarWriter:
    def __init__(self, file: BinaryIO):
        self._tar = tarfile.open(fileobj=file, mode="w:xz", format=tarfile.PAX_FORMAT)  # noqa: SIM115

    def add(self, name: str, path: Path, kind: Kind) -> Entry:
        info = tarfile.TarInfo(name)
        about = path.lstat()
        info.mode, info.mtime = stat.S_IMODE(about.st_mode), int(about.st_mtime)
        if kind != "file":
            info.type = tarfile.DIRTYPE if kind == "folder" else tarfile.SYMTYPE
            info.linkname = os.readlink(path) if kind == "link" else ""
            self._tar.addfile(info)
            return Entry(kind, info.linkname)
        with _open(path) as file:
            info.size = os.fstat(file.fileno()).st_size
            content = _Digesting(file)
            try:
                self._tar.addfile(info, content)
            except OSError as error:
                if error.errno is None:  # it has become shorter
                    raise CourseError(f"{printable(name)} was changed meanwhile: run the same command again.") from None
                raise
        return Entry("file", content.seen.hexdigest())

    def close(self) -> None:
        self._tar.close()


def _open(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb")


def _utf8(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError:
        raise CourseError(
            f"{printable(name)} has a name that is no UTF-8 text, which a zip file can't hold: name a file that ends with "
            ".tar.xz, or rename it."
        ) from None
    return name


def read_back(path: Path, keep: dict[str, Path]) -> Iterator[tuple[str, Entry]]:
    """Read a whole archive: each name in it, with what is there.

    Args:
        path: the archive.
        keep: name in it -> file into which its content is written.

    Raises:
        CourseError: it can't be read to its end.
    """
    try:
        yield from _read_zip(path, keep) if path.name.endswith(".zip") else _read_tar(path, keep)
    except UNREADABLE as error:
        raise CourseError(
            f"{path} can't be read back ({first_line(error)}): move it away, and archive again."
        ) from None


def _read_zip(path: Path, keep: dict[str, Path]) -> Iterator[tuple[str, Entry]]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.is_dir():
                yield info.filename.rstrip("/"), Entry("folder")
            elif stat.S_ISLNK(info.external_attr >> 16):
                yield info.filename, Entry("link", os.fsdecode(archive.read(info)))
            else:
                with archive.open(info) as file:
                    yield info.filename, Entry("file", _read_file(file, keep.get(info.filename)))


def _read_tar(path: Path, keep: dict[str, Path]) -> Iterator[tuple[str, Entry]]:
    with tarfile.open(path, "r:xz") as archive:
        for info in archive:
            if info.isdir():
                yield info.name, Entry("folder")
            elif info.issym():
                yield info.name, Entry("link", info.linkname)
            else:
                file = archive.extractfile(info)
                if file is None:
                    raise ValueError(f"{info.name} is no file")
                yield info.name, Entry("file", _read_file(file, keep.get(info.name)))


def _read_file(file: BinaryIO, keep: Path | None) -> str:
    content = _Digesting(file)
    with open(keep or os.devnull, "wb") as into:
        while chunk := content.read():
            into.write(chunk)
    return content.seen.hexdigest()
