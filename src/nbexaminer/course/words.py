"""Which word was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Sequence


def nearest(word: str, words: Sequence[str]) -> str | None:
    """The one of some words that was probably meant by a misspelt one; None where none is like it."""
    found = difflib.get_close_matches(word.lower(), [one.lower() for one in words], 1, 0.6)
    return next((one for one in words if one.lower() == found[0]), None) if found else None
