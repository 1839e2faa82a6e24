"""Numbers compared: relative error, central differences, fingerprints, and what counts as equal.

Sources: relative error and central differences as in the CS231n notes on gradient checks
(https://cs231n.github.io/neural-networks-3/#gradcheck).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

TOLERANCE = 1e-5
"""Largest relative error that counts as equal: far above rounding (1e-12, or 1e-6 in float32), far below any mistake."""
NEARLY_ZERO = 1e-8
"""Largest value that counts as 0 where exactly 0 is expected, as of a sigmoid whose argument is kept above −20."""


def relative_error(x: np.ndarray, y: np.ndarray) -> float:
    """Largest relative error, max |x − y| / max(1e-8, |x| + |y|), over all entries.

    Args:
        x, y: arrays of equal shape, or numbers.

    Returns:
        0 for equal values (and for empty arrays), 1 for opposite signs, inf where one of them is not finite.
    """
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if x.size == 0:
        return 0.0
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        return 0.0 if np.array_equal(x, y, equal_nan=True) else float("inf")
    return float(np.max(relative_errors(x, y)))


def relative_errors(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The relative error of each entry; as `relative_error`, for finite values."""
    return np.abs(x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y))


def numerical_gradient(function: Callable[[np.ndarray], float], at: np.ndarray, h: float = 1e-4) -> np.ndarray:
    """Gradient of a scalar function by central differences, in float64.

    Args:
        function: takes an array shaped like `at`, returns a number.
        at: the point, any shape; it is not changed.
        h: half the distance between the two evaluations.

    Returns:
        The gradient, float64, shaped like `at`; its relative error is about 1e-9 for smooth functions.
    """
    point = np.array(at, dtype=np.float64)
    gradient = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        middle = point[index]
        point[index] = middle + h
        above = float(function(point.copy()))
        point[index] = middle - h
        below = float(function(point.copy()))
        point[index] = middle
        gradient[index] = (above - below) / (2 * h)
    return gradient


def fingerprint(values: np.ndarray) -> float:
    """One number that tells arrays apart: the entries in row order, weighted by cos(1), cos(2), ...

    A check names a known mistake by the fingerprint of the numbers that the mistake leads to, so that the visible text
    of the check shows no solution.
    """
    flat = np.asarray(values, dtype=np.float64).ravel()
    return float(flat @ np.cos(np.arange(1, flat.size + 1)))


def close(x: np.ndarray, y: np.ndarray, tolerance: float) -> bool:
    """Whether arrays have the same shape, and x differs from the expected y by a relative error within the tolerance."""
    x, y = np.asarray(x), np.asarray(y)
    return x.shape == y.shape and relative_error(zeroed(x, y), y) <= tolerance


def zeroed(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The values x, with 0 for what is nearly 0 where y is exactly 0: no relative error would be small there."""
    return np.where((y == 0) & (np.abs(x) <= NEARLY_ZERO), 0, x)
