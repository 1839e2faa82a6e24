"""What a kernel uses, and whether that is too much. Measuring and deciding are apart: the deciding functions are pure."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from nbexaminer.sandbox.processes import field_sum

GRACE = 2.0
"""Seconds that a cell has to stop after it was interrupted."""
FEW = 2
"""Processes up to this number, such as the first one of a sandbox and its kernel, have the whole memory to use."""
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
        processes: how many they are.
        threads: how many threads they have together.
        memory: bytes that they have written to. Memory that several of them share may be counted once for each.
        file_names: bytes of memory that the system needs for the files in the folders where they may write. The size of these
            folders is limited, but that limit does not count this.
    """

    processes: int = 0
    threads: int = 0
    memory: int = 0
    file_names: int = 0


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
    allowed = share * limits.memory
    if usage.processes > FEW:  # together they could fill the memory between two measurements
        allowed *= 0.8
    return "memory" if usage.memory > allowed - usage.file_names else None


def pause(usage: Usage, limits: Limits) -> float:
    """Seconds until the next measurement: fewer where the memory may be used up before long."""
    return PAUSE if usage.memory < 0.4 * limits.memory and usage.processes <= FEW else SHORT_PAUSE


def overdue(late: float, interrupted: bool) -> Literal["interrupt", "kill"] | None:
    """What to do about a cell that runs longer than it may.

    Args:
        late: seconds since its time was over; negative while it is not.
        interrupted: whether it has been interrupted already.
    """
    if late > GRACE:
        return "kill"
    return "interrupt" if late > 0 and not interrupted else None


def measure(pids: set[int], folders: Iterable[str]) -> Usage:
    """Measure what some processes use, quickly.

    Args:
        pids: their numbers.
        folders: where they may write.
    """
    return Usage(
        processes=len(pids),
        threads=sum(field_sum(pid, "status", "Threads") for pid in pids),
        memory=1024 * sum(field_sum(pid, "status", "RssAnon", "RssShmem") for pid in pids),
        file_names=_file_names(folders),
    )


def measure_again(usage: Usage, pids: set[int]) -> Usage:
    """The same usage with memory that several processes share counted once, which takes the system longer to tell."""
    return replace(usage, memory=1024 * sum(field_sum(pid, "smaps_rollup", "Pss_Anon", "Pss_Shmem") for pid in pids))


def _file_names(folders: Iterable[str]) -> int:
    used = 0
    for folder in folders:
        with contextlib.suppress(OSError):
            found = os.statvfs(folder)
            used += (found.f_files - found.f_ffree) * 1024
    return used
