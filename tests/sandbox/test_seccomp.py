"""The filter of system calls: what it lets through, and what it denies."""

from __future__ import annotations

import platform
import struct

import pytest

from nbexaminer.sandbox.seccomp import call_filter

MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
NUMBERS = {
    "x86_64": {
        "read": 0, "write": 1, "mmap": 9, "socket": 41, "connect": 42, "clone": 56, "fork": 57, "execve": 59, "exit_group": 231,
        "openat": 257, "futex": 202, "getrandom": 318, "setresuid": 117, "prctl": 157, "clone3": 435, "ptrace": 101,
        "unshare": 272, "setns": 308, "mount": 165, "umount2": 166, "pivot_root": 155, "process_vm_readv": 310,
        "process_vm_writev": 311, "kcmp": 312, "memfd_create": 319, "memfd_secret": 447, "bpf": 321, "userfaultfd": 323,
        "io_uring_setup": 425, "perf_event_open": 298, "keyctl": 250, "add_key": 248, "request_key": 249,
        "open_by_handle_at": 304, "init_module": 175, "finit_module": 313, "kexec_load": 246, "shmget": 29, "msgget": 68,
        "semget": 64, "fsopen": 430, "move_mount": 429, "open_tree": 428, "mount_setattr": 442, "swapon": 167, "reboot": 169,
        "fcntl": 72, "setsockopt": 54, "vmsplice": 278, "splice": 275, "tee": 276, "fanotify_init": 300,
    },
    "aarch64": {
        "read": 63, "write": 64, "mmap": 222, "socket": 198, "connect": 203, "clone": 220, "execve": 221, "exit_group": 94,
        "openat": 56, "futex": 98, "getrandom": 278, "setresuid": 147, "prctl": 167, "clone3": 435, "ptrace": 117,
        "unshare": 97, "setns": 268, "mount": 40, "umount2": 39, "pivot_root": 41, "process_vm_readv": 270,
        "process_vm_writev": 271, "kcmp": 272, "memfd_create": 279, "memfd_secret": 447, "bpf": 280, "userfaultfd": 282,
        "io_uring_setup": 425, "perf_event_open": 241, "keyctl": 219, "add_key": 217, "request_key": 218,
        "open_by_handle_at": 265, "init_module": 105, "finit_module": 273, "kexec_load": 104, "shmget": 194, "msgget": 186,
        "semget": 190, "fsopen": 430, "move_mount": 429, "open_tree": 428, "mount_setattr": 442, "swapon": 224, "reboot": 142,
        "fcntl": 25, "setsockopt": 208, "vmsplice": 75, "splice": 76, "tee": 77, "fanotify_init": 262,
    },
}  # fmt: skip
"""Machine -> name of a call -> its number, from the kernel's own tables."""
LET_THROUGH = {
    "read", "write", "mmap", "connect", "fork", "execve", "exit_group", "openat", "futex", "getrandom", "setresuid", "prctl",
    "fcntl", "setsockopt",
}  # fmt: skip
ALLOWED, DENIED, MISSING, IGNORED = 0x7FFF0000, 0x00050001, 0x00050026, 0x00050000
CLONE_NEWUSER, CLONE_VM, CLONE_FILES, CLONE_THREAD = 0x10000000, 0x100, 0x400, 0x10000


def verdict(program: bytes, machine: int, number: int, *arguments: int) -> int:
    """What the kernel would answer: runs the program upon the data of one call."""
    data = struct.pack("=IIQ6Q", number, machine, 0, *(arguments + (0,) * 6)[:6])
    lines = list(struct.iter_unpack("=HBBI", program))
    at, value = 0, 0
    while True:
        code, then, otherwise, constant = lines[at]
        at += 1
        if code == 0x20:  # load
            (value,) = struct.unpack_from("=I", data, constant)
        elif code == 0x06:  # return
            return constant
        else:
            holds = {0x15: value == constant, 0x35: value >= constant, 0x45: bool(value & constant)}[code]
            at += then if holds else otherwise


