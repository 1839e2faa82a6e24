"""How a check fails: the two exceptions, and how their messages are laid out."""

from __future__ import annotations

import textwrap

import numpy as np


class CheckFailed(AssertionError):
    """A check that did not pass.

    Its text as a string ends with the slug in brackets, for programs that read an executed notebook; nobody is shown that line.

    Attributes:
        slug: the mistake that explains the failure, a key of `MISTAKES`, or None.
        text: the message.
        fingerprint: of the values that came, for contributors who name a further mistake; or None.
    """

    def __init__(self, message: str, slug: str | None = None, fingerprint: float | None = None):
        self.slug = slug
        self.text = message
        self.fingerprint = fingerprint
        super().__init__(f"{message}\n[mistake: {slug}]" if slug else message)

    def with_line(self, line: str) -> CheckFailed:
        """The same with one line more in its message; itself where there is none."""
        return type(self)(f"{self.text}\n  {line}", self.slug, self.fingerprint) if line else self

    def _render_traceback_(self) -> list[str]:
        """What IPython shows instead of a traceback: only the message concerns the student."""
        return self.text.splitlines()


class NotAttempted(CheckFailed):
    """The stub still stands: not wrong, only not done."""


def array_text(values: np.ndarray) -> str:
    """An array on few lines, four significant digits."""
    return np.array2string(
        np.asarray(values), precision=4, threshold=24, edgeitems=2, separator=", ", suppress_small=False
    )


def wrapped(text: str, first: str) -> list[str]:
    """A paragraph as lines that fit a cell; `first` stands before the first one."""
    return textwrap.wrap(text, 96, initial_indent=first, subsequent_indent="  ", break_long_words=False)


def labelled(label: str, text: str) -> str:
    """A label with a text behind it; further lines of the text are indented as far as its first."""
    return f"  {label:<10}" + text.replace("\n", "\n" + " " * 12)
