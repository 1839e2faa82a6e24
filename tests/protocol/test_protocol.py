"""Values as messages: every allowed one crosses unchanged, every other is refused or kept, and no bytes can do more."""

from __future__ import annotations

import contextlib
import math
import struct
import tracemalloc
from collections import OrderedDict, namedtuple
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nbexaminer.protocol import DTYPES, TENSORS, Limits, Reference, Refused, decode, encode

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=True)
    | st.complex_numbers(allow_nan=True)
    | st.text(st.characters(exclude_categories=()), max_size=20)
)
ARRAYS = hnp.arrays(
    st.sampled_from(sorted(DTYPES)).map(np.dtype),
    hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
)


@st.composite
def laid_out(draw) -> np.ndarray:
    """An array in C order, in Fortran order, or a view that is neither."""
    array = draw(ARRAYS)
    way = draw(st.sampled_from(["C", "F", "reversed", "transposed"]))
    if way == "reversed" and array.ndim:
        return array[::-1]
    return array.T if way == "transposed" else np.asarray(array, order="F" if way == "F" else "C")


@st.composite
def tensors(draw) -> torch.Tensor:
    name = draw(st.sampled_from(sorted(TENSORS)))
    shape = draw(hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3))
    if name == "bool":
        return torch.tensor(draw(hnp.arrays(bool, shape)))
    raw = draw(st.binary(min_size=math.prod(shape) * TENSORS[name], max_size=math.prod(shape) * TENSORS[name]))
    dtype = getattr(torch, name)
    return torch.frombuffer(bytearray(raw), dtype=dtype).reshape(shape) if raw else torch.empty(shape, dtype=dtype)


VALUES = st.recursive(
    SCALARS | laid_out() | tensors() | ARRAYS.filter(lambda a: a.size == 1).map(lambda a: a.reshape(())[()]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=5) | st.integers() | st.none(), inner, max_size=4)
    ),
    max_leaves=12,
)


def same(x: object, y: object) -> bool:
    """Equal in type, dtype, shape, order and bits."""
    if type(x) is not type(y):
        return False
    if isinstance(x, (list, tuple)):
        return len(x) == len(y) and all(map(same, x, y))
    if isinstance(x, dict):
        return list(map(repr, x)) == list(map(repr, y)) and all(map(same, x.values(), y.values()))
    if isinstance(x, float):
        return struct.pack(">d", x) == struct.pack(">d", y)
    if isinstance(x, complex):
        return same(x.real, y.real) and same(x.imag, y.imag)
    if isinstance(x, torch.Tensor):
        raw = [t.contiguous().reshape(-1).view(torch.uint8).tolist() if t.numel() else [] for t in (x, y)]
        return x.dtype == y.dtype and x.shape == y.shape and raw[0] == raw[1]
    if isinstance(x, (np.ndarray, np.generic)):
        fortran = y.flags.f_contiguous and not y.flags.c_contiguous
        order = x.flags.f_contiguous if fortran else x.flags.c_contiguous
        return (x.dtype.str, x.shape, x.tobytes()) == (y.dtype.str, y.shape, y.tobytes()) and order
    return x == y


@settings(max_examples=300, deadline=None)
@given(VALUES)
def test_every_allowed_value_crosses_unchanged(value):
    assert same(decode(encode(value)), value)


def test_fortran_order_stays_and_what_came_may_be_written_to():
    array = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    came = decode(encode(array))
    assert came.flags.f_contiguous
    assert not came.flags.c_contiguous
    came[0, 0] = 7
    assert array[0, 0] == 0


def test_a_matrix_stays_a_matrix():
    came = decode(encode(np.ones((2, 2)).view(np.matrix)))
    assert type(came) is np.matrix


class Array(np.ndarray):
    pass


