"""What the student's side answers to which request, and that nothing ends it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from nbexaminer import protocol
from nbexaminer.candidate.answers import Answers
from nbexaminer.protocol import Reference
from tests.candidate.asking import asked, named
from tests.protocol.test_protocol import OTHERS, VALUES, same


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


def failing(name: str) -> type:
    """A class of which one method fails."""

    def fail(*arguments: object) -> None:
        raise RuntimeError(name)

    return type(f"Fails{name}", (), {name: fail})


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


def test_what_a_check_has_set_for_numpy_holds_for_what_it_calls_and_no_longer(answers):
    answers.names["f"] = lambda: np.float64(1e300) * np.float64(1e300)
    function = named(answers, "f")
    with np.errstate(all="raise"):
        assert asked(answers, "call", function, [], {})[1][0] == "FloatingPointError"
        ignore = dict.fromkeys(("divide", "over", "under", "invalid"), "ignore")
        assert asked(answers, "under", ignore, "call", function, [], {}) == [b"value", np.inf]
        assert np.geterr()["over"] == "raise"
