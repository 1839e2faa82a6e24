"""What a check may disclose of the student's side: types, and errors rebuilt from their descriptions.

A name or a text that comes from the other side could hold the inputs of a hidden test. So only words and lines are shown that
stand in the submission, or that everybody knows.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Collection, Container
from dataclasses import dataclass

from nbexaminer import protocol

MOST_LINES = 1000
"""Lines of a submission of which one may be shown when a hidden test fails: among very many, the one could spell an input."""
LONGEST_TEXT = 2000
"""Characters of an error's text that are kept."""
COMMON_TYPES = frozenset([
    "function", "method", "type", "module", "ndarray", "list", "tuple", "dict", "set", "Tensor", "DataFrame", "Series",
    "generator", "map", "zip", "range", "object",
])  # fmt: skip
"""Names of types that are shown whether or not the submission holds them."""
REASON = (
    rf"(an array of object may not cross|nested more than {protocol.LIMITS.depth} deep"
    rf"|more than {protocol.LIMITS.values} values|more than {protocol.LIMITS.message} bytes"
    rf"|a text of more than {protocol.LIMITS.text} characters)\)"
)
"""Reasons for which a value did not cross that are shown, as a pattern."""
COMMON_ERRORS = frozenset([
    "ArithmeticError", "AssertionError", "AttributeError", "Exception", "FloatingPointError", "ImportError", "IndexError",
    "KeyError", "MemoryError", "ModuleNotFoundError", "NameError", "NotImplementedError", "OverflowError", "RecursionError",
    "RuntimeError", "SystemExit", "TypeError", "UnboundLocalError", "ValueError", "ZeroDivisionError",
])  # fmt: skip
"""Names of errors that are shown once inputs are hidden: among all that Python has, one could spell an input."""
_OF_THEIR_OWN = (OSError, UnicodeError, SyntaxError, BaseExceptionGroup, Warning)
"""Exceptions that want more than a text, or mean something else."""


@dataclass
class Disclosure:
    """What may be shown while one check runs.

    Attributes:
        words: what a student may have called a class.
        lines: the lines of the submission, stripped.
        hidden: whether the student's functions may by now know inputs of hidden tests; then no text of an error is shown.
    """

    words: Container[str] = ()
    lines: Collection[str] = ()
    hidden: bool = False

    def type_name(self, name: str) -> str:
        """The name of a type of the student's, and why its value did not cross, as far as they may be shown.

        Args:
            name: as the other side describes it: the name alone, or followed by a reason in brackets.
        """
        kind, _, why = name.partition(" (")
        kind = kind if kind in COMMON_TYPES or (kind in self.words and not self.hidden) else "object"
        return f"{kind} ({why[:-1]})" if re.fullmatch(REASON, why) else kind

    def error(self, described: object) -> Exception:
        """An exception out of its description; never anything but an exception of a built-in type.

        It has the attributes `student_line` and `student_function`: the innermost line of the submission that it passed
        through, and the function in which that is, or ""; and `student_call`, the outermost such line.

        Raises:
            Refused: the description has another form.
        """
        name, bases, text, lines = _parts(described)
        base = _nearest_builtin([base for base in bases if base in COMMON_ERRORS] if self.hidden else bases)
        text = "" if self.hidden else text[:LONGEST_TEXT]
        is_known = name in COMMON_ERRORS if self.hidden else hasattr(builtins, name) or name in self.words
        shown = name if is_known else base.__name__
        error = type(shown, (base,), {"__str__": lambda error: text, "__module__": "student"})(text)
        error.student_function, error.student_line = self._place(lines)
        error.student_call = self._place(lines[::-1])[1]
        return error

    def _place(self, lines: list[list[str]]) -> tuple[str, str]:
        """The function and the line of the innermost of some lines that is the submission's, as far as they may be shown.

        Among all words of a submission, the name of a function could spell an input of a hidden test out: there it is left out.
        """
        if not self.hidden or len(self.lines) <= MOST_LINES:
            for number, (_, line) in enumerate(lines):
                if line in self.lines:
                    around = (function for function, _ in lines[number:] if function.isidentifier())
                    return next(
                        (function for function in around if function in self.words and not self.hidden), ""
                    ), line
        return "", ""


def _parts(described: object) -> tuple[str, list[str], str, list[list[str]]]:
    """An error's class, the built-in classes above it, text and lines."""
    fits = type(described) is list and [type(part) for part in described] == [str, list, str, list]
    places = described[3] if fits else []
    fits = fits and all(type(place) is list and [type(part) for part in place] == [str, str] for place in places)
    if not fits or not all(type(base) is str for base in described[1]):
        raise protocol.Refused("an error without its parts")
    return tuple(described)


def _nearest_builtin(names: list[str]) -> type[BaseException]:
    """The first of some classes that is a built-in exception, and can be made of a text alone."""
    found = [getattr(builtins, name, None) for name in names]
    found = [base for base in found if isinstance(base, type) and issubclass(base, (Exception, SystemExit))]
    return next((base for base in found if not issubclass(base, _OF_THEIR_OWN)), Exception)
