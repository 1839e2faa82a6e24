"""Which values may cross, how large they may be, and what stands for those that may not."""

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


@dataclass(frozen=True)
class Reference:
    """Something that stays on the side where it is: a function, a model, whatever is no plain value.

    Attributes:
        number: by which its side knows it.
        name: what it calls itself, for messages; text of the student's.
        callable: whether it can be called.
    """

    number: int
    name: str
    callable: bool


Keep = Callable[[object], Reference]
Resolve = Callable[[Reference], object]


def changeable(values: Iterable[object]) -> list[object]:
    """All lists, dicts, arrays and tensors in some values, outer ones first; in the same order on both sides of the wall."""
    found = []
    for value in values:
        kind = type(value)
        if kind in (list, tuple, dict):
            found += [value] if kind is not tuple else []
            found += changeable(value.values() if kind is dict else value)
        elif kind in (np.ndarray, np.matrix) or kind.__module__.partition(".")[0] == "torch":
            found.append(value)
    return found
