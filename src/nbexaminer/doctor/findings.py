"""What a check says about a thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["well", "mend", "stops", "not looked at"]


@dataclass(frozen=True)
class Finding:
    """What was found about a thing.

    Attributes:
        state: "well"; "mend" (grading works, and something should be put right); "stops" (grading can't, or must not, begin);
            or "not looked at".
        text: what is there, or what is wrong and what to do.
    """

    state: State
    text: str


class NotLookedAt(Exception):
    """A check can't be made; the text says why. What is wrong is told by another one."""


def well(text: str) -> Finding:
    """Nothing to do."""
    return Finding("well", text)


def mend(text: str) -> Finding:
    """Grading works, and something should be put right."""
    return Finding("mend", text)


def stops(text: str) -> Finding:
    """Grading can't begin, or must not."""
    return Finding("stops", text)
