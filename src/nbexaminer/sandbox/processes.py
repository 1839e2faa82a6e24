"""Processes of this machine, as the system lists them in /proc."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterable

import psutil


def tree(first: int) -> set[int]:
    """Numbers of a process and of all that descend from it."""
    found, waiting = {first}, [first]
    while waiting:
        for child in children(waiting.pop()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


def children(pid: int) -> list[int]:
    """Numbers of a process's children.

    The system lists them for each thread, where it is built to; to ask all processes for their parents takes a hundred times
    as long.
    """
    found = []
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{thread}/children") as listed:
                found += map(int, listed.read().split())
    if found or os.path.exists(f"/proc/self/task/{os.getpid()}/children"):
        return found
    with contextlib.suppress(psutil.Error):
        found = [child.pid for child in psutil.Process(pid).children()]
    return found


def fields(pid: int, file: str, names: Iterable[str]) -> dict[str, int]:
    """Some fields of a process.

    Args:
        pid: number of the process.
        file: name of a file in its folder of /proc, whose lines are "name: number …".
        names: of the fields.

    Returns:
        Name -> number, in the unit of the file; empty for a process that is gone.
    """
    starts = tuple(f"{name}:" for name in names)
    with contextlib.suppress(OSError, ValueError), open(f"/proc/{pid}/{file}") as lines:
        found = (line.split()[:2] for line in lines if line.startswith(starts))
        return {name[:-1]: int(number) for name, number in found}
    return {}


def signal_all(pids: Iterable[int], number: signal.Signals) -> None:
    """Send a signal to some processes; those that are gone don't matter."""
    for pid in pids:
        with contextlib.suppress(OSError):
            os.kill(pid, number)
