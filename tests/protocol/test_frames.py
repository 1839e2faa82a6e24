"""Messages in a stream: they arrive as they were sent, in time, and cost no more memory than has come."""

from __future__ import annotations

import socket
import struct
import threading
import time
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbexaminer.protocol import Limits, Refused, receive, send


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Two ends of a connection."""
    one, other = socket.socketpair()
    with one, other:
        yield one, other


@settings(max_examples=100, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=200), min_size=1, max_size=3), st.integers(1, 3))
def test_parts_arrive_as_they_were_sent_one_message_after_the_other(parts, times):
    one, other = socket.socketpair()
    with one, other:
        for _ in range(times):
            send(one, *parts)
        for _ in range(times):
            came = receive(other)
            assert came == parts
            assert {type(part) for part in came} == {bytes}


@pytest.mark.parametrize("sizes", [(2**22,), (1, 2**22), (2**21, 1, 2**21)])
def test_parts_larger_than_the_connection_holds_arrive(pair, sizes):
    parts = [bytes([number + 1]) * size for number, size in enumerate(sizes)]
    sending = threading.Thread(target=send, args=(pair[0], *parts))
    sending.start()
    assert receive(pair[1], time.monotonic() + 20) == parts
    sending.join()


@pytest.mark.parametrize("parts", [[], [b""], [b"a", b""], [b"a"] * 4, [bytes(2**26 + 1)], [bytes(2**25)] * 3], ids=len)
def test_what_may_not_be_sent_is_refused_before_any_of_it_is(pair, parts):
    pair[0].settimeout(5)
    with pytest.raises(Refused):
        send(pair[0], *parts)
    send(pair[0], b"later")
    assert receive(pair[1]) == [b"later"]


@pytest.mark.parametrize("announced", [(0, 0, 0), (101, 0, 0), (50, 50, 1), (2**32 - 1,) * 3])
def test_an_announcement_of_nothing_or_too_much_is_refused_at_once(pair, announced):
    pair[0].sendall(struct.pack(">3I", *announced))
    with pytest.raises(Refused):
        receive(pair[1], time.monotonic() + 20, Limits(message=100))


def test_no_part_is_ever_empty(pair):
    pair[0].sendall(struct.pack(">3I", 0, 2, 0) + b"ab")
    assert receive(pair[1]) == [b"ab"]


@pytest.mark.parametrize("sent", [b"", b"\0" * 11, struct.pack(">3I", 5, 0, 0), struct.pack(">3I", 5, 5, 0) + b"x" * 9])
def test_who_hangs_up_half_way_is_gone_and_who_waits_is_too_late(pair, sent):
    pair[0].sendall(sent)
    begin = time.monotonic()
    with pytest.raises(TimeoutError):
        receive(pair[1], begin + 0.05)
    assert 0.04 < time.monotonic() - begin < 2
    one, other = socket.socketpair()
    with one, other:
        one.sendall(sent)
        one.close()
        with pytest.raises(EOFError):
            receive(other, time.monotonic() + 20)


def test_a_deadline_that_has_passed_is_one_even_where_the_answer_is_there(pair):
    send(pair[0], b"x")
    with pytest.raises(TimeoutError):
        receive(pair[1], time.monotonic() - 1)


def test_bytes_that_drip_do_not_put_the_deadline_off(pair):
    over = threading.Event()

    def drip() -> None:
        pair[0].sendall(struct.pack(">3I", 10_000, 0, 0))
        for _ in range(500):
            if over.wait(0.01):
                break
            pair[0].sendall(b"x")
        pair[0].shutdown(socket.SHUT_WR)

    dripping = threading.Thread(target=drip)
    dripping.start()
    begin = time.monotonic()
    try:
        with pytest.raises(TimeoutError):
            receive(pair[1], begin + 0.2)
        assert time.monotonic() - begin < 2
    finally:
        over.set()
        dripping.join()


def test_memory_grows_with_what_came_and_not_with_what_was_announced(pair):
    pair[0].sendall(struct.pack(">3I", 2**25, 2**24, 1) + b"x" * 1000)
    pair[0].shutdown(socket.SHUT_WR)
    tracemalloc.start()
    with pytest.raises(EOFError):
        receive(pair[1], time.monotonic() + 20)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2**22
