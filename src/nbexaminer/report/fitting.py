"""Texts that fit into columns of a terminal, whatever is in a name: wide characters, combining ones, equal beginnings."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from itertools import takewhile

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from nbexaminer.course.errors import printable

MEASURE = Console(width=80)
"""It prints nothing: by it, rich knows how texts are wrapped."""


def padded(text: str, width: int, right: bool = False) -> str:
    """A text with blanks up to a number of columns, before it where it is to stand on the right."""
    blanks = " " * (width - cell_len(text))
    return blanks + text if right else text + blanks


def cut(text: str, width: int) -> str:
    """The beginning of a text that is too wide for some columns, with … behind it."""
    return text if cell_len(text) <= width else f"{_head(text, width - 1)}…"


def cut_in_the_middle(text: str, width: int) -> str:
    """The beginning and the end of a text that is too wide for some columns, with … between them."""
    if cell_len(text) <= width:
        return text
    tail = _tail(text, (width - 1) // 3)
    return f"{_head(text, width - 1 - cell_len(tail))}…{tail}"


def fitted(names: Sequence[str], width: int) -> list[str]:
    """Names as they fit into some columns: no two of them look the same.

    Args:
        names: without an order; the same twice is an equal name twice.
        width: in columns.
    """
    shown = [cut_in_the_middle(printable(name), width) for name in names]
    for text, numbers in _alike(shown).items():
        if len(numbers) > 1:
            group = [printable(names[number]) for number in numbers]
            for number, other in zip(numbers, _apart(group, text, width), strict=True):
                shown[number] = other
    return shown


def _alike(texts: Sequence[str]) -> dict[str, list[int]]:
    """What texts look like -> the numbers of those that do."""
    found: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        found.setdefault(unicodedata.normalize("NFKC", text), []).append(number)
    return found


def _apart(group: list[str], text: str, width: int) -> list[str]:
    """Names that look alike when they are cut, cut elsewhere: around where they differ; else they are numbered."""
    common = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*group, strict=False)))
    ways: list[Callable[[str], str]] = [
        lambda name: cut(name, width),
        lambda name: f"{_head(name, width // 3)}…{cut(name[max(0, common - 2) :], width - width // 3 - 1)}",
    ]
    for way in ways:
        found = [way(name) for name in group]
        if len(_alike(found)) == len(group):
            return found
    endings = [f" ({number})" for number in range(1, len(group) + 1)]
    return [f"{cut(text, width - cell_len(ending))}{ending}" for ending in endings]


def _head(text: str, width: int) -> str:
    taken, used = "", 0
    for character in text:
        used += cell_len(character)
        if used > width:
            break
        taken += character
    return taken


def _tail(text: str, width: int) -> str:
    taken, used = "", 0
    for character in reversed(text):
        used += cell_len(character)
        if used > width:
            break
        taken = character + taken
    return taken.lstrip("".join(character for character in taken if not cell_len(character)))


def as_many(parts: Sequence[str], width: int, between: str, more: str) -> str:
    """As many parts as fit into some columns, and how many more there are.

    Args:
        parts: the most important one first.
        width: in columns.
        between: stands between two.
        more: what is said of the others, with {count} in it.
    """
    for count in range(len(parts), 0, -1):
        rest = [more.format(count=len(parts) - count)] if count < len(parts) else []
        text = between.join([*parts[:count], *rest])
        if cell_len(text) <= width:
            return text
    rest = f"{between}{more.format(count=len(parts) - 1)}" if len(parts) > 1 else ""
    return f"{cut(parts[0], width - cell_len(rest))}{rest}" if parts else ""


def named(names: Sequence[str], most: int = 6) -> str:
    """Some of many names, each once, and how many more there are."""
    once = list(dict.fromkeys(printable(name) for name in names))
    more = f" and {len(once) - most} more" if len(once) > most else ""
    between = "; " if any("," in name for name in once[:most]) else ", "
    return between.join(cut_in_the_middle(name, 32) for name in once[:most]) + more


def wrapped(text: str, width: int, begins: str = "", most: int | None = None) -> list[str]:
    """A statement as lines of a terminal; the later ones are indented.

    Args:
        text: without control characters.
        width: in columns.
        begins: what stands before it.
        most: how many lines there may be.
    """
    indent = " " * cell_len(begins) if begins else "  "
    lines = [line.plain.rstrip() for line in Text(text).wrap(MEASURE, width - cell_len(indent))]
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], cut(f"{lines[most - 1]} …", width - cell_len(indent))]
    return [f"{indent if number else begins}{line}" for number, line in enumerate(lines)]
