"""Functions of the checks' side that stand in the place of the student's: across the border, and within limits."""

from __future__ import annotations

import contextlib
import multiprocessing
import socket
import time

import numpy as np
import pytest

from nbexaminer import protocol
from nbexaminer.candidate.forks import serve
from nbexaminer.examiner.pieces import MOST_CALLS, Pieces
from nbexaminer.examiner.proxies import Crash, RemoteNamespace

STUDENT = """
import threading

def helper(x):
    return x + 1000

def one(x):
    return helper(x)

def keyword(x):
    return helper(x=x)

def caught(x):
    try:
        return helper(x)
    except ValueError as error:
        return str(error)

def enlarged(x):
    return helper([[0.0] * 500] * 500) if False else helper(__import__("numpy").zeros((500, 500)))

def counted(x):
    return helper(10**9)

def odd(x):
    return helper(lambda: 3)

def often(x):
    while True:
        helper(x)

def threads(x):
    found = []
    several = [threading.Thread(target=lambda: found.append(helper(x))) for _ in range(8)]
    [one.start() for one in several]
    [one.join() for one in several]
    return len(found)
"""


@pytest.fixture
def student():
    ours, theirs = socket.socketpair()
    names: dict[str, object] = {}
    exec(STUDENT, names)

    def run() -> None:
        ours.close()
        with contextlib.suppress(EOFError):
            serve(theirs, names)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    theirs.close()
    yield RemoteNamespace(ours, lambda number: process.kill(), time.monotonic() + 30, names, STUDENT.splitlines())
    ours.close()
    process.join()


@pytest.fixture
def calls() -> list:
    return []


@pytest.fixture
def pieces(calls):
    def helper(x):
        calls.append(x)
        if np.ndim(x) == 1:
            raise ValueError("one-dimensional")
        return 2 * np.asarray(x)

    return {"helper": helper}


def test_a_function_calls_the_other_sides_while_the_block_runs(student, pieces, calls):
    one, x = student.name("one"), np.ones((2, 3))
    assert np.array_equal(one(x), x + 1000)
    with one.__over__(pieces):
        assert np.array_equal(one(x), 2 * x)
        assert np.array_equal(student.name("keyword")(x), 2 * x)
    assert np.array_equal(one(x), x + 1000)
    assert len(calls) == 2


def test_a_name_that_the_student_does_not_have_is_gone_again(student):
    one = student.name("one")
    with one.__over__({"stranger": lambda: 1}):
        assert callable(student.name("stranger"))
    with pytest.raises(KeyError):
        student.ask("name", "stranger")


def test_an_error_of_the_other_side_is_one_that_can_be_caught(student, pieces):
    caught = student.name("caught")
    with caught.__over__(pieces):
        assert caught(np.ones(3)) == "one-dimensional"


def test_arguments_larger_than_those_of_the_judged_function_are_refused(student, pieces, calls):
    with student.name("one").__over__(pieces):
        for name in ("enlarged", "counted", "odd"):
            with pytest.raises((ValueError, TypeError)):
                student.name(name)(np.ones((2, 3)))
    assert calls == []


def test_threads_may_call(student, pieces):
    threads = student.name("threads")
    with threads.__over__(pieces):
        assert threads(np.ones((2, 2))) == 8


def test_nothing_is_answered_without_end():
    pieces = Pieces({"f": lambda: 1})
    request = protocol.encode(["f", [], {}])
    for _ in range(MOST_CALLS):
        pieces.answer(request)
    with pytest.raises(protocol.Refused, match="too often"):
        pieces.answer(request)


@pytest.mark.parametrize("request_", [["g", [], {}], ["f", 3, {}], ["f", []], "f", ["f", [], []], [3, [], {}]])
def test_odd_requests_are_refused(request_):
    with pytest.raises(protocol.Refused):
        Pieces({"f": lambda: 1}).answer(protocol.encode(request_))


def test_who_asks_without_being_judged_is_ended(student):
    """A student's process that sends a request of its own accord has sent what is no answer."""
    ours, theirs = socket.socketpair()
    protocol.send(theirs, b"piece", protocol.encode(["helper", [1], {}]))
    names = RemoteNamespace(ours, lambda number: None, time.monotonic() + 5)
    with pytest.raises(Crash):
        names.name("one")
