"""Functions of the checks' side that stand in the place of the student's, while a check judges another function.

They run here, on arguments that come from the student's process. So they get no more than what the function that is judged may
need: arrays no longer than two sizes of its own arguments multiplied, and few of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from nbexaminer import protocol

MOST_CALLS = 100_000
"""Calls while one function is judged."""
LARGEST_NUMBER = 100
"""A whole number as an argument that is no larger is always small enough: of steps, say."""


class Pieces:
    """Answers calls of such functions.

    Args:
        functions: name -> the function.
    """

    def __init__(self, functions: Mapping[str, Callable]):
        self._functions = dict(functions)
        self._size, self._number, self._calls = 1, LARGEST_NUMBER, 0

    def begin(self, arguments: Sequence[object]) -> None:
        """Begin to answer for a call of the judged function with these arguments, or with what a model was given before."""
        sizes, lengths = [self._size], [1, 1]
        for one in _flat(arguments):
            if isinstance(one, int):
                self._number = max(self._number, abs(one))
            elif hasattr(type(one), "shape"):  # not a model, which may say anything of itself
                sizes += one.shape
                lengths += one.shape if len(one.shape) == 1 else ()
        *_, second, first = sorted(lengths)  # of two axes: a grid has as many points as there are pairs
        self._size = max(*sizes, first * second)

    def answer(self, request: bytes) -> list[bytes]:
        """The answer to one call: [name, arguments, options]; its parts are as those of the student's side.

        Raises:
            Refused: it is no such request, or there were too many.
        """
        self._calls += 1
        if self._calls > MOST_CALLS:
            raise protocol.Refused("it calls other functions too often")
        name, arguments, options = _request(protocol.decode(request, _no_reference))
        if name not in self._functions:
            raise protocol.Refused("it calls a function that there is not")
        try:
            self._require_small([*arguments, *options.values()])
            return [b"value", protocol.encode(self._functions[name](*arguments, **options))]
        except Exception as error:  # whatever odd arguments lead to
            return [b"error", protocol.encode([type(error).__name__, str(error)[:500]])]

    def _require_small(self, arguments: Sequence[object]) -> None:
        """Fail where a function could take long, or much memory.

        Raises:
            ValueError: an argument is larger than the judged function can need.
        """
        for one in _flat(arguments):
            if isinstance(one, int) and abs(one) > self._number:
                raise ValueError("a number is larger than any that was given")
            if max(getattr(one, "shape", ()), default=0) > self._size or np.ndim(one) > 4:
                raise ValueError("an array is larger than any that was given")


def _request(request: object) -> tuple[str, list, dict]:
    if isinstance(request, list) and len(request) == 3:
        name, arguments, options = request
        if isinstance(name, str) and isinstance(arguments, list) and isinstance(options, dict):
            return name, arguments, options
    raise protocol.Refused("it calls another function in a way that can't be read")


def _flat(values: Sequence[object]) -> Iterator[object]:
    """The arrays and numbers in some values, and in their lists, tuples and dicts."""
    for value in values:
        if isinstance(value, list | tuple):
            yield from _flat(value)
        elif isinstance(value, dict):
            yield from _flat(list(value.values()))
        else:
            yield value


def _no_reference(reference: protocol.Reference) -> object:
    raise protocol.Refused("it hands over what is no plain value")
