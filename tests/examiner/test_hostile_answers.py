"""Whatever bytes the student's process answers with, a check can do no more than fail."""

from __future__ import annotations

import builtins
import contextlib
import signal
import socket
import struct
import threading
import time
import tracemalloc

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from nbexaminer import protocol
from nbexaminer.candidate.errors import LONGEST_TEXT
from nbexaminer.examiner.proxies import CallableProxy, Crash, Proxy, RemoteNamespace, Stopped
from tests.protocol.test_protocol import VALUES


def arguments() -> list:
    """One of every kind that a check may hand over, and arrays that can not be overwritten just so."""
    fixed = np.arange(3.0)
    fixed.flags.writeable = False
    strided = np.arange(12.0).reshape(3, 4)[:, ::2]
    plain = [None, True, 3, 1.5, 1j, "text", (1, [2]), [np.ones(2), [3], 1], {"a": [1], "b": np.ones(2)}, np.float64(1)]
    arrays = [np.arange(3.0), np.array(1.0), np.ones((2, 2)).view(np.matrix), np.arange(6.0)[1:4], fixed, strided]
    broadcast = np.broadcast_to(np.ones(1), (3,))
    grad = torch.ones(2, requires_grad=True)
    return [*plain, *arrays, broadcast, torch.ones(2), grad, torch.ones(1).expand(3), torch.nn.Parameter(torch.ones(2))]


def is_plain(value: object) -> bool:
    """Whether a value, and all that is in it, is of a type that a check may hold."""
    if isinstance(value, (list, tuple, dict)):
        inside = [*value.keys(), *value.values()] if isinstance(value, dict) else value
        return type(value) in (list, tuple, dict) and all(map(is_plain, inside))
    exact = type(value) in (type(None), bool, int, float, complex, str, np.ndarray, np.matrix, torch.Tensor)
    return exact or isinstance(value, (Proxy, np.number, np.bool_))


def answered(raw: bytes, kind: str = "call") -> object:
    """What becomes of a request whose answer is these bytes and then the end; only what is allowed may come of it."""
    mine, theirs = socket.socketpair()
    with theirs:
        sending = threading.Thread(target=_sent, args=(theirs, raw))
        sending.start() if len(raw) > 2**17 else sending.run()
        student = RemoteNamespace(mine, lambda number: None, time.monotonic() + 5, words=("Model",), lines=("x = 1",))
        target = CallableProxy(student, protocol.Reference(0, "f", True), "f")
        given_, untouched = arguments(), [type(one) for one in arguments()]
        uses = {"call": lambda: target(*given_), "name": lambda: student.name("f"), "get": lambda: target.attribute}
        try:
            came = uses[kind]()
        except BaseException as error:
            came = error
        if isinstance(came, Stopped):
            with pytest.raises(Stopped):
                student.name("later")
        elif isinstance(came, BaseException) and type(came) is not KeyError:
            assert isinstance(came, (Exception, SystemExit))
            assert type(came).__module__ == "student", repr(came)
            assert len(str(came)) <= LONGEST_TEXT
            assert came.student_line in ("", "x = 1")
        else:
            assert is_plain(came) or type(came) is KeyError
        assert [type(one) for one in given_] == untouched
        mine.close()
        if sending.ident:
            sending.join()
        return came


def _sent(connection: socket.socket, raw: bytes) -> None:
    with contextlib.suppress(OSError):
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)


def frame(*parts: bytes) -> bytes:
    """Parts as `protocol.send` sends them, whatever they are."""
    return struct.pack(">3I", *[len(part) for part in (*parts, b"", b"")[:3]]) + b"".join(parts[:3])


HEADS = st.text('[]{}",0123456789abflstdgmTrn<>|CF.-xe ', max_size=40)
KINDS = st.sampled_from([b"value", b"error", b"missing", b"changed", b"", b"valu", b"value\0"]) | st.binary(max_size=6)
USES = st.sampled_from(["call", "name", "get"])
REFERENCES = st.builds(protocol.Reference, st.integers(0, 2**53 - 1), st.text(max_size=30), st.booleans())
WORDS = st.sampled_from([*dir(builtins), "Model", "__dict__"]) | st.text(
    st.characters(exclude_categories=()), max_size=8
)
PLACES = st.lists(st.tuples(WORDS, st.text(max_size=5)).map(list), max_size=3)
DESCRIPTIONS = st.tuples(WORDS, st.lists(WORDS, max_size=4), st.text(max_size=20), PLACES).map(list)
ANSWERS = VALUES | REFERENCES | st.lists(REFERENCES | VALUES, max_size=3)
CHANGES = st.lists(st.tuples(st.integers(-1, 25), ANSWERS).map(list) | ANSWERS, max_size=5)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200), USES)
def test_random_bytes_are_a_crash(raw, kind):
    assert isinstance(answered(raw, kind), Stopped)


@settings(max_examples=80, deadline=None)
@given(st.lists(KINDS | st.binary(max_size=60), min_size=1, max_size=3), USES)
def test_frames_of_random_parts_lead_to_what_is_allowed(parts, kind):
    answered(frame(*parts), kind)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from([b"value", b"error"]),
    HEADS,
    st.binary(max_size=20),
)
def test_answers_with_random_heads_lead_to_what_is_allowed(kind, head, raw):
    answered(frame(kind, struct.pack(">I", len(head)) + head.encode() + raw))


