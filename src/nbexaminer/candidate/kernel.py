"""The kernel that runs the student's cells: its limits, its search path, and ipykernel."""

from __future__ import annotations

import json
import os
import resource
import sys

from nbexaminer.candidate import forks

IMPORTED_BY_KERNELS = (
    "ipykernel.kernelapp", "ipykernel.debugger", "IPython.core.completerlib", "IPython.core.debugger",
    "IPython.core.logger", "IPython.core.oinspect", "IPython.extensions.storemagic", "encodings.idna",
    "matplotlib.animation", "pydevd_plugins.extensions.types.pydevd_plugin_numpy_types", "sqlite3",
    "tornado.platform.asyncio", "tornado.queues", "xmlrpc.server", "zmq.utils.garbage",
)  # fmt: skip
"""Modules that every kernel imports before its first cell."""
_LIMITS = {
    "memory": resource.RLIMIT_DATA,
    "processes": resource.RLIMIT_NPROC,
    "file": resource.RLIMIT_FSIZE,
    "files": resource.RLIMIT_NOFILE,
}
_SAME_FOR_ALL = {resource.RLIMIT_CORE: 0, resource.RLIMIT_MSGQUEUE: 0, resource.RLIMIT_SIGPENDING: 1024}
"""Core files; bytes in queues of messages, and timers, which are memory that is not seen from outside."""


def run(start: dict) -> None:
    """Be the kernel that a description asks for, until it is shut down.

    Args:
        start: the description, which came as JSON. Used here are

            - "limits": name of a limit of `_LIMITS` -> its value, in bytes or as a count,
            - "folder": where the kernel listens,
            - "forks": path of the socket to which its forks connect,
            - "connection": the content of its connection file,
            - "arguments": its command line,
            - "off the path": folders that are no longer searched for modules.
    """
    _limit(start["limits"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    # The student's cells shall find what they would find in an ordinary kernel.
    sys.path[:] = ["", *(path for path in sys.path if path not in start["off the path"])]
    sys.argv = ["kernel"]
    from ipykernel.kernelapp import IPKernelApp

    connection = os.path.join(start["folder"], "connection.json")
    with open(connection, "w") as file:
        json.dump(start["connection"], file)
    app = IPKernelApp.instance()
    app.initialize(["-f", connection, *start["arguments"]])
    forks.prepare(start["forks"], app.shell)
    # `exit()` in a cell ends the cell, as it should, and not the kernel.
    app.shell.ask_exit = lambda: None
    app.start()


def _limit(limits: dict[str, int]) -> None:
    for kind, value in (_SAME_FOR_ALL | {_LIMITS[name]: value for name, value in limits.items()}).items():
        hardest = resource.getrlimit(kind)[1]
        value = value if hardest == resource.RLIM_INFINITY else min(value, hardest)
        resource.setrlimit(kind, (value, value))
