"""Random inputs of a check, the same at every time and on every machine."""

from __future__ import annotations

import numpy as np


class Draw:
    """Draws arrays of float64.

    Args:
        seed: of the generator.
        decimals: to which numbers are rounded, so that an example can be read; None to leave them as they are.
    """

    def __init__(self, seed: int, decimals: int | None = None):
        self.random = np.random.RandomState(seed)
        self._decimals = decimals

    def normal(self, *shape: int, scale: float = 1.0) -> np.ndarray:
        """From the normal distribution."""
        return self._rounded(scale * self.random.randn(*shape))

    def uniform(self, *shape: int, low: float = 0.0, high: float = 1.0) -> np.ndarray:
        """Evenly from between two numbers."""
        return self._rounded(self.random.uniform(low, high, size=shape))

    def classes(self, *shape: int) -> np.ndarray:
        """Targets 0.0 and 1.0; both occur in every column that has two rows or more."""
        found = self.random.randint(0, 2, size=shape).astype(float)
        for column in found.reshape(shape[0], -1).T if shape[0] > 1 else ():
            if column.min() == column.max():
                column[self.random.randint(shape[0])] = 1 - column[0]
        return found

    def sigmoids(self, *shape: int) -> np.ndarray:
        """What a layer of sigmoids may give: numbers between 0 and 1."""
        return self._rounded(1 / (1 + np.exp(-1.5 * self.random.randn(*shape))))

    def _rounded(self, values: np.ndarray) -> np.ndarray:
        return values if self._decimals is None else np.round(values, self._decimals)
