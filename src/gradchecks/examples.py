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
from gradchecks.mistakes import mistake
from gradchecks.paths import Paths, is_path
from gradchecks.plain_data import from_data
from gradchecks.values import plain

FILE = Path(__file__).with_name("examples.json")
"""Where the examples are."""

PLAIN = ("known", "shapes", "errors", "label", "unchanged", "otherwise")
"""Fields of a call that the file holds as they are."""


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
        otherwise: slug of what is wrong where nothing else explains the values, or None.
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
    otherwise: str | None = None

    @classmethod
    def read(cls, data: dict) -> Call:
        """A call as the file of the examples holds it."""
        values = {name: from_data(data[name]) for name in ("given", "notebook", "facts")}
        values |= {name: {key: from_data(one) for key, one in data[name].items()} for name in ("expected", "starts")}
        sizes = {int(size): what for size, what in data["sizes"].items()}
        return cls(**values, sizes=sizes, **{name: data[name] for name in PLAIN})


class Examples(Calls, Paths):
    """The part of a check that knows its examples.

    Attributes:
        key: the name of the check's function, under which the file holds its examples.
        author: the specs and the reference solution, packed; only where hidden tests are.
        held: how the check has failed so far, where hidden tests may still excuse that.
    """

    key = ""
    author = ""
    _seen = _unseen = 0

    def __init__(self, title: str, points: float):
        super().__init__(title, points)
        self.held: CheckFailed | None = None

    def example(self, function: Callable, *results: str) -> None:
        """Call a function as the examples say, and compare what comes.

        Where it fails, the check fails at its end: hidden tests may show that only another function is to blame.

        Args:
            function: the student's.
            results: names of those results that this check judges; all where none is named.
        """
        name, calls = _entry(self.key)["calls"][self._seen]
        self._seen += 1
        failure = self.failure_in([Call.read(call) for call in calls], function, results)
        remember(name, self.title, failure is None)
        if failure is not None and self.held is None:
            self.held = failure.with_line(mend_first(function, name, self.title))

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

    def failure_in(self, calls: Sequence[Call], function: Callable, results: Sequence[str]) -> CheckFailed | None:
        """How the first of some calls fails; the first one is made once more at the end, since a function may remember."""
        failures = (self.failure_of(call, function, results) for call in calls)
        failure = next(filter(None, failures), None)
        if failure is None and calls and self.failure_of(calls[0], function, results):
            name = getattr(function, "__name__", "the function")
            try:
                self.fail(f"`{name}` gives another result for the same arguments.", mistake("earlier-run"))
            except CheckFailed as again:
                return again
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
        names = list(call.expected)
        came = self.call(
            function,
            *call.given,
            returns=names if len(names) > 1 else (),
            unchanged=call.unchanged,
            notebook_sizes=call.notebook,
        )
        came = came if len(names) > 1 else [came]
        self.compare(call, _in_order(came, call.expected, results), results)

    def compare(self, call: Call, came: Sequence[object], results: Sequence[str] = ()) -> None:
        """Compare the results of a call.

        Args:
            call: with what is expected.
            came: every result.
            results: names of those that count; all where none is named.
        """
        for got, (name, expected) in zip(came, call.expected.items(), strict=True):
            if results and name not in results:
                continue
            others = {} if len(call.expected) == 1 or is_path(expected) else _others(call.expected, name)
            facts = {"otherwise": call.otherwise} | call.facts | {"others": others}
            facts |= {"known": call.known.get(name, {}), "shapes": call.shapes.get(name, {})}
            if is_path(expected):
                facts |= {"known": call.known, "shapes": {}}
            if name in call.starts:
                facts["start"] = call.starts[name] if is_path(expected) else plain(call.starts[name])
            self._compare_kind(f"{name}{call.label}", got, expected, facts)

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
        elif isinstance(expected, (int, float)):
            self.number(name, got, expected, **facts)
        elif np.asarray(plain(expected)).dtype.kind in "iu":
            self.labels(name, got, plain(expected), wrong=facts["otherwise"])
        else:
            if not isinstance(expected, (np.ndarray, np.generic)):
                self.tensor(name, got, expected)
            self.array(name, got, plain(expected), **facts)

    def end(self) -> None:
        """End the check, with what an example has shown."""
        super().end()
        if self.held:
            raise self.held


def _others(expected: Mapping[str, object], name: str) -> dict[str, object]:
    """The other results: those of quite another shape by their shape, since a wrong one may have any numbers."""
    arrays = {
        other: np.asarray(plain(value)) for other, value in expected.items() if other != name and not is_path(value)
    }
    shape = np.shape(plain(expected[name]))
    alike = (shape, shape[::-1])
    return {other: array if array.shape in alike else array.shape for other, array in arrays.items() if array.ndim}


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
