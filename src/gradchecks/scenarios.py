"""Scenarios: what is done with the student's classes, step by step, as data; played back by a check.

A step is a line of text in a small part of Python: `model = Model(3, rate)`, `model.W1 = W1`, `Yhat = model(X)`,
`model.backward()`, `first = model.W1.grad`. Nothing else can be said in it, and nothing of it is executed as code. A call
inside the arguments of another one, as in `model.loss(model(X), Y)`, hands its result over as it is: in the student's
process, with its graph. A step that begins with "perhaps " may fail: then the check goes on without it. One that begins
with "partly " may fail, too; its failure is told where a result is missing in the end.
"""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from operator import attrgetter
from typing import Protocol

from gradchecks.values import copied

PERHAPS, PARTLY = "perhaps ", "partly "
"""How a step begins that may fail."""
THINGS = "things"
"""Under this name the world has the names of the functions and classes that take part."""
MISSING = object()
"""In place of a value that no step has made."""


class Scenario:
    """Stands in the place of one function in a check: some of the student's functions and classes, and what is done with them.

    Args:
        name: under which the author has declared the steps.
        things: the student's functions and classes, in the order in which the author names them.
    """

    def __init__(self, name: str, things: Sequence[object]):
        self.name, self.things = name, tuple(things)


def scenario(name: str, *things: object) -> Scenario:
    """What a check judges in the place of one function.

    Args:
        name: of the steps.
        things: the student's functions and classes that take part.
    """
    return Scenario(name, things)


class Acting(Protocol):
    """Does what a step says: calls something, or reads an attribute."""

    def act(self, function: object, arguments: Sequence[object], needed: bool) -> object:
        """The result of a call; where it is `needed`, None is not one."""

    def look(self, thing: object, path: str) -> object:
        """An attribute, or one of an attribute ("W1.grad")."""

    def put(self, thing: object, path: str, value: object) -> None:
        """Set an attribute, or one of an attribute."""

    def may_fail(self, step: str, begins: str) -> AbstractContextManager[None]:
        """Around a step that may fail."""


class Kept:
    """A result that is handed on as it is, and not copied."""

    def __init__(self, value: object):
        self.value = value


def play(steps: Sequence[str], world: dict[str, object], acting: Acting) -> None:
    """Do what the steps say.

    Args:
        steps: in order.
        world: name -> value, to begin with; gets what the steps make.
        acting: does it.
    """
    for step in steps:
        begins = next((one for one in (PERHAPS, PARTLY) if step.startswith(one)), "")
        step = step.removeprefix(begins)
        with acting.may_fail(step, begins) if begins else contextlib.nullcontext():
            _do_step(parsed_step(step), world, acting)


def value_of(expression: str, world: Mapping[str, object], acting: Acting) -> object:
    """What an expression of a step is worth after the steps; MISSING where a step that has failed should have made it."""
    node = parsed_step(expression)
    return _value_in(node.value, world, acting)


@cache
def parsed_step(step: str) -> ast.stmt:
    return ast.parse(step).body[0]


def _do_step(node: ast.stmt, world: dict[str, object], acting: Acting) -> None:
    if isinstance(node, ast.Expr):
        _call_in(node.value, world, acting, needed=False)
        return
    (target,) = node.targets
    value = _value_in(node.value, world, acting)
    if isinstance(target, ast.Name):
        world[target.id] = copied(value)
        return
    acting.put(*_path_of(target, world), value)


def _value_in(node: ast.expr, world: Mapping[str, object], acting: Acting) -> object:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return world.get(node.id, MISSING)
    if isinstance(node, ast.Tuple | ast.List):
        return [_value_in(one, world, acting) for one in node.elts]
    if isinstance(node, ast.Attribute):
        return acting.look(*_path_of(node, world))
    return _call_in(node, world, acting, needed=True)


def _call_in(node: ast.Call, world: Mapping[str, object], acting: Acting, needed: bool) -> object:
    given = [
        Kept(_kept_in(one, world, acting)) if isinstance(one, ast.Call) else _value_in(one, world, acting)
        for one in node.args
    ]
    return acting.act(_function_in(node.func, world, acting), given, needed)


def _kept_in(node: ast.Call, world: Mapping[str, object], acting: Acting) -> object:
    """The result of a call as it is: where the function is in another process, what stands for the result."""
    function = _function_in(node.func, world, acting)
    called = world[node.func.id] if isinstance(node.func, ast.Name) else function  # a model itself, not its method
    keep = getattr(type(called), "__keep__", None)
    keeping = function if keep is None else lambda *given: keep(called, *given)
    given = [_value_in(one, world, acting) for one in node.args]
    return acting.act(named_as(keeping, function), given, needed=False)


def _function_in(node: ast.expr, world: Mapping[str, object], acting: Acting) -> object:
    """What is called: for a model, which has no name of its own, its method `__call__`."""
    function = _value_in(node, world, acting)
    is_made = isinstance(node, ast.Name) and node.id not in world.get(THINGS, ())
    return acting.look(function, "__call__") if is_made else function


def _path_of(node: ast.Attribute, world: Mapping[str, object]) -> tuple[object, str]:
    names = ast.unparse(node).split(".")
    return world.get(names[0], MISSING), ".".join(names[1:])


def look_up(thing: object, path: str) -> object:
    """An attribute of an attribute, also where the thing is in another process.

    Raises:
        AttributeError: there is none.
    """
    inner = getattr(type(thing), "__look__", None)
    if inner is not None and not path.startswith("__"):
        return inner(thing, path)
    return attrgetter(path)(thing)


def put_in(thing: object, path: str, value: object) -> None:
    """Set an attribute of an attribute, also where the thing is in another process."""
    if "." not in path or hasattr(type(thing), "__look__"):
        setattr(thing, path, value)
        return
    way, _, last = path.rpartition(".")
    setattr(attrgetter(way)(thing), last, value)


def named_as(wrapper: Callable, function: object) -> Callable:
    """A function that stands for another one in messages."""
    if wrapper is not function:
        wrapper.__name__ = getattr(function, "__name__", None) or type(function).__name__
    return wrapper


def unwrapping(function: Callable, given: Sequence[object]) -> Callable:
    """A function that takes `Kept` values for what they hold."""
    if not any(isinstance(one, Kept) for one in given):
        return function
    return named_as(lambda *came: function(*(one.value if isinstance(one, Kept) else one for one in came)), function)
