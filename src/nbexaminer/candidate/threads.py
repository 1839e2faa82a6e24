"""Threads of the student's that a fork of the kernel has lost: pools begin anew, and who waits for another is told why.

A fork has one thread, the one that forked. At home a thread that an earlier cell has started is still there when a check
calls a function. So what can be had again is had again: pools of `concurrent.futures`, and those of OpenMP. A function that
waits for another thread would wait for ever.
"""

from __future__ import annotations

import contextlib
import ctypes
import linecache
import queue
import re
import signal
import sys
import threading
import time
from types import FrameType

SOFT_PAUSE = 1
"""`omp_pause_soft`: OpenMP gives its threads back, and keeps its settings."""
LOOKS, BETWEEN = 4, 0.4
"""How often a wait is looked at before it is told, and the seconds between."""
BUSY = 0.1
"""Share of its time that a process may compute while it counts as waiting."""
_WAITING = re.compile(r"[/\\](threading|queue|concurrent[/\\]futures[/\\]\w+|multiprocessing[/\\]pool)\.py$")
_WITH_A_NAME = re.compile(r"\s*with\b[^(]*:\s*$")
_UNLIMITED_CALL = re.compile(r"\.(acquire|get|wait|join|result)\(\)$")
WHY = (
    "waits for ever for the thread {}, which an earlier cell has started. A check calls functions in a copy of the notebook's "
    "process, and no thread but their own runs there: start it in the function."
)


def give_back_openmp() -> None:
    """Have OpenMP end its threads, in each of its libraries that is loaded; a fork would wait for them.

    They are started again when they are needed.
    """
    with open("/proc/self/maps", encoding="utf-8", errors="replace") as maps:
        found = {line.split(maxsplit=5)[5].strip() for line in maps if re.search(r"/lib[gi]?omp[\w.-]*\.so", line)}
    for path in found:
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(path).omp_pause_resource_all(SOFT_PAUSE)


class LostThreads:
    """The student's threads, which a fork does not have.

    Args:
        kernel: the threads that the kernel had before the student's first cell.

    Attributes:
        names: of the student's threads.
    """

    def __init__(self, kernel: set[threading.Thread]):
        me = threading.current_thread()
        self._threads = [each for each in threading.enumerate() if each is not me and each not in kernel]
        self.names = [thread.name for thread in self._threads]
        self._main = threading.get_ident()
        self._pools = [pool for pool in map(_pool_of, self._threads) if pool is not None]
        self._why = ""

    def replace(self) -> None:
        """In the fork: let pools start threads anew, and watch for a wait without end."""
        for pool in self._pools:
            with contextlib.suppress(Exception):  # another Python's pool may be made differently: the wait is told then
                _begin_anew(pool)
        if self.names:
            threading.Thread(target=self._watch, daemon=True, name="watch").start()

    def interrupted(self, number: int, frame: object) -> None:
        """Handles the interrupt: an error that says why, where a wait was found, else `KeyboardInterrupt`."""
        if self._why:
            why, self._why = self._why, ""
            raise RuntimeError(why)
        raise KeyboardInterrupt

    def _watch(self) -> None:
        seen, looks, computed = None, 0, time.process_time()
        while True:
            time.sleep(BETWEEN)
            frame, now = sys._current_frames().get(self._main), time.process_time()
            place = (frame, frame.f_lasti) if frame is not None else None
            is_idle = now - computed < BUSY * BETWEEN and threading.active_count() == 2
            computed = now
            looks = looks + 1 if is_idle and place == seen and frame is not None and waits_for_ever(frame) else 0
            seen = place
            del frame
            if looks >= LOOKS:
                looks, self._why = 0, "it " + WHY.format(" or ".join(dict.fromkeys(self.names[:3])))
                signal.pthread_kill(self._main, signal.SIGINT)


def _pool_of(thread: threading.Thread) -> object:
    """The `ThreadPoolExecutor` whose work a thread does, or None."""
    target, arguments = getattr(thread, "_target", None), getattr(thread, "_args", ())
    if getattr(target, "__module__", "") == "concurrent.futures.thread" and arguments:
        with contextlib.suppress(Exception):
            return arguments[0]()
    return None


def _begin_anew(pool: object) -> None:
    """Let an executor without its threads start new ones, and do what was waiting."""
    waiting, pool._work_queue = pool._work_queue, queue.SimpleQueue()
    pool._threads.clear()
    pool._idle_semaphore, pool._shutdown_lock = threading.Semaphore(0), threading.Lock()
    while not waiting.empty():
        pool._work_queue.put(waiting.get_nowait())
    if not pool._work_queue.empty():
        pool._adjust_thread_count()


def waits_for_ever(frame: FrameType) -> bool:
    """Whether a thread that does nothing at this frame waits for another one, without a limit.

    Args:
        frame: the innermost frame of the thread.
    """
    code = frame.f_code
    if _WAITING.search(code.co_filename):
        return frame.f_locals.get("timeout") in (None, -1)
    if _WITH_A_NAME.match(linecache.getline(code.co_filename, frame.f_lineno)):
        return True
    position = list(code.co_positions())[frame.f_lasti // 2]
    if None in position or position[0] != position[1]:
        return False
    line = linecache.getline(code.co_filename, position[0]).encode()
    return _UNLIMITED_CALL.search(line[position[2] : position[3]].decode(errors="replace")) is not None