@settings(max_examples=80, deadline=None)
@given(ANSWERS, CHANGES, st.data())
def test_mutated_answers_lead_to_what_is_allowed(value, changed, data):
    raw = bytearray(frame(b"value", protocol.encode(value), protocol.encode(changed)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        if data.draw(st.booleans()):
            raw[at] ^= data.draw(st.integers(1, 255))
        else:
            raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    answered(bytes(raw[:100_000]))


@settings(max_examples=80, deadline=None)
@given(ANSWERS, CHANGES | ANSWERS, USES)
def test_answers_with_any_value_and_any_list_of_changes_lead_to_what_is_allowed(value, changed, kind):
    answered(frame(b"value", protocol.encode(value), protocol.encode(changed)), kind)


@settings(max_examples=80, deadline=None)
@given(DESCRIPTIONS | ANSWERS, CHANGES | st.none(), USES)
def test_errors_of_any_description_lead_to_what_is_allowed(described, changed, kind):
    parts = [b"error", protocol.encode(described)] + ([] if changed is None else [protocol.encode(changed)])
    assert isinstance(answered(frame(*parts), kind), BaseException)


@pytest.mark.parametrize("name", sorted(name for name in dir(builtins) if name[0] != "_"))
def test_an_error_may_claim_any_builtin_as_its_base(name):
    came = answered(
        frame(b"error", protocol.encode([name, [name, "Exception"], "text", [["f", "y = 2"], ["f", "x = 1"]]]))
    )
    assert isinstance(came, (Exception, SystemExit))
    assert not isinstance(came, Stopped)
    assert str(came) == "text"
    assert came.student_line == "x = 1"


NEW = [5, 5.5, "x", None, True, (2,), [1], {}, np.ones(9), np.array(5.0), torch.ones(9), np.float64(2)]


@pytest.mark.parametrize("new", NEW, ids=repr)
def test_a_change_of_any_argument_to_anything_leads_to_what_is_allowed(new):
    for index in range(len(arguments())):
        came = answered(frame(b"value", protocol.encode(7), protocol.encode([[index, new]])))
        assert came == 7 or isinstance(new, np.ndarray)


@pytest.mark.parametrize(
    "text", [b"x" * 10, b"\0" * 12, struct.pack(">3I", 2**26, 1, 0), b"\xff" * 12, frame(b"value")]
)
def test_bad_announcements_are_a_crash(text):
    assert isinstance(answered(text), Crash)


def test_a_list_of_changes_that_is_none_ends_the_student():
    assert isinstance(answered(frame(b"value", protocol.encode(7), protocol.encode(5))), Crash)


def test_an_answer_that_comes_twice_is_not_taken_for_the_next_one_without_end():
    mine, theirs = socket.socketpair()
    theirs.sendall(frame(b"value", protocol.encode(1)) * 2)
    theirs.shutdown(socket.SHUT_WR)
    student = RemoteNamespace(mine, lambda number: None, time.monotonic() + 5)
    assert [student.name("a"), student.name("b")] == [1, 1]  # it can only answer wrongly, which it could anyway
    with pytest.raises(Crash):
        student.name("c")
    theirs.close()


def test_who_hangs_up_first_has_crashed_and_is_killed():
    mine, theirs = socket.socketpair()
    theirs.close()
    signals = []
    student = RemoteNamespace(mine, signals.append, time.monotonic() + 5)
    with pytest.raises(Crash):
        student.name("f")
    assert signals == [signal.SIGKILL]


@pytest.mark.parametrize(
    "name",
    [
        "list (more than 31415926 values)",
        "list (more than 5 x_is_5)",
        "Model (nested more than 7 deep)",
        "ndarray (the input was 5)",
        "secret",
        "\0",
        "\ud800",
        "list (" + "x" * 1000,
    ],
)
def test_the_name_of_a_type_carries_nothing_but_words_of_the_submission(name):
    came = answered(frame(b"value", protocol.encode(protocol.Reference(1, name, False))))
    assert type(came).__name__ in ("list", "Model", "ndarray", "object")


@pytest.mark.parametrize("text", ["x" * 100_000, "x" * 2**20])
def test_a_text_of_an_error_is_short_whoever_sent_it(text):
    came = answered(frame(b"error", protocol.encode(["ValueError", ["ValueError"], text, []])))
    assert isinstance(came, (ValueError, Stopped))


def test_a_large_announcement_takes_no_memory_before_its_bytes_are_there():
    for announced in ((2**25, 2**24, 0), (2**26, 2**26, 2**26), (1, 2**25, 0)):
        tracemalloc.start()
        answered(struct.pack(">3I", *announced) + b"x" * 1000)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 2**22


def test_a_large_answer_takes_a_small_multiple_of_its_size():
    raw, sent = frame(b"value", protocol.encode(np.zeros(2**20))), []
    mine, theirs = socket.socketpair()
    sending = threading.Thread(target=lambda: sent.append(theirs.sendall(raw)))
    sending.start()
    student = RemoteNamespace(mine, lambda number: None, time.monotonic() + 20)
    tracemalloc.start()
    assert student.name("x").shape == (2**20,)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    sending.join()
    theirs.close()
    assert sent == [None]
    assert peak < 6 * len(raw)
