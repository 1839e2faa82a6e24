"""What is measured of a kernel's processes: everything that they hold, and what they share once."""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import select
import socket
from collections.abc import Callable, Iterator

import pytest

from nbexaminer.sandbox import measure, processes
from nbexaminer.sandbox.layout import MEGABYTE
from nbexaminer.sandbox.measure import Exact, Meter, at_most

EVERYTHING = 2**62


@contextlib.contextmanager
def child(does: Callable[[], object]) -> Iterator[int]:
    """A fork of this process that does something and then waits."""
    ready, done = os.pipe()
    pid = os.fork()
    if pid == 0:
        with contextlib.suppress(BaseException):
            kept = does()
            os.write(done, b"x")
            select.select([], [], [], 60)
            del kept
        os._exit(0)
    try:
        assert os.read(ready, 1) == b"x"
        yield pid
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(ready)
        os.close(done)


def written(megabytes: int) -> mmap.mmap:
    """Memory in which every page has been written to."""
    memory = mmap.mmap(-1, megabytes * MEGABYTE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    memory[:] = b"x" * len(memory)
    return memory


def one(pid: int) -> tuple[Meter, set[int]]:
    return Meter(pid, False, ()), {pid}


def test_this_process_is_measured():
    meter, pids = one(os.getpid())
    used = meter.measure(pids, pids)
    assert used.processes == 1
    assert used.threads >= 1
    assert used.memory > MEGABYTE
    assert used.system > 0
    exact = meter.measure_again(used, pids, EVERYTHING)
    assert MEGABYTE < exact.memory <= used.memory


def test_a_process_that_is_gone_uses_nothing():
    with child(lambda: None) as pid:
        pass
    meter, pids = one(pid)
    used = meter.measure(pids, pids)
    assert (used.threads, used.memory, used.system) == (0, 0, 0)
    assert meter.measure_again(used, pids, EVERYTHING).memory == 0


def test_the_names_of_files_count():
    meter = Meter(os.getpid(), True, ["/dev/shm", "/nowhere"])
    assert meter._names() >= measure.FILE_NAME


def test_memory_that_forks_share_is_counted_once_and_what_they_write_as_their_own():
    kept = written(40)

    def write() -> None:
        kept[:] = b"y" * len(kept)

    with child(lambda: None) as first, child(lambda: None) as second, child(write) as third:
        meter, pids = Meter(first, False, ()), {first, second, third}
        used = meter.measure(pids, pids)
        assert used.memory > 3 * 40 * MEGABYTE
        exact = meter.measure_again(used, pids, EVERYTHING).memory
        # The first page is this process's as well as that of the two forks that have not written.
        assert (40 + 20) * MEGABYTE < exact < used.memory


def test_what_is_written_after_an_exact_measurement_counts_without_another_one(monkeypatch):
    kept = written(40)
    told, tell = os.pipe()
    wrote, written_now = os.pipe()

    def fork_and_write_when_told() -> None:
        if os.fork() == 0:  # it holds on to the pages as they are
            select.select([], [], [], 60)
        if os.fork() == 0:
            os.read(told, 1)
            kept[:] = b"y" * len(kept)
            os.write(written_now, b"x")
            select.select([], [], [], 60)

    with child(fork_and_write_when_told) as first:
        meter, pids = Meter(first, False, ()), processes.tree(first)
        assert len(pids) == 3
        before = meter.measure_again(meter.measure(pids, pids), pids, EVERYTHING).memory
        os.write(tell, b"x")
        os.read(wrote, 1)
        monkeypatch.setattr(meter, "_measure_exactly", lambda *arguments: 1 / 0)
        used = meter.measure(pids, pids)
        assert meter.measure_again(used, pids, EVERYTHING).memory >= before + 40 * MEGABYTE
        for pid in pids - {first}:
            os.kill(pid, 9)
    for number in (told, tell, wrote, written_now):
        os.close(number)


@pytest.mark.parametrize(
    ("pages", "grown"),
    [
        ({1: (100, 1000), 2: (50, 500)}, 0),
        ({1: (130, 1030), 2: (50, 500)}, 60),  # new pages: by both counts, which is more than enough
        ({1: (100, 1040), 2: (50, 500)}, 40),  # pages that were shared, and no longer are
        ({1: (80, 1000)}, 0),
        ({1: (100, 1000), 2: (50, 500), 3: (100, 7)}, 7),  # a fork
    ],
)
def test_what_may_have_been_written_since_is_added(pages, grown):
    assert at_most(Exact(120, {1: (100, 1000), 2: (50, 500)}), pages) == 120 + grown


def test_tables_of_pages_count():
    def touch() -> object:
        libc = ctypes.CDLL(None, use_errno=True)
        libc.mmap.restype = ctypes.c_void_p
        libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
        libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
        size, step = 4000 * 2 * MEGABYTE, 2 * MEGABYTE
        at = libc.mmap(None, size, mmap.PROT_READ, 0x4022, -1, 0)
        libc.madvise(at, size, 15)  # no large pages
        return [ctypes.c_char.from_address(at + k * step).value for k in range(4000)]

    with child(lambda: None) as plain, child(touch) as other:
        before, after = (Meter(pid, False, ()).measure({pid}, {pid}) for pid in (plain, other))
        assert after.system - before.system > 15 * MEGABYTE
        assert after.memory - before.memory < 5 * MEGABYTE


def test_open_files_count_as_pipes():
    with child(lambda: None) as plain, child(lambda: [os.pipe() for _ in range(150)]) as other:
        before, after = (Meter(pid, False, ()).measure({pid}, {pid}) for pid in (plain, other))
        assert after.system - before.system > 150 * measure.PIPE / 2


def test_sockets_count_also_when_nobody_has_them_open():
    meter = Meter(os.getpid(), True, ())
    kept = [socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM) for _ in range(measure.FREE_SOCKETS)]
    for _, other in kept:
        other.send(b"x")
        other.close()
    try:
        assert meter._network() >= measure.FREE_SOCKETS * measure._socket_size()
    finally:
        for mine, _ in kept:
            mine.close()
    assert processes.fields(os.getpid(), "nowhere", ("Threads",)) == {}
