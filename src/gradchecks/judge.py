"""What every part of a check shares: its title, whether its hidden tests have begun, and the way it fails."""

from __future__ import annotations

import re

import numpy as np

from gradchecks.failures import CheckFailed, wrapped
from gradchecks.mistakes import WITHOUT_NUMBERS, mistake
from gradchecks.numerics import fingerprint

NUMBERS = re.compile(r"\([-\d.e+, ]*\d[-\d.e+, ]*\)|(?<![\w.])[-+]?\d[\w.+-]*(?<![.+-])")
"""A number in a message, or a shape; no digit in a name."""


class Judge:
    """A check that can fail with a message to act on.

    Attributes:
        sizes: every size in the data of this check -> what it counts; makes errors about shapes readable.
        errors: part of an error's message -> slug of the mistake behind it, where this check knows one.
        hidden: True once the hidden tests have begun; messages then say what is wrong without showing values.
    """

    def __init__(self, title: str, points: float):
        self.title = title
        self.points = points
        self.sizes: dict[int, str] = {}
        self.errors: dict[str, str] = {}
        self.hidden = False

    def fail(
        self,
        message: str,
        explanation: tuple[str, str] | None = None,
        came: np.ndarray | None = None,
        then: str = "",
    ) -> None:
        """Raise `CheckFailed` for this check.

        Args:
            message: what was checked, what was expected, what came; in hidden tests without its numbers, for a function
                could choose them so that they spell out what it was given.
            explanation: (slug, sentence) of the one mistake that explains it.
            came: the values, for their fingerprint.
            then: the rest of the message, whose numbers no function of the student's can choose: they are always shown.
        """
        if self.hidden:
            message = "On other inputs than those above: " + NUMBERS.sub("…", message)
            explanation = explanation or mistake("visible-inputs-only")
        slug, sentence = explanation or (None, "")
        if self.hidden:
            sentence = WITHOUT_NUMBERS.get(slug, sentence)
        headline, *details = f"✗ {self.title}: {message}{then}".split("\n")
        lines = [*wrapped(headline, ""), *details, *wrapped(sentence, "  ")]
        raise CheckFailed("\n".join(lines), slug, None if came is None else fingerprint(came))

    def that(self, condition: bool, message: str, slug: str | None = None) -> None:
        """Fail with the message, and the mistake of that slug, unless the condition holds."""
        if not bool(condition):
            self.fail(message, mistake(slug) if slug else None)
