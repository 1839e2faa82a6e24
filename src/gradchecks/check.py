"""A check cell: the decorator `check` runs a function at once, gives it a `Check` and reports how it ended."""

from __future__ import annotations

import builtins
import contextlib
import sys
import warnings
from collections.abc import Callable
from types import FunctionType

import numpy as np

from gradchecks.examples import Examples
from gradchecks.failures import CheckFailed, NotAttempted
from gradchecks.panel import Result, record
from gradchecks.seeds import Seeds
from gradchecks.unreadable import cells_run, unreadable

ODD = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What comparing raises where something odd came, such as a function in a list of numbers, or a tensor without data."""


class Check(Examples, Seeds):
    """What a check function is given: calls of the student's functions, and comparisons that explain themselves."""


def check(title: str, points: float) -> Callable[[Callable[[Check], None]], None]:
    """Decorator: run the function at once as a check and report under the title.

    Args:
        title: the exercise, as in the text.
        points: what the check is worth, as in the notebook's metadata.

    Raises:
        CheckFailed, NotAttempted: as the check decides.
    """

    def run(body: Callable[[Check], None]) -> None:
        current = Check(title, points)
        current.key = body.__name__
        try:
            _run(_with_builtins(body), current)
        except NotAttempted:
            record(title, Result("not attempted", points))
            raise
        except NameError as error:
            why = "" if current.hidden else unreadable(str(error.name), cells_run())
            if why:
                record(title, Result("wrong", points, "unreadable-cell"))
                raise _failing(current, why, "unreadable-cell") from None
            record(title, Result("not attempted", points))
            what = "A name is missing" if current.hidden else error
            message = f"○ {title}: not attempted. {what}: fill the blank in, and run its cell."
            raise NotAttempted(message) from None
        except CheckFailed as failure:
            record(title, Result("wrong", points, failure.slug))
            raise
        except ODD:
            record(title, Result("wrong", points, "not-comparable"))
            raise _failing(current, "something that came can't be compared.", "not-comparable") from None
        record(title, Result("done", points))
        tests = "the visible and the hidden tests pass" if current.hidden else "the visible check passes"
        print(f"✓ {title}: {tests}.")

    return run


def _run(body: Callable[[Check], None], current: Check) -> None:
    """Run a check to its end; warnings and standard error go to standard output."""
    with contextlib.redirect_stderr(sys.stdout), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.showwarning = lambda message, category, *_: print(f"{category.__name__}: {message}")
        body(current)
        current.end()


def _failing(current: Check, what: str, slug: str) -> CheckFailed:
    """How a check fails that could not come to its end."""
    try:
        current.that(False, what, slug)
    except CheckFailed as failure:
        return failure


def _with_builtins(body: FunctionType) -> FunctionType:
    """A check that has Python's own functions, whatever the notebook calls `sum`, `max` or `list` by now."""
    shadowed = {
        name: function
        for name, function in vars(builtins).items()
        if not name.startswith("_") and body.__globals__.get(name, function) is not function
    }
    if not shadowed:
        return body
    names = body.__globals__ | shadowed
    return FunctionType(body.__code__, names, body.__name__, body.__defaults__, body.__closure__)
