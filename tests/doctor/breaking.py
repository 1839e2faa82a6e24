"""A course to break, and what is told of it."""

from __future__ import annotations

from pathlib import Path

from nbexaminer.doctor.examine import CHECKS, Row, examine


def told(root: Path, *names: str) -> list[Row]:
    """The rows about some things of a course; all of them where none is named."""
    return examine(root, [(name, look) for name, look in CHECKS if not names or name in names])


def only(root: Path, name: str) -> Row:
    """The one row about a thing."""
    (row,) = told(root, name)
    return row


def add_setting(root: Path, *lines: str) -> None:
    """Write further lines at the end of the settings."""
    path = root / "nbgrader_config.py"
    path.write_text("\n".join([path.read_text(encoding="utf-8"), *lines, ""]), encoding="utf-8")
