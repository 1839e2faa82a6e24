"""Raises the limit of recursion and falls without end, through the memory of the stack, in an answer and in a cell."""

wins = "crash"

# %% square
import sys

sys.setrecursionlimit(10**9)


class Deep:
    def __getattr__(self, name):
        return getattr(self, name)

    def __repr__(self):
        return repr(self)


def square(x):
    return Deep().bottom


# %% after show
repr(Deep())
