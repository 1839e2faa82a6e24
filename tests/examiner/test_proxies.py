"""What a check holds of the student's: values cross unchanged, the rest stands in, and no answer can do more than fail."""

from __future__ import annotations

import builtins
import contextlib
import copy
import faulthandler
import linecache
import math
import operator
import os
import signal
import socket
import struct
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from nbexaminer import protocol
from nbexaminer.candidate.errors import LONGEST_TEXT
from nbexaminer.candidate.forks import serve
from nbexaminer.examiner import proxies
from nbexaminer.examiner.proxies import CallableProxy, Crash, Proxy, RemoteNamespace, Stopped, TimeLimit
from tests.protocol.test_protocol import ARRAYS, OTHERS, VALUES, laid_out, same, tensors

SOURCE = '''
import collections, decimal, os, signal, time
import numpy as np, torch

def identity(x):
    return x

def evaluate(text):
    return eval(text)

def changed(x):
    """Change a value, and what is in it, in place."""
    if isinstance(x, np.ndarray) and x.size:
        x[...] = np.roll(x, 1)
    if isinstance(x, torch.Tensor) and x.dim() and x.numel():
        x.copy_(x.flip(0))
    if isinstance(x, list):
        for item in x:
            changed(item)
        x.append(len(x))
    if isinstance(x, dict):
        for item in x.values():
            changed(item)
        x["new"] = len(x)

def each_changed(values):
    for one in values:
        changed(one)

class Mine(ValueError):
    pass

class Model:
    """A model."""
    secret = property(lambda self: 1 / 0)

    def __init__(self):
        self.w = np.arange(3.0)

    def predict(self, x):
        return self.w * x

    def fit(self):
        self.w += 1
        return self

    def __eq__(self, other):
        return True

    def __len__(self):
        return 3

def predict(model, x):
    return model.predict(x) if isinstance(model, Model) else None

model = Model()
number = 5
'''


class Everything:
    """Holds whatever one asks for."""

    def __contains__(self, item: object) -> bool:
        return True


def own_names() -> dict[str, object]:
    """What a notebook with the cell above has defined, and a way to define more."""
    names: dict[str, object] = {"__name__": "__main__", "others": OTHERS, "other": lambda index: OTHERS[index]}

    def define(source: str) -> None:
        file = f"<cell {len(linecache.cache)}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        exec(compile(source, file, "exec", dont_inherit=True), names)

    define(SOURCE)
    return names | {"define": define}


@contextlib.contextmanager
def process() -> Iterator[tuple[socket.socket, Callable[[int], None]]]:
    """A process that answers as the kernel's copy does: its connection, and how to send it a signal."""
    mine, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            mine.close()
            torch.set_num_threads(1)
            faulthandler.disable()
            quiet = os.open(os.devnull, os.O_RDWR)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            names = own_names()
            names["evaluate"].__globals__.update(names)
            serve(theirs, names["evaluate"].__globals__)
        finally:
            os._exit(0)
    theirs.close()
    try:
        yield mine, partial(os.kill, pid)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        mine.close()


@pytest.fixture(scope="module")
def answering() -> Iterator[tuple[socket.socket, Callable[[int], None]]]:
    with process() as found:
        yield found


@pytest.fixture
def student(answering) -> RemoteNamespace:
    """A student whose process lives as long as this file's tests."""
    return RemoteNamespace(*answering, time.monotonic() + 600, words=Everything(), lines=Everything())


@pytest.fixture(scope="module")
def lasting(answering) -> RemoteNamespace:
    """The same, for all examples of a property."""
    return RemoteNamespace(*answering, time.monotonic() + 600, words=Everything(), lines=Everything())


@contextlib.contextmanager
def of_its_own(seconds: float = 60) -> Iterator[RemoteNamespace]:
    """A student whose process may be killed."""
    with process() as (connection, interrupt):
        yield RemoteNamespace(connection, interrupt, time.monotonic() + seconds, words=Everything(), lines=Everything())


# ------------------------------------------------------------------------------------------------------------------- values


