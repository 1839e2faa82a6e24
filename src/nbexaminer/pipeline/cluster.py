"""Execute notebooks on the workers of a Dask scheduler, which need this package installed and nothing of the course."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sys
import warnings
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import asdict
from functools import partial

from nbexaminer.course.errors import CourseError
from nbexaminer.execution.task import OtherVersion, Task, version
from nbexaminer.pipeline.workers import LostWorker, Processes, settle

try:
    import cloudpickle
    from distributed import Client, KilledWorker
    from distributed.core import rpc
    from distributed.versions import VersionMismatchWarning
except ImportError:
    raise CourseError(
        "Dask is missing: install it here and on the workers with `pip install distributed`, or leave --scheduler out."
    ) from None

PATIENCE = 10
"""Seconds in which a scheduler must answer."""
LOGGERS = ("distributed", "distributed.client", "tornado", "tornado.application", "asyncio")
"""Loggers of Dask that would write into the instructor's terminal."""
KILLED = "Workers are lost again and again: look at their logs, then run the same command again."
REMEDY = "install the same requirements.txt there and start it again"


async def _identify(address: str) -> None:
    """Make sure that there is a scheduler at an address.

    Raises:
        Exception: nothing answers there, or something that is no scheduler.
    """
    async with asyncio.timeout(PATIENCE), rpc(address, timeout=PATIENCE) as scheduler:
        if (await scheduler.identity()).get("type") != "Scheduler":
            raise ValueError


def _version_there() -> str:
    """On a worker: its version of the code and packages that results depend on."""
    try:
        from nbexaminer.execution.task import version

        return version()
    except ImportError as error:
        return f"none ({error})"


def _runner() -> Callable[[dict], tuple[bool, str]]:
    """The function that a worker calls. It is local, so that it is sent by value: a scheduler need not have this package."""

    def run(task: dict) -> tuple[bool, str]:
        """Execute a notebook; returns whether that was possible, and the text of the executed one or the reason."""
        from distributed import get_worker

        try:
            from nbexaminer.execution.run import execute
            from nbexaminer.execution.task import OtherVersion, Task
        except ImportError as error:
            return False, f"The Dask worker {get_worker().address} lacks a package ({error})"
        try:
            return True, execute(Task(**task))
        except OtherVersion as error:
            return False, f"The Dask worker {get_worker().address} is another than this machine: {error}"

    return run


class Cluster(Processes):
    """Execute notebooks on a Dask cluster, and write pages in processes of this machine.

    Args:
        address: of the scheduler, such as tcp://host:8786.
    """

    def __init__(self, address: str):
        super().__init__(len(os.sched_getaffinity(0)))
        self.address = address

    def __enter__(self) -> Cluster:
        """Connect.

        Raises:
            CourseError: no scheduler answers, it has no workers, or they have other versions than this machine.
        """
        if not re.fullmatch(r"((tcp|tls|ws|wss)://)?(\[[0-9a-fA-F:.]+\]|[\w.-]+):\d{1,5}", self.address):
            raise CourseError(
                f"No Dask scheduler answers at {self.address}, which is no address: `dask scheduler` says one, such as "
                "tcp://host:8786."
            )
        for name in LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        warnings.simplefilter("ignore", VersionMismatchWarning)
        try:
            asyncio.run(_identify(self.address))  # a client would go on asking, or believe any answer
            self._client = Client(self.address, timeout=PATIENCE, set_as_default=False)
        except Exception:  # what is no scheduler may answer anything
            raise CourseError(
                f"No Dask scheduler answers at {self.address}: start one with `dask scheduler`, or check the address."
            ) from None
        try:
            self._require_alike()
        except CourseError:
            self._client.close()
            raise
        except Exception as error:
            self._client.close()
            raise CourseError(
                f"The Dask workers of {self.address} could not be asked what they have installed "
                f"({type(error).__name__}: {error}): look at their logs."
            ) from error
        super().__enter__()
        return self

    def _require_alike(self) -> None:
        """Make sure that there are workers, and that each would give the results of this machine.

        Raises:
            CourseError: there are none, or one has other code or packages.
        """
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        if not workers:
            raise CourseError(f"The Dask scheduler at {self.address} has no workers: start some with `dask worker`.")
        self.count = sum(worker["nthreads"] for worker in workers.values())
        here = sys.modules[__name__]
        cloudpickle.register_pickle_by_value(here)
        try:
            found = self._client.run(_version_there)
        finally:
            cloudpickle.unregister_pickle_by_value(here)
        for worker, other in sorted(found.items()):
            if other != version():
                mine, theirs = version().split(), other.split()
                different = [name for name in theirs[1:] if name not in mine]
                if theirs[0] != mine[0]:
                    different.insert(0, f"nbexaminer {theirs[0]}")
                what = ", ".join(different) if len(theirs) == len(mine) else other
                raise CourseError(
                    f"The Dask worker {worker} has other code or packages than this machine ({what}): {REMEDY}."
                )

    def __exit__(self, *_: object) -> None:
        super().__exit__()
        self._client.close()

    def expect(self, task: Task) -> None:
        """Do nothing: each worker starts when it has a task."""

    def submit(self, task: Task) -> Future:
        """Have a notebook executed on a worker; on another one when it is lost."""
        result: Future = Future()
        key = f"execute-{task.key}-{os.urandom(4).hex()}"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # what a student handed in may be large
            running = self._client.submit(_runner(), asdict(task), key=key, pure=False)
        running.add_done_callback(partial(self._finish, result))
        return result

    def _finish(self, result: Future, running: object) -> None:
        """Hand on what Dask's future holds."""
        if self._over:  # the client is closing: it would never answer
            result.cancel()
            return
        try:
            done, text = running.result()
        except KilledWorker:
            settle(result, error=LostWorker(KILLED))
        except (CancelledError, OSError, TimeoutError):
            settle(
                result,
                error=LostWorker(
                    f"The Dask scheduler at {self.address} is gone: start it, then run the same command again; what was "
                    "graded is kept."
                ),
            )
        except Exception as error:
            settle(result, error=error)
        else:
            settle(result, text if done else None, None if done else OtherVersion(f"{text}: {REMEDY}."))
