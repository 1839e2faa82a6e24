"""Workers, which execute notebooks and write pages: this process, or processes of this machine (`cluster.py`: of others)."""

from __future__ import annotations

import contextlib
import multiprocessing.forkserver
import os
import shutil
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from nbexaminer.execution.run import execute, prepare_for
from nbexaminer.execution.task import Task
from nbexaminer.system import forkclient, tempdirs
from nbexaminer.system.processes import end_with_parent, interrupted_later

TRIES = 4
"""How often lost workers are replaced before any of the new ones has a result."""

KILLED = "The processes that run notebooks are killed again and again: is memory short?"


class LostWorker(Exception):
    """There are no workers left to execute notebooks."""


class Workers:
    """Execute notebooks in this process; a context manager.

    Attributes:
        count: how many notebooks are executed at once.
    """

    count = 1

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers."""

    def expect(self, task: Task) -> None:
        """Start in advance what executing such a task needs.

        Raises:
            CourseError: there is no sandbox to execute it in.
        """
        prepare_for(task)

    def submit(self, task: Task) -> Future:
        """Have a notebook executed; the future gives the text of the executed one, or raises `LostWorker` or as `execute`."""
        return self.call(execute, task)

    def call(self, function: Callable, *arguments: object) -> Future:
        """Have a function run on this machine; here it runs at once, and the future is done."""
        result: Future = Future()
        try:
            value = function(*arguments)
        except Exception as error:
            settle(result, error=error)
        else:
            settle(result, value)
        return result


class Processes(Workers):
    """Execute notebooks in processes of this machine, which share the fork servers that have the imports done.

    Args:
        count: how many processes.
    """

    def __init__(self, count: int):
        self.count = self._local = count
        self._lock = threading.Lock()
        self._lost = 0

    def __enter__(self) -> Workers:
        self._shared = str(tempdirs.create())
        self._over = False
        forkclient.share(Path(self._shared))
        self._start()
        with interrupted_later():
            multiprocessing.forkserver.ensure_running()  # it does its imports meanwhile
        return self

    def _start(self) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["nbexaminer.pipeline.run"])
        self._pool = ProcessPoolExecutor(
            self._local, mp_context=context, initializer=_initialize, initargs=(self._shared, os.getpid())
        )

    def __exit__(self, *_: object) -> None:
        self._over = True
        forkclient.share(None)
        processes = list((getattr(self._pool, "_processes", None) or {}).values())
        for process in processes:  # before the pool gives up what one that still begins would look for
            with contextlib.suppress(OSError, ValueError):
                process.terminate()
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.join(5)
        shutil.rmtree(self._shared, ignore_errors=True)

    def call(self, function: Callable, *arguments: object) -> Future:
        """Have a function run in one of the processes; once more when that process is lost."""
        result: Future = Future()
        self._try(partial(function, *arguments), result)
        return result

    def _try(self, job: Callable, result: Future) -> None:
        while not self._over:
            pool = self._pool
            try:
                with interrupted_later():  # a process that is just being started would outlive what it shares
                    future = pool.submit(job)
            except BrokenProcessPool:
                if not self._replace(pool):
                    settle(result, error=LostWorker(KILLED))
                    return
            except RuntimeError:  # it was closed just now
                break
            else:
                future.add_done_callback(partial(self._done, job, result, pool))
                return
        result.cancel()

    def _done(self, job: Callable, result: Future, pool: ProcessPoolExecutor, future: Future) -> None:
        if self._over or future.cancelled() or result.cancelled():
            result.cancel()
            return
        error = future.exception()
        if not isinstance(error, BrokenProcessPool):
            self._lost = 0
            settle(result, None if error else future.result(), error)
        elif self._replace(pool):
            self._try(job, result)
        else:
            settle(result, error=LostWorker(KILLED))

    def _replace(self, broken: ProcessPoolExecutor) -> bool:
        """Replace lost processes by new ones; False where that was tried too often."""
        with self._lock:
            if self._pool is broken:
                if self._lost >= TRIES:
                    return False
                self._lost += 1
                self._start()
        return True


def settle(result: Future, value: object = None, error: BaseException | None = None) -> None:
    """Give a future its value, or its error; one that was cancelled stays as it is."""
    if not result.set_running_or_notify_cancel():
        return
    if error is None:
        result.set_result(value)
    else:
        result.set_exception(error)


def _initialize(shared: str, parent: int) -> None:
    """In a new worker: share with the others, leave interrupts to the parent process, and end when it ends."""
    tempdirs.create_in(Path(shared))
    forkclient.share(Path(shared))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # it was held back meanwhile
    end_with_parent(parent)


def choose(jobs: int | None, notebooks: int) -> Workers:
    """Workers of this machine, no more than there are notebooks.

    Args:
        jobs: how many, or None for as many as there are cores.
        notebooks: how many notebooks there are to execute.
    """
    count = min(jobs or len(os.sched_getaffinity(0)), max(1, notebooks))
    return Processes(count) if count > 1 else Workers()
