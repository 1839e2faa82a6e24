"""Helpers for sentences about a submission."""

from __future__ import annotations


def shown(name: str) -> str:
    """A file's name as it may be shown: shortened, and without characters that can't be printed."""
    text = "".join(c if c.isprintable() else "�" for c in name)
    return text if len(text) <= 80 else f"{text[:40]}…{text[-35:]}"


def listed(names: list[str], at_most: int = 5) -> str:
    """Names as a sentence lists them: "a, b and c". Of more than `at_most` names the last ones are only counted."""
    few = names if len(names) <= at_most else [*names[: at_most - 1], f"{len(names) - at_most + 1} more"]
    return " and ".join(part for part in (", ".join(few[:-1]), few[-1]) if part)


def is_or_are(names: list[str]) -> str:
    """The verb that fits so many names."""
    return "are" if len(names) > 1 else "is"


def was_or_were(names: list[str]) -> str:
    """The verb that fits so many names."""
    return "were" if len(names) > 1 else "was"
