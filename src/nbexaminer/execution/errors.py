"""What can go wrong while a notebook runs, for the other modules of this folder."""

from __future__ import annotations

ATTEMPTS = 8
"""How often something is tried again because a process of the grader's own has ended."""


class KernelBroken(Exception):
    """The kernel can't be used after a cell; the text is a key of `incidents.REASONS`."""


class Orphaned(Exception):
    """A process of the grader's own has ended: nothing that has happened since is the submission's doing."""
