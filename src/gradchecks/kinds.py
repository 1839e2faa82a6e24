"""Values with rules of their own: start weights, torch tensors, class labels."""

from __future__ import annotations

import numpy as np

from gradchecks.compare import Comparisons
from gradchecks.explain import Facts
from gradchecks.mistakes import mistake
from gradchecks.values import plain


class Kinds(Comparisons):
    """The part of a check that knows what weights, tensors and labels must be like."""

    def weights(self, name: str, got: object, shape: tuple[int, ...], *, units: int = 1) -> None:
        """Check randomly drawn start weights: shape, float, finite, not all alike, no two units alike, not typed in.

        Args:
            name: what the array is called in the text.
            got: what came.
            shape: the shape that the contract asks for.
            units: the axis along which the units of the layer stand: 1 where they are columns, 0 where they are rows.
        """
        got = plain(got)
        if isinstance(got, np.matrix) or not isinstance(got, np.ndarray):
            slug = "np-matrix" if hasattr(got, "A1") else "not-an-array"
            self.that(False, f"{name} is a {type(got).__name__}.", slug)
        self._shape(name, got, np.zeros(shape), Facts())
        if got.dtype.kind != "f":
            slug = "integer-values" if got.dtype.kind in "iu" else "wrong-dtype"
            self.that(False, f"{name} has dtype {got.dtype}.", slug)
        self.that(np.isfinite(got).all(), f"{name} holds values that are not finite.", "nan")
        self.that(got.size == 1 or np.ptp(got) > 0, f"{name} holds one value everywhere.", "all-alike")
        different = np.unique(got, axis=units).shape[units]
        self.that(
            different == got.shape[units],
            f"{name} has {different} different {'columns' if units else 'rows'} of {got.shape[units]}.",
            "units-alike",
        )
        typed_in = np.array_equal(got, np.round(got, 2))
        self.that(not typed_in, f"{name} has no more than two decimals.", "not-random")

    def tensor(self, name: str, got: object, like: object) -> None:
        """Fail unless `got` is a torch tensor, of the dtype of the tensor `like`."""
        if type(got).__module__.split(".")[0] != "torch" or not hasattr(got, "detach"):
            self.that(False, f"{name} is a {type(got).__name__}.", "not-a-tensor")
        if got.dtype != like.dtype:
            self.that(False, f"{name} has dtype {got.dtype}, the arguments have {like.dtype}.", "dtype-changed")

    def labels(self, name: str, got: object, expected: np.ndarray, *, own: object = None) -> None:
        """Compare class labels: an integer array, every entry equal to the expected one (or to the student's own)."""
        got, expected = plain(got), np.asarray(expected)
        if isinstance(got, np.matrix) or not isinstance(got, np.ndarray):
            self.that(False, f"{name} is a {type(got).__name__}.", "not-an-array")
        if got.dtype.kind not in "iu":
            self.that(False, f"{name} has dtype {got.dtype}.", "not-integers")
        if own is not None and np.array_equal(got, own):
            return
        self._shape(name, got, expected, Facts(rows=expected.shape[0]))
        if not np.array_equal(got, expected):
            wrong = int(np.sum(got != expected))
            right = [expected] if own is None else [expected, np.asarray(plain(own))]
            slug = None
            if any(np.array_equal(got, 1 - labels) for labels in right):
                slug = "labels-exchanged"
            elif np.ptp(got) == 0 and got.size > 1:
                slug = "one-class-only"
            message = f"{name} has {wrong} wrong labels of {expected.size}." + self._both(got, expected)
            self.fail(message, mistake(slug) if slug else None)