@settings(max_examples=80, deadline=None)
@given(value=VALUES)
def test_every_allowed_value_arrives_and_comes_back_unchanged(lasting, value):
    before = copy.deepcopy(value)
    assert same(lasting.name("identity")(value), value)
    assert same(before, value)


@settings(max_examples=30, deadline=None)
@given(value=VALUES)
def test_named_arguments_arrive_unchanged_too(lasting, value):
    assert same(lasting.name("identity")(x=value), value)


@pytest.mark.parametrize("index", range(len(OTHERS)), ids=[type.__repr__(type(value)) for value in OTHERS])
def test_every_other_value_becomes_a_stand_in_or_the_plain_kind(student, index):
    came = student.name("other")(index)
    numbers = {"Number": 1.0, "Level": 5, "Array": np.ones(2), "MaskedArray": np.ones(1)}
    expected = (numbers | {"Point": (1, 2), "OrderedDict": {"a": 1}}).get(type(OTHERS[index]).__name__)
    if expected is not None:
        assert same(came, expected)
    elif type(came) is not str:  # numpy's own strings may cross as text
        assert isinstance(came, Proxy)
        assert type(came).__module__ == "student"
        assert isinstance(came, CallableProxy) == callable(OTHERS[index])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("collections.namedtuple('P', 'x y')(1, np.ones(2))", (1, np.ones(2))),
        ("torch.ones(2, 3).shape", (2, 3)),
        ("collections.OrderedDict(b=1, a=[2])", {"b": 1, "a": [2]}),
        ("collections.Counter('aab')", {"a": 2, "b": 1}),
        ("type('L', (list,), {'__eq__': lambda s, o: True, '__len__': lambda s: 9})([1, 2])", [1, 2]),
        ("type('S', (str,), {})('text')", "text"),
        ("type('I', (int,), {})(7)", 7),
        ("type('F', (float,), {'__eq__': lambda s, o: True})(0.5)", 0.5),
        ("np.ones((2, 2)).view(type('A', (np.ndarray,), {}))", np.ones((2, 2))),
        ("torch.ones(2).as_subclass(type('T', (torch.Tensor,), {}))", torch.ones(2)),
        ("torch.nn.Parameter(torch.ones(2))", torch.ones(2)),
        ("torch.ones(2, requires_grad=True) * 2", torch.full((2,), 2.0)),
        ("{'deep': [type('L', (list,), {})([type('F', (float,), {})(1)])]}", {"deep": [[1.0]]}),
    ],
)
def test_subclasses_arrive_as_the_plain_kind(student, text, expected):
    assert same(student.name("evaluate")(text), expected)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("np.array([1, 'a', None], dtype=object)", "ndarray (an array of object may not cross)"),
        ("{1, 2}", "set"),
        ("(n for n in [1])", "generator"),
        ("[" * 40 + "]" * 40, "list (nested more than 32 deep)"),
        ("[0] * 300_000", "list (more than 200000 values)"),
        ("np.zeros(2**23 + 1)", "ndarray (more than 67108864 bytes)"),
        ("{(1, 2): 3}", "dict"),
        ("np", "module"),
        ("len", "builtin_function_or_method"),
        ("model", "Model"),
    ],
    ids=lambda text: text[:30],
)
def test_what_may_not_cross_becomes_a_stand_in_that_says_what_it_is(student, text, name):
    came = student.name("evaluate")(text)
    assert isinstance(came, Proxy)
    assert type(came).__name__ == name
    assert repr(came) == "<evaluate(…), of the student's>"


def test_a_container_keeps_what_may_cross_beside_a_stand_in(student):
    array, function = student.name("evaluate")("[np.ones(2), identity]")
    assert same(array, np.ones(2))
    assert function(3) == 3


def test_a_missing_name_is_a_key_error_and_the_student_goes_on(student):
    with pytest.raises(KeyError):
        student.name("nowhere")
    assert student.name("number") == 5


def test_an_argument_that_may_not_cross_is_the_checks_own_mistake(student):
    with pytest.raises(TypeError, match="may hand over plain values"):
        student.name("identity")({1, 2})
    with pytest.raises(TypeError):
        student.name("identity")(np.zeros(2**24))
    assert student.name("number") == 5


