"""Checks by example: a check names a function, and a file beside the notebook holds what goes in and what must come out.

The file is made from the reference solution when a release is made. It holds no code: arrays, and for every known mistake one
number by which its values are recognised.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np

from gradchecks.calls import Calls
from gradchecks.failures import CheckFailed, NotAttempted
from gradchecks.follow import mend_first, remember
from gradchecks.paths import Paths, is_path
from gradchecks.plain_data import from_data
from gradchecks.played import Steps, judge_steps
from gradchecks.scenarios import Scenario
from gradchecks.values import plain

FILE = Path(__file__).with_name("examples.json")
"""Where the examples are."""

ENORMOUS = 100
"""From here on, a sigmoid is 0 or 1."""

PLAIN = ("known", "shapes", "errors", "label", "unchanged", "excused", "otherwise")
"""Fields of a call that the file holds as they are."""


class NoSpecs(Exception):
    """Hidden tests run without what their author has declared."""


@dataclass
class Call:
    """One call of a function, and what must come of it.

    Attributes:
        given: the arguments, in order.
        expected: name of each result -> its value, in the order in which they are returned.
        facts: fields of `Facts` that hold for all results.
        starts: name of a result -> the argument that it is an update of.
        known: name of a result -> slug of a mistake -> the fingerprints of the values to which it leads.
        shapes: name of a result -> slug of a mistake -> the wrong shapes to which it leads.
        errors: text of an error -> slug of the mistake that raises it.
        sizes: every size in the arguments -> what it counts.
        notebook: other arguments, of the sizes of the notebook's own data.
        label: what tells this call from the others, as it follows the name of a result: " after one update".
        unchanged: whether no argument may be changed.
        excused: whether an error that the function raises costs nothing here, since another check judges it.
        otherwise: slug of what is wrong where nothing else explains the values, or None.
        steps: what is done in the place of one call, or None.
        as_dict: whether the results come in a dict, under their names.
    """

    given: list
    expected: dict[str, object]
    facts: dict[str, object] = field(default_factory=dict)
    starts: dict[str, object] = field(default_factory=dict)
    known: Mapping[str, Mapping[str, Sequence[float]]] = field(default_factory=dict)
    shapes: Mapping[str, Mapping[str, Sequence[Sequence[int]]]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    sizes: dict[int, str] = field(default_factory=dict)
    notebook: Sequence[object] = ()
    label: str = ""
    unchanged: bool = True
    excused: bool = False
    otherwise: str | None = None
    steps: Steps | None = None
    as_dict: bool = False

    @property
    def extreme(self) -> bool:
        """Whether an argument has enormous numbers only: what a mistake does there tells nothing of other calls."""
        arrays = [
            np.abs(one) for one in map(plain, self.given) if isinstance(one, np.ndarray) and one.dtype.kind == "f"
        ]
        return any(one.size and one.min() >= ENORMOUS for one in arrays)

    @classmethod
    def read(cls, data: dict) -> Call:
        """A call as the file of the examples holds it."""
        values = {name: from_data(data[name]) for name in ("given", "notebook", "facts")}
        values |= {name: {key: from_data(one) for key, one in data[name].items()} for name in ("expected", "starts")}
        sizes = {int(size): what for size, what in data["sizes"].items()}
        steps = Steps(**data["steps"]) if data.get("steps") else None
        more = {name: data[name] for name in PLAIN} | {"steps": steps, "as_dict": data.get("as_dict", False)}
        return cls(**values, sizes=sizes, **more)


class Examples(Calls, Paths):
    """The part of a check that knows its examples.

    Attributes:
        key: the name of the check's function, under which the file holds its examples.
        judge_drawn: judges a function with inputs that no student sees, given how many functions have been judged so before,
            the function and names of results; only where a submission is graded.
        held: number of a function that the check judges -> how it has failed; hidden tests may still excuse that.
    """

    key = ""
    judge_drawn: Callable | None = None
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
        calls = [Call.read(call) for call in calls]
        failure = self.first_failure([*calls, *calls[:1]], function, results)
        remember(name, self.title, failure is None)
        if failure is not None:
            self.held[number] = self._with_help(failure, mend_first(things[0], name, self.title))

    def _with_help(self, failure: CheckFailed, mend_first: str) -> CheckFailed:
        """A failure with what to do next: mend another function, or try things with the inputs of the example."""
        if isinstance(failure, NotAttempted):
            return failure
        exercise = self.title.partition(" ")[0]
        return failure.with_line(mend_first or f'`checks.inputs("{exercise}")` gives the arguments of this call.')

    def drawn(self, function: Callable, *results: str) -> None:
        """Judge a function with inputs that no student sees.

        Args:
            function, results: as for `example`.

        Raises:
            NoSpecs: the author's specs are not there.
        """
        if self.judge_drawn is None:
            raise NoSpecs("Hidden tests by drawn inputs run where a submission is graded: `nbexaminer grade`.")
        self.hidden = True
        self.judge_drawn(self._unseen, function, results)
        self._unseen += 1

    def values(self, **values: object) -> None:
        """Compare variables of the notebook, given by their names, with those of the reference."""
        entry = _entry(self.key)
        for name, got in values.items():
            expected = from_data(entry["values"][name])
            dtype = expected.dtype.name if isinstance(expected, np.ndarray) else None
            self.array(name, got, expected, dtype=dtype, otherwise=entry["otherwise"])

    def first_failure(self, calls: Sequence[Call], function: Callable, results: Sequence[str]) -> CheckFailed | None:
        """How the first of some calls fails; how a later one does, where only that one shows which mistake it is.

        Where the first call is right until another one has been made, it is told that the function remembers.

        Args:
            calls: one may stand here twice, since a function may remember.
            function, results: as for `example`.
        """
        first = None
        for number, call in enumerate(calls):
            if first is not None:  # what holds only where the calls before are right
                call = replace(call, otherwise=None, facts={k: v for k, v in call.facts.items() if k != "otherwise"})
            failure = self.failure_of(call, function, results)
            if failure is None:
                continue
            if number and first is None and self.failure_of(calls[0], function, results) is not None:
                return self._second_call(function)
            if failure.slug and (first is None or not call.extreme):
                return failure
            first = first or failure
        return first

    def _second_call(self, function: Callable) -> CheckFailed:
        name = getattr(function, "__name__", "the function")
        try:
            self.that(False, f"`{name}`, called again with the same arguments, leads elsewhere.", "earlier-run")
        except CheckFailed as failure:
            return failure

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
        self.sizes, self.errors = call.sizes, call.errors
        if call.steps is not None:
            self._judge_steps(call, function, results)
            return
        if call.excused and self.follow(function, *call.given)[0] is None:
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
        came = came if len(names) > 1 else [came]
        self.compare(call, _in_order(came, call.expected, results), results)

    def _entries_of(self, came: object, names: Sequence[str]) -> list:
        """What a dict has under these names; fails where it is none, or has other ones."""
        self.that(isinstance(came, dict), f"it is a {type(came).__name__}, not a dict.", "not-a-dict")
        count = "1 key" if len(came) == 1 else f"{len(came)} keys"
        keys = "other keys" if self.hidden else f"{count}: {', '.join(map(repr, came))}"
        self.that(set(came) == set(names), f"the dict has {keys}.", "wrong-keys")
        return [came[name] for name in names]

    def _judge_steps(self, call: Call, scenario: Scenario, results: Sequence[str]) -> None:
        """Do the steps of a scenario, and compare what comes."""

        def compare(name: str, got: object, own: object) -> None:
            more = {"others": _others(call.expected, name)}
            self._compare_result(call, name, got, more if own is None else more | {"own": own})

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
                expected = call.expected[name]
                others = {} if is_path(expected) else self._elsewhere(call.expected, came, name)
                exchanged = any(self.is_near(got, other) for other in others.values())
                self._compare_result(call, name, got, {"others": others} | ({"known": {}} if exchanged else {}))

    def _compare_result(self, call: Call, name: str, got: object, more: dict[str, object]) -> None:
        expected = call.expected[name]
        facts = {"otherwise": call.otherwise, "others": {}} | call.facts
        facts |= {"known": call.known.get(name, {}), "shapes": call.shapes.get(name, {})}
        if is_path(expected):
            facts |= {"known": call.known, "shapes": {}}
        if name in call.starts:
            facts["start"] = call.starts[name] if is_path(expected) else plain(call.starts[name])
        self._compare_kind(f"{name}{call.label}", got, expected, facts | more)

    def _elsewhere(self, expected: Mapping[str, object], came: Sequence[object], name: str) -> dict[str, object]:
        """The other results that are not in their own places: this one may have changed places with one of them.

        One of another shape is told by its shape, since a wrong one may have any numbers.
        """
        elsewhere = {}
        for got, (other, value) in zip(came, expected.items(), strict=True):
            if other == name or is_path(value):
                continue
            array = np.asarray(plain(value))
            if array.ndim and not self.is_near(got, value):
                elsewhere[other] = array if array.shape == np.shape(plain(expected[name])) else array.shape
        return elsewhere

    def _compare_kind(self, name: str, got: object, expected: object, facts: dict) -> None:
        """Compare by the kind of what is expected: a path, a history, one number, class labels, a tensor, an array."""
        parts, fixed = facts.pop("parts", ()), facts.pop("fixed", None)
        if facts.pop("booleans", False) and isinstance(got, (np.ndarray, np.generic)) and got.dtype.kind == "b":
            got = got.astype(float)
        if is_path(expected):
            del facts["others"]
            self.path(name, got, expected, parts=parts, fixed=fixed, **facts)
        elif isinstance(expected, list):
            del facts["otherwise"], facts["others"], facts["shapes"]
            self.history(name, got, expected, from_start=bool(parts), **facts)
        elif isinstance(expected, bool):
            self.that(got is expected, f"{name} is {got}.", facts["otherwise"])
        elif isinstance(expected, (int, float)) or not np.shape(plain(expected)):
            self.number(name, got, float(expected), **facts)
        elif np.asarray(plain(expected)).dtype.kind in "iu":
            if not isinstance(expected, (np.ndarray, np.generic)):
                self.tensor(name, got)
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
        for failure in self.held.values():
            raise failure


def _others(expected: Mapping[str, object], name: str) -> dict[str, object]:
    """The other results: those of another shape by their shape, since a wrong one may have any numbers."""
    arrays = {other: np.asarray(plain(value)) for other, value in expected.items() if other != name}
    shape = np.shape(plain(expected[name]))
    return {other: array if array.shape == shape else array.shape for other, array in arrays.items() if array.ndim}


def _in_order(came: Sequence[object], expected: Mapping[str, object], results: Sequence[str]) -> Sequence[object]:
    """Two results that have changed places put right, where they are a path and a history, and the path is not judged."""
    paths = [name for name, value in expected.items() if is_path(value)]
    exchanged = len(came) == 2 and len(paths) == 1 and is_path(came[1 - list(expected).index(paths[0])])
    return list(came)[::-1] if exchanged and results and paths[0] not in results else came


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
