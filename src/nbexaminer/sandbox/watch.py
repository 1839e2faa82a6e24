"""Whether what a kernel uses is too much: pure decisions, apart from the measuring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

GRACE = 2.0
"""Seconds that a cell has to stop after it was interrupted."""
FEW = 2
"""Processes up to this number, such as the first one of a sandbox and its kernel, have the whole memory to use."""
SOON = 0.4
"""The share of the memory from which on it may be used up before long."""
PAUSE, SHORT_PAUSE = 0.05, 0.01
"""Seconds between two measurements, and between those of a kernel that could soon use too much."""


@dataclass(frozen=True)
class Limits:
    """What a notebook may use.

    Attributes:
        memory: bytes.
        processes: processes and threads together.
    """

    memory: int
    processes: int


@dataclass(frozen=True)
class Usage:
    """What some processes use.

    Attributes:
        processes: how many they are, without forks that wait to answer a check.
        threads: how many threads these have together, and how many terminals are open.
        memory: bytes that they, and forks that wait, have written to. Memory that several of them share may be counted once
            for each.
        system: bytes that the system holds for them at most: tables of pages, what waits in pipes and sockets, open files,
            and the names of files in the folders where they may write.
    """

    processes: int = 0
    threads: int = 0
    memory: int = 0
    system: int = 0


def too_much(usage: Usage, limits: Limits, share: float = 1.0) -> Literal["processes", "memory"] | None:
    """What is used too much of, or None.

    Args:
        usage: what is used.
        limits: what may be used.
        share: of the memory that may be used.
    """
    # The system lets nobody start one more process when all are used: nearly all is as good as all.
    if usage.threads > 0.9 * limits.processes:
        return "processes"
    return "memory" if usage.memory > allowed(usage, limits, share) else None


def allowed(usage: Usage, limits: Limits, share: float = 1.0) -> float:
    """Bytes that may be written to, beside what the system holds."""
    whole = share * limits.memory
    if usage.processes > FEW:  # together they could fill the memory between two measurements
        whole *= 0.8
    return whole - usage.system


def pause(usage: Usage, limits: Limits) -> float:
    """Seconds until the next measurement: fewer where the memory may be used up before long."""
    few = usage.memory + usage.system < SOON * limits.memory and usage.processes <= FEW
    return PAUSE if few else SHORT_PAUSE


def overdue(late: float, interrupted: bool) -> Literal["interrupt", "kill"] | None:
    """What to do about a cell that runs longer than it may.

    Args:
        late: seconds since its time was over; negative while it is not.
        interrupted: whether it has been interrupted already.
    """
    if late > GRACE:
        return "kill"
    return "interrupt" if late > 0 and not interrupted else None
