"""The one exception by which a step of the intake gives up on something that was handed in."""

from __future__ import annotations


class Refused(Exception):
    """Part of a submission can't be used; the exception's text says why, in words that fit into brackets."""
