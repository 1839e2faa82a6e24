"""Warm kernels: a sandbox whose first process has the imports done and forks a kernel for each notebook.

Each kernel has a sandbox of its own within it: its own processes, its own empty folders, its own network without anyone in
it. All of that is gone when the kernel is; the first process is out of reach for what it forks.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path

from nbexaminer.sandbox.sandbox import (
    CODE,
    FOLDERS,
    HOME,
    KERNEL,
    MEGABYTE,
    NOTHING_TOLD,
    START,
    WORK,
    WRITABLE,
    Sandbox,
    SandboxedKernel,
    SandboxError,
    call_filter,
    font_list,
    furnished,
    read_only,
    wrapped,
)
from nbexaminer.system.forkserver import ForkServer, fork_server

AT_ONCE = 4
"""How many zygotes, each with other imports, are kept."""
PATIENCE = 120
"""Seconds for the imports of a zygote."""
TRIES = 3
"""How often a zygote that has ended is started again for one kernel."""
RIGHTS = ["CAP_SETUID", "CAP_SETGID", "CAP_SYS_ADMIN"]
"""What the first process needs to make sandboxes; none of its forks keeps it."""


class Zygote:
    """A sandbox that forks kernels.

    Args:
        settings: of the sandbox.
        modules: names of what is imported beforehand.
    """

    def __init__(self, settings: Sandbox, modules: tuple[str, ...]):
        self._fonts = {place: f"{CODE}/{path.name}" for place, path in font_list().items()}
        command = [*wrapped(RIGHTS, ["ALL"]), "--as-pid-1", *furnished(settings)]
        for place, path in font_list().items():
            command += ["--ro-bind", str(path), self._fonts[place]]
        command += ["--perms", "0755", "--dir", f"{HOME}/.matplotlib"]
        for place, path in font_list().items():
            command += ["--ro-bind", str(path), place]
        program = [sys.executable, "-P", "-B", "-c", START.format(CODE, "zygote"), *modules]
        quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL) | {"env": NOTHING_TOLD}
        command += ["--remount-ro", "/", "--", *program]
        name = f"zygote-{hashlib.sha256(repr(command).encode()).hexdigest()[:16]}"
        self.server = fork_server(
            name, lambda listener: ForkServer.start(command, listener, start_new_session=True, **quiet)
        )
        self._covered = [
            folder for folder in read_only(settings) if any(Path(folder).is_relative_to(room) for room in WRITABLE)
        ]
        self.rooms = dict.fromkeys(WRITABLE, settings.disk * MEGABYTE) | {KERNEL: MEGABYTE}

    def lives(self) -> bool:
        """Whether it can fork a kernel."""
        return self.server.lives()

    def close(self) -> None:
        """End it, and every kernel in it."""
        self.server.close()

    def fork(self, given: dict[str, Path], start: dict) -> Kernel:
        """Start a kernel.

        Args:
            given: name in the working folder -> file that is to lie there.
            start: the description of the kernel.

        Raises:
            SandboxError: it can't be started.
        """
        contents = {name: path.read_bytes() for name, path in given.items()}
        told = start | {
            "rooms": self.rooms,
            "covered": self._covered,
            "folders": FOLDERS,
            "work": WORK,
            "shown": self._fonts,
            "given": [[f"{WORK}/{name}", len(content)] for name, content in contents.items()],
            "calls": (call_filter() or b"").hex(),
        }
        try:
            connection = self.server.fork()
        except OSError:
            raise SandboxError("The process that starts kernels has ended: grade again.") from None
        connection.settimeout(PATIENCE)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        try:
            connection.sendall(b"".join([json.dumps(told).encode(), b"\n", *contents.values()]))
            text, who, _, _ = connection.recvmsg(4096, socket.CMSG_SPACE(12))
            answer = json.loads(text.split(b"\n")[0] or b"{}")
        except (OSError, ValueError):
            answer = {}
        if "started" not in answer:
            connection.close()
            raise SandboxError(f"No sandbox could be made for a kernel: {answer.get('error', 'no reason is known')}.")
        try:
            return Kernel(connection, struct.unpack("3i", who[0][2])[0])
        except ProcessLookupError:
            connection.close()
            raise SandboxError("The process that starts kernels has ended: grade again.") from None


class Kernel:
    """A forked kernel, as `subprocess.Popen` would show it.

    Attributes:
        pid: the number of the first process of its own sandbox.
        returncode: how it ended, as a shell would say it; None while it runs.
    """

    def __init__(self, connection: socket.socket, pid: int):
        self._connection, self.pid = connection, pid
        self._process = os.pidfd_open(pid)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """`returncode`, looked up."""
        if self.returncode is None and select.select([self._process], [], [], 0)[0]:
            self.returncode = 128 + signal.SIGKILL
            with contextlib.suppress(OSError, ValueError, KeyError, IndexError):
                lines = self._connection.recv(4096, socket.MSG_DONTWAIT).splitlines()
                code = json.loads(lines[-1])["ended"]
                self.returncode = 128 - code if code < 0 else code
        return self.returncode

    def kill(self) -> None:
        """Kill it, and all that it has started."""
        with contextlib.suppress(OSError):
            signal.pidfd_send_signal(self._process, signal.SIGKILL)

    def wait(self) -> None:
        """Wait for its end, and let go of it."""
        if self._process >= 0:
            select.select([self._process], [], [])
            self.poll()
            os.close(self._process)
            self._connection.close()
            self._process = -1


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

    def _inside(self, given: dict[str, Path], start: dict) -> None:
        self.process = self._zygote.fork(given, start)
        self._first = self.process.pid
        self._listening = Path(f"/proc/{self._first}/root{KERNEL}")


_zygotes: dict[tuple, Zygote] = {}
_lock = threading.Lock()
_broken: set[tuple[int, int]] = set()
"""Process and user for which no sandbox can be made within a sandbox."""


def prepare_kernels(settings: Sandbox, modules: tuple[str, ...]) -> None:
    """Have these imports begin for the kernels that will be started, and don't wait for them.

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
        connection: of the kernel, as in a connection file.
        arguments: of the kernel.

    Raises:
        SandboxError: it can't be started.
    """
    if not _may_be_warm(settings):
        return settings.start(given, connection, arguments)
    settings.require()
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
    return settings.start(given, connection, arguments)


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