# --------------------------------------------------------------------------------------------------------- changed arguments


def _local() -> dict[str, object]:
    names: dict[str, object] = {}
    exec(SOURCE, names)
    return names


CHANGED = _local()["changed"]
MUTABLE = (
    laid_out() | tensors() | st.lists(VALUES, max_size=4) | st.dictionaries(st.text(max_size=3), VALUES, max_size=4)
)


@settings(max_examples=80, deadline=None)
@given(value=MUTABLE)
def test_changes_of_an_argument_are_seen_as_if_it_had_been_called_here(lasting, value):
    expected = copy.deepcopy(value)
    CHANGED(expected)
    lasting.name("changed")(value)
    assert same(expected, value)


@settings(max_examples=50, deadline=None)
@given(values=st.lists(ARRAYS, min_size=1, max_size=3))
def test_arrays_in_lists_are_changed_where_they_lie(lasting, values):
    nested, mine, expected = [values, [values]], list(values), copy.deepcopy(values)
    for array in expected:
        CHANGED(array)
    lasting.name("each_changed")(nested[0])
    assert nested[1][0] is values
    assert all(map(operator.is_, values, mine))
    assert all(map(same, expected, values))


@pytest.fixture
def define(student) -> Callable[[str], CallableProxy]:
    """Defines a function `f` on the student's side and gives it."""

    def one(body: str) -> CallableProxy:
        student.name("define")(f"def f(x, *more):\n    {body}\n")
        return student.name("f")

    return one


@pytest.mark.parametrize(
    ("value", "body", "expected"),
    [
        (np.arange(4.0), "x += 1", np.arange(1.0, 5.0)),
        (np.arange(4.0).view(np.matrix), "x += 1", np.arange(1.0, 5.0).view(np.matrix)),
        (np.arange(6.0), "x.shape = (2, 3)", np.arange(6.0).reshape(2, 3)),
        (np.zeros(2), "x[0] = -0.0", np.array([-0.0, 0.0])),
        ([3, 1, 2], "x.sort()", [1, 2, 3]),
        ([1, 2], "x.clear()", []),
        ([[1], [2]], "x[1][0] = 5", [[1], [5]]),
        ({"a": 1, "b": 2}, "del x['a']", {"b": 2}),
        ({"a": [1]}, "x['a'].append(2)", {"a": [1, 2]}),
        ({"a": 1}, "x['a'] = True", {"a": True}),
        ([1, 2], "x[0] = 1.0", [1.0, 2]),
        (torch.zeros(2), "x.add_(1)", torch.ones(2)),
        ([torch.zeros(2)], "x[0].add_(1)", [torch.ones(2)]),
    ],
    ids=lambda value: value if type(value) is str else "",
)
def test_a_change_in_place_is_seen_by_the_caller(define, value, body, expected):
    define(body)(value)
    assert same(value, expected)


def test_a_named_argument_that_was_changed_is_seen_changed(define):
    array = np.zeros(2)
    define("x += 1")(x=array)
    assert same(array, np.ones(2))


def test_an_array_in_a_tuple_that_was_changed_is_seen_changed(define):
    array = np.zeros(2)
    define("x[0][:] = 1")((array, 2))
    assert same(array, np.ones(2))


def test_an_array_in_a_dict_is_changed_where_it_lies(define):
    array = np.zeros(2)
    define("x['w'][:] = 1")({"w": array})
    assert same(array, np.ones(2))


@pytest.mark.parametrize(
    "body", ["x.reverse()", "x[0], x[1] = x[1], x[0]", "x[0] = x[0] + 1", "x.insert(0, x.pop())", "x[:] = [x[1], x[1]]"]
)
def test_a_list_that_holds_other_arrays_leaves_those_that_it_held(define, body):
    values = first, second = [np.zeros(2), np.ones(2)]
    define(body)(values)
    assert same(values[0], np.ones(2))
    assert same(first, np.zeros(2))
    assert same(second, np.ones(2))


