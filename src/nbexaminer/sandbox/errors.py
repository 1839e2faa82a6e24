"""The error of the sandbox."""

from __future__ import annotations

from nbexaminer.course.errors import CourseError


class SandboxError(CourseError):
    """Student code can't be run safely here."""
