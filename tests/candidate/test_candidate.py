"""The student's side: what it answers to which request, and that nothing ends it."""

from __future__ import annotations

import linecache
import sys

import numpy as np
import pytest
from hypothesis import given, settings

from nbexaminer import protocol
from nbexaminer.candidate import candidate
from nbexaminer.candidate.candidate import Answers
from nbexaminer.protocol import Reference
from tests.protocol.test_protocol import OTHERS, VALUES, same

SOURCE = """
import numpy as np

def identity(x):
    return x

def fails(x):
    return inner(x)

def inner(x):
    return 1 / x

def comprehends(values):
    return [
        1 / one
        for one in values
    ]

later = lambda x: 1 / x

def through_numpy(x):
    return np.linalg.inv(x)

def through_another(values):
    return sorted(
        values,
        key=lambda one: one.nothing,
    )

def raises_from(x):
    try:
        return 1 / x
    except ZeroDivisionError as error:
        raise ValueError("from") from error

def recursion(x):
    return recursion(x + 1)

def evaluates(text):
    return eval(text)

def changes(x, y=None):
    x += 1

class Model:
    w = np.ones(2)

    def __init__(self):
        self.b = 1

    def predict(self, x):
        return self.w * x

model = Model()
"""


@pytest.fixture
def names() -> dict[str, object]:
    """What the cell above has defined."""
    found: dict[str, object] = {}
    linecache.cache["<student>"] = (len(SOURCE), None, SOURCE.splitlines(keepends=True), "<student>")
    exec(compile(SOURCE, "<student>", "exec", dont_inherit=True), found)
    yield found
    del linecache.cache["<student>"]


@pytest.fixture
def answers(names) -> Answers:
    """A side that answers for it."""
    return Answers(names)


def asked(answers: Answers, *request: object) -> list:
    """The answer to a request: its kind, and its values."""
    kind, *rest = answers.answer(protocol.encode(list(request)))
    return [kind, *map(protocol.decode, rest)]


def named(answers: Answers, name: str) -> Reference:
    """The reference under a name."""
    kind, reference = asked(answers, "name", name)
    assert kind == b"value"
    assert isinstance(reference, Reference)
    return reference


# ----------------------------------------------------------------------------------------------------------------- requests


def test_a_name_is_answered_by_its_value_or_a_reference_or_as_missing(answers, names):
    names |= {"number": 5, "array": np.arange(3.0), "nothing": None}
    assert asked(answers, "name", "number") == [b"value", 5]
    assert asked(answers, "name", "nothing") == [b"value", None]
    assert same(asked(answers, "name", "array")[1], np.arange(3.0))
    assert asked(answers, "name", "model") == [b"value", Reference(0, "Model", False)]
    assert asked(answers, "name", "identity") == [b"value", Reference(1, "function", True)]
    assert asked(answers, "name", "nowhere") == [b"missing"]
    assert answers.answer(protocol.encode(["name", "nowhere"])) == [b"missing"]


@settings(max_examples=60, deadline=None)
@given(VALUES)
def test_a_call_is_answered_by_what_the_function_returns(value):
    answers = Answers({"identity": lambda x: x})
    function = named(answers, "identity")
    kind, *rest = asked(answers, "call", function, [value], {})
    assert kind == b"value"
    assert len(rest) == 1
    assert same(rest[0], value)


def test_a_call_takes_arguments_by_place_and_by_name_and_objects_of_its_own(answers):
    model, function = named(answers, "model"), named(answers, "identity")
    assert asked(answers, "call", function, [], {"x": [model]}) == [b"value", [model]]
    assert asked(answers, "call", function, [1, 2], {})[0] == b"error"
    _, method = asked(answers, "get", model, "predict")
    assert same(asked(answers, "call", method, [3], {})[1], np.full(2, 3.0))


def test_attributes_are_read_and_set(answers, names):
    model = named(answers, "model")
    assert asked(answers, "get", model, "b") == [b"value", 1]
    assert asked(answers, "set", model, "b", [1, 2]) == [b"value", None]
    assert names["model"].b == [1, 2]
    kind, described = asked(answers, "get", model, "nowhere")
    assert kind == b"error"
    assert described[0] == "AttributeError"
    assert described[1] == ["AttributeError", "Exception", "BaseException", "object"]
    assert "nowhere" in described[2]


def test_changed_arguments_come_with_the_answer_and_others_do_not(answers):
    function = named(answers, "changes")
    kind, value, changed = asked(answers, "call", function, [np.zeros(2), [np.zeros(3)]], {})
    assert (kind, value) == (b"value", None)
    assert [pair[0] for pair in changed] == [0]
    assert same(changed[0][1], np.ones(2))
    assert len(asked(answers, "call", named(answers, "identity"), [[np.zeros(2)]], {})) == 2
    kind, described = asked(answers, "call", function, [[1, 2]], {})
    assert (kind, described[0]) == (b"error", "TypeError")
    assert len(asked(answers, "call", function, [5], {})) == 2


# --------------------------------------------------------------------------------------------------------------- references


def test_the_same_object_has_the_same_number_and_others_have_others(answers, names):
    names["again"] = names["model"]
    model, again, other = named(answers, "model"), named(answers, "again"), named(answers, "Model")
    assert model == again
    assert model.number != other.number
    assert asked(answers, "call", named(answers, "identity"), [model], {}) == [b"value", model]
    assert answers.objects[model.number] is names["model"]


