"""The error of the sandbox."""

from __future__ import annotations

from nbexaminer.course.errors import MachineError


class SandboxError(MachineError):
    """Student code can't be run safely here."""
