"""How an exception of the student's is described: its type, its text, and the line of the student's that raised it."""

from __future__ import annotations

import linecache
import sys

import numpy as np
import pytest

from nbexaminer import protocol
from nbexaminer.candidate.answers import Answers
from nbexaminer.candidate.errors import LONGEST_TEXT, MOST_LINES
from tests.candidate.asking import asked, named


@pytest.mark.parametrize(
    ("name", "argument", "line"),
    [
        ("inner", 0, "return 1 / x"),
        ("fails", 0, "return 1 / x"),
        ("comprehends", [1, 0], "1 / one"),
        ("later", 0, "later = lambda x: 1 / x"),
        ("through_numpy", np.zeros((2, 2)), "return np.linalg.inv(x)"),
        ("through_another", [1], "key=lambda one: one.nothing,"),
        ("raises_from", 0, 'raise ValueError("from") from error'),
        ("recursion", 0, "return recursion(x + 1)"),
        ("evaluates", "1 +", "return eval(text)"),
    ],
)
def test_the_line_of_an_error_is_the_students_innermost(answers, name, argument, line):
    kind, described = asked(answers, "call", named(answers, name), [argument], {})
    assert kind == b"error"
    assert described[3][0][1] == line


def test_the_lines_that_an_error_passed_through_are_told_with_their_functions(answers):
    _, described = asked(answers, "call", named(answers, "fails"), [0], {})
    assert described[3] == [["inner", "return 1 / x"], ["fails", "return inner(x)"]]


def test_no_line_of_this_package_is_taken_for_the_students(answers):
    class Odd:
        __module__ = property(lambda self: 1 / 0)

    answers.names["odd"] = lambda: protocol.encode(Odd())
    _, described = asked(answers, "call", named(answers, "odd"), [], {})
    assert [line for _, line in described[3]] == ['answers.names["odd"] = lambda: protocol.encode(Odd())']


def test_an_error_in_no_line_of_the_students_has_none(answers):
    for request in (["call", named(answers, "identity"), [], {}], ["get", named(answers, "model"), "nowhere"]):
        assert asked(answers, *request)[1][3] == []


def test_lines_and_texts_are_cut():
    answers = Answers({"__name__": "x"})
    source = f"def f(): raise ValueError('a' * 5000)  # {'b' * 5000}\n"
    linecache.cache["<long>"] = (len(source), None, [source], "<long>")
    exec(compile(source, "<long>", "exec"), answers.names)
    described = asked(answers, "call", named(answers, "f"), [], {})[1]
    assert [len(described[2]), len(described[3][0][1])] == [LONGEST_TEXT] * 2
    source = "def g(n): return g(n - 1) if n else 1 / 0\n"
    linecache.cache["<deep>"] = (len(source), None, [source], "<deep>")
    exec(compile(source, "<deep>", "exec"), answers.names)
    assert len(asked(answers, "call", named(answers, "g"), [100], {})[1][3]) == MOST_LINES


ERRORS = [
    ValueError("x"),
    SystemExit(3),
    KeyboardInterrupt(),
    GeneratorExit(),
    StopIteration(1),
    BaseExceptionGroup("g", [SystemExit()]),
    type("E", (ValueError,), {"__str__": lambda self: 1 / 0})(),
    type("E", (ValueError,), {"__str__": lambda self: 5})(),
    type("E", (BaseException,), {"__str__": lambda self: sys.exit()})(),
    RecursionError(),
    MemoryError(),
    UnicodeDecodeError("utf-8", b"x", 0, 1, "r"),
    protocol.Refused("x"),
    KeyError("\ud800"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_every_exception_is_an_answer(error):
    def raises() -> None:
        raise error

    answers = Answers({"f": raises})
    kind, described = asked(answers, "call", named(answers, "f"), [], {})
    assert kind == b"error"
    assert [type(part) for part in described] == [str, list, str, list]
    assert described[0] == type(error).__name__