@pytest.mark.parametrize("text", ["{(1, 2): [3]}", "np.array([None, [1]], dtype=object)", "eval('[' * 40 + ']' * 40)"])
def test_changes_beside_an_object_of_the_students_are_those_of_the_right_argument(define, student, text):
    thing, first, second = student.name("evaluate")(text), np.zeros(2), np.zeros(2)
    define("more[-1][:] = 1")(thing, first, [thing, {"a": thing}], second)
    assert same(first, np.zeros(2))
    assert same(second, np.ones(2))


def test_an_array_that_is_handed_over_twice_is_seen_changed(define):
    array, other = np.zeros(2), [np.zeros(2)]
    define("x += 1")(array, array, other)
    assert same(array, np.ones(2))
    define("x += 1")(other[0], other)
    assert same(other, [np.ones(2)])


def test_a_retyped_array_is_seen_changed(define):
    array = np.arange(3.0)
    define("x.dtype = np.int64")(array)
    assert same(array, np.arange(3.0).view(np.int64))


def test_an_array_that_was_given_may_be_resized(define):
    array = np.arange(3.0)
    define("x.resize((2, 3), refcheck=False)")(array)
    assert same(array, np.array([[0.0, 1, 2], [0, 0, 0]]))


def test_a_list_that_gets_a_function_is_seen_with_a_stand_in(define):
    values = [1]
    define("x.append(identity)")(values)
    assert values[0] == 1
    assert values[1](4) == 4


@pytest.mark.parametrize("body", ["x.append(x)", "x.append(np.array([None]))", "x.extend([0] * 300_000)"])
def test_a_change_that_may_not_cross_does_not_cost_the_answer(define, body):
    values = [1]
    assert define(f"{body}; return 7")(values) == 7
    assert values[0] == 1


def test_changes_before_an_error_are_seen(define):
    array = np.zeros(2)
    with pytest.raises(ZeroDivisionError):
        define("x += 1; 1 / 0")(array)
    assert same(array, np.ones(2))


def test_only_what_was_changed_is_touched(define):
    first, second, table = np.zeros(2), np.zeros(2), {"a": 1}
    inner = table["b"] = [2]
    second.flags.writeable = False  # writing the same numbers again would fail
    define("x += 1")(first, second, table)
    assert table["b"] is inner
    assert same(first, np.ones(2))


def test_writing_to_an_array_that_can_not_be_written_to_is_an_error_of_the_students_or_none(define):
    array = np.zeros(2)
    array.flags.writeable = False
    came = None
    try:
        define("x += 1")(array)
    except Exception as error:
        came = error
    assert came is None or type(came).__module__ == "student"
    assert same(array, np.zeros(2))


# --------------------------------------------------------------------------------------------------------------- exceptions


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


# ------------------------------------------------------------------------------------------------------------------- models


def test_a_model_has_the_attributes_and_methods_of_the_students(student):
    model = student.name("model")
    assert not callable(model)
    assert same(model.w, np.arange(3.0))
    assert same(model.predict(2), 2 * np.arange(3.0))
    assert same(model.fit().w, np.arange(1.0, 4.0))
    model.w = np.ones(3)
    assert same(model.predict(5), np.full(3, 5.0))
    assert same(student.name("predict")(model, 2), np.full(3, 2.0))
    assert same(student.name("predict")(model=model, x=2), np.full(3, 2.0))
    assert student.name("predict")(3, 2) is None
    model.w = np.arange(3.0)


def test_attributes_that_are_missing_or_fail(student):
    model = student.name("model")
    with pytest.raises(AttributeError, match="nowhere"):
        model.nowhere  # noqa: B018
    assert not hasattr(model, "nowhere")
    assert getattr(model, "nowhere", 7) == 7
    with pytest.raises(ZeroDivisionError):
        model.secret  # noqa: B018
    with pytest.raises(AttributeError):
        model.secret = 5


def test_a_stand_in_may_be_kept_in_what_is_handed_over(student):
    model = student.name("model")
    came = student.name("identity")([model, {"m": model}])
    assert same(came[1]["m"].predict(0), np.zeros(3))


