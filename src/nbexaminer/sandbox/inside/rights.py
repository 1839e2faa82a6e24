"""Rights that a process gives up before it runs the student's code: its user, its capabilities, and system calls."""

from __future__ import annotations

import ctypes
import os
import struct

from nbexaminer.sandbox.inside import libc


def become(uid: int | None) -> None:
    """Go on as another user, if one is named, and let this process read its own files in /proc.

    Raises:
        PermissionError: that user is root.
    """
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        if os.getuid() == 0:
            raise PermissionError("student code is never run as root")
    libc.set_dumpable(True)


def give_up(program: bytes) -> None:
    """Give up all capabilities, now and for whatever this process starts, and allow only some system calls from here on.

    Args:
        program: a seccomp program, or nothing to allow all system calls.

    Raises:
        OSError: the system refused; the process must not go on.
    """
    none = struct.pack("=6I", *[0] * 6)
    libc.call("prctl", libc.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.call("prctl", libc.PR_CAP_AMBIENT, libc.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    libc.call("capset", struct.pack("=Ii", libc.CAPABILITY_VERSION_3, 0), none)
    if program:
        instructions = ctypes.create_string_buffer(program, len(program))
        header = struct.pack("@HP", len(program) // 8, ctypes.addressof(instructions))
        libc.call("prctl", libc.PR_SET_SECCOMP, libc.SECCOMP_MODE_FILTER, ctypes.c_char_p(header), 0, 0)
