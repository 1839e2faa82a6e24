"""The pictures that a text names: in the text itself, attached to its cell, or in a file beside the notebook."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from nbexaminer.execution.pictures import LARGEST_PICTURE, data_url, decoded

MOST_BYTES = 24 * 2**20
"""Bytes of all pictures that texts show on one page, as they stand in the page."""
_HELD = re.compile(r"data:image/[a-z+.-]{1,20};base64,([A-Za-z0-9+/=]+)")
_SHORT = "picture:{}"


class Pictures:
    """The pictures of one page.

    Args:
        folder: with the notebook; what lies outside of it, or behind a link, is never read.
    """

    def __init__(self, folder: Path):
        self._folder, self._left = folder, MOST_BYTES

    def of(self, attachments: object, held: list[str]) -> Finder:
        """Finds the pictures of one cell.

        Args:
            attachments: of the cell: name -> MIME type -> base64.
            held: the addresses that `taken_out` took out of its text.
        """
        return Finder(self, attachments if isinstance(attachments, dict) else {}, held)

    def embedded(self, content: bytes | None) -> str | None:
        """A picture as an address; None for what is none, or is more than a page may hold."""
        url = data_url(content)
        if url is None or len(url) > self._left:
            return None
        self._left -= len(url)
        return url

    def read(self, address: str) -> bytes | None:
        """The content of a file below the folder; None where there is none that may be read."""
        parts = PurePosixPath(unquote(address.split("?")[0].split("#")[0])).parts
        if not parts or any(part in ("..", "/") or "\0" in part for part in parts):
            return None
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        opened: list[int] = []
        try:
            opened.append(os.open(self._folder, flags | os.O_DIRECTORY))
            for part in parts[:-1]:
                opened.append(os.open(part, flags | os.O_DIRECTORY, dir_fd=opened[-1]))
            opened.append(os.open(parts[-1], flags, dir_fd=opened[-1]))
            found = os.fstat(opened[-1])
            if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST_PICTURE:
                return None
            with open(opened.pop(), "rb") as file:
                return file.read(LARGEST_PICTURE)
        except (OSError, ValueError):
            return None
        finally:
            for number in opened:
                os.close(number)


class Finder:
    """Finds the pictures of one cell; `Pictures.of` makes it."""

    def __init__(self, pictures: Pictures, attachments: dict, held: list[str]):
        self._pictures, self._attachments, self._held = pictures, attachments, held

    def __call__(self, address: str) -> str | None:
        """The picture of an address, as an address that holds it; None where there is none."""
        kind, _, name = address.partition(":")
        if kind == "picture":
            number = int(name) if re.fullmatch("[0-9]{1,6}", name) else len(self._held)
            return self._pictures.embedded(decoded(self._held[number])) if number < len(self._held) else None
        if kind == "attachment":
            return self._attached(name)
        if kind == "data":
            held = _HELD.fullmatch(address)
            return self._pictures.embedded(decoded(held[1])) if held else None
        return self._pictures.embedded(self._pictures.read(address))

    def with_held(self, held: list[str]) -> Finder:
        """The same for another text of the cell, which holds other pictures."""
        return Finder(self._pictures, self._attachments, held)

    def embedded(self, content: bytes | None) -> str | None:
        """A picture as an address, as `Pictures.embedded`."""
        return self._pictures.embedded(content)

    def _attached(self, name: str) -> str | None:
        bundle = self._attachments.get(name, self._attachments.get(unquote(name)))
        for content in bundle.values() if isinstance(bundle, dict) else ():
            text = "".join(content) if isinstance(content, list) else content
            plain = decoded(text) or (
                text.encode(errors="replace") if isinstance(text, str) and "<svg" in text else None
            )
            if url := self._pictures.embedded(plain):
                return url
        return None


def taken_out(text: str) -> tuple[str, list[str]]:
    """A text whose pictures are taken out, and what was taken out, in base64.

    A picture can be a thousand times as long as the text that it belongs to.
    """
    held: list[str] = []

    def short(found: re.Match[str]) -> str:
        held.append(found[1])
        return _SHORT.format(len(held) - 1)

    return _HELD.sub(short, text), held
