"""Whether the examples of a check tell its mistakes apart: from each other, from a wrong factor, and from what is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from itertools import combinations

import numpy as np

from gradchecks.examples import Call
from gradchecks.explain import Facts, factors
from gradchecks.paths import is_path, leaves
from gradchecks.values import plain
from gradspecs.calls import alike, fingerprint_of, outcome, shape_of
from gradspecs.edits import SpecError
from gradspecs.notebook import Author
from gradspecs.specs import Drawn, Inputs

FIELDS = {one.name for one in fields(Facts)}
"""Names of the facts by which values are explained."""


def require_apart(
    author: Author, check: str, inputs: Inputs, results: Sequence[str], drawn: Sequence[Drawn], calls: Sequence[Call]
) -> None:
    """Make sure that each mistake of a check changes a result that it judges, and is no other mistake's double.

    Raises:
        SpecError: it does not; the message names the mistakes.
    """
    for slug, edits in author.specs.known.get(check, {}).items():
        for edit in edits:
            try:
                shows = _shows(author, inputs, results, drawn, calls, edit)
            except SpecError as error:
                raise SpecError(f"{check}: {slug}: {error}") from None
            if not shows:
                raise SpecError(f"{check}: {slug} ({edit}) changes nothing that the examples show: draw other inputs.")
    for call in calls:
        forced = call.steps.wrong if call.steps else {}
        for name in results:
            if name in forced or isinstance(call.expected[name], bool):
                continue  # whatever comes, it is one mistake
            parts = call.facts.get("parts", ())
            starts = leaves(name, _from_first(call, name), parts)
            for leaf, right in leaves(name, call.expected[name], parts).items():
                _require_apart_in(check, f"{leaf}{call.label}", _marks(call, leaf, right, starts.get(leaf)))


def _from_first(call: Call, name: str) -> object:
    """What a result is an update of; for a path a path of which only the entry after the first update is there."""
    start = call.starts.get(name)
    return [[], start] if is_path(call.expected[name]) and start is not None else start


def _shows(
    author: Author, inputs: Inputs, results: Sequence[str], drawn: Sequence[Drawn], calls: Sequence[Call], edit: object
) -> bool:
    """Whether a mistake raises an error, or changes a judged result of a call."""
    for one, call in zip(drawn, calls, strict=True):
        came = outcome(author.reference, inputs, edit, one)
        if isinstance(came, Exception):
            return True
        parts = call.facts.get("parts", ())
        for name in results:
            found = leaves(name, came[name], parts)
            for leaf, right in leaves(name, call.expected[name], parts).items():
                mark = fingerprint_of(found.get(leaf))
                if (
                    shape_of(found.get(leaf)) != shape_of(right)
                    or mark is None
                    or not alike(mark, fingerprint_of(right))
                ):
                    return True
    return False


def _marks(call: Call, leaf: str, right: object, start: object) -> list[tuple[str, float]]:
    """What may come for a result, each with its fingerprint: the author's mistakes, and right values times a factor."""
    marks = [(slug, mark) for slug, found in call.known.get(leaf, {}).items() for mark in found]
    expected = np.asarray(plain(right), dtype=np.float64)
    start = None if start is None else np.asarray(plain(start), dtype=np.float64)
    known = Facts(**{key: value for key, value in call.facts.items() if key in FIELDS}, start=start)
    for factor, slug, _ in factors(known):
        values = factor * expected if start is None else start + factor * (expected - start)
        marks.append((slug, fingerprint_of(values)))
    marks.append(("what is right", fingerprint_of(expected)))
    return marks


def _require_apart_in(check: str, what: str, marks: Sequence[tuple[str, float]]) -> None:
    for (slug, mark), (other, value) in combinations(marks, 2):
        if slug != other and mark is not None and alike(mark, value):
            raise SpecError(
                f"{check}: {slug} and {other} lead to the same numbers of {what}, so a student would be told either: draw "
                "other inputs, or make one mistake of both."
            )
