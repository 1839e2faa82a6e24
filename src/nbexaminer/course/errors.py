"""The error that a user can cause, and texts of errors as they may be shown."""

from __future__ import annotations


class CourseError(Exception):
    """Something that a user can put right; its text is one sentence: what, where, what to do."""


class MachineError(CourseError):
    """What is wrong concerns every submission: this machine, or the settings. `nbexaminer doctor` looks at all of that."""


def printable(text: str) -> str:
    """A text for a terminal, on one line: control characters, and what is no text, are replaced."""
    return "".join(character if character.isprintable() else "�" for character in text)


def first_line(error: Exception | str) -> str:
    """The first line of what an error says, shortened; its name where it says nothing.

    Args:
        error: itself, or its text.
    """
    return (str(error).strip() or type(error).__name__).splitlines()[0][:120]
