"""What is a picture: decided by its bytes, never by its name or by what is said about it."""

from __future__ import annotations

import base64
import binascii
import io
import warnings

from PIL import Image

from nbexaminer.execution.svg import plain_svg

LARGEST_PICTURE = 4 * 2**20
"""Bytes of one picture."""
LARGEST_SIDE = 10_000
"""Pixels of a picture's longer side."""
MOST_PIXELS = 40_000_000
"""Pixels of a picture: a file of a few kilobytes can ask a browser for gigabytes."""
RASTER = ("image/png", "image/jpeg", "image/gif")
_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
_SEVERAL = {"MPO": "image/jpeg"}
"""A JPEG that holds a second picture, as telephones make it."""
SVG = "image/svg+xml"


def raster_kind(content: bytes) -> str | None:
    """The MIME type of a PNG, JPEG or GIF of a sane size; None for anything else."""
    if not content or len(content) > LARGEST_PICTURE:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=list(_FORMATS))
        with picture:
            width, height = picture.size  # only the head of the file has been read for it
            kind = (_FORMATS | _SEVERAL)[picture.format]
    except Exception:  # whatever its bytes lead the reader to
        return None
    sane = min(width, height) > 0 and max(width, height) <= LARGEST_SIDE and width * height <= MOST_PIXELS
    return kind if sane else None


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
