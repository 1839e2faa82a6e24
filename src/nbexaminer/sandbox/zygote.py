"""Warm kernels: a sandbox whose first process has the imports done and forks a kernel for each notebook.

Each kernel has a sandbox of its own within it: its own processes, its own empty folders, its own network without anyone in
it. All of that is gone when the kernel is. A kernel can't reach the process that has forked it.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path

from nbexaminer.sandbox import bubblewrap
from nbexaminer.sandbox.errors import SandboxError
from nbexaminer.sandbox.forked_process import ForkedProcess
from nbexaminer.sandbox.kernel import SandboxedKernel
from nbexaminer.sandbox.launch import Launched
from nbexaminer.sandbox.layout import CODE, FOLDERS, KERNEL, MEGABYTE, WORK, WRITABLE, is_changeable, program
from nbexaminer.sandbox.machine import font_list
from nbexaminer.sandbox.seccomp import call_filter
from nbexaminer.sandbox.settings import Sandbox
from nbexaminer.system.forkclient import ForkServer, fork_server

AT_ONCE = 4
"""How many zygotes, each with other imports, are kept."""
PATIENCE = 120
"""Seconds that the imports of a zygote may take."""
TRIES = 3
"""How often a zygote that has ended is started again for one kernel."""
RIGHTS = ["CAP_SETUID", "CAP_SETGID", "CAP_SYS_ADMIN"]
"""What the first process needs to make sandboxes; the kernels that it forks keep nothing of that."""
ENDED = "The process that starts kernels has ended: grade again."


class Zygote:
    """A sandbox that forks kernels.

    Args:
        settings: of the sandbox.
        modules: names of what is imported beforehand.

    Raises:
        SandboxError: bubblewrap does not work here.
    """

    def __init__(self, settings: Sandbox, modules: tuple[str, ...]):
        fonts, readable = font_list(), settings.readable_folders()
        files = bubblewrap.code() | {f"{CODE}/{path.name}": path for path in fonts.values()} | fonts
        begun = [*bubblewrap.isolated(RIGHTS, ["ALL"]), "--as-pid-1", *bubblewrap.furnished(settings.disk, readable)]
        self._fonts = {place: f"{CODE}/{path.name}" for place, path in fonts.items()}
        started = [sys.executable, *program(CODE, "fork_kernels"), *modules]

        def start(listener: socket.socket | None) -> ForkServer:
            passed: list[int] = []
            try:
                wanted = [*begun, *bubblewrap.copied(files, passed), "--remount-ro", "/", "--chdir", "/"]
                command = bubblewrap.command(wanted, started, passed)
                quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
                options = quiet | {"env": bubblewrap.ENVIRONMENT, "start_new_session": True}
                return ForkServer.start(command, listener, passed, **options)
            finally:
                for number in passed:
                    os.close(number)

        name = hashlib.sha256(repr((begun, sorted(files.items()), started)).encode()).hexdigest()[:16]
        self.server = fork_server(f"zygote-{name}", start)
        self._covered = [folder for folder in readable if any(Path(folder).is_relative_to(other) for other in WRITABLE)]
        self._tmpfs = dict.fromkeys(WRITABLE, settings.disk * MEGABYTE) | {KERNEL: MEGABYTE}

    def lives(self) -> bool:
        """Whether it can fork a kernel."""
        return self.server.lives()

    def close(self) -> None:
        """End it, and every kernel in it."""
        self.server.close()

    def fork(self, given: dict[str, Path], start: dict) -> ForkedProcess:
        """Start a kernel.

        Args:
            given: name in the working folder -> file that is to lie there.
            start: the description of the kernel.

        Raises:
            SandboxError: it can't be started.
        """
        contents = {name: path.read_bytes() for name, path in given.items()}
        described = start | {
            "tmpfs": self._tmpfs,
            "covered": self._covered,
            "folders": FOLDERS,
            "work": WORK,
            "shown": self._fonts,
            "given": [
                [f"{WORK}/{name}", len(content), is_changeable(given[name])] for name, content in contents.items()
            ],
            "seccomp": (call_filter() or b"").hex(),
        }
        try:
            connection = self.server.fork()
        except OSError:
            raise SandboxError(ENDED) from None
        connection.settimeout(PATIENCE)
        # The system itself says which process answers; its own number means nothing outside of its sandbox.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        try:
            connection.sendall(b"".join([json.dumps(described).encode(), b"\n", *contents.values()]))
            text, who, _, _ = connection.recvmsg(4096, socket.CMSG_SPACE(12))
            answer = json.loads(text.split(b"\n")[0] or b"{}")
        except (OSError, ValueError):
            answer = {}
        if "started" not in answer:
            connection.close()
            raise SandboxError(f"No sandbox could be made for a kernel: {answer.get('error', 'no reason is known')}.")
        try:
            return ForkedProcess(connection, struct.unpack("3i", who[0][2])[0])
        except ProcessLookupError:
            connection.close()
            raise SandboxError(ENDED) from None


class WarmKernel(SandboxedKernel):
    """A kernel that a zygote has forked."""

    def __init__(
        self, zygote: Zygote, settings: Sandbox, given: dict[str, Path], connection: dict, arguments: list[str]
    ):
        self._zygote = zygote
        super().__init__(settings, given, connection, arguments)

    @property
    def orphaned(self) -> bool:
        """Whether it ended because the zygote had ended."""
        return not self._zygote.lives()

    def _launch(self, given: dict[str, Path], start: dict) -> Launched:
        process = self._zygote.fork(given, start)
        return Launched(process, process.pid, Path(f"/proc/{process.pid}/root{KERNEL}"))


_zygotes: dict[tuple, Zygote] = {}
"""What a zygote depends on -> the zygote; the one that was used last comes last."""
_lock = threading.Lock()
_broken: set[tuple[int, int]] = set()
"""Pairs of a process's number and its user: it can't make a sandbox within a sandbox, so each of its kernels starts anew."""


def prepare_kernels(settings: Sandbox, modules: tuple[str, ...]) -> None:
    """Start a zygote for kernels that will be needed, without waiting for its imports.

    Args:
        settings: of the sandbox.
        modules: names of what the notebook may be expected to import.

    Raises:
        SandboxError: there can be no sandbox.
    """
    settings.require()
    if _may_be_warm(settings):
        _zygote(settings, modules)


def _may_be_warm(settings: Sandbox) -> bool:
    return settings.enabled and settings.warm and (os.getpid(), os.geteuid()) not in _broken


def start_kernel(
    settings: Sandbox, modules: tuple[str, ...], given: dict[str, Path], connection: dict, arguments: list[str]
) -> SandboxedKernel:
    """Start a kernel: a warm one where the settings and the system allow it, else one in a sandbox made for it.

    Args:
        settings: of the sandbox.
        modules: names of what the notebook may be expected to import.
        given: name in the working folder -> file that is to lie there.
        connection: content of the kernel's connection file.
        arguments: the kernel's command line.

    Raises:
        SandboxError: it can't be started.
    """
    settings.require()
    if not _may_be_warm(settings):
        return SandboxedKernel(settings, given, connection, arguments)
    for _ in range(TRIES):
        zygote = _zygote(settings, modules)
        try:
            return WarmKernel(zygote, settings, given, connection, arguments)
        except SandboxError as error:
            reason = error
            if zygote.lives():
                break
    # Some systems let bubblewrap make a sandbox and nobody make one within it.
    settings.log.warning("no warm kernels here, each starts anew: %s", reason)
    _broken.add((os.getpid(), os.geteuid()))
    return SandboxedKernel(settings, given, connection, arguments)


def _zygote(settings: Sandbox, modules: tuple[str, ...]) -> Zygote:
    key = (os.geteuid(), modules, settings.disk, *settings.readable, *settings.secret)
    with _lock:
        found = _zygotes.pop(key, None)
        if found is None or not found.lives():
            while len(_zygotes) >= AT_ONCE:
                _zygotes.pop(next(iter(_zygotes))).close()
            found = Zygote(settings, modules)
        _zygotes[key] = found
        return found