def test_functions_and_classes_can_be_called_and_are_named_as_the_check_knows_them(student):
    for name in ("identity", "Model", "Mine"):
        assert callable(student.name(name))
        assert student.name(name).__name__ == name
        assert student.name(name) is student.name(name)
    assert not hasattr(student.name("model"), "__name__")
    assert same(student.name("Model")().predict(1), np.arange(3.0))


class Silent:
    """A student's side that must not be asked."""

    def __init__(self):
        self.asked: list[tuple] = []

    def ask(self, *what: object, **how: object) -> object:
        self.asked.append(what)
        return 5


def outcome(use: Callable[[object], object], thing: object) -> object:
    """What comes of an operation: the type of its result, or of its error."""
    try:
        return type(use(thing))
    except Exception as error:
        return type(error)


OPERATIONS = {
    "np.asarray": np.asarray, "np.array of two": lambda x: np.array([x, x]), "np.isclose": lambda x: np.isclose(x, 1.0),
    "np.add": lambda x: np.add(x, 1), "array +": lambda x: np.ones(2) + x, "array ==": lambda x: (np.ones(2) == x).all(),
    "np.testing": lambda x: np.testing.assert_allclose(x, np.ones(2)), "float": float, "int": int, "complex": complex,
    "len": len, "bool": bool, "iter": iter, "list": list, "hash": hash, "index": operator.index,
    "==": lambda x: x == 1, "!=": lambda x: x != 1, "<": lambda x: x < 1, "+": lambda x: x + 1, "radd": lambda x: 1 + x,
    "neg": operator.neg, "matmul": lambda x: np.ones(2) @ x, "item": lambda x: x[0], "in": lambda x: 1 in x,
    "with": lambda x: x.__enter__(), "format": lambda x: f"{x:.2f}", "str": str, "repr": repr, "math": math.isfinite,
    "bytes": bytes, "abs": abs, "round": round, "next": next, "torch.as_tensor": torch.as_tensor,
    "tensor +": lambda x: torch.ones(2) + x, "isinstance": lambda x: isinstance(x, (float, np.ndarray, torch.Tensor, list)),
    "dunder": lambda x: x.__array_interface__, "dict of": lambda x: x.__dict__, "deepcopy": lambda x: x.__deepcopy__,
}  # fmt: skip


@pytest.mark.parametrize("kind", [Proxy, CallableProxy])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_stand_in_does_what_a_plain_object_does_and_asks_nobody(operation, kind):
    silent = Silent()
    standin = type("Model", (kind,), {"__slots__": ()})(silent, protocol.Reference(1, "Model", True), "model")
    assert outcome(OPERATIONS[operation], standin) is outcome(OPERATIONS[operation], object())
    assert silent.asked == []


def test_a_stand_in_equals_itself_only_and_takes_no_class():
    one, other = (Proxy(Silent(), protocol.Reference(1, "Model", False), "m") for _ in range(2))
    assert one == one
    assert one != other
    assert one.__class__ is Proxy
    assert np.asarray(one).dtype == object
    assert np.asarray(one).shape == ()


@pytest.mark.parametrize("name", ["_repr_html_", "_repr_mimebundle_", "_ipython_display_", "_repr_png_"])
def test_a_notebook_shows_a_stand_in_without_asking_for_a_picture_of_it(name):
    silent = Silent()
    with contextlib.suppress(AttributeError):
        getattr(Proxy(silent, protocol.Reference(1, "Model", False), "m"), name)
    assert silent.asked == []


# ------------------------------------------------------------------------------------------------------- deadlines and death


@pytest.fixture
def _short_grace(monkeypatch):
    monkeypatch.setattr(proxies, "GRACE", 0.2)


