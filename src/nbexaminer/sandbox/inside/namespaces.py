"""Namespaces and mounts of one kernel's own sandbox, made within the zygote's sandbox."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import BinaryIO

from nbexaminer.sandbox.inside import libc
from nbexaminer.sandbox.inside.libc import (
    CLONE_NEWIPC,
    CLONE_NEWNET,
    CLONE_NEWNS,
    CLONE_NEWPID,
    CLONE_NEWUSER,
    MNT_DETACH,
    MS_BIND,
    MS_NODEV,
    MS_NOEXEC,
    MS_NOSUID,
    MS_PRIVATE,
    MS_RDONLY,
    MS_REC,
    MS_REMOUNT,
)

PAGE = os.sysconf("SC_PAGE_SIZE")
TERMINALS = 64
"""How many terminals a kernel may have; all of a machine are few thousand."""


def separate(users: bool) -> None:
    """Leave the namespaces of the process from which this one was forked; the next fork is process 1 of a tree of its own.

    Args:
        users: whether to leave the namespace of users as well, as a process without root's rights must. It is the new one's
            root then, since only root can have terminals of its own: `resume_user` ends that.

    Raises:
        OSError: the system does not allow it.
    """
    uid, gid = os.getuid(), os.getgid()
    libc.call("unshare", CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET | (CLONE_NEWUSER if users else 0))
    if users:
        _be({"setgroups": "deny", "uid_map": f"0 {uid} 1", "gid_map": f"0 {gid} 1"})


def resume_user(uid: int, gid: int) -> None:
    """Be again who this process was before `separate` made it the root of a namespace of users.

    Raises:
        OSError: the system does not allow it.
    """
    libc.call("unshare", CLONE_NEWUSER)
    _be({"uid_map": f"{uid} 0 1", "gid_map": f"{gid} 0 1"})


def _be(maps: dict[str, str]) -> None:
    """Say who is who in the namespace of users that this process is the first of."""
    libc.set_dumpable(True)  # else it could not write to its own files in /proc; no student's code runs here yet
    for name, text in maps.items():
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    libc.set_dumpable(False)


def furnish(start: dict, stream: BinaryIO) -> None:
    """Give this process a /proc and terminals of its own, empty folders to write to, and the given files.

    Args:
        start: the description of the kernel. Used here are

            - "tmpfs": folder -> size in bytes; each becomes an empty piece of memory,
            - "covered": folders that stay readable though they lie below one of those,
            - "folders": folders that are made for the kernel,
            - "work": the folder in which the kernel runs,
            - "shown": path -> path of a file of the zygote's sandbox that is to be seen there,
            - "given": [path, size in bytes, whether it may be changed] of each given file.
        stream: the contents of the given files, one after the other.

    Raises:
        OSError: the system does not allow it.
    """
    os.umask(0)
    _mount(None, "/", None, MS_PRIVATE | MS_REC)
    _mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    _mount("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, f"newinstance,ptmxmode=0666,mode=620,max={TERMINALS}")
    _empty(start["tmpfs"], start["covered"])
    for folder in start["folders"]:
        os.makedirs(folder)
    store = f"{os.path.dirname(start['work'])}/.given"  # no file that was handed in can have this name
    stored = _store(store, start["given"], stream)
    for place, path in (start["shown"] | stored).items():
        os.makedirs(os.path.dirname(place), exist_ok=True)
        os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o444))
        _show(path, place, MS_BIND)
    libc.call("umount2", store.encode(), MNT_DETACH)
    os.rmdir(store)
    os.umask(0o022)
    os.chdir(start["work"])


def _empty(folders: dict[str, int], covered: list[str]) -> None:
    """Mount an empty piece of memory on each folder; what was covered by that is shown again, read-only."""
    kept = {folder: os.open(folder, os.O_PATH) for folder in covered}
    for folder, size in folders.items():
        _mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, f"size={size},mode=1777")
    for folder, number in kept.items():
        for above in reversed([folder, *Path(folder).parents]):
            with contextlib.suppress(FileExistsError):
                os.mkdir(above, 0o755)
        _show(f"/proc/self/fd/{number}", folder, MS_BIND | MS_REC)
        os.close(number)


def _store(store: str, given: list[list], stream: BinaryIO) -> dict[str, str]:
    """Write the given files into memory that does not count as the student's; path to be shown at -> path here.

    Those that may be changed are written to where they are to lie, and count.
    """
    os.mkdir(store)
    pages = sum(-(-size // PAGE) + 1 for _, size, may_be_changed in given if not may_be_changed)
    _mount("tmpfs", store, "tmpfs", MS_NOSUID | MS_NODEV, f"size={pages * PAGE + 2**20},mode=0755")
    stored = {}
    for number, (place, size, may_be_changed) in enumerate(given):
        path = place if may_be_changed else f"{store}/{number}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb") as file:
            file.write(stream.read(size))
        os.chmod(path, 0o666 if may_be_changed else 0o444)
        if not may_be_changed:
            stored[place] = path
    return stored


def _show(path: str, place: str, flags: int) -> None:
    """Let a file or folder be seen, read-only, at another place."""
    _mount(path, place, None, flags)
    _mount(None, place, None, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV)


def _mount(what: str | None, where: str, kind: str | None, flags: int, options: str | None = None) -> None:
    texts = [text.encode() if text is not None else None for text in (what, where, kind, options)]
    libc.call("mount", *texts[:3], flags, texts[3])
