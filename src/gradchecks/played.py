"""Scenarios in a check: the steps are done with the student's classes, and the results compared."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from gradchecks.calls import Calls
from gradchecks.failures import CheckFailed, NotAttempted
from gradchecks.numerics import numerical_gradient
from gradchecks.scenarios import MISSING, PARTLY, THINGS, look_up, play, put_in, unwrapping, value_of
from gradchecks.values import copied, plain

SLOPE = "slope "
"""How "own" begins that is a numerical gradient: "slope loss W1" for that of a step's `loss` by the argument `W1`."""
ODDITIES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What reading odd things raises."""


@dataclass
class Steps:
    """What a scenario does, and how its results are judged.

    Attributes:
        things: names of the functions and classes that take part.
        names: of the arguments, in order.
        ways: the steps; several ways to the same results, where a student's earlier mistake may stand in the way of the first.
        returns: name of each result -> the expression that it is, after the steps.
        own: name of a result -> an expression for what is right as well: what the student's other methods lead to.
        wrong: name of a result -> slug of what is wrong whenever it is not right.
        missing: name of a result -> slugs of what is wrong where it is missing: where all are, and where others are there. It
            does not count where `own` names something that is missing as well.
        provided: name of a result -> another one, which is not judged itself: it counts only where that is right.
        optional: names of results that may be missing, as long as another one of these is there.
        apart: name of a result -> another one that has other numbers wherever the student's methods depend on what they get:
            where what is right as well is alike for both, the result counts as missing.
        final: slugs of what no other way excuses, since it changes more than the models.
        errors: part of an error's message -> slug of the mistake behind it.
    """

    things: list[str]
    names: list[str]
    ways: list[list[str]]
    returns: dict[str, str]
    own: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)
    provided: dict[str, str] = field(default_factory=dict)
    optional: list[str] = field(default_factory=list)
    apart: dict[str, str] = field(default_factory=dict)
    final: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    def world(self, things: Sequence[object], given: Sequence[object]) -> dict[str, object]:
        """Name -> value, before the first step."""
        found = dict(zip(self.things, things, strict=True)) | dict(zip(self.names, given, strict=True))
        return found | {THINGS: tuple(self.things)}


class Watched:
    """Does what the steps say, and tells what goes wrong.

    Args:
        check: that tells it.
        unchanged: whether no argument of a call may be changed.
    """

    def __init__(self, check: Calls, unchanged: bool):
        self._check, self._unchanged = check, unchanged
        self.stopped: CheckFailed | None = None

    def act(self, function: object, arguments: Sequence[object], needed: bool) -> object:
        """As `Acting.act`."""
        calling = unwrapping(function, arguments)
        return self._check.call(calling, *arguments, returns_nothing=not needed, unchanged=self._unchanged)

    def look(self, thing: object, path: str) -> object:
        """As `Acting.look`."""
        try:
            return look_up(thing, path)
        except AttributeError:
            self._check.that(False, f"the model has no `{path}`.", "attribute-missing")

    def put(self, thing: object, path: str, value: object) -> None:
        """As `Acting.put`."""
        self._check.call(put_in, thing, path, value, returns_nothing=True, unchanged=False)

    @contextlib.contextmanager
    def may_fail(self, step: str, begins: str) -> Iterator[None]:
        """As `Acting.may_fail`."""
        try:
            yield
        except CheckFailed as failure:
            if begins == PARTLY:
                self.stopped = failure
        except (NotAttempted, *ODDITIES):
            if begins == PARTLY:
                raise


def judge_steps(
    check: Calls,
    steps: Steps,
    things: Sequence[object],
    given: Sequence[object],
    unchanged: bool,
    compare: Callable[[str, object, object], None],
    is_right: Callable[[str, object], bool],
    results: Sequence[str],
) -> None:
    """Do the steps, and compare the results; where that fails, in every other way before it is told.

    Args:
        check: that judges.
        steps: of the scenario.
        things, given: the student's functions and classes, and the arguments.
        unchanged: whether no argument of a call may be changed.
        compare: is given the name of a result, what came, and what is right as well, or None.
        is_right: whether a value is that of a result.
        results: names of those that count.

    Raises:
        CheckFailed, NotAttempted: something is wrong.
    """
    check.errors = steps.errors
    first: CheckFailed | None = None
    for way in steps.ways:
        try:
            _judge_way(check, steps, way, (things, given, unchanged), compare, is_right, results)
            return
        except CheckFailed as failure:
            first = first or failure
            if failure.slug in steps.final:
                break
    raise first


def _judge_way(
    check: Calls,
    steps: Steps,
    way: Sequence[str],
    played: tuple[Sequence[object], Sequence[object], bool],
    compare: Callable[[str, object, object], None],
    is_right: Callable[[str, object], bool],
    results: Sequence[str],
) -> None:
    things, given, unchanged = played
    world, acting = steps.world(things, given), Watched(check, unchanged)
    play(way, world, acting)
    judged = [name for name in results if name not in steps.provided.values()]
    read = {name: _read_result(steps.returns[name], world, acting) for name in judged}
    constant = [name for name in judged if _is_constant(check, steps, name, way, world, (things, given))]
    read |= dict.fromkeys(constant, MISSING)
    came = any(read[name] is not MISSING for name in judged if name in steps.optional or name in steps.missing)
    for name, got in read.items():
        needed = steps.provided.get(name)
        if needed and not is_right(needed, _read_result(steps.returns[needed], world, acting)):
            continue
        own = None if got is not MISSING and is_right(name, got) else _own(steps, name, way, world, (things, given))
        if name in constant and not came:
            check.that(False, f"{name} is the same whatever the data are.")
        if got is MISSING:
            _tell_missing(check, steps, name, came, own, acting, world)
            continue
        if own is not None and _same(check, got, own):
            continue
        try:
            compare(name, got, own)
        except CheckFailed:
            if name not in steps.wrong:
                raise
            check.that(False, f"{name} is wrong.", steps.wrong[name])


def _is_constant(
    check: Calls,
    steps: Steps,
    name: str,
    way: Sequence[str],
    world: dict[str, object],
    played: tuple[Sequence[object], Sequence[object]],
) -> bool:
    """Whether the student's methods lead to the same numbers where others are due: then these say nothing."""
    if name not in steps.apart:
        return False
    own, other = (_own(steps, one, way, world, played) for one in (name, steps.apart[name]))
    return own is not None and other is not None and _same(check, own, other)