@pytest.mark.parametrize("machine", MACHINES)
def test_the_filter_is_a_program_that_comes_to_an_end(machine):
    program = call_filter(machine)
    assert len(program) % 8 == 0
    lines = list(struct.iter_unpack("=HBBI", program))
    assert len(lines) <= 4096
    for at, (code, then, otherwise, constant) in enumerate(lines):
        assert code in (0x20, 0x06, 0x15, 0x35, 0x45)
        if code == 0x06:
            assert constant in (ALLOWED, DENIED, MISSING, IGNORED)
        else:
            assert at + 1 + max(then, otherwise) < len(lines)
        if code == 0x20:
            assert constant in (0, 4, 16, 24, 32)
    assert lines[-1][0] == 0x06


@pytest.mark.parametrize(("machine", "call"), [(machine, call) for machine in MACHINES for call in NUMBERS[machine]])
def test_the_filter_denies_what_no_notebook_needs(machine, call):
    program, number = call_filter(machine), NUMBERS[machine][call]
    if call == "clone3":
        expected = MISSING
    elif call in LET_THROUGH or call == "clone":
        expected = ALLOWED
    else:
        expected = DENIED
    assert verdict(program, MACHINES[machine], number) == expected


@pytest.mark.parametrize("machine", MACHINES)
def test_the_filter_looks_at_the_flags_of_clone_and_the_family_of_a_socket(machine):
    def judged(call: str, *arguments: int) -> int:
        return verdict(call_filter(machine), MACHINES[machine], NUMBERS[machine][call], *arguments)

    assert judged("clone", CLONE_VM | 17) == ALLOWED
    assert judged("clone", CLONE_NEWUSER) == DENIED
    assert judged("clone", CLONE_NEWUSER | CLONE_VM | 17) == DENIED
    for family in range(64):  # unix, internet, netlink
        assert judged("socket", family) == (ALLOWED if family in (1, 2, 10, 16) else DENIED), family
    assert judged("write", CLONE_NEWUSER) == ALLOWED
    # A thread with a table of files of its own would hide them from who counts.
    assert judged("clone", CLONE_VM | CLONE_THREAD | CLONE_FILES) == ALLOWED
    assert judged("clone", CLONE_VM | CLONE_THREAD) == DENIED
    assert judged("clone", CLONE_VM | CLONE_THREAD | CLONE_FILES | CLONE_NEWUSER) == DENIED


@pytest.mark.parametrize("machine", MACHINES)
def test_pipes_and_sockets_keep_their_size(machine):
    def judged(call: str, *arguments: int) -> int:
        return verdict(call_filter(machine), MACHINES[machine], NUMBERS[machine][call], *arguments)

    for command in (*range(20), 1024, 1030, 1031, 1032, 1033):  # 1031 is F_SETPIPE_SZ
        assert judged("fcntl", 5, command) == (DENIED if command == 1031 else ALLOWED), command
    for option in range(64):  # SO_SNDBUF, SO_RCVBUF, SO_SNDBUFFORCE, SO_RCVBUFFORCE of SOL_SOCKET
        assert judged("setsockopt", 5, 1, option) == (IGNORED if option in (7, 8, 32, 33) else ALLOWED), option
        assert judged("setsockopt", 5, 6, option) == ALLOWED, option


@pytest.mark.parametrize("machine", MACHINES)
def test_the_filter_denies_calls_of_another_kind_of_program(machine):
    program = call_filter(machine)
    for other in {0x40000003, 0x40000028, *MACHINES.values()} - {MACHINES[machine]}:  # of 32 bits, and each the other
        assert verdict(program, other, NUMBERS[machine]["read"]) == DENIED
    for number in (0, 1, 59, 101, 520):
        assert verdict(program, MACHINES[machine], 0x40000000 + number) == DENIED


def test_a_machine_that_is_not_known_has_no_filter():
    assert call_filter("riscv64") is None
    assert call_filter() == call_filter(platform.machine())
