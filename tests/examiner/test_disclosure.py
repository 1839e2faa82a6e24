"""An error of the student's is shown as the nearest built-in one; names and lines only where the submission holds them."""

from __future__ import annotations

import builtins
import time

import pytest

from nbexaminer.examiner.disclosure import COMMON_ERRORS, COMMON_TYPES, Disclosure
from nbexaminer.examiner.proxies import RemoteNamespace


@pytest.mark.parametrize(
    ("body", "base", "name", "text"),
    [
        ("raise ValueError('no')", ValueError, "ValueError", "no"),
        ("raise NotImplementedError", NotImplementedError, "NotImplementedError", ""),
        ("raise Mine('own')", ValueError, "Mine", "own"),
        ("raise KeyError('a')", KeyError, "KeyError", "'a'"),
        ("raise IndexError", IndexError, "IndexError", ""),
        ("raise StopIteration(3)", StopIteration, "StopIteration", "3"),
        ("raise SystemExit(3)", SystemExit, "SystemExit", "3"),
        ("raise KeyboardInterrupt", Exception, "KeyboardInterrupt", ""),
        ("raise GeneratorExit", Exception, "GeneratorExit", ""),
        ("raise type('Odd', (BaseException,), {})('x')", Exception, "Odd", "x"),
        ("raise UserWarning('w')", Exception, "UserWarning", "w"),
        ("raise OSError(2, 'gone', 'a.txt')", Exception, "FileNotFoundError", "[Errno 2] gone: 'a.txt'"),
        ("raise UnicodeDecodeError('utf-8', b'x', 0, 1, 'r')", ValueError, "UnicodeDecodeError",
         "'utf-8' codec can't decode byte 0x78 in position 0: r"),
        ("raise AttributeError('a', name='a', obj=x)", AttributeError, "AttributeError", "a"),
        ("raise ExceptionGroup('several', [ValueError('a')])", Exception, "ExceptionGroup", "several (1 sub-exception)"),
        ("raise type('E', (ValueError,), {'__str__': lambda s: 1 / 0})('x')", ValueError, "E", ""),
        ("raise type('E', (ValueError,), {'__str__': lambda s: 5})('x')", ValueError, "E", ""),
        ("raise type('E', (ValueError,), {'__str__': lambda s: 'y' * 5000})", ValueError, "E", "y" * 2000),
        ("raise type('E', (ValueError,), {'__init__': lambda s, a, b: None})(1, 2)", ValueError, "E", "(1, 2)"),
        ("raise type('E', (KeyError, TypeError), {})('x')", KeyError, "E", "'x'"),
        ("raise ValueError('\\ud800 \\0 é')", ValueError, "ValueError", "\ud800 \0 é"),
        ("raise 5", TypeError, "TypeError", "exceptions must derive from BaseException"),
    ],
    ids=lambda value: value[6:40] if type(value) is str else "",
)  # fmt: skip
def test_an_exception_arrives_as_the_nearest_builtin_type(define, body, base, name, text):
    with pytest.raises(base) as caught:
        define(body)(1)
    error = caught.value
    assert type(error).__bases__ == (base,)
    assert (type(error).__name__, type(error).__module__) == (name, "student")
    assert str(error) == text
    assert error.student_line == body


def test_not_implemented_is_told_from_other_errors_by_its_type(define):
    with pytest.raises(NotImplementedError) as caught:
        define("raise NotImplementedError  # your code replaces this line")(1)
    assert caught.value.student_line == "raise NotImplementedError  # your code replaces this line"


@pytest.mark.parametrize(
    "body",
    [
        "raise type('E', (ValueError,), {'__class__': property(lambda s: 1 / 0)})",
        "raise type('M', (type,), {'__name__': property(lambda c: 1 / 0)})('E', (ValueError,), {})('x')",
        "raise type('E', (ValueError,), {'__traceback__': 5})('x')",
        "raise type('E', (ValueError,), {'__str__': lambda s: type('S', (str,), {'__getitem__': lambda s, i: s})('x')})('x')",
    ],
)
def test_a_hostile_exception_is_an_exception_of_the_students(define, student, body):
    with pytest.raises(Exception) as caught:  # noqa: PT011  (which one is the student's choice)
        define(body)(1)
    assert type(caught.value).__module__ == "student"
    assert student.name("number") == 5


def test_names_and_lines_that_are_none_of_the_submissions_are_not_shown(answering):
    unknown = RemoteNamespace(*answering, time.monotonic() + 60, words=("Model",), lines=("x = 1",))
    unknown.name("define")("class Hidden(ValueError): pass\nclass Model2: pass\ndef f():\n    raise Hidden('a')\n")
    with pytest.raises(ValueError, match="a") as caught:
        unknown.name("f")()
    assert type(caught.value).__name__ == "ValueError"
    assert caught.value.student_line == ""
    assert type(unknown.name("evaluate")("Model2()")).__name__ == "object"
    assert type(unknown.name("model")).__name__ == "Model"


@pytest.mark.parametrize("hidden", [False, True])
def test_the_function_of_a_line_is_told_until_inputs_are_hidden(answering, hidden):
    lines = ("return 1 / y", "return [inner(x)]")
    student = RemoteNamespace(*answering, time.monotonic() + 60, words=("inner", "outer"), lines=lines, hidden=hidden)
    student.name("define")("def inner(y):\n    return (lambda: 1 / y)()\ndef outer(x):\n    return [inner(x)]\n")
    with pytest.raises(ZeroDivisionError) as caught:
        student.name("outer")(0)
    assert (caught.value.student_function, caught.value.student_line) == (
        "" if hidden else "outer",
        "return [inner(x)]",
    )


def test_once_inputs_are_hidden_no_name_is_told_that_a_submission_could_choose():
    chosen = [f"Saw{number:03}" for number in range(1000)]
    python = [name for name, value in vars(builtins).items() if isinstance(value, type)]
    hidden, visible = (Disclosure({*chosen, "Model"}, (), hidden=hidden) for hidden in (True, False))
    assert {hidden.type_name(name) for name in (*chosen, *python)} <= COMMON_TYPES
    assert hidden.type_name("ndarray") == "ndarray"
    assert visible.type_name("Model") == "Model"
    errors = [hidden.error([name, [name, "Exception"], "text", []]) for name in (*chosen, *python)]
    assert {type(error).__name__ for error in errors} <= COMMON_ERRORS
    assert {type(error).__base__.__name__ for error in errors} <= COMMON_ERRORS
    assert {str(error) for error in errors} == {""}
    assert type(visible.error(["Saw001", ["Exception"], "text", []])).__name__ == "Saw001"