class Number(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class Level(IntEnum):
    HIGH = 5


class Liar:
    __class__ = float

    def __reduce__(self):
        return (print, ("unpickled",))

    def __array__(self, *_, **__):
        return np.ones(3)

    def __getattr__(self, name):
        return self


Point = namedtuple("Point", "x y")
OTHERS = [
    Number(1.0),
    Level.HIGH,
    Liar(),
    Liar,
    print,
    len,
    lambda x: x,
    np.ones(2).view(Array),
    np.ma.array([1.0], mask=[True]),
    np.array([object()], dtype=object),
    np.array(["text"]),
    np.array(["2026-01-01"], dtype="datetime64[D]"),
    np.zeros(1, dtype=[("a", float)]),
    np.longdouble(1),
    np.str_("text"),
    Point(1, 2),
    OrderedDict(a=1),
    {1, 2},
    frozenset(),
    b"bytes",
    bytearray(b"bytes"),
    Decimal(1),
    Fraction(1, 2),
    range(3),
    iter([]),
    np,
    object(),
    NotImplemented,
    ...,
    ValueError("no"),
    torch.ones(2).to_sparse(),
    torch.nn.Linear(1, 1),
    torch.float32,
]


@pytest.mark.parametrize("value", OTHERS, ids=lambda value: type.__repr__(type(value)))
@pytest.mark.parametrize("wrap", [lambda v: v, lambda v: [v], lambda v: {"a": (v,)}])
def test_every_other_value_is_refused_or_kept(value, wrap):
    with pytest.raises(Refused):
        encode(wrap(value))
    kept = []

    def keep(thing: object) -> Reference:
        kept.append(thing)
        return Reference(len(kept), "thing", callable=False)

    try:
        came = decode(encode(wrap(value), keep))
    except Refused:  # an array or tensor of the right type that may not cross is refused, not kept
        assert isinstance(value, (np.ndarray, np.generic, torch.Tensor))
        return
    assert kept[0] is value
    assert repr(Reference(1, "thing", False)) in repr(came)


def test_a_reference_becomes_what_stands_for_it():
    message = encode([Reference(3, "f", True), 1])
    assert decode(message, lambda reference: f"proxy {reference.number}") == ["proxy 3", 1]


@pytest.mark.parametrize(
    "value",
    [
        "x" * 1000,
        1 << 5000,
        list(range(1000)),
        {str(n): n for n in range(1000)},
        np.zeros(10_000),
        torch.zeros(10_000),
        np.zeros((1,) * 20),
        [np.zeros(100)] * 100,
    ],
    ids=["text", "integer", "list", "dict", "array", "tensor", "dimensions", "many arrays"],
)
def test_giants_are_refused(value):
    with pytest.raises(Refused):
        encode(value, limits=Limits(message=20_000, text=100, values=500, digits=4096))
    with pytest.raises(Refused):
        decode(
            encode(value, limits=Limits(digits=10_000, dimensions=30)),
            limits=Limits(message=20_000, text=100, values=500),
        )


def test_deep_nesting_and_cycles_are_refused():
    deep = []
    for _ in range(5000):
        deep = [deep]
    cycle: list = []
    cycle.append(cycle)
    table: dict = {}
    table["self"] = table
    for value in (deep, cycle, table):
        with pytest.raises(Refused):
            encode(value)


def message(head: str | bytes, raw: bytes = b"") -> bytes:
    head = head.encode() if isinstance(head, str) else head
    return struct.pack(">I", len(head)) + head + raw


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"\xff\xff\xff\xff",
        message(""),
        message("null"),
        message("[]"),
        message("{}"),
        message('["x"]'),
        message('["n",1]'),
        message('["b",1]'),
        message('["i",5]'),
        message('["i","5"]'),
        message('["i","0x"]'),
        message('["i","0x5_0"]'),
        message('["f","00"]'),
        message('["f",NaN]'),
        message('["f",1e999]'),
        message('["l",' * 900 + '["n"]' + "]" * 900),
        message("[" * 100_000 + "]" * 100_000),
        message('["d",["n"]]'),
        message('["d",[["s","a"],["n"]],[["s","a"],["n"]]]'),
        message('["d",[["l"],["n"]]]'),
        message('["d",[["a","<f8",[0],"C"],["n"]]]'),
        message('["a","<f8",[2],"C"]', b"\0" * 15),
        message('["a","<f8",[2],"C"]', b"\0" * 17),
        message('["a","<f8",[-1],"C"]'),
        message('["a","<f8",[true],"C"]', b"\0" * 8),
        message('["a","<f8",[1.0],"C"]', b"\0" * 8),
        message('["a","<f8",[4611686018427387904,4],"C"]'),
        message('["a","<f8",[0,1152921504606846976,1152921504606846976],"C"]'),
        message('["a","<f8",[0,60000000,60000000],"C"]'),
        message('["a","<f8",' + str([0] * 65) + ',"C"]'),
        message('["a","|O",[1],"C"]', b"\0" * 8),
        message('["a","O",[1],"C"]', b"\0" * 8),
        message('["a","<U4",[1],"C"]', b"\0" * 16),
        message('["a","<f8",[1],"K"]', b"\0" * 8),
        message('["a","|b1",[1],"C"]', b"\x02"),
        message('["m","<f8",[1],"C"]', b"\0" * 8),
        message('["g","<f8",[1],"C"]', b"\0" * 8),
        message('["T","float32",[1]]', b"\0" * 3),
        message('["T","quint8",[1]]', b"\0"),
        message('["T","bool",[1]]', b"\x07"),
        message('["T","load",[1]]', b"\0" * 8),
        message('["r",-1,"f",true]'),
        message('["r",1,2,true]'),
        message('["r",1,"f",1]'),
        message(b'["s","\xff"]'),
        message('["s","' + "x" * (2**20 + 1) + '"]'),
    ],
    ids=lambda forged: repr(forged[:40]),
)
def test_forged_messages_are_refused(forged):
    with pytest.raises(Refused):
        decode(forged)


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_lead_to_the_refusal_and_to_nothing_else(data):
    with contextlib.suppress(Refused):
        decode(data)


