"""From the bytes of a message, which may be hostile, to a value."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable

import numpy as np

from nbexaminer.protocol.values import DTYPES, LIMITS, TENSORS, Limits, Reference, Refused, Resolve


class _Decoder:
    """Reads one message; each method reads one kind of value from its part of the head, and from the bytes of arrays."""

    def __init__(self, raw: memoryview, resolve: Resolve | None, limits: Limits):
        self.raw = raw
        self.at = 0
        self.resolve = resolve
        self.limits = limits
        self.values = 0

    def decode(self, node: object, depth: int = 0) -> object:
        self.values += 1
        if self.values > self.limits.values or depth > self.limits.depth:
            raise Refused("too many values, or nested too deeply")
        if type(node) is not list or not node or type(node[0]) is not str:
            raise Refused("a value without its kind")
        read = _READERS.get(node[0])
        if read is None:
            raise Refused("a value of an unknown kind")
        return read(self, node[1:], depth)

    def _take(self, size: int) -> bytes:
        if size < 0 or size > len(self.raw) - self.at:
            raise Refused("an array without its bytes")
        self.at += size
        return bytes(self.raw[self.at - size : self.at])

    def _shape(self, shape: object, width: int) -> tuple[tuple[int, ...], int]:
        if type(shape) is not list or len(shape) > self.limits.dimensions:
            raise Refused("an array without a shape")
        size = largest = width
        for one in shape:
            if type(one) is not int or not 0 <= one <= self.limits.message:
                raise Refused("an array with an impossible shape")
            size *= one
            # numpy counts the sizes that are not zero even where the array is empty.
            largest *= one or 1
        if largest > self.limits.message:
            raise Refused("an array of impossible size")
        return tuple(shape), size

    def array(self, rest: list, depth: int) -> np.ndarray:
        name, shape, order = _exactly(rest, str, list, str)
        if name not in DTYPES or order not in ("C", "F"):
            raise Refused("an array of no known dtype or order")
        dtype = np.dtype(name)
        shape, size = self._shape(shape, dtype.itemsize)
        raw = self._take(size)
        if dtype.kind == "b" and raw.translate(None, b"\x00\x01"):
            raise Refused("a truth value that is neither true nor false")
        # A copy owns its data, so that it can be resized like any array.
        return np.ndarray(shape, dtype, raw, order=order).copy("K") if size else np.empty(shape, dtype, order)

    def matrix(self, rest: list, depth: int) -> np.matrix:
        array = self.array(rest, depth)
        if array.ndim != 2:
            raise Refused("a matrix of other than two dimensions")
        return array.view(np.matrix)

    def scalar(self, rest: list, depth: int) -> np.generic:
        array = self.array(rest, depth)
        if array.ndim:
            raise Refused("a scalar with dimensions")
        return array[()]

    def tensor(self, rest: list, depth: int) -> object:
        name, shape = _exactly(rest, str, list)
        if name not in TENSORS:
            raise Refused("a tensor of no known dtype")
        shape, size = self._shape(shape, TENSORS[name])
        raw = bytearray(self._take(size))
        if name == "bool" and raw.translate(None, b"\x00\x01"):
            raise Refused("a truth value that is neither true nor false")
        import torch

        dtype = getattr(torch, name)
        return torch.frombuffer(raw, dtype=dtype).reshape(shape) if size else torch.empty(shape, dtype=dtype)

    def integer(self, rest: list, depth: int) -> int:
        (text,) = _exactly(rest, str)
        if len(text) > self.limits.digits // 4 + 4:
            raise Refused("an integer of too many digits")
        try:
            value = int(text, 16)
        except ValueError:
            raise Refused("an integer that is none") from None
        if hex(value) != text:
            raise Refused("an integer in another form")
        return value

    def doubles(self, rest: list, count: int) -> tuple[float, ...]:
        (text,) = _exactly(rest, str)
        try:
            raw = bytes.fromhex(text)
        except ValueError:
            raise Refused("a float that is none") from None
        if len(raw) != 8 * count or raw.hex() != text:
            raise Refused("a float in another form")
        return struct.unpack(f">{count}d", raw)

    def text(self, rest: list, depth: int) -> str:
        (text,) = _exactly(rest, str)
        if len(text) > self.limits.text:
            raise Refused("a text that is too long")
        return text

    def mapping(self, rest: list, depth: int) -> dict:
        found = {}
        for pair in rest:
            if type(pair) is not list or len(pair) != 2:
                raise Refused("a dict without pairs")
            key = self.decode(pair[0], depth + 1)
            if type(key) not in (type(None), bool, int, float, str):
                raise Refused("a key that may not be one")
            if key in found:
                raise Refused("a key that comes twice")
            found[key] = self.decode(pair[1], depth + 1)
        return found

    def reference(self, rest: list, depth: int) -> object:
        number, name, can_call = _exactly(rest, int, str, bool)
        if not 0 <= number < 2**53 or len(name) > self.limits.text:
            raise Refused("a reference to nothing")
        reference = Reference(number, name, can_call)
        return self.resolve(reference) if self.resolve else reference


def _exactly(rest: list, *kinds: type) -> list:
    """The parts of a value, if they are as many and of exactly these types."""
    if tuple(map(type, rest)) != kinds:
        raise Refused("a value without its parts")
    return rest


def _none(decoder: _Decoder, rest: list, depth: int) -> None:
    _exactly(rest)


_READERS: dict[str, Callable] = {
    "n": _none,
    "b": lambda decoder, rest, depth: _exactly(rest, bool)[0],
    "i": _Decoder.integer,
    "f": lambda decoder, rest, depth: decoder.doubles(rest, 1)[0],
    "c": lambda decoder, rest, depth: complex(*decoder.doubles(rest, 2)),
    "s": _Decoder.text,
    "l": lambda decoder, rest, depth: [decoder.decode(item, depth + 1) for item in rest],
    "t": lambda decoder, rest, depth: tuple([decoder.decode(item, depth + 1) for item in rest]),
    "d": _Decoder.mapping,
    "a": _Decoder.array,
    "m": _Decoder.matrix,
    "g": _Decoder.scalar,
    "T": _Decoder.tensor,
    "r": _Decoder.reference,
}
"""Kind of a value, as the head writes it -> how it is read."""


def _no_constant(text: str) -> object:
    raise Refused("a number that is none")


_READ = json.JSONDecoder(parse_constant=_no_constant).decode


def decode(message: bytes | bytearray | memoryview, resolve: Resolve | None = None, limits: Limits = LIMITS) -> object:
    """Read a message.

    Args:
        message: whatever came; it may be hostile.
        resolve: makes of a reference what takes its place on this side; without it the `Reference` itself is the value.
        limits: of the message.

    Raises:
        Refused: the message is too large or malformed. Nothing else is ever raised, and no memory beyond a small multiple of
            the message is taken.
    """
    if len(message) > limits.message or len(message) < 4:
        raise Refused("a message that is too large or too small")
    view = memoryview(message).cast("B")
    length = int.from_bytes(view[:4], "big")
    if length > limits.head or length > len(view) - 4:
        raise Refused("a head that is too large")
    try:
        head = _READ(bytes(view[4 : 4 + length]).decode("ascii"))
    except (ValueError, RecursionError):
        raise Refused("a head that is no JSON") from None
    decoder = _Decoder(view[4 + length :], resolve, limits)
    value = decoder.decode(head)
    if decoder.at != len(decoder.raw):
        raise Refused("bytes that belong to nothing")
    return value
