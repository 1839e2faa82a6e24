"""Archives of a submission: whole ones, and those that are broken, too large, in one another, or lead out of themselves."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import stat
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from random import Random

NAMES = (
    "tiny.ipynb",
    "a/tiny.ipynb",
    "../tiny.ipynb",
    "/etc/passwd",
    "C:\\tiny.ipynb",
    "a//b/../tiny.ipynb",
    "é.txt",
    "\x1b[2J",
    "a/",
    "./tiny.ipynb",
    "given.py",
    "x" * 240 + ".ipynb",
    "/".join("abcdefghijklmnopq") + "/tiny.ipynb",
    "__MACOSX/._tiny.ipynb",
    "tiny.ipynb/tiny.ipynb",
    "con",
    "",
    ".",
    "..",
    "a\nb.txt",
    "timestamp.txt",
)
ENDINGS = (".zip", ".ZIP", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".7z", ".rar", ".ipynb", ".ipynb.zip")


def archive(draw: Random, content: Callable[[], bytes], level: int = 0) -> tuple[str, bytes]:
    """The ending and the bytes of an archive.

    Args:
        draw: the source of choices.
        content: makes the bytes of a file in it.
        level: how many archives it is in.
    """
    make = draw.choice((_zip, _zip, _zip, _tar, _tar, _bomb, _nothing))
    raw = make(draw, content, level)
    if draw.random() < 0.25 and raw:
        raw = raw[: draw.randrange(len(raw))]
    if draw.random() < 0.15 and raw:
        changed = bytearray(raw)
        for _ in range(draw.choice((1, 5, 50))):
            changed[draw.randrange(len(changed))] = draw.randrange(256)
        raw = bytes(changed)
    if draw.random() < 0.1:
        raw = b"MZ" + bytes(100) + raw
    return draw.choice(ENDINGS), raw


def _inside(draw: Random, content: Callable[[], bytes], level: int) -> tuple[str, bytes]:
    if level < 5 and draw.random() < 0.25:
        ending, raw = archive(draw, content, level + 1)
        return f"inner{ending}", raw
    return draw.choice(NAMES), content()


def _zip(draw: Random, content: Callable[[], bytes], level: int) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as packed:
        warnings.simplefilter("ignore")  # a name that comes twice
        for _ in range(draw.choice((0, 1, 2, 5))):
            name, raw = _inside(draw, content, level)
            about = zipfile.ZipInfo(
                name or "x", draw.choice(((1980, 1, 1, 0, 0, 0), (2024, 5, 5, 5, 5, 4), (2107, 15, 31, 31, 63, 62)))
            )
            about.compress_type = draw.choice(
                (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
            )
            about.external_attr = (
                draw.choice((0, 0, stat.S_IFLNK | 0o777, stat.S_IFIFO, stat.S_IFDIR, 0o4755 | stat.S_IFREG)) << 16
            )
            packed.writestr(about, raw)
            if draw.random() < 0.1:
                about.flag_bits |= 1  # as if it needed a password
        if draw.random() < 0.1:
            for number in range(3000):
                packed.writestr(f"{number}.txt", b"")
        if draw.random() < 0.1:
            packed.comment = b"x" * 60_000
    return out.getvalue()


def _tar(draw: Random, content: Callable[[], bytes], level: int) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=draw.choice((tarfile.GNU_FORMAT, tarfile.PAX_FORMAT))) as packed:
        for _ in range(draw.choice((0, 1, 2, 5))):
            name, raw = _inside(draw, content, level)
            about = tarfile.TarInfo(name or "x")
            about.size, about.mtime, about.mode = len(raw), draw.choice((0, 2**31, 2**40, 1.5)), 0o4777
            about.type = draw.choice(
                (tarfile.REGTYPE,) * 5 + (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE)
            )
            about.linkname = draw.choice(("/etc/passwd", "tiny.ipynb", ".."))
            packed.addfile(about, io.BytesIO(raw))
    press = draw.choice((bytes, gzip.compress, bz2.compress, lzma.compress))
    return press(out.getvalue())


def _bomb(draw: Random, content: Callable[[], bytes], level: int) -> bytes:
    """Much from little: zeros, members that claim to be larger or smaller than they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("tiny.ipynb", bytes(draw.choice((10**4, 10**6, 10**7))))
    raw = bytearray(out.getvalue())
    if draw.random() < 0.5:
        at = raw.rfind(b"PK\x01\x02") + 24
        raw[at : at + 4] = draw.choice((0, 1, 2**31, 2**32 - 1)).to_bytes(4, "little")
    return bytes(raw) if draw.random() < 0.7 else gzip.compress(bytes(2 * 10**6))


def _nothing(draw: Random, content: Callable[[], bytes], level: int) -> bytes:
    return draw.choice(
        (
            b"",
            b"PK",
            b"PK\x03\x04",
            b"PK\x05\x06" + bytes(18),
            b"\x1f\x8b",
            b"BZh9",
            b"Rar!\x1a\x07\0",
            os.fsencode("é"),
        )
    )
