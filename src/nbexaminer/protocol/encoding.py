"""From a value to the bytes of a message."""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Callable

import numpy as np

from nbexaminer.protocol.values import DTYPES, LIMITS, TENSORS, Keep, Limits, Reference, Refused


class _Encoder:
    """Writes one message: each value becomes a part of the head, and arrays add their bytes to `raw`."""

    def __init__(self, keep: Keep | None, limits: Limits):
        self.keep = keep
        self.limits = limits
        self.values = 0
        self.size = 0
        self.raw: list[bytes] = []

    def encode(self, value: object, depth: int = 0) -> list:
        self.values += 1
        if self.values > self.limits.values:
            raise Refused(f"more than {self.limits.values} values")
        if depth > self.limits.depth:
            raise Refused(f"nested more than {self.limits.depth} deep")
        kind = type(value)
        plain = _PLAIN.get(kind)
        if plain is not None:
            return plain(self, value, depth)
        if issubclass(kind, np.generic) and kind.__module__ == "numpy" and kind is value.dtype.type:
            return ["g", *self._array(np.asarray(value))]
        torch = sys.modules.get("torch")
        if torch is not None and kind in (torch.Tensor, torch.nn.Parameter):
            return self._tensor(value)
        if kind is Reference:
            return ["r", value.number, value.name[: self.limits.text], value.callable]
        if self.keep is None:
            raise Refused(f"a value of type {kind.__name__} may not cross")
        return self.encode(self.keep(value), depth)

    def _append(self, raw: bytes) -> None:
        self.size += len(raw)
        if self.size > self.limits.message:
            raise Refused(f"more than {self.limits.message} bytes")
        self.raw.append(raw)

    def _integer(self, value: int, depth: int) -> list:
        if value.bit_length() > self.limits.digits:
            raise Refused(f"an integer of more than {self.limits.digits} bits")
        return ["i", hex(value)]

    def _text(self, value: str, depth: int) -> list:
        if len(value) > self.limits.text:
            raise Refused(f"a text of more than {self.limits.text} characters")
        return ["s", value]

    def _sequence(self, value: list | tuple, depth: int) -> list:
        mark = "l" if type(value) is list else "t"
        return [mark, *(self.encode(item, depth + 1) for item in value)]

    def _dict(self, value: dict, depth: int) -> list:
        pairs = []
        for key, item in value.items():
            if type(key) not in (type(None), bool, int, float, str):
                raise Refused(f"a key of type {type(key).__name__} may not cross")
            pairs.append([self.encode(key, depth + 1), self.encode(item, depth + 1)])
        return ["d", *pairs]

    def _array(self, value: np.ndarray) -> list:
        if value.dtype.str not in DTYPES:
            raise Refused(f"an array of {value.dtype} may not cross")
        if value.ndim > self.limits.dimensions:
            raise Refused(f"an array of more than {self.limits.dimensions} dimensions")
        if value.nbytes > self.limits.message:
            raise Refused(f"more than {self.limits.message} bytes")
        order = "F" if value.flags.f_contiguous and not value.flags.c_contiguous else "C"
        self._append(value.tobytes(order=order))
        return [value.dtype.str, list(value.shape), order]

    def _tensor(self, value: object) -> list:
        import torch

        name = str(value.dtype).removeprefix("torch.")
        if name not in TENSORS or value.layout is not torch.strided or value.dim() > self.limits.dimensions:
            raise Refused(f"a tensor of {name} may not cross")
        if value.numel() * TENSORS[name] > self.limits.message:
            raise Refused(f"more than {self.limits.message} bytes")
        flat = value.detach().cpu().resolve_conj().resolve_neg().contiguous().reshape(-1)
        self._append(flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b"")
        return ["T", name, list(value.shape)]


_PLAIN: dict[type, Callable] = {
    type(None): lambda encoder, value, depth: ["n"],
    bool: lambda encoder, value, depth: ["b", value],
    int: _Encoder._integer,
    float: lambda encoder, value, depth: ["f", struct.pack(">d", value).hex()],
    complex: lambda encoder, value, depth: ["c", struct.pack(">dd", value.real, value.imag).hex()],
    str: _Encoder._text,
    list: _Encoder._sequence,
    tuple: _Encoder._sequence,
    dict: _Encoder._dict,
    np.ndarray: lambda encoder, value, depth: ["a", *encoder._array(value)],
    np.matrix: lambda encoder, value, depth: ["m", *encoder._array(np.asarray(value))],
}
"""Exact type -> how it is written. A subclass is never one of these."""


_WRITE = json.JSONEncoder(separators=(",", ":")).encode


def encode(value: object, keep: Keep | None = None, limits: Limits = LIMITS) -> bytes:
    """Write a value as a message.

    Args:
        value: what is to cross.
        keep: makes a reference, or a plain value, of a value that may not cross; without it such values are refused.
        limits: of the message.

    Raises:
        Refused: the value, or something in it, may not cross, or the message would be too large.
    """
    encoder = _Encoder(keep, limits)
    head = _WRITE(encoder.encode(value)).encode("ascii")
    if len(head) > limits.head or len(head) + encoder.size + 4 > limits.message:
        raise Refused(f"a message of more than {limits.message} bytes")
    return b"".join([struct.pack(">I", len(head)), head, *encoder.raw])
