"""What of a check's error a student may read."""

from __future__ import annotations

from collections.abc import Collection

SPEAKING = ("CheckFailed", "NotAttempted", "TimeLimit", "Crash", "Stopped", "Interrupted")
"""Errors whose text is written for students; the traceback of any other could quote a hidden test."""


def told(error: dict, speaking: Collection[str] = SPEAKING) -> str:
    """The text of a check's error, an output, for students.

    Args:
        error: the output.
        speaking: names of the errors whose own text they may read.
    """
    name = str(error.get("ename", ""))
    return str(error.get("evalue", "")) if name in speaking else f"{name} in the test"
