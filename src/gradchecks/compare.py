"""Comparisons that explain themselves: the kind of a value first, then its shape, then its numbers."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import numpy as np

from gradchecks.explain import Facts, explain, explain_shape, explain_sizes, explain_whole
from gradchecks.failures import array_text, labelled
from gradchecks.judge import Judge
from gradchecks.mistakes import mistake
from gradchecks.numerics import TOLERANCE, close, relative_error, relative_errors, zeroed
from gradchecks.values import kind_of, plain

LARGEST = 10**300
"""Whole numbers beyond this have no float."""


class Comparisons(Judge):
    """The part of a check that compares numbers, arrays and histories with what is expected."""

    def array(
        self,
        name: str,
        got: object,
        expected: np.ndarray,
        *,
        own: object = None,
        dtype: str | None = None,
        tolerance: float = TOLERANCE,
        **facts: object,
    ) -> None:
        """Compare an array with the expected one: kind, then shape, then values.

        Args:
            name: what the array is called in the text.
            got: what came.
            expected: what the contract asks for.
            own: what the student's own earlier functions lead to; equally right. Ignored where it is None, not finite
                or, for an update, no step at all.
            dtype: the dtype that the contract demands, where it demands one.
            tolerance: largest relative error.
            facts: fields of `Facts`.
        """
        known = Facts(**facts)
        expected = np.asarray(plain(expected), dtype=np.float64)
        if isinstance(got, np.matrix):
            self.that(False, f"{name} is not a plain array.", "np-matrix")
        got = plain(got)
        if not isinstance(got, (np.ndarray, np.generic, int, float)):
            self.that(False, f"{name} is a {kind_of(got)}.", "not-an-array")
        got = np.asarray(got)
        self._shape(name, got, expected, known)
        if dtype is not None and got.dtype != np.dtype(dtype):
            kinds = {"b": "boolean-values", "i": "integer-values", "u": "integer-values"}
            slug = kinds.get(got.dtype.kind, "wrong-dtype")
            self.that(False, f"{name} has dtype {got.dtype}, expected {dtype}.", slug)
        self._compare(name, got, expected, own, tolerance, known)

    def number(
        self,
        name: str,
        got: object,
        expected: float,
        *,
        own: object = None,
        tolerance: float = TOLERANCE,
        **facts: object,
    ) -> None:
        """Compare one number (Python, numpy, or an array of no dimensions) with the expected one; as `array`."""
        value = plain(got)
        is_array = isinstance(value, (np.ndarray, np.generic))
        is_number = value.dtype.kind in "fiu" if is_array else isinstance(value, (int, float))
        if (is_array and value.shape) or isinstance(value, bool) or not is_number:
            what = f"an array of shape {value.shape}" if is_array and value.shape else f"a {kind_of(got)}"
            several = is_array and value.shape and not isinstance(got, np.matrix) and value.dtype.kind in "fiu"
            explanation = (
                explain_shape(value, np.asarray(float(expected)), Facts(**facts))
                if several and value.size > 1
                else None
            )
            self.fail(f"{name} is {what}.", explanation or mistake("not-a-number"))
        if isinstance(value, int) and abs(value) > LARGEST:
            self.that(False, f"{name} is a whole number that is too large.", "not-a-number")
        value, expected = np.asarray(value, dtype=float), np.asarray(float(expected))
        self._compare(name, value, expected, own, tolerance, Facts(**facts))

    def is_near(self, got: object, expected: object, tolerance: float = TOLERANCE) -> bool:
        """Whether what came is what is expected: then nobody needs to work out where the student's own functions lead.

        Args:
            got: what came.
            expected: what the contract asks for: a number, an array, or a list or tuple of them.
            tolerance: largest relative error.
        """
        if isinstance(got, (list, tuple)):
            alike = isinstance(expected, (list, tuple)) and len(got) == len(expected)
            pairs = zip(got, expected, strict=True) if alike else ()
            return alike and all(self.is_near(one, right, tolerance) for one, right in pairs)
        if isinstance(got, np.matrix):
            return False
        with contextlib.suppress(TypeError, ValueError):  # no numbers, or several where one is
            value, right = plain(got), np.asarray(plain(expected), dtype=float)
            if isinstance(value, (np.ndarray, np.generic, float)):
                value = np.asarray(value)
                return value.dtype.kind == "f" and bool(close(value, right, tolerance))
        return False

    def history(
        self,
        name: str,
        got: object,
        expected: Sequence[float],
        *,
        own: object = None,
        from_start: bool = False,
        tolerance: float = TOLERANCE,
        **facts: object,
    ) -> None:
        """Compare a list (or array) of losses, one for every epoch, taken before that epoch's update; as `array`.

        Args:
            from_start: whether there is one for the start, and one more after every update.
        """
        is_list = isinstance(plain(got), (list, tuple, np.ndarray))
        came = _numbers(plain(got)) if is_list else None
        if came is None:
            is_list = is_list and getattr(plain(got), "ndim", 1) == 1
            slug = "not-a-list" if not is_list else "not-summed-over-rows" if _each_row(got, facts) else "not-numbers"
            self.that(False, f"{name} is not a list of numbers.", slug)
        wanted = np.asarray(expected, dtype=float)
        if came.shape != wanted.shape:
            entries = "another number of" if self.hidden else came.size
            slug = "entries-count" if from_start else "history-length"
            self.fail(f"{name} has {entries} entries", mistake(slug), then=f", expected {wanted.size}.")
        right = [wanted] if own is None else [wanted, np.asarray(own, dtype=float)]
        named = facts.get("named", True)  # as in `Facts`
        shifted = named and came.size > 1 and any(close(came[:-1], losses[1:], tolerance) for losses in right)
        same = any(close(came, losses, tolerance) for losses in right)
        if shifted and not same:
            self.that(False, f"{name} begins with the loss after the first update.", "history-after-update")
        constant = came.size > 1 and np.isfinite(came).all() and close(came, np.full_like(came, came[0]), 1e-12)
        if named and constant and not same and any(close(came[:1], losses[:1], tolerance) for losses in right):
            self.that(False, f"{name} repeats one value.", "history-constant")
        self._compare(name, came, wanted, own, tolerance, Facts(**facts))

    def _shape(self, name: str, got: np.ndarray, expected: np.ndarray, facts: Facts) -> None:
        if got.shape != expected.shape:
            came = "another shape" if self.hidden else f"shape {got.shape}"
            explanation = explain_shape(got, expected, facts, self.sizes) or explain_sizes(got.shape, self.sizes)
            self.fail(f"{name} has {came}", explanation, then=f", expected {expected.shape}.")

    def _both(self, got: np.ndarray, expected: np.ndarray) -> str:
        """Lines that show what was expected and what came; none in hidden tests."""
        if self.hidden:
            return ""
        return "\n" + labelled("expected", array_text(expected)) + "\n" + labelled("got", array_text(got))

    def _compare(
        self, name: str, got: np.ndarray, expected: np.ndarray, own: object, tolerance: float, facts: Facts
    ) -> None:
        """Fail unless the numbers are those expected, or those to which the student's own functions lead."""
        self._shape(name, got, expected, facts)
        self._kind(name, got, expected, facts)
        if not np.isfinite(got).all() and np.isfinite(expected).all():
            if _same_and_not_finite(got, own):
                return  # an earlier function of the student's makes it so, and has cost its points
            self.that(False, f"{name} holds values that are not finite." + self._both(got, expected), "nan")
        if close(got, expected, tolerance):
            return
        target = expected
        if own is not None and _usable(own, expected, facts, tolerance):
            target = np.asarray(plain(own), dtype=np.float64)
            if close(got, target, tolerance):
                return
        explanation = explain(got, expected, facts, tolerance) or explain(got, target, facts, tolerance)
        if explanation is None and facts.otherwise and not self.hidden:
            explanation = mistake(facts.otherwise)
        error = relative_errors(zeroed(got, target), target)
        amount = f" in {int(np.sum(error > tolerance))} of {got.size} entries" if got.size > 1 else ""
        amount = "" if self.hidden else f"{amount} (largest relative error {error.max():.1e})"
        self.fail(f"{name} is wrong{amount}." + self._both(got, target), explanation, got)

    def _kind(self, name: str, got: np.ndarray, expected: np.ndarray, facts: Facts) -> None:
        """Fail where an array holds no numbers, or whole ones in place of fractions."""
        whole = explain_whole(got, facts)
        if whole:
            self.fail(f"{name} has dtype {got.dtype}." + self._both(got, expected), whole)
        if got.dtype.kind == "b":
            self.that(False, f"{name} has dtype {got.dtype}.", "boolean-values")
        if got.dtype.kind in "iu" and not np.array_equal(expected, np.round(expected)):
            self.that(False, f"{name} has dtype {got.dtype}.", "integer-values")
        if got.dtype.kind not in "fiu":
            # The whole name of a type of texts has their length in it.
            kind = got.dtype.type.__name__ if self.hidden else got.dtype
            self.that(False, f"{name} holds values of type {kind}, not numbers.", "not-an-array")


