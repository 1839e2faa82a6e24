"""Calls of the C library that Python does not offer, with the numbers of the Linux kernel that they take."""

from __future__ import annotations

import ctypes
import os

_libc = ctypes.CDLL(None, use_errno=True)

# prctl(2), seccomp(2), capabilities(7)
PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 4, 22, 38, 47
PR_CAP_AMBIENT_CLEAR_ALL, SECCOMP_MODE_FILTER, CAPABILITY_VERSION_3 = 4, 2, 0x20080522
# unshare(2)
CLONE_NEWNS, CLONE_NEWIPC = 0x20000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
# mount(2), umount2(2)
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000
MNT_DETACH = 2


def call(name: str, *arguments: object) -> None:
    """Call a function of the C library that returns 0 when it succeeds.

    Args:
        name: of the function.
        arguments: integers are passed as C longs, everything else as ctypes passes it.

    Raises:
        OSError: it failed.
    """
    passed = [ctypes.c_long(argument) if isinstance(argument, int) else argument for argument in arguments]
    if getattr(_libc, name)(*passed):
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def set_dumpable(whether: bool) -> None:
    """Say whether this process's memory and its files in /proc are open to other processes of the same user."""
    _libc.prctl(PR_SET_DUMPABLE, int(whether))