def _tell_missing(
    check: Calls, steps: Steps, name: str, came: bool, own: object, acting: Watched, world: dict[str, object]
) -> None:
    """Fail where a missing result is a mistake.

    Args:
        check, steps: that are judged.
        name: of the result.
        came: whether any other result is there.
        own: what is right for it as well, or None.
        acting: did the steps.
        world: after them.
    """
    sloping = steps.own.get(name, "").startswith(SLOPE)
    unused = sloping and own is not None and not np.any(own)  # no gradient is right for what is not used
    compared = name in steps.missing and name in steps.own and not sloping
    if unused or (name in steps.optional and came) or (compared and own is None):
        return
    if acting.stopped:
        raise acting.stopped
    if name in steps.missing:
        check.that(False, f"{name} is missing.", steps.missing[name][came])
    value_of(steps.returns[name], world, acting)  # tells what is missing
    check.that(False, f"{name} is missing.", "attribute-missing")


def _same(check: Calls, got: object, own: object) -> bool:
    """Whether a result is what the student's other methods lead to, whatever its shape; nan included."""
    if check.is_near(got, own):
        return True
    with contextlib.suppress(*ODDITIES):
        return bool(np.array_equal(plain(got), plain(own), equal_nan=True))
    return False


def _read_result(expression: str, world: Mapping[str, object], acting: Watched) -> object:
    """What came of a result; MISSING where there is none."""
    with contextlib.suppress(CheckFailed, *ODDITIES):
        found = value_of(expression, world, acting)
        return MISSING if found is None else found
    return MISSING


def _own(
    steps: Steps,
    name: str,
    way: Sequence[str],
    world: dict[str, object],
    played: tuple[Sequence[object], Sequence[object]],
) -> object:
    """What the student's other methods lead to; None where nothing is."""
    expression = steps.own.get(name)
    if expression is None:
        return None
    if not expression.startswith(SLOPE):
        found = _read_result(expression, world, Quiet())
        return None if found is MISSING else found
    variable, argument = expression.removeprefix(SLOPE).split()
    things, given = played
    given = [one.double() if hasattr(one, "double") else one for one in given]  # else the slope is too coarse
    position = steps.names.index(argument)

    def at(value: np.ndarray) -> float:
        changed = list(given)
        changed[position] = _like(value, given[position])
        found = steps.world(things, changed)
        play(way, found, Quiet())
        return float(found[variable])

    with contextlib.suppress(Exception):
        return numerical_gradient(at, given[position])
    return None


def _like(value: np.ndarray, sample: object) -> object:
    """An array as a tensor, where a sample is one."""
    return value if isinstance(sample, np.ndarray) else sample.new_tensor(value.tolist())


class Quiet:
    """Does what the steps say, and says nothing: errors go to whoever asked."""

    def act(self, function: Callable, arguments: Sequence[object], needed: bool) -> object:
        """As `Acting.act`."""
        return unwrapping(function, arguments)(*copied(list(arguments)))

    def look(self, thing: object, path: str) -> object:
        """As `Acting.look`."""
        return look_up(thing, path)

    def put(self, thing: object, path: str, value: object) -> None:
        """As `Acting.put`."""
        put_in(thing, path, copied(value))

    def may_fail(self, step: str, begins: str) -> contextlib.AbstractContextManager[None]:
        """As `Acting.may_fail`."""
        return contextlib.suppress(Exception)
