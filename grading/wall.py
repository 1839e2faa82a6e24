"""What may cross between student code and the checks, and how: plain values, rebuilt from raw bytes as their exact type.

Allowed are None, bool, int, float, complex, str, list, tuple, dict, numeric numpy arrays and scalars, and dense torch tensors.
Everything else either stays on its side, and a `Reference` crosses in its place, or is refused. Nothing is ever unpickled, and
no class of the student's is ever built.

A message is the length of its head (4 bytes, big-endian), the head (JSON, ASCII), and the bytes of all arrays in the order in
which the head names them. Whoever decodes trusts nothing: sizes are checked before anything is built, and every malformed
message leads to `Refused` and to nothing else.
"""

from __future__ import annotations

import json
import socket
import struct
import sys
import time
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


# ------------------------------------------------------------------------------------------------------------------- encode


class _Encoder:
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
        keep: makes a reference for a value that may not; without it such values are refused.
        limits: of the message.

    Raises:
        Refused: the value, or something in it, may not cross, or the message would be too large.
    """
    encoder = _Encoder(keep, limits)
    head = _WRITE(encoder.encode(value)).encode("ascii")
    if len(head) > limits.head or len(head) + encoder.size + 4 > limits.message:
        raise Refused(f"a message of more than {limits.message} bytes")
    return b"".join([struct.pack(">I", len(head)), head, *encoder.raw])


# ------------------------------------------------------------------------------------------------------------------- decode


class _Decoder:
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
        resolve: makes of a reference what stands for it on this side; without it the `Reference` itself is the value.
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


# ---------------------------------------------------------------------------------------------------------------- arguments


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


# -------------------------------------------------------------------------------------------------------------------- carry


PARTS = 3
"""How many parts are sent together at most."""
_HEAD = struct.Struct(f">{PARTS}I")


def send(connection: socket.socket, *parts: bytes) -> None:
    """Send one to three parts that are not empty: the lengths of all three (4 bytes each, big-endian), then the parts.

    Raises:
        Refused: there are too many, or they are too large.
        OSError: the connection is gone.
    """
    sizes = [len(part) for part in parts]
    if not 1 <= len(parts) <= PARTS or not all(sizes) or sum(sizes) > LIMITS.message:
        raise Refused("more, or less, than may be sent at once")
    connection.sendall(b"".join([_HEAD.pack(*sizes, *[0] * (PARTS - len(parts))), *parts]))


def receive(connection: socket.socket, deadline: float | None = None, limits: Limits = LIMITS) -> list[bytes]:
    """Receive the parts that `send` sent.

    Args:
        connection: a stream.
        deadline: when all of them must have come, by `time.monotonic`; None to wait for ever.
        limits: of the parts together.

    Raises:
        Refused: it announces more than may be sent, or nothing.
        TimeoutError: the deadline has passed.
        EOFError: the other side is gone.
        OSError: the connection failed.
    """
    sizes = [size for size in _HEAD.unpack(_read(connection, _HEAD.size, deadline)) if size]
    if not sizes or sum(sizes) > limits.message:
        raise Refused(f"nothing, or more than {limits.message} bytes")
    raw, parts, at = _read(connection, sum(sizes), deadline), [], 0
    for size in sizes:
        parts.append(raw[at : at + size])
        at += size
    return parts


def _read(connection: socket.socket, size: int, deadline: float | None) -> bytes:
    """Exactly so many bytes; memory grows with what came, not with what was announced."""
    read = b""
    while len(read) < size:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("no answer in time")
            connection.settimeout(left)
        piece = connection.recv(min(size - len(read), 2**20))
        if not piece:
            raise EOFError("the other side is gone")
        if not read:
            read = piece if len(piece) == size else bytearray(piece)
        else:
            read += piece
    return bytes(read)
