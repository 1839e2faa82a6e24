"""Start a kernel: in a sandbox made for it, or without one where the settings ask for that."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbexaminer.sandbox import bubblewrap, processes
from nbexaminer.sandbox.errors import SandboxError
from nbexaminer.sandbox.forked_process import ForkedProcess
from nbexaminer.sandbox.layout import CODE, FOLDERS, KERNEL, MEGABYTE, WORK, is_changeable, package_files, program
from nbexaminer.sandbox.machine import environment, font_list
from nbexaminer.sandbox.seccomp import open_filter
from nbexaminer.sandbox.settings import Sandbox

RIGHTS = ("CAP_SETUID", "CAP_SETGID")
"""What the first process needs to become another user; it keeps nothing of that."""


@dataclass(frozen=True)
class Launched:
    """A kernel that was started just now and may not listen yet.

    Attributes:
        process: it, or bubblewrap around it.
        first: number of the first process of its own: that of its sandbox, or the kernel's.
        listening: the folder in which it listens, as this process sees it.
    """

    process: subprocess.Popen | ForkedProcess
    first: int
    listening: Path


def describe(settings: Sandbox, private: Path, connection: dict, arguments: list[str]) -> dict:
    """The description of a kernel that it is started with.

    Args:
        settings: of the sandbox.
        private: a folder for this kernel, where it listens if there is no sandbox.
        connection: content of its connection file.
        arguments: its command line.
    """
    protected = settings.enabled
    folder = KERNEL if protected else str(private / "kernel")
    limits = {"memory": settings.memory * MEGABYTE, "file": settings.disk * MEGABYTE, "files": settings.files}
    if protected:  # without a user of its own, every process of the user who grades would count
        limits["processes"] = settings.processes
    return {
        "uid": 40000 + secrets.randbelow(20000) if protected and os.geteuid() == 0 else None,
        "limits": limits,
        "folder": folder,
        "forks": f"{folder}/forks",
        "connection": connection | {"ip": f"{folder}/k"},
        "arguments": arguments,
        "off the path": [CODE if protected else str(private / "code"), ""],
    }


def in_a_sandbox(settings: Sandbox, given: dict[str, Path], start: dict) -> Launched:
    """Start a kernel in a sandbox made for it.

    Args:
        settings: of the sandbox.
        given: name in the working folder -> file that is to lie there.
        start: the description of the kernel.

    Raises:
        SandboxError: bubblewrap can't make the sandbox.
    """
    answers, answer = os.pipe()
    passed = [answer]
    try:
        process = _popen(_command(settings, given, passed), pass_fds=passed, env=bubblewrap.ENVIRONMENT)
    finally:
        for number in passed:
            os.close(number)
    with open(answers) as pipe, _killed_on_error(process):
        text = pipe.read()
        if not text:
            raise SandboxError(bubblewrap.NOT_STARTED.format(complaint(process)))
        first = json.loads(text)["child-pid"]
        _send(process, start)
    return Launched(process, first, Path(f"/proc/{first}/root{KERNEL}"))


def _command(settings: Sandbox, given: dict[str, Path], passed: list[int]) -> list[str]:
    """bubblewrap's command line; it says on the first of these descriptors what it has started, the others are added here."""
    wanted = [*bubblewrap.isolated(RIGHTS), "--info-fd", str(passed[0])]
    rules = open_filter()
    if rules is not None:
        passed.append(rules)
        wanted += ["--seccomp", str(rules)]
    wanted += bubblewrap.furnished(settings.disk, settings.readable_folders())
    wanted += bubblewrap.copied(bubblewrap.code(), passed)
    for folder in FOLDERS:
        wanted += bubblewrap.folder(folder, "0777")
    files = {f"{WORK}/{name}": path for name, path in given.items()}
    own = {place: path for place, path in files.items() if is_changeable(path)}
    wanted += bubblewrap.writable(own, passed, WORK)
    wanted += bubblewrap.copied(
        {k: v for k, v in files.items() if k not in own} | font_list(), passed, "--ro-bind-data"
    )
    wanted += ["--remount-ro", "/", "--chdir", WORK]
    return bubblewrap.command(wanted, [sys.executable, *program(CODE, "start_kernel")], passed)


def unprotected(private: Path, given: dict[str, Path], start: dict) -> Launched:
    """Start a kernel without a sandbox, as the user who grades.

    Args:
        private: a folder for this kernel, in which it runs and listens.
        given: name in the working folder -> file that is to lie there.
        start: the description of the kernel.
    """
    work, code, listening = private / "work", private / "code", private / "kernel"
    listening.mkdir(mode=0o700)
    work.mkdir()
    for target, path in ({work / name: path for name, path in given.items()} | _code(code)).items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    command = [sys.executable, *program(str(code), "start_kernel")]
    process = _popen(command, cwd=work, env=environment(str(private)))
    with _killed_on_error(process):
        _send(process, start)
    return Launched(process, process.pid, listening)


def _code(folder: Path) -> dict[Path, Path]:
    return {folder / name: path for name, path in package_files().items()}


def complaint(process: subprocess.Popen | ForkedProcess) -> str:
    """The last line that was written to standard error while a kernel started."""
    lines = []
    if getattr(process, "stderr", None) is not None:
        os.set_blocking(process.stderr.fileno(), False)
        lines = (process.stderr.read(10_000) or b"").decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "no reason is known; is ipykernel installed in this environment?"


def reap(process: subprocess.Popen | ForkedProcess) -> None:
    """Wait for the end of a process that was killed, and let go of it."""
    process.wait()
    if getattr(process, "stderr", None) is not None:
        process.stderr.close()


def _popen(command: list[str], **options: object) -> subprocess.Popen:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, start_new_session=True, **pipes, **options)


def _send(process: subprocess.Popen, start: dict) -> None:
    with contextlib.suppress(BrokenPipeError), process.stdin as stream:
        stream.write(json.dumps(start).encode())


@contextlib.contextmanager
def _killed_on_error(process: subprocess.Popen) -> Iterator[None]:
    try:
        yield
    except BaseException:
        end_all(process)
        reap(process)
        raise


def end_all(process: subprocess.Popen) -> None:
    """Kill a process and all that it has started.

    bubblewrap's end is not always the end of what it has started: for a moment the process inside has not yet asked for that.
    """
    processes.signal_all([process.pid], signal.SIGSTOP)  # so that it starts no more
    processes.signal_all(processes.tree(process.pid), signal.SIGKILL)
