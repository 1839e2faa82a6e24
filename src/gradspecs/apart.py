"""Whether the examples of a check tell its mistakes apart: from each other, from a wrong factor, and from what is right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from gradchecks.examples import Call
from gradchecks.explain import Facts, factors
from gradchecks.values import plain
from gradspecs.calls import alike, fingerprint_of, outcome, shape_of
from gradspecs.edits import SpecError
from gradspecs.notebook import Author
from gradspecs.specs import Drawn, Inputs


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
        for name in results:
            _require_apart_in(check, f"{name}{call.label}", _marks(call, name))


def _shows(
    author: Author, inputs: Inputs, results: Sequence[str], drawn: Sequence[Drawn], calls: Sequence[Call], edit: object
) -> bool:
    """Whether a mistake raises an error, or changes a judged result of a call."""
    for one, call in zip(drawn, calls, strict=True):
        came = outcome(author.reference, inputs, edit, one)
        if came is None:
            return True
        for name in results:
            mark, right = fingerprint_of(came[name]), fingerprint_of(call.expected[name])
            if shape_of(came[name]) != shape_of(call.expected[name]) or mark is None or not alike(mark, right):
                return True
    return False


def _marks(call: Call, name: str) -> list[tuple[str, float]]:
    """What may come for a result, each with its fingerprint: the author's mistakes, and right values times a factor."""
    marks = [(slug, mark) for slug, found in call.known.get(name, {}).items() for mark in found]
    expected = np.asarray(plain(call.expected[name]), dtype=np.float64)
    start = np.asarray(plain(call.starts[name]), dtype=np.float64) if name in call.starts else None
    known = Facts(**{key: value for key, value in call.facts.items() if key != "tolerance"}, start=start)
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