def _each_row(values: Sequence[object], facts: dict[str, object]) -> bool:
    """Whether every entry of a list has one number for each row."""
    entries, rows = [plain(value) for value in values], facts.get("rows")
    return bool(entries and rows) and all(
        isinstance(entry, np.ndarray) and entry.shape in ((rows,), (rows, 1)) for entry in entries
    )


def _numbers(values: Sequence[object]) -> np.ndarray | None:
    """A list of numbers, or of arrays of one number each, as an array; None where it is none."""
    with contextlib.suppress(TypeError, ValueError, OverflowError):
        found = [np.asarray(plain(value)) for value in values]
        if all(value.size == 1 and value.dtype.kind in "fiu" for value in found):
            return np.array([value.item() for value in found], dtype=float)
    return None


def _usable(own: object, expected: np.ndarray, facts: Facts, tolerance: float) -> bool:
    """Whether the values to which the student's own functions lead can take the place of the expected ones."""
    own = np.asarray(plain(own), dtype=np.float64)
    if own.shape != expected.shape or not np.isfinite(own).all():
        return False
    return facts.start is None or relative_error(own, facts.start) > tolerance


def _same_and_not_finite(got: np.ndarray, own: object) -> bool:
    """Whether the student's own functions lead to just this, nan and inf included; False where nothing is finite."""
    if own is None or not np.isfinite(got).any():
        return False
    own = np.asarray(plain(own), dtype=np.float64)
    return got.shape == own.shape and np.array_equal(got, own, equal_nan=True)
