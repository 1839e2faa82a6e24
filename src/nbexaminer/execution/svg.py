"""SVG drawings, rebuilt from elements that only draw: no scripts, no links, nothing that is loaded."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.parsers import expat

LARGEST_DRAWING = 2 * 2**20
"""Bytes of one drawing."""
DEEPEST = 100
"""Elements within each other."""
_NAMESPACE = "http://www.w3.org/2000/svg"
_LINK = "http://www.w3.org/1999/xlink"
_ELEMENTS = {
    "svg", "g", "path", "defs", "use", "clipPath", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "text", "tspan", "title", "desc", "linearGradient", "radialGradient", "stop", "symbol", "marker", "pattern",
    "mask", "style", "image",
}  # fmt: skip
_PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]+")
_HARMLESS_STYLE = re.compile(r"[^<>@\\]*")
_ADDRESS = re.compile(r"(?i)url\s*\((?!\s*['\"]?#)|image-set|expression|javascript:|https?:|@|\\")


class _Refused(Exception):
    """It is no drawing that can be shown."""


def plain_svg(content: bytes) -> str | None:
    """A drawing with nothing left in it that acts or is loaded; None for what is no drawing.

    Whatever declares entities is refused: a few lines of them can stand for gigabytes.
    """
    if len(content) > LARGEST_DRAWING or b"<svg" not in content or b"<!ENTITY" in content:
        return None
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = builder.refuse
    try:
        parser.Parse(content, True)
        root = builder.close()
    except (expat.ExpatError, _Refused, ValueError, LookupError):
        return None
    ElementTree.register_namespace("", _NAMESPACE)
    ElementTree.register_namespace("xlink", _LINK)
    return ElementTree.tostring(root, encoding="unicode")


class _Builder:
    """Makes a tree of what may stay; what stands inside of anything else is left out with it."""

    def __init__(self) -> None:
        self._tree = ElementTree.TreeBuilder()
        self._depth, self._skipped, self._in_style = 0, 0, False

    def refuse(self, *_: object) -> None:
        raise _Refused

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition("}")
        self._depth += 1
        if self._depth == 1 and (space, local) != (_NAMESPACE, "svg"):
            raise _Refused
        if self._depth > DEEPEST:
            raise _Refused
        if self._skipped or space != _NAMESPACE or local not in _ELEMENTS:
            self._skipped += 1
            return
        self._in_style = local == "style"
        kept = {}
        for attribute, value in attributes.items():
            written = _attribute(local, attribute, value)
            if written:
                kept[written] = value
        self._tree.start(f"{{{_NAMESPACE}}}{local}", kept)

    def end(self, name: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
            return
        self._in_style = False
        self._tree.end(f"{{{_NAMESPACE}}}{name.rpartition('}')[2]}")

    def data(self, text: str) -> None:
        if self._skipped or (self._in_style and (_ADDRESS.search(text) or not _HARMLESS_STYLE.fullmatch(text))):
            return
        self._tree.data(text)

    def close(self) -> ElementTree.Element:
        return self._tree.close()


def _attribute(element: str, name: str, value: str) -> str | None:
    """The name under which an attribute is kept; None for one that is left out."""
    space, _, local = name.rpartition("}")
    if local.lower() == "href" and space in ("", _LINK):
        inside = value.startswith("#") or (element == "image" and _PICTURE.fullmatch(value))
        return f"{{{_LINK}}}href" if inside else None
    if space or local.lower().startswith("on") or local.lower() in ("src", "style-src") or _ADDRESS.search(value):
        return None
    return local
