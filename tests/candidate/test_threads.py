"""Threads that a fork has lost: what can be had again is, and who waits for another is told why."""

from __future__ import annotations

import linecache
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from nbexaminer import protocol
from nbexaminer.candidate import threads
from nbexaminer.candidate.forks import serve
from nbexaminer.candidate.threads import LostThreads, waits_for_ever
from tests.candidate.asking import asked_across


def code(source: str, **names: object) -> dict[str, object]:
    """What a cell defines."""
    file = f"<cell {len(linecache.cache)}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(compile(source, file, "exec", dont_inherit=True), names)
    return names


def in_a_fork(names: dict[str, object], known: set[threading.Thread], *requests: list) -> list:
    """The answer to the last of some requests, from a fork made here and now."""
    mine, theirs = socket.socketpair()
    lost = LostThreads(known)
    pid = os.fork()
    if not pid:
        try:
            mine.close()
            lost.replace()
            serve(theirs, names, lost.interrupted)
        finally:
            os._exit(0)
    theirs.close()
    try:
        mine.settimeout(20)
        return [asked_across(mine, *request) for request in requests][-1]
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        mine.close()


CALL = ["call", protocol.Reference(0, "f", True), [], {}]


@pytest.fixture
def _quick(monkeypatch):
    monkeypatch.setattr(threads, "BETWEEN", 0.05)


def test_a_pool_that_has_worked_works_in_a_fork():
    known = set(threading.enumerate())
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(time.sleep, [0.05] * 3))
        names = {"f": lambda: sum(pool.map(abs, range(-5, 0)))}
        assert in_a_fork(names, known, ["name", "f"], CALL) == [b"value", 15]
        assert list(pool.map(abs, [-1])) == [1]


def test_work_that_a_pool_has_not_begun_is_done_in_the_fork():
    known, go = set(threading.enumerate()), threading.Event()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(go.wait)
        waiting = pool.submit(abs, -7)
        names = {"f": lambda: waiting.result()}
        assert in_a_fork(names, known, ["name", "f"], CALL) == [b"value", 7]
        go.set()


@pytest.mark.usefixtures("_quick")
@pytest.mark.parametrize(
    "body",
    [
        "work.put(1); return done.get()",
        "done_simple.get()",
        "with lock:\n        pass",
        "lock.acquire()",
        "event.wait()",
        "time.sleep(0.3); event.wait()",
    ],
)
def test_who_waits_for_a_lost_thread_is_told_why(body):
    known = set(threading.enumerate())
    names = code(
        "import queue, threading, time\n"
        "work, done, done_simple = queue.Queue(), queue.Queue(), queue.SimpleQueue()\n"
        "lock, event, begun = threading.Lock(), threading.Event(), threading.Event()\n"
        "def worker():\n    with lock:\n        begun.set()\n        done.put(work.get())\n"
        "thread = threading.Thread(target=worker, name='my worker', daemon=True)\nthread.start()\nbegun.wait()\n"
        f"def f():\n    {body}\n"
    )
    kind, described = in_a_fork(names, known, ["name", "f"], CALL)
    names["work"].put(None)
    names["thread"].join()
    assert kind == b"error"
    assert described[0] == "RuntimeError"
    assert described[2].startswith("it waits for ever for the thread my worker, which an earlier cell has started.")
    assert described[3][-1][0] == "f"


@pytest.mark.usefixtures("_quick")
@pytest.mark.parametrize(
    "body",
    [
        "time.sleep(0.4); return 5",
        "event.wait(0.4); return 5",
        "thread = threading.Thread(target=time.sleep, args=(0.4,)); thread.start(); thread.join(); return 5",
        "return subprocess.run(['sh', '-c', 'sleep 0.4; exit 5']).returncode",
        "end = time.monotonic() + 0.4\n    while time.monotonic() < end: pass\n    return 5",
    ],
)
def test_who_waits_for_something_else_is_left_in_peace(body):
    known, stop = set(threading.enumerate()), threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    names = code(f"import subprocess, threading, time\nevent = threading.Event()\ndef f():\n    {body}\n")
    try:
        assert in_a_fork(names, known, ["name", "f"], CALL) == [b"value", 5]
    finally:
        stop.set()
        other.join()


def test_a_kernel_without_threads_of_the_students_is_not_watched():
    lost = LostThreads(set(threading.enumerate()))
    assert lost.names == []
    before = threading.active_count()
    lost.replace()
    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("body", "forever"),
    [
        ("lock.acquire()", True),
        ("lock.acquire(timeout=3)", False),
        ("with lock:\n        pass", True),
        ("with open_slowly():\n        pass", False),
        ("time.sleep(3)", False),
        ("event.wait()", True),
        ("event.wait(3)", False),
        ("event.wait(timeout=3)", False),
    ],
)
def test_a_wait_without_end_is_told_from_others(body, forever):
    names = code(
        "import threading, time\nlock, event = threading.Lock(), threading.Event()\nlock.acquire()\n"
        f"def open_slowly():\n    time.sleep(3)\n    return threading.Lock()\ndef f():\n    {body}\n"
    )
    thread = threading.Thread(target=names["f"], daemon=True)
    thread.start()
    time.sleep(0.1)
    assert waits_for_ever(sys._current_frames()[thread.ident]) is forever
    names["event"].set()
    names["lock"].release()


def test_openmp_gives_its_threads_back():
    torch = pytest.importorskip("torch")

    def running() -> int:
        return len(os.listdir("/proc/self/task"))

    def work() -> float:
        return float((torch.ones(300, 300) @ torch.ones(300, 300)).sum())

    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        give_back: Callable[[], None] = threads.give_back_openmp
        right = work()
        many = running()
        give_back()
        assert running() < many
        assert work() == right
    finally:
        torch.set_num_threads(before)
        threads.give_back_openmp()
