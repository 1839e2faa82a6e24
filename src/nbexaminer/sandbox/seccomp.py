"""The filter of system calls: a seccomp program that denies what no notebook needs."""

from __future__ import annotations

import os
import platform
import struct
from dataclasses import dataclass

DENIED = {
    # name: (number on x86_64, number on aarch64)
    # other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    # mounts and namespaces
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    # files by handle, which no mount bounds
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    # memory that no limit counts
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "msgget": (68, 186),
    "semget": (64, 190),
    # memory that a pipe holds on to when nobody has it any more
    "vmsplice": (278, 75),
    "splice": (275, 76),
    "tee": (276, 77),
    # keys
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # tracing, and interfaces with a history of holes
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "fanotify_init": (300, 262),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    # the machine itself
    "init_module": (175, 105),
    "delete_module": (176, 106),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "syslog": (103, 116),
}
"""Name of each system call that is denied -> its number on each machine of `MACHINES`, in that order."""


@dataclass(frozen=True)
class Machine:
    """What differs between the machines for which there is a filter.

    Attributes:
        architecture: its number in the seccomp interface (AUDIT_ARCH_…).
        clone: number of the call `clone`.
        socket: number of the call `socket`.
        fcntl: number of the call `fcntl`.
        setsockopt: number of the call `setsockopt`.
        denied: numbers of the calls that are denied.
    """

    architecture: int
    clone: int
    socket: int
    fcntl: int
    setsockopt: int
    denied: tuple[int, ...]


MACHINES = {
    "x86_64": Machine(0xC000003E, 56, 41, 72, 54, tuple(first for first, _ in DENIED.values())),
    "aarch64": Machine(0xC00000B7, 220, 198, 25, 208, tuple(second for _, second in DENIED.values())),
}
CLONE3 = 435
"""Number of the call `clone3`, on every machine."""
CLONE_NEWUSER, CLONE_THREAD, CLONE_FILES = 0x10000000, 0x10000, 0x400
F_SETPIPE_SZ = 1031
SOL_SOCKET = 1
BUFFER_SIZES = (7, 8, 32, 33)
"""Options of a socket that set how much memory may wait in it: SO_SNDBUF, SO_RCVBUF, and both by force."""
FAMILIES = (1, 2, 10, 16)
"""Families of sockets that are allowed: unix, internet 4 and 6 (in a network without anyone in it), netlink."""
OTHER_CALLS = 0x40000000
"""Numbers from here on are of programs of another kind (x32)."""
# What a program answers: SECCOMP_RET_ALLOW, and SECCOMP_RET_ERRNO with EPERM, ENOSYS, or no error though nothing was done.
ALLOW, DENY, MISSING, IGNORE = 0x7FFF0000, 0x00050001, 0x00050026, 0x00050000
# Instructions: load a word of the call's data; compare (=, >=, any bit of); return.
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
# Places in the call's data: its number, the machine, the lower halves of its first three arguments.
NUMBER, ARCHITECTURE, FIRST_ARGUMENT, SECOND_ARGUMENT, THIRD_ARGUMENT = 0, 4, 16, 24, 32


def call_filter(machine: str | None = None) -> bytes | None:
    """The seccomp program that denies the calls of `DENIED`, new user namespaces, and sockets of other families.

    It also keeps what the system holds for a process countable: threads share one table of files, pipes and sockets keep the
    size that they have when they are made (that of a socket without an error, since libraries set it as a matter of course).

    Args:
        machine: as `platform.machine` names it; this one if it is left out.

    Returns:
        The program, or None for a machine whose numbers are not known.
    """
    found = MACHINES.get(machine or platform.machine())
    if found is None:
        return None
    # Each line is an instruction, how many lines to skip where the comparison holds and where it doesn't, and a constant.
    program = [
        (LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, found.architecture), (RETURN, 0, 0, DENY),
        (LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, OTHER_CALLS), (RETURN, 0, 0, DENY),
        # "Not implemented" makes the C library use clone, whose flags can be read here; those of clone3 can't.
        (EQUAL, 0, 1, CLONE3), (RETURN, 0, 0, MISSING),
        (EQUAL, 0, 6, found.clone), (LOAD, 0, 0, FIRST_ARGUMENT),
        (ANY_BIT, 2, 0, CLONE_NEWUSER), (ANY_BIT, 0, 2, CLONE_THREAD), (ANY_BIT, 1, 0, CLONE_FILES),
        (RETURN, 0, 0, DENY), (RETURN, 0, 0, ALLOW),
        (EQUAL, 0, 4, found.fcntl), (LOAD, 0, 0, SECOND_ARGUMENT),
        (EQUAL, 0, 1, F_SETPIPE_SZ), (RETURN, 0, 0, DENY), (RETURN, 0, 0, ALLOW),
        (EQUAL, 0, len(BUFFER_SIZES) + 5, found.setsockopt), (LOAD, 0, 0, SECOND_ARGUMENT),
        (EQUAL, 0, len(BUFFER_SIZES) + 1, SOL_SOCKET), (LOAD, 0, 0, THIRD_ARGUMENT),
        *((EQUAL, len(BUFFER_SIZES) - at, 0, option) for at, option in enumerate(BUFFER_SIZES)),
        (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, IGNORE),
        (EQUAL, 0, len(FAMILIES) + 3, found.socket), (LOAD, 0, 0, FIRST_ARGUMENT),
        *((EQUAL, len(FAMILIES) - at, 0, family) for at, family in enumerate(FAMILIES)),
        (RETURN, 0, 0, DENY), (RETURN, 0, 0, ALLOW),
        *(line for number in found.denied for line in ((EQUAL, 0, 1, number), (RETURN, 0, 0, DENY))),
        (RETURN, 0, 0, ALLOW),
    ]  # fmt: skip
    return b"".join(struct.pack("=HBBI", *line) for line in program)


def open_filter() -> int | None:
    """The descriptor of an open file that holds the program of `call_filter`, or None where there is none."""
    rules = call_filter()
    if rules is None:
        return None
    number = os.memfd_create("calls")
    os.write(number, rules)
    os.lseek(number, 0, os.SEEK_SET)
    return number