@settings(max_examples=500, deadline=None)
@given(st.text('[]{}",0123456789abflstdgmTrn<>|CF.-xe ', max_size=60), st.binary(max_size=40))
def test_random_heads_lead_to_the_refusal_and_to_nothing_else(head, raw):
    with contextlib.suppress(Refused):
        decode(message(head, raw))


@settings(max_examples=500, deadline=None)
@given(VALUES, st.data())
def test_mutated_messages_lead_to_a_value_or_to_the_refusal(value, data):
    changed = bytearray(encode(value))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(changed) - 1))
        way = data.draw(st.sampled_from(["flip", "cut", "insert"]))
        if way == "flip":
            changed[at] ^= data.draw(st.integers(1, 255))
        elif way == "cut":
            del changed[at : at + data.draw(st.integers(1, 8))]
        else:
            changed[at:at] = data.draw(st.binary(min_size=1, max_size=8))
        if not changed:
            break
    with contextlib.suppress(Refused):
        decode(bytes(changed))


@pytest.mark.parametrize("kind", ['["a","<f8",[{n}],"C"]', '["T","float64",[{n}]]', '["a","<f8",[{n},0],"C"]'])
def test_a_small_message_can_not_ask_for_much_memory(kind):
    tracemalloc.start()
    for n in (2**20, 2**22, 2**26, 2**31, 2**62):
        with contextlib.suppress(Refused):
            decode(message(kind.format(n=n)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2**20


@pytest.mark.parametrize("item", ["[],", "{},", '{"":1},', "[0],", "0.5,", '"a",', "1234567,"])
def test_a_head_takes_a_small_multiple_of_the_largest_message(item):
    limits = Limits(message=2**19, head=2**16)
    head = "[" + item * (2**16 // len(item) - 1) + "0]"
    tracemalloc.start()
    with pytest.raises(Refused):
        decode(message(head), limits=limits)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * limits.message
