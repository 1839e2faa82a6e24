"""Values with rules of their own: start weights, torch tensors, class labels."""

from __future__ import annotations

import numpy as np

from gradchecks.compare import Comparisons
from gradchecks.explain import Facts
from gradchecks.mistakes import mistake
from gradchecks.values import kind_of, plain


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
            self.that(False, f"{name} is a {kind_of(got)}.", slug)
        self._shape(name, got, np.zeros(shape), Facts())
        if got.dtype.kind != "f":
            slug = "integer-values" if got.dtype.kind in "iu" else "wrong-dtype"
            self.that(False, f"{name} has dtype {got.dtype}.", slug)
        self.that(np.isfinite(got).all(), f"{name} holds values that are not finite.", "nan")
        self.that(got.size == 1 or np.ptp(got) > 0, f"{name} holds one value everywhere.", "all-alike")
        different = np.unique(got, axis=units).shape[units]
        lines = "columns" if units else "rows"
        amount = f"{lines} that are alike" if self.hidden else f"{different} different {lines} of {got.shape[units]}"
        self.that(different == got.shape[units], f"{name} has {amount}.", "units-alike")
        typed_in = np.array_equal(got, np.round(got, 2))
        self.that(not typed_in, f"{name} has no more than two decimals.", "not-random")

    def whole(self, name: str, got: object, *, least: int | None = None, most: int = 10**9) -> None:
        """Fail unless a number of rows, units or epochs is a whole number, and none that no machine could count.

        Args:
            name: what it is called in the text.
            got: what came.
            least, most: the range in which it must lie.
        """
        is_whole = isinstance(got, (int, np.integer)) and not isinstance(got, bool)
        if not is_whole:
            came = f": {got}" if isinstance(got, float) and not self.hidden else ""
            self.that(False, f"{name} is a {kind_of(got)}{came}.", "not-whole")
        self.that(abs(int(got)) < 10**9, f"{name} is far too large.", "out-of-range")
        within = (least is None or got >= least) and got <= most
        self.that(within, f"{name} is {got}.", "out-of-range")

    def units(self, name: str, got: object, number: int, because: str) -> None:
        """Fail unless a layer has as many units as the data ask for.

        Args:
            name: what the number is called in the text.
            got: what came.
            number: of units.
            because: why there are so many, as in "a point has 2 coordinates".
        """
        self.whole(name, got)
        self.that(got == number, f"{name} is {got}, but {because}.", "layer-sizes")

    def positive(self, name: str, got: object, most: float) -> None:
        """Fail unless a learning rate, say, is one plain number above 0, and at most another one."""
        number = isinstance(got, (int, float, np.integer, np.floating)) and not isinstance(got, bool)
        self.that(number, f"{name} is a {kind_of(got)}.", "not-a-number")
        self.that(0 < got <= most, f"{name} is {got}.", "out-of-range")

    def tensor(self, name: str, got: object, like: object = None) -> None:
        """Fail unless `got` is a torch tensor, of the dtype of the tensor `like` where there is one."""
        if not isinstance(plain(got), np.ndarray) or isinstance(got, (np.ndarray, np.generic)):
            self.that(False, f"{name} is a {kind_of(got)}.", "not-a-tensor")
        if like is not None and got.dtype != like.dtype:
            self.that(False, f"{name} has dtype {got.dtype}, the arguments have {like.dtype}.", "dtype-changed")

    def labels(
        self, name: str, got: object, expected: np.ndarray, *, own: object = None, wrong: str | None = None
    ) -> None:
        """Compare class labels: an integer array, every entry equal to the expected one (or to the student's own).

        Args:
            name: what the array is called in the text.
            got: what came.
            expected: what the contract asks for.
            own: what the student's own earlier functions lead to; equally right.
            wrong: slug of the mistake behind any wrong label, where there can be but one.
        """
        got, expected = plain(got), np.asarray(expected)
        if isinstance(got, np.matrix) or not isinstance(got, np.ndarray):
            self.that(False, f"{name} is a {kind_of(got)}.", "not-an-array")
        if got.dtype.kind not in "iu":
            self.that(False, f"{name} has dtype {got.dtype}.", "not-integers")
        if own is not None and np.array_equal(got, own):
            return
        self._shape(name, got, expected, Facts(rows=expected.shape[0]))
        if not np.array_equal(got, expected):
            slug = wrong or _labels_slug(got, [expected] if own is None else [expected, np.asarray(plain(own))])
            many = int(np.sum(got != expected))
            amount = "wrong labels" if self.hidden else f"{many} wrong labels of {expected.size}"
            self.fail(f"{name} has {amount}." + self._both(got, expected), mistake(slug) if slug else None)


def _labels_slug(got: np.ndarray, right: list[np.ndarray]) -> str | None:
    """The mistake behind wrong class labels, from the labels alone."""
    if any(np.array_equal(got, 1 - labels) for labels in right):
        return "labels-exchanged"
    return "one-class-only" if np.ptp(got) == 0 and got.size > 1 else None
