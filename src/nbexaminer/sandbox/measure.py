"""Measuring what the processes of one kernel use, quickly each time, and exactly where it matters."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from nbexaminer.sandbox import processes
from nbexaminer.sandbox.watch import Usage

PAGE = os.sysconf("SC_PAGE_SIZE")
KILOBYTE = 2**10
# Bytes that the system holds, each at least what was found to be needed and mostly more.
FILE_NAME = 2 * KILOBYTE
"""For the name of a file, its attributes included, in a folder in memory."""
THREAD = 32 * KILOBYTE
DESCRIPTOR, WATCHED_PAIR = 8 * KILOBYTE, 192
"""For a place in a table of open files (the smallest pipe), and for one of these files that waits for another (epoll)."""
PIPE = 64 * KILOBYTE
"""What a pipe may hold, until its user holds `_pipes_of_a_user` in pipes."""
FREE_SOCKETS = 64
"""Sockets that an honest kernel and its forks may need: what waits in these is not counted."""
PARTS = ("RssAnon", "RssShmem")
STATUS = (*PARTS, "VmPTE", "HugetlbPages", "Threads", "FDSize")
OFTEN = 1.0
"""Seconds for which an exact measurement, with what has been written since, is good enough."""
SHARE = 50
"""An exact measurement that is only due to its age waits for this many times the time that the last one took."""


@dataclass(frozen=True)
class Exact:
    """An exact measurement.

    Attributes:
        memory: bytes that the processes had written to together, what they share counted once.
        pages: process -> its bytes, what it shares included, and the bytes of all pages that it had been given until then.
        when: on the clock `time.monotonic`.
        took: seconds that it took.
    """

    memory: int = 0
    pages: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    when: float = float("-inf")
    took: float = 0.0


def at_most(exact: Exact, pages: Mapping[int, tuple[int, int]]) -> int:
    """Bytes that processes have written to at most, by an earlier measurement and by what they have been given since then.

    A page that was shared and is written to becomes a new one: no process seems to grow by that, but each such page is given
    by the system. A fork begins with what it shares.

    Args:
        exact: the earlier measurement.
        pages: as in it, of now.
    """
    grown = 0
    for pid, (held, given) in pages.items():
        before, given_before = exact.pages.get(pid, (held, 0))
        grown += max(0, held - before) + max(0, given - given_before)
    return exact.memory + grown


class Meter:
    """Measures one kernel.

    Args:
        first: number of its first process.
        protected: whether it has a sandbox, and so folders, a network and terminals of its own.
        folders: where it may write, as it sees them.
    """

    def __init__(self, first: int, protected: bool, folders: Iterable[str]):
        self._root = Path(f"/proc/{first}")
        self._protected = protected
        self._folders = [f"{self._root}/root{folder}" for folder in folders] if protected else []
        self._exact = Exact()
        self._lock = threading.Lock()

    def measure(self, moving: set[int], every: set[int]) -> Usage:
        """Measure quickly: memory that several processes share is counted once for each.

        Args:
            moving: numbers of the processes that are counted as processes.
            every: numbers of all that hold memory.
        """
        seen = {pid: processes.fields(pid, "status", STATUS) for pid in every}
        return Usage(
            processes=len(moving),
            threads=sum(seen[pid].get("Threads", 0) for pid in moving & every) + self._terminals(),
            memory=KILOBYTE * sum(_held(one) for one in seen.values()),
            system=sum(_system(one) for one in seen.values()) + _pipes(seen.values()) + self._network() + self._names(),
        )

    def measure_again(self, usage: Usage, every: set[int], allowed: int) -> Usage:
        """The same usage with shared memory counted once: as exactly as is needed to know whether it is too much.

        Args:
            usage: what `measure` has found.
            every: numbers of all that hold memory.
            allowed: bytes of memory that may be used.
        """
        with self._lock:
            memory = at_most(self._exact, _pages(every))
            due = self._exact.when + max(OFTEN, SHARE * self._exact.took)
            if memory > allowed or time.monotonic() > due:
                memory = self._measure_exactly(every, allowed)
        return replace(usage, memory=min(usage.memory, memory))

    def _measure_exactly(self, every: set[int], allowed: int) -> int:
        """Sum up each process's share; reads no further where it is too much anyway."""
        start, memory = time.monotonic(), 0
        pages = _pages(every)  # what is written while the sum is made counts as written since then
        for pid in every:
            memory += KILOBYTE * sum(processes.fields(pid, "smaps_rollup", ("Pss_Anon", "Pss_Shmem")).values())
            if memory > allowed:
                return memory
        now = time.monotonic()
        self._exact = Exact(memory, pages, now, now - start)
        return memory

    def _names(self) -> int:
        """Bytes that the system needs for the files in the folders; the limits of their size don't count this."""
        used = 0
        for folder in self._folders:
            with contextlib.suppress(OSError):
                found = os.statvfs(folder)
                used += (found.f_files - found.f_ffree) * FILE_NAME
        return used

    def _network(self) -> int:
        """Bytes that may wait in sockets, also in those that nobody has open any more."""
        if not self._protected:
            return 0
        sockets = inet = 0
        with contextlib.suppress(OSError, ValueError, IndexError):
            for name in ("sockstat", "sockstat6"):
                for line in (self._root / "net" / name).read_text(encoding="utf-8").splitlines():
                    kind, _, count, *_ = line.split()
                    sockets += int(count) if kind == "sockets:" else 0
                    inet += int(count) if kind in ("TCP:", "TCP6:") else 0
        return max(0, sockets - FREE_SOCKETS) * _socket_size() + inet * _stream_size()

    def _terminals(self) -> int:
        """How many terminals are open: each takes the place of a process."""
        if not self._protected:
            return 0
        with contextlib.suppress(OSError):
            return sum(name.isdigit() for name in os.listdir(self._root / "root/dev/pts"))
        return 0


def _held(status: Mapping[str, int]) -> int:
    return sum(status.get(name, 0) for name in PARTS)


def _system(status: Mapping[str, int]) -> int:
    """Bytes that the system holds for a process, apart from what its files hold."""
    files = status.get("FDSize", 0)
    tables = KILOBYTE * (status.get("VmPTE", 0) + status.get("HugetlbPages", 0))
    return tables + THREAD * status.get("Threads", 0) + DESCRIPTOR * files + WATCHED_PAIR * files**2 // 4


def _pipes(every: Iterable[Mapping[str, int]]) -> int:
    """Bytes that may wait in pipes if all open files are pipes."""
    return min(PIPE * sum(status.get("FDSize", 0) for status in every), _pipes_of_a_user())


def _pages(pids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Process -> its bytes, and the bytes of all pages that the system has given it so far."""
    found = {}
    for pid in pids:
        with contextlib.suppress(OSError, ValueError, IndexError):
            status = processes.fields(pid, "status", PARTS)
            faults = int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[7])
            found[pid] = KILOBYTE * _held(status), PAGE * faults
    return found


def _pipes_of_a_user() -> int:
    """Bytes beyond which the system makes the pipes of a user as small as can be."""
    pages = _number("fs/pipe-user-pages-soft")
    return pages * PAGE if pages else 2**62


def _socket_size() -> int:
    return _number("net/core/wmem_default") + _number("net/core/rmem_default")


def _stream_size() -> int:
    return _number("net/ipv4/tcp_wmem") + _number("net/ipv4/tcp_rmem")


def _number(name: str) -> int:
    """The last number of a setting of the system; 0 where there is no such setting."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/sys", name).read_text(encoding="utf-8").split()[-1])
    return 0