def dead(student: RemoteNamespace, kind: type[Stopped], use: Callable[[], object], seconds: float) -> Stopped:
    """The error of a request that ends a student, in time; every later request fails at once."""
    begin = time.monotonic()
    with pytest.raises(kind) as caught:
        use()
    assert time.monotonic() - begin < seconds
    begin = time.monotonic()
    for again in (lambda: student.name("anything"), lambda: student.ask("name", "number")):
        with pytest.raises(kind):
            again()
    assert time.monotonic() - begin < 0.1
    return caught.value


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("time.sleep(60)", "time.sleep(60)"),
        ("while True: x += 1", "while True: x += 1"),
        ("return (lambda: time.sleep(60))()", "return (lambda: time.sleep(60))()"),
    ],
)
def test_a_function_that_does_not_end_is_stopped_and_says_where(body, line):
    with of_its_own(0.4) as student:
        student.name("define")(f"def f(x):\n    {body}\n")
        function = student.name("f")
        over = dead(student, TimeLimit, lambda: function(1), 5)
        assert over.student_line == line


@pytest.mark.parametrize(
    "body",
    [
        "signal.signal(signal.SIGINT, signal.SIG_IGN); time.sleep(60)",
        "exec('while True:\\n try: time.sleep(60)\\n except KeyboardInterrupt: pass')",
        "os.kill(os.getpid(), signal.SIGSTOP)",
    ],
)
@pytest.mark.usefixtures("_short_grace")
def test_a_function_that_takes_no_interrupt_is_killed(body):
    with process() as (connection, interrupt):
        signals = []

        def noted(number: int) -> None:
            signals.append(number)
            interrupt(number)

        student = RemoteNamespace(connection, noted, time.monotonic() + 0.4)
        student.name("define")(f"def f(x):\n    {body}\n")
        function = student.name("f")
        dead(student, TimeLimit, lambda: function(1), 5)
        assert signals == [signal.SIGINT, signal.SIGKILL]


@pytest.mark.parametrize(
    "body",
    [
        "os._exit(0)",
        "os.kill(os.getpid(), signal.SIGKILL)",
        "os.closerange(3, 1000)",
        "import ctypes; ctypes.string_at(0)",
    ],
)
def test_a_process_that_dies_is_a_crash(body):
    with of_its_own() as student:
        student.name("define")(f"def f(x):\n    {body}\n")
        function = student.name("f")
        dead(student, Crash, lambda: function(1), 5)


@pytest.mark.usefixtures("_short_grace")
@pytest.mark.parametrize("announced", [(2**20, 0, 0), (2**26, 0, 0)])
def test_bytes_that_drip_do_not_put_the_deadline_off(announced):
    mine, theirs = socket.socketpair()
    over = threading.Event()

    def drip() -> None:
        with contextlib.suppress(OSError):
            theirs.sendall(struct.pack(">3I", *announced))
            for _ in range(500):
                if over.wait(0.01):
                    break
                theirs.send(b"x")
            theirs.shutdown(socket.SHUT_WR)

    dripping = threading.Thread(target=drip)
    dripping.start()
    student = RemoteNamespace(mine, lambda number: None, time.monotonic() + 0.3)
    try:
        dead(student, TimeLimit, lambda: student.name("f"), 2)
    finally:
        over.set()
        dripping.join()
        theirs.close()


@pytest.mark.usefixtures("_short_grace")
def test_who_never_answers_or_never_reads_runs_out_of_time():
    for argument in (1, np.zeros(2**21)):  # the second is more than the connection holds
        mine, theirs = socket.socketpair()
        student = RemoteNamespace(mine, lambda number: None, time.monotonic() + 0.2)
        function = CallableProxy(student, protocol.Reference(0, "f", True), "f")
        dead(student, TimeLimit, lambda: function(argument), 2)  # noqa: B023  (called before the next round)
        theirs.close()


# ------------------------------------------------------------------------------------------------------------ hostile answers


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
DESCRIPTIONS = st.tuples(WORDS, st.lists(WORDS, max_size=4), st.text(max_size=20), st.text(max_size=5)).map(list)
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
    came = answered(frame(b"error", protocol.encode([name, [name, "Exception"], "text", "x = 1"])))
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
    came = answered(frame(b"error", protocol.encode(["ValueError", ["ValueError"], text, ""])))
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


def test_the_module_claims_no_name_of_another_one():
    assert "student" not in sys.modules
