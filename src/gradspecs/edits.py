"""Mistakes as small changes of the reference solution."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


class SpecError(Exception):
    """A spec that can't be what it says: put right what the message names, in the file of the specs."""


@dataclass(frozen=True)
class Edit:
    """A small change of a solution.

    Attributes:
        texts: (text of the solution, what stands there instead), in this order; each place where the text stands is changed.
        names: name -> what the solution finds under it instead of its own.
        whole: the text of the whole function instead of the solution's, or "".
    """

    texts: tuple[tuple[str, str], ...] = ()
    names: Mapping[str, object] = field(default_factory=dict)
    whole: str = ""

    def __add__(self, other: Edit) -> Edit:
        """Both changes, this one first."""
        return Edit(self.texts + other.texts, {**self.names, **other.names}, other.whole or self.whole)

    def apply(self, source: str) -> str:
        """The changed text of a solution.

        Raises:
            SpecError: a text that is to be changed does not occur in it.
        """
        source = self.whole or source
        for old, new in self.texts:
            if old not in source:
                raise SpecError(f"{old!r} does not occur in the solution")
            source = source.replace(old, new)
        return source

    def __str__(self) -> str:
        parts = [f"{old!r} → {new!r}" for old, new in self.texts] + [f"another {name}" for name in self.names]
        return "; ".join(parts) or "another function"


def swap(old: str, new: str) -> Edit:
    """A text of the solution stands otherwise, wherever it occurs."""
    return Edit(texts=((old, new),))


def drop(text: str) -> Edit:
    """A text of the solution is missing."""
    return swap(text, "")


def replace(name: str, by: object) -> Edit:
    """The solution finds something else under a name: another function, say."""
    return Edit(names={name: by})


def whole(text: str) -> Edit:
    """The function is written in another way altogether.

    Args:
        text: of the function, from its `def` on.
    """
    return Edit(whole=_dedented(text))


def _dedented(text: str) -> str:
    text = text.strip("\n")
    indent = re.match(r" *", text)[0]
    return "\n".join(line.removeprefix(indent) for line in text.split("\n")).rstrip() + "\n"
