"""What a check holds of the student's: values cross unchanged, the rest is a proxy, which does nothing but ask."""

from __future__ import annotations

import contextlib
import copy
import math
import operator
import sys
from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given, settings

from nbexaminer import protocol
from nbexaminer.examiner.proxies import CallableProxy, Proxy
from tests.protocol.test_protocol import OTHERS, VALUES, same


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
def test_every_other_value_becomes_a_proxy_or_the_plain_kind(student, index):
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
def test_what_may_not_cross_becomes_a_proxy_that_says_what_it_is(student, text, name):
    came = student.name("evaluate")(text)
    assert isinstance(came, Proxy)
    assert type(came).__name__ == name
    assert repr(came) == "<evaluate(…), of the student's>"


def test_a_container_keeps_what_may_cross_beside_a_proxy(student):
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


def test_a_proxy_may_be_kept_in_what_is_handed_over(student):
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
def test_a_proxy_does_what_a_plain_object_does_and_asks_nobody(operation, kind):
    silent = Silent()
    proxy = type("Model", (kind,), {"__slots__": ()})(silent, protocol.Reference(1, "Model", True), "model")
    assert outcome(OPERATIONS[operation], proxy) is outcome(OPERATIONS[operation], object())
    assert silent.asked == []


def test_a_proxy_equals_itself_only_and_takes_no_class():
    one, other = (Proxy(Silent(), protocol.Reference(1, "Model", False), "m") for _ in range(2))
    assert one == one
    assert one != other
    assert one.__class__ is Proxy
    assert np.asarray(one).dtype == object
    assert np.asarray(one).shape == ()


@pytest.mark.parametrize("name", ["_repr_html_", "_repr_mimebundle_", "_ipython_display_", "_repr_png_"])
def test_a_notebook_shows_a_proxy_without_asking_for_a_picture_of_it(name):
    silent = Silent()
    with contextlib.suppress(AttributeError):
        getattr(Proxy(silent, protocol.Reference(1, "Model", False), "m"), name)
    assert silent.asked == []


def test_the_module_claims_no_name_of_another_one():
    assert "student" not in sys.modules


def test_what_a_check_has_set_for_numpy_holds_in_the_functions_that_it_calls(define):
    overflow = define("return (np.geterr(), np.float64(1e300) * x)")
    assert overflow(1.0)[0] == np.geterr()
    with np.errstate(all="raise"), pytest.raises(FloatingPointError):
        overflow(1e300)
    with np.errstate(over="ignore"):
        assert overflow(1e300) == (np.geterr(), np.inf)
