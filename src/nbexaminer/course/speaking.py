"""What of a check's error a student may read."""

from __future__ import annotations

import re
from collections.abc import Collection

SPEAKING = ("CheckFailed", "NotAttempted", "TimeLimit", "Crash", "Stopped", "Interrupted")
"""Errors whose text is written for students; the traceback of any other could quote a hidden test."""

SLUG = re.compile(r"\n?\[mistake: [a-z0-9-]+\]")
"""The line in which a check's error has the name of its mistake for programs."""

NAMED = re.compile(r"\n\[mistake: ([a-z0-9-]+)\]\s*\Z")
"""The same line where it is the last."""


def without_slug(text: str) -> str:
    """The text of a check's error as people read it."""
    return SLUG.sub("", text)


def named_mistake(text: str) -> str | None:
    """The name of the mistake with which the text of a check's error ends; None where none is named."""
    found = NAMED.search(text)
    return found[1] if found else None


def told(error: dict, speaking: Collection[str] = SPEAKING) -> str:
    """The text of a check's error, an output, for students.

    Args:
        error: the output.
        speaking: names of the errors whose own text they may read.
    """
    name = str(error.get("ename", ""))
    return without_slug(str(error.get("evalue", ""))) if name in speaking else f"{name} in the test"
