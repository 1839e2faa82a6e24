"""What every part of a check shares: its title, whether its hidden tests have begun, and the way it fails."""

from __future__ import annotations

import numpy as np

from gradchecks.failures import CheckFailed, wrapped
from gradchecks.mistakes import mistake
from gradchecks.numerics import fingerprint


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

    def fail(self, message: str, explanation: tuple[str, str] | None = None, came: np.ndarray | None = None) -> None:
        """Raise `CheckFailed` for this check.

        Args:
            message: what was checked, what was expected, what came.
            explanation: (slug, sentence) of the one mistake that explains it.
            came: the values, for their fingerprint.
        """
        if self.hidden:
            message = "On other inputs than those above: " + message
            explanation = explanation or mistake("visible-inputs-only")
        slug, sentence = explanation or (None, "")
        headline, *details = f"✗ {self.title}: {message}".split("\n")
        lines = [*wrapped(headline, ""), *details, *wrapped(sentence, "  ")]
        raise CheckFailed("\n".join(lines), slug, None if came is None else fingerprint(came))

    def that(self, condition: bool, message: str, slug: str | None = None) -> None:
        """Fail with the message, and the mistake of that slug, unless the condition holds."""
        if not bool(condition):
            self.fail(message, mistake(slug) if slug else None)
