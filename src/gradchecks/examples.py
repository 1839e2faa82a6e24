"""Checks by example: a check names a function, and a file beside the notebook holds what goes in and what must come out.

The file is made from the reference solution when a release is made. It holds no code: arrays, and for every known mistake one
number by which its values are recognised.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from gradchecks.calls import Calls
from gradchecks.failures import CheckFailed
from gradchecks.follow import mend_first, remember
from gradchecks.kinds import Kinds
from gradchecks.plain_data import from_data
from gradchecks.played import Steps, judge_steps
from gradchecks.scenarios import Scenario
from gradchecks.values import plain

FILE = Path(__file__).with_name("examples.json")
"""Where the examples are."""


@dataclass
class Call:
    """One call of a function, and what must come of it.

    Attributes:
        given: the arguments, in order.
        expected: name of each result -> its value, in the order in which they are returned.
        facts: fields of `Facts` that hold for all results.
        starts: name of a result -> the argument that it is an update of.
        known: name of a result -> slug of a mistake -> the fingerprints of the values to which it leads.
        sizes: every size in the arguments -> what it counts.
        notebook: other arguments, of the sizes of the notebook's own data.
        label: what tells this call from the others, as it follows the name of a result: " after one update".
        unchanged: whether no argument may be changed.
        otherwise: slug of what is wrong where nothing else explains the values, or None.
        steps: what is done in the place of one call, or None.
        shapes: name of a result -> slug of a mistake -> the shapes to which it leads, where it is another one.
        as_dict: whether the results come in a dict, under their names.
    """

    given: list
    expected: dict[str, object]
    facts: dict[str, object] = field(default_factory=dict)
    starts: dict[str, object] = field(default_factory=dict)
    known: Mapping[str, Mapping[str, Sequence[float]]] = field(default_factory=dict)
    sizes: dict[int, str] = field(default_factory=dict)
    notebook: Sequence[object] = ()
    label: str = ""
    unchanged: bool = True
    otherwise: str | None = None
    steps: Steps | None = None
    as_dict: bool = False
    shapes: Mapping[str, Mapping[str, Sequence[Sequence[int]]]] = field(default_factory=dict)

    @classmethod
    def read(cls, data: dict) -> Call:
        """A call as the file of the examples holds it."""
        values = {name: from_data(data[name]) for name in ("given", "notebook", "facts")}
        values |= {name: {key: from_data(one) for key, one in data[name].items()} for name in ("expected", "starts")}
        sizes = {int(size): what for size, what in data["sizes"].items()}
        steps = Steps(**data["steps"]) if data.get("steps") else None
        more = {"steps": steps, "as_dict": data.get("as_dict", False), "shapes": data.get("shapes", {})}
        return cls(
            **values, sizes=sizes, **more, **{name: data[name] for name in ("known", "label", "unchanged", "otherwise")}
        )


class Examples(Calls, Kinds):
    """The part of a check that knows its examples.

    Attributes:
        key: the name of the check's function, under which the file holds its examples.
        author: the specs and the reference solution, packed; only where hidden tests are.
        held: number of a function that the check judges -> how it has failed; hidden tests may still excuse that.
    """

    key = ""
    author = ""
    _seen = _unseen = 0

    def __init__(self, title: str, points: float):
        super().__init__(title, points)
        self.held: dict[int, CheckFailed] = {}

    def example(self, function: Callable, *results: str) -> None:
        """Call a function as the examples say, and compare what comes.

        Where it fails, the check fails at its end: hidden tests may show that only another function is to blame.

        Args:
            function: the student's.
            results: names of those results that this check judges; all where none is named.
        """
        name, calls = _entry(self.key)["calls"][self._seen]
        number, self._seen = self._seen, self._seen + 1
        things = function.things if isinstance(function, Scenario) else [function]
        failures = (self.failure_of(Call.read(call), function, results) for call in calls)
        failure = next(filter(None, failures), None)
        remember(name, self.title, failure is None)
        if failure is not None:
            self.held[number] = failure.with_line(mend_first(things[0], name, self.title))

    def drawn(self, function: Callable, *results: str) -> None:
        """Judge a function with inputs that no student sees; only where the author's specs are.

        Args:
            function, results: as for `example`.
        """
        from gradspecs.drawn import judge_drawn

        self.hidden = True
        judge_drawn(self, self._unseen, function, results)
        self._unseen += 1

    def values(self, **values: object) -> None:
        """Compare variables of the notebook, given by their names, with those of the reference."""
        entry = _entry(self.key)
        for name, got in values.items():
            expected = from_data(entry["values"][name])
            dtype = expected.dtype.name if isinstance(expected, np.ndarray) else None
            self.array(name, got, expected, dtype=dtype, otherwise=entry["otherwise"])

    def failure_of(self, call: Call, function: Callable, results: Sequence[str]) -> CheckFailed | None:
        """How a call fails; None where all is right. As `judge`."""
        try:
            self.judge(call, function, results)
        except CheckFailed as failure:
            return failure
        return None

    def judge(self, call: Call, function: Callable, results: Sequence[str]) -> None:
        """Make one call, and compare what comes.

        Raises:
            CheckFailed, NotAttempted: as `call` and the comparisons do.
        """
        self.sizes = call.sizes
        if call.steps is not None:
            self._judge_steps(call, function, results)
            return
        names = list(call.expected)
        came = self.call(
            function,
            *call.given,
            returns=names if len(names) > 1 and not call.as_dict else (),
            unchanged=call.unchanged,
            notebook_sizes=call.notebook,
        )
        if call.as_dict:
            came = self._entries_of(came, names)
        self.compare(call, came if len(names) > 1 else [came], results)

    def _entries_of(self, came: object, names: Sequence[str]) -> list:
        """What a dict has under these names; fails where it is none, or has other ones."""
        self.that(isinstance(came, dict), f"it is a {type(came).__name__}, not a dict.", "not-a-dict")
        keys = "other keys" if self.hidden else "the keys " + ", ".join(map(str, came))
        self.that(set(came) == set(names), f"the dict has {keys}.", "wrong-keys")
        return [came[name] for name in names]

    def _judge_steps(self, call: Call, scenario: Scenario, results: Sequence[str]) -> None:
        """Do the steps of a scenario, and compare what comes."""

        def compare(name: str, got: object, own: object) -> None:
            self._compare_result(call, name, got, {} if own is None else {"own": own})

        def is_right(name: str, got: object) -> bool:
            expected = call.expected[name]
            if isinstance(expected, (bool, str)):
                return got == expected
            return self.is_near(got, expected)

        judge_steps(
            self,
            call.steps,
            scenario.things,
            call.given,
            call.unchanged,
            compare,
            is_right,
            results or list(call.expected),
        )

    def compare(self, call: Call, came: Sequence[object], results: Sequence[str] = ()) -> None:
        """Compare the results of a call.

        Args:
            call: with what is expected.
            came: every result.
            results: names of those that count; all where none is named.
        """
        for got, name in zip(came, call.expected, strict=True):
            if not results or name in results:
                self._compare_result(call, name, got, {})

    def _compare_result(self, call: Call, name: str, got: object, more: dict[str, object]) -> None:
        expected = call.expected[name]
        others = {} if len(call.expected) == 1 else _others(call.expected, name)
        facts = {"otherwise": call.otherwise} | call.facts | {"known": call.known.get(name, {}), "others": others}
        if name in call.starts:
            facts["start"] = plain(call.starts[name])
        facts["shapes"] = call.shapes.get(name, {})
        self._compare_kind(f"{name}{call.label}", got, expected, facts | more)

    def _compare_kind(self, name: str, got: object, expected: object, facts: dict) -> None:
        """Compare by the kind of what is expected: a history, one number, class labels, a tensor, an array."""
        if isinstance(expected, list):
            del facts["otherwise"], facts["others"]
            self.history(name, got, expected, **facts)
        elif isinstance(expected, bool):
            self.that(got is expected, f"{name} is {got}.", facts["otherwise"])
        elif is_tensor_of_one(expected):
            self.number(name, got, expected.item(), **facts)
        elif isinstance(expected, (int, float)):
            self.number(name, got, expected, **facts)
        elif np.asarray(plain(expected)).dtype.kind in "iu":
            self.labels(name, got, plain(expected), wrong=facts["otherwise"])
        else:
            self._compare_array(name, got, expected, facts)

    def _compare_array(self, name: str, got: object, expected: object, facts: dict) -> None:
        """Compare an array or a tensor; of a tensor the dtype where its numbers say nothing."""
        if isinstance(expected, (np.ndarray, np.generic)):
            self.array(name, got, expected, **facts)
            return
        if not hasattr(got, "detach"):
            self.tensor(name, got, expected)
        try:
            self.array(name, got, plain(expected), **facts)
        except CheckFailed as failure:
            if failure.slug in (None, "visible-inputs-only"):
                self.tensor(name, got, expected)
            raise
        self.tensor(name, got, expected)

    def end(self) -> None:
        """End the check, with what an example has shown."""
        super().end()
        for failure in self.held.values():
            raise failure


def is_tensor_of_one(value: object) -> bool:
    """Whether a value is a torch tensor without dimensions."""
    return not isinstance(value, np.generic) and hasattr(value, "detach") and not value.shape


def _others(expected: Mapping[str, object], name: str) -> dict[str, object]:
    """The other results: those of another shape by their shape, since a wrong one may have any numbers."""
    arrays = {other: np.asarray(plain(value)) for other, value in expected.items() if other != name}
    shape = np.shape(plain(expected[name]))
    return {other: array if array.shape == shape else array.shape for other, array in arrays.items() if array.ndim}


def inputs(exercise: str) -> dict[str, object]:
    """The arguments of a check's first example, to try things with.

    Args:
        exercise: how the title of the check begins, such as "2C".

    Returns:
        Name of each argument -> its value: new copies each time.

    Raises:
        ValueError: there is no such check, or it has no example.
    """
    entries = [entry for entry in _entries().values() if entry["title"].startswith(exercise) and entry["calls"]]
    if not entries:
        known = ", ".join(repr(entry["title"]) for entry in _entries().values() if entry["calls"])
        raise ValueError(f"No check whose title begins with {exercise!r} has examples; these have: {known}.")
    _, calls = entries[0]["calls"][0]
    return dict(zip(entries[0]["arguments"][0], Call.read(calls[0]).given, strict=True))


@cache
def _read(text: str) -> dict[str, dict]:
    return json.loads(text)["checks"]


def _entries() -> dict[str, dict]:
    try:
        return _read(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError):
        raise CheckFailed(
            f"{FILE.name}, which comes with this notebook, is missing or broken: put it back beside the notebook."
        ) from None


def _entry(key: str) -> dict:
    """What the file has for one check."""
    entries = _entries()
    if key not in entries:
        raise CheckFailed(f"{FILE.name} is not the one that belongs to this notebook: put that beside it.")
    return entries[key]
