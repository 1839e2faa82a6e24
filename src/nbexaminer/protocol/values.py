"""Which values may cross, how large they may be, and what crosses in place of those that may not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

DTYPES = frozenset(
    np.dtype(kind).newbyteorder(order).str
    for kind in ("?", "b", "h", "i", "q", "B", "H", "I", "Q", "e", "f", "d", "F", "D")
    for order in "<>"
)
"""Every dtype that may cross, as numpy writes it; those whose size depends on the machine may not."""
TENSORS = {
    "bool": 1, "uint8": 1, "int8": 1, "int16": 2, "int32": 4, "int64": 8,
    "float16": 2, "bfloat16": 2, "float32": 4, "float64": 8, "complex64": 8, "complex128": 16,
}  # fmt: skip
"""Name of a torch dtype that may cross -> bytes of one entry."""


class Refused(ValueError):
    """A value that may not cross, or a message that is not what it claims to be."""


@dataclass(frozen=True)
class Limits:
    """How large a message may be.

    Attributes:
        message: bytes of the whole message.
        head: bytes of its head.
        values: number of values in it, counting those inside lists, tuples and dicts.
        depth: how deeply values may be nested.
        text: characters of one string.
        digits: bits of one integer.
        dimensions: of one array.
    """

    message: int = 64 * 2**20
    head: int = 8 * 2**20
    values: int = 200_000
    depth: int = 32
    text: int = 2**20
    digits: int = 4096
    dimensions: int = 16


LIMITS = Limits()
"""The limits of a message unless others are named."""


@dataclass(frozen=True)
class Reference:
    """Something that stays on the side where it is: a function, a model, whatever is no plain value.

    Attributes:
        number: that its own side has given it.
        name: of its type, for messages to users; where it comes from the student's side it is the student's text.
        callable: whether it can be called.
    """

    number: int
    name: str
    callable: bool


Keep = Callable[[object], object]
"""Makes of a value that may not cross one that may: a plain value, or a `Reference`."""
Resolve = Callable[[Reference], object]
"""Makes of a reference that has arrived the object that takes its place on this side."""


def changeable(values: Iterable[object]) -> list[object]:
    """All lists, dicts, arrays and tensors in some values, outer ones first: in the same order on both sides of the border."""
    found = []
    for value in values:
        kind = type(value)
        if kind in (list, tuple, dict):
            found += [value] if kind is not tuple else []
            found += changeable(value.values() if kind is dict else value)
        elif kind in (np.ndarray, np.matrix) or kind.__module__.partition(".")[0] == "torch":
            found.append(value)
    return found
