"""What is a picture: decided by its bytes, never by its name or by what is said about it."""

from __future__ import annotations

import base64
import binascii
import struct

from nbexaminer.execution.svg import plain_svg

LARGEST_PICTURE = 4 * 2**20
"""Bytes of one picture."""
LARGEST_SIDE = 10_000
"""Pixels of a picture's longer side."""
MOST_PIXELS = 40_000_000
"""Pixels of a picture: a file of a few kilobytes can ask a browser for gigabytes."""
RASTER = ("image/png", "image/jpeg", "image/gif")
SVG = "image/svg+xml"
_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}
_SIZES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's markers that have no length, and those that tell the picture's size."""


def raster_kind(content: bytes) -> str | None:
    """The MIME type of a PNG, JPEG or GIF of a sane size; None for anything else."""
    if not content or len(content) > LARGEST_PICTURE:
        return None
    for kind, measure in (("image/png", _png), ("image/jpeg", _jpeg), ("image/gif", _gif)):
        size = measure(content)
        if size is not None:
            width, height = size
            sane = min(size) > 0 and max(size) <= LARGEST_SIDE and width * height <= MOST_PIXELS
            return kind if sane else None
    return None


def decoded(text: object) -> bytes | None:
    """What a text in base64 stands for, or None; blanks and line ends may be in it."""
    if not isinstance(text, str) or len(text) > 2 * LARGEST_PICTURE:
        return None
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def data_url(content: bytes | None) -> str | None:
    """A picture as an address that holds it; None for what is none. An SVG is rebuilt from what can do nothing."""
    if not content:
        return None
    kind = raster_kind(content)
    if kind is None:
        drawing = plain_svg(content)
        if drawing is None:
            return None
        kind, content = SVG, drawing.encode()
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _png(content: bytes) -> tuple[int, int] | None:
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR" or len(content) < 45:
        return None
    return struct.unpack(">II", content[16:24])


def _gif(content: bytes) -> tuple[int, int] | None:
    return struct.unpack("<HH", content[6:10]) if content[:6] in (b"GIF87a", b"GIF89a") and len(content) > 13 else None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    if content[:3] != b"\xff\xd8\xff":
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _WITHOUT_LENGTH:
            at += 2
        elif marker in _SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        else:
            at += 2 + max(2, struct.unpack(">H", content[at + 2 : at + 4])[0])
    return None
