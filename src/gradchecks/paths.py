"""The path of a training: lists of parameters, one for the start and one after every update."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence

import numpy as np

from gradchecks.kinds import Kinds
from gradchecks.numerics import fingerprint
from gradchecks.values import kind_of, plain


def is_path(value: object) -> bool:
    """Whether a value is a list of lists: the parameters at each moment."""
    return isinstance(value, list) and bool(value) and all(isinstance(entry, (list, tuple)) for entry in value)


def leaves(name: str, value: object, parts: Sequence[str]) -> dict[str, object]:
    """The arrays and numbers of a path, each by a name such as "W in trajectories[1]"; any other value by its own name.

    Args:
        name: of the value.
        value: whatever.
        parts: names of the parameters in each entry of a path.
    """
    if not is_path(value):
        return {name: value}
    return {
        f"{part} in {name}[{moment}]": one
        for moment, entry in enumerate(value)
        for part, one in zip(parts, entry, strict=False)
    }


class Paths(Kinds):
    """The part of a check that compares the path of a training."""

    def path(
        self,
        name: str,
        got: object,
        expected: Sequence[Sequence[object]],
        *,
        parts: Sequence[str],
        start: Sequence[object] = (),
        known: Mapping[str, Mapping[str, Sequence[float]]] | None = None,
        fixed: int | None = None,
        **facts: object,
    ) -> None:
        """Compare a path: a list, of as many entries as there must be, each with all parameters, each a copy, each right.

        Args:
            name: what the path is called in the text.
            got: what came.
            expected: the parameters at each moment.
            parts: their names.
            start: the parameters before the first update.
            known: name of a leaf -> slug of a mistake -> fingerprints.
            fixed: number of entries of the notebook's own training.
            facts: as for `array`; a learning rate counts only for the first update.
        """
        self._require_moments(name, got, len(expected), len(parts), fixed)
        aliased = self._require_copies(name, got, start)
        rate = facts.pop("learning_rate", None)
        for moment, (entry, wanted) in enumerate(zip(got, expected, strict=True)):
            for number, (part, right) in enumerate(zip(parts, wanted, strict=True)):
                leaf, here = f"{part} in {name}[{moment}]", dict(facts)
                here["known"] = {} if known is None else known.get(leaf, {})
                if moment == 0:
                    here["otherwise"] = "start-missing"
                elif moment == 1:
                    marks = {"trajectory-aliased": aliased[number]} if number in aliased else {}
                    here |= {"learning_rate": rate, "known": ChainMap(marks, here["known"])}
                    if start and not _waits([step[number] for step in got], start[number]):
                        here["start"] = plain(start[number])
                came = entry[number]
                if isinstance(came, np.ndarray) and np.ndim(right) == 0 and came.size == 1:
                    came = came.item()  # an array of one number is the business of the gradient
                self.array(leaf, came, right, **here)

    def _require_moments(self, name: str, got: object, moments: int, parts: int, fixed: int | None) -> None:
        """Fail unless there is one entry for each moment, and all parameters in it."""
        self.that(isinstance(got, (list, tuple)), f"{name} is a {kind_of(got)}.", "not-a-list")
        numbers = len(got) > 0 and all(isinstance(entry, (float, np.generic)) for entry in got)
        self.that(not numbers, f"{name} holds single numbers.", "results-exchanged")
        one_update = len(got) == 2 and not self.hidden
        slug = "iterations-ignored" if len(got) == fixed else "return-in-loop" if one_update else "entries-count"
        count = "another number of" if self.hidden else len(got)
        self.that(len(got) == moments, f"{name} has {count} entries after {moments - 1} updates.", slug)
        whole = all(isinstance(entry, (list, tuple)) and len(entry) == parts for entry in got)
        self.that(whole, f"Not every entry of {name} holds all {parts} parameters.", "wrong-entries")

    def _require_copies(self, name: str, got: Sequence[Sequence], start: Sequence[object]) -> dict[int, float]:
        """Fail where the first entry shows the last parameters; else number of a parameter -> fingerprint of its last value."""
        marks = {}
        for number, before in enumerate(start):
            first, last = got[0][number], got[-1][number]
            if not isinstance(last, np.ndarray) or last.dtype.kind != "f" or np.array_equal(last, before):
                continue
            aliased = np.array_equal(first, last) and not np.array_equal(first, before)
            self.that(not aliased, f"{name}[0] shows the parameters after the last update.", "trajectory-aliased")
            marks[number] = fingerprint(last)
        return marks


def _waits(path: Sequence[object], start: object) -> bool:
    """Whether a parameter stays where it starts in the first update only."""
    return np.array_equal(path[1], start) and not all(np.array_equal(one, start) for one in path[2:])
