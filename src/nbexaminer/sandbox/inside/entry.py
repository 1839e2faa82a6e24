"""Where Python starts inside a sandbox: either as one kernel, or as a zygote that forks kernels."""

from __future__ import annotations

import json
import os
import socket
import sys

from nbexaminer.candidate import kernel
from nbexaminer.sandbox.inside import libc, namespaces, rights
from nbexaminer.system import forkserver


def start_kernel() -> None:
    """Be the kernel that standard input describes."""
    start = json.load(sys.stdin)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # errors up to here are read by the grader, later ones by nobody
    os.umask(0o022)
    rights.become(start["uid"])
    kernel.run(start)


def fork_kernels() -> None:
    """Be a zygote: import the modules that the arguments name, then fork a kernel for each request.

    The last argument holds the file descriptors for `forkserver.serve`.
    """
    libc.set_dumpable(False)  # nobody may look into this process, nor into its forks
    *modules, descriptors = sys.argv[1:]
    forkserver.serve(descriptors, [*kernel.IMPORTED_BY_KERNELS, *modules], _start_in_fork)


def _start_in_fork(connection: socket.socket) -> None:
    """In a fork of the zygote: make a sandbox within the sandbox, run a kernel in it, and report how it ended.

    Through the connection come a line of JSON that describes the kernel, and after it the contents of the given files. Lines
    of JSON go back: "started" or "error", and later "ended".
    """
    with connection.makefile("rb") as stream:
        start = json.loads(stream.readline())
        ordinary, uid, gid = start["uid"] is None, os.getuid(), os.getgid()
        try:
            namespaces.separate(users=ordinary)
            if os.fork():  # the child is process 1 of a process tree of its own
                return
            namespaces.furnish(start, stream)
            if ordinary:
                namespaces.resume_user(uid, gid)
        except OSError as error:
            connection.sendall(json.dumps({"error": str(error)}).encode() + b"\n")
            return
    child = os.fork()
    if child == 0:
        connection.close()
        os.setsid()
        rights.become(start["uid"])
        if os.getuid() == 0:
            return  # the description names no user to become
        rights.give_up(bytes.fromhex(start["seccomp"]))
        kernel.run(start)
        return
    rights.give_up(b"")
    connection.sendall(json.dumps({"started": child}).encode() + b"\n")
    while True:
        ended, status = os.wait()
        if ended == child:
            connection.sendall(json.dumps({"ended": os.waitstatus_to_exitcode(status)}).encode() + b"\n")
            return