def test_numbers_are_never_given_to_another_object_while_they_are_known(answers):
    make = named(answers, "evaluates")
    numbers = [asked(answers, "call", make, ["object()"], {})[1].number for _ in range(200)]
    assert len(set(numbers)) == 200
    assert len({id(answers.objects[number]) for number in numbers}) == 200


@pytest.mark.parametrize("index", range(len(OTHERS)), ids=[type.__repr__(type(value)) for value in OTHERS])
def test_whatever_a_function_returns_has_a_value_as_answer(index):
    answers = Answers({"f": lambda: OTHERS[index], "g": lambda: [1, {"a": (OTHERS[index],)}]})
    for name in ("f", "g"):
        kind, *rest = asked(answers, "call", named(answers, name), [], {})
        assert kind == b"value", rest


def test_what_is_too_deep_or_goes_in_circles_is_a_reference_to_all_of_it(answers):
    cycle: list = []
    cycle.append(cycle)
    answers.names |= {"cycle": cycle, "keys": {(1, 2): 3}, "wide": [0] * 300_000}
    assert named(answers, "cycle").name == "list (nested more than 32 deep)"
    assert named(answers, "keys").name == "dict (a key of type tuple may not cross)"
    assert named(answers, "wide").name == "list (more than 200000 values)"


# -------------------------------------------------------------------------------------------------------------------- lines


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
    assert described[3] == line


def test_an_error_in_no_line_of_the_students_has_none(answers):
    for request in (["call", named(answers, "identity"), [], {}], ["get", named(answers, "model"), "nowhere"]):
        assert asked(answers, *request)[1][3] == ""


def test_lines_and_texts_are_cut():
    answers = Answers({"__name__": "x"})
    source = f"def f(): raise ValueError('a' * 5000)  # {'b' * 5000}\n"
    linecache.cache["<long>"] = (len(source), None, [source], "<long>")
    exec(compile(source, "<long>", "exec"), answers.names)
    described = asked(answers, "call", named(answers, "f"), [], {})[1]
    assert [len(described[2]), len(described[3])] == [candidate.LONGEST_TEXT] * 2


# ---------------------------------------------------------------------------------------------------------- whatever happens


def failing(name: str) -> type:
    """A class of which one method fails."""

    def fail(*arguments: object) -> None:
        raise RuntimeError(name)

    return type(f"Fails{name}", (), {name: fail})


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
    assert [type(part) for part in described] == [str, list, str, str]
    assert described[0] == type(error).__name__


@pytest.mark.parametrize(
    "request_", [["nothing", 1], ["", 1, 2], ["call", 5, [], {}], ["get", 5, 6], ["call", "f", [1], {"a b": 1}]]
)
def test_a_request_that_makes_no_sense_is_answered_by_an_error(answers, request_):
    kind, described = asked(answers, *request_)
    assert kind == b"error"
    assert described[1][-3:] == ["Exception", "BaseException", "object"]


def test_a_number_that_was_never_given_is_an_error_of_the_asker(answers):
    with pytest.raises(KeyError):
        asked(answers, "get", Reference(77, "Model", False), "b")
    assert asked(answers, "name", "nowhere") == [b"missing"]


@pytest.mark.parametrize(
    "class_", ["__getattribute__", "__len__", "__iter__", "__repr__", "__hash__", "__bool__", "__eq__"]
)
@pytest.mark.parametrize("base", [object, list, dict, tuple, str, float])
def test_no_object_keeps_a_side_from_answering(class_, base):
    thing = type("Thing", (failing(class_), base), {})()
    answers = Answers({"thing": thing, "f": lambda x: thing, "identity": lambda x: x})
    kind, came = asked(answers, "call", named(answers, "f"), [1], {})
    assert kind in (b"value", b"error")
    if kind == b"value" and isinstance(came, Reference):
        assert asked(answers, "call", named(answers, "identity"), [came], {}) == [b"value", came]
        assert asked(answers, "get", came, "nowhere")[0] == b"error"


@pytest.mark.parametrize(
    "change", ["x.append(x)", "x.append(np.array([None]))", "x.append({(1, 2): 3})", "x.append(len)"]
)
def test_a_change_that_may_not_cross_lets_nothing_escape(answers, change):
    exec(f"def f(x):\n    {change}\n    return 7", answers.names)
    kind, value, *_ = asked(answers, "call", named(answers, "f"), [[1]], {})
    assert (kind, value) == (b"value", 7)


@pytest.mark.parametrize(
    ("value", "body", "changes"),
    [
        (np.zeros(2), "x[0] = -0.0", True),
        (np.zeros(2), "x[0] = 0.0", False),
        (np.zeros(2), "x = x + 1", False),
        (np.full(2, np.nan), "x *= 1", False),
        (np.zeros(2), "x.dtype = np.int64", True),
        (np.zeros(2), "x.shape = (2, 1)", True),
        ([1], "x[0] = True", True),
        ([1, 2], "x.reverse()", True),
        ([1, 2], "x.sort()", False),
        ([np.zeros(2)], "x[0] += 1", True),
        ([np.zeros(2)], "x[0] = x[0] + 1", True),
        ({"a": 1, "b": 2}, "x['a'] = x.pop('a')", True),
        ({"a": [1]}, "x['a'].append(2)", True),
        ({"a": [1]}, "x.get('b', []).append(2)", False),
        ("text", "x += 'more'", False),
        (5, "x += 1", False),
    ],
    ids=lambda value: value if type(value) is str else "",
)
def test_what_was_changed_is_told_and_nothing_else(answers, value, body, changes):
    exec(f"def f(x):\n    {body}", answers.names)
    assert len(asked(answers, "call", named(answers, "f"), [value], {})) == (3 if changes else 2)
