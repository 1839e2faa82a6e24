"""Warm kernels: what one does, or leaves, is nothing to the next, and the process that forks them is out of reach."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from nbexaminer.sandbox import zygote
from nbexaminer.sandbox.settings import Sandbox
from nbexaminer.sandbox.zygote import WarmKernel, Zygote
from tests.catalogue import ROOT
from tests.sandbox.inside import running_kernel

MODULES = ("matplotlib.pyplot", "numpy")
SETTINGS = Sandbox(secret=[str(ROOT)], disk=4, memory=1024, processes=64)
PROBE = """
import builtins, decimal, gc, glob, json, locale, os, random, resource, signal, socket, sys, time, warnings
import matplotlib, numpy as np

def listening(kind):
    return sorted(line.split()[-1] for line in open(f"/proc/net/{kind}").read().splitlines()[1:])

print(json.dumps({
    "files": sorted(sum((glob.glob(f"{folder}/**", recursive=True, include_hidden=True)
                         for folder in ("/tmp", "/dev/shm", "/home", "/run/kernel")), [])),
    "environment": dict(os.environ),
    "modules": sorted(name for name in sys.modules if name.startswith(("numpy", "matplotlib"))),
    "names": sorted(vars(builtins)) + sorted(vars(np)) + sorted(vars(os)),
    "sum": [sum([1, 2]), int(np.sum([1, 2])), json.dumps([1])],
    "settings": {key: repr(value) for key, value in matplotlib.rcParams.items()},
    "errors": np.geterr(), "printing": repr(np.get_printoptions()),
    "decimal": repr(decimal.getcontext()), "filters": len(warnings.filters),
    "path": sys.path, "folder": os.getcwd(), "mask": os.umask(0o022),
    "recursion": sys.getrecursionlimit(), "nice": os.nice(0), "cores": len(os.sched_getaffinity(0)),
    "limits": [resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")],
    "signals": [repr(signal.getsignal(number)) for number in range(1, 32)], "timer": signal.getitimer(signal.ITIMER_REAL),
    "processes": [name for name in os.listdir("/proc") if name.isdigit()],
    "sockets": [line for line in listening("unix") if "left" in line],
    "memory segments": open("/proc/sysvipc/shm").read().splitlines()[1:],
    "user": len(os.getgroups()), "session": os.getsid(0) == os.getpid(), "threads": len(os.listdir("/proc/self/task")),
}, sort_keys=True))
"""
ATTACK = """
import builtins, ctypes, os, random, resource, signal, socket, subprocess, sys, warnings, decimal
import matplotlib, numpy as np

for folder in ("/tmp", "/dev/shm", os.path.expanduser("~"), ".", "/run/kernel"):
    with open(f"{folder}/left", "w") as file:
        file.write("x")
    os.makedirs(f"{folder}/left.d/" + "/".join("d" * 40), mode=0o000, exist_ok=True)
os.environ["LEFT"] = os.environ["PYTHONPATH"] = "/tmp"
np.sum = builtins.sum = lambda *a, **k: 99
builtins.left = os.left = np.left = 1
np.random.seed(0); random.seed(0)
np.seterr(all="raise"); np.set_printoptions(precision=1)
matplotlib.rcParams["lines.linewidth"] = 77
matplotlib.rcParams.update({"figure.figsize": [1, 1]})
decimal.getcontext().prec = 2
warnings.simplefilter("error")
sys.path.insert(0, "/tmp"); sys.setrecursionlimit(5000)
os.nice(5)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
os.sched_setaffinity(0, {0})
signal.signal(signal.SIGTERM, signal.SIG_IGN)
for name in ("\\0left", "/tmp/left.sock"):
    server = socket.socket(socket.AF_UNIX); server.bind(name); server.listen(); os.set_inheritable(server.fileno(), True)
libc = ctypes.CDLL(None)
libc.shmget(4711, 4096, 0o1666)
libc.mq_open(b"/left", 0o102, 0o666, None)
for _ in range(3):
    if not os.fork():
        os.setsid()
        if not os.fork():
            signal.pause()
        os._exit(0)
subprocess.Popen(["sleep", "1000"], start_new_session=True, close_fds=False)
print("done")
"""
AGAINST_IT = [
    "os.kill(1, 9)",
    "os.kill(1, 19)",
    "os.kill(os.getppid(), 9)",
    "os.kill(-1, 9)",
    "os.killpg(os.getpgid(os.getppid()), 9)",
    "open('/proc/1/mem', 'rb').read(1)",
    "open('/proc/1/mem', 'wb')",
    "open('/proc/1/environ').read()",
    "os.listdir('/proc/1/fd')",
    "os.listdir('/proc/1/root')",
    "os.readlink('/proc/1/exe')",
    "open('/proc/1/oom_score_adj', 'w').write('1000')",
    "os.pidfd_open(1) and signal.pidfd_send_signal(os.pidfd_open(1), 9)",
    "resource.prlimit(1, resource.RLIMIT_NOFILE, (0, 0))",
    "os.setpriority(os.PRIO_PROCESS, 1, 19)",
    "print(libc.ptrace(16, 1, 0, 0)) or 1 / 0",
    "print(libc.process_vm_readv(1, 0, 0, 0, 0, 0)) or 1 / 0",
    "print(libc.unshare(0x20000)) or 1 / 0",
    "print(libc.umount2(b'/tmp', 2)) or 1 / 0",
    "print(libc.setns(os.open('/proc/1/ns/mnt', 0), 0)) or 1 / 0",
]
"""What a student may try against process 1 of its own tree, or against its way out."""


@pytest.fixture(scope="module")
def before() -> str:
    """What a kernel finds that comes before all others."""
    with running_kernel(SETTINGS, modules=MODULES) as (run, kernel):
        assert isinstance(kernel, WarmKernel)
        return run(PROBE)


def the_zygote() -> Zygote:
    with running_kernel(SETTINGS, modules=MODULES) as (_, kernel):
        return kernel._zygote


def test_what_a_kernel_changes_and_leaves_is_nothing_to_the_next(before):
    with running_kernel(SETTINGS, modules=MODULES) as (run, first):
        assert run(ATTACK).endswith("done")
        changed = run(PROBE.replace("import builtins", "np = __import__('numpy'); import builtins", 1))
        assert changed != before
    with running_kernel(SETTINGS, modules=MODULES) as (run, second):
        assert run(PROBE) == before
        assert second._zygote is first._zygote


@pytest.mark.parametrize("seed", ["np.random.seed(0)", "__import__('random').seed(0)"])
def test_random_numbers_begin_anew(seed):
    seen = set()
    for _ in range(2):
        with running_kernel(SETTINGS, modules=MODULES) as (run, _):
            seen.add(run("import random, numpy as np\nprint(random.random(), np.random.rand())"))
            run(seed)
    assert len(seen) == 2


@pytest.mark.slow
def test_the_process_that_forks_kernels_is_out_of_reach(before):
    alive = the_zygote()
    for code in AGAINST_IT:
        with running_kernel(SETTINGS, modules=MODULES) as (run, kernel):
            run("import ctypes, os, resource, signal\nlibc = ctypes.CDLL(None)")
            with contextlib.suppress(TimeoutError, RuntimeError):  # it may end itself
                printed = run(code) if "kill" not in code else _ended(run, kernel, code)
                assert printed.split("\n")[-1] in (
                    "PermissionError",
                    "ZeroDivisionError",
                    "ProcessLookupError",
                    "OSError",
                    "",
                ), (
                    code,
                    printed,
                )
                assert not printed.startswith("0"), code
        assert alive.lives(), code
    with running_kernel(SETTINGS, modules=MODULES) as (run, kernel):
        assert kernel._zygote is alive
        assert run(PROBE) == before


def _ended(run, kernel, code: str) -> str:
    """Run what may end the kernel itself."""
    thread = threading.Thread(target=lambda: contextlib.suppress(Exception) and run(code), daemon=True)
    thread.start()
    thread.join(2)
    return ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "code",
    [
        "while True:\n    try:\n        os.fork()\n    except OSError:\n        pass",
        "hold = []\nwhile True:\n    hold.append(bytearray(b'x') * 10**7)",
        "import mmap\nhold = []\nwhile True:\n    hold.append(mmap.mmap(-1, 2**24)); hold[-1].write(b'x' * 2**24)",
        "for k in range(10**9):\n    open(f'/tmp/{k}', 'w').close()",
        "hold = [socket.socketpair() for _ in range(10**6)]",
    ],
)
def test_it_can_not_be_exhausted(code, before):
    alive = the_zygote()
    with running_kernel(SETTINGS, modules=MODULES) as (run, kernel):
        kernel.begin(4)
        thread = threading.Thread(target=lambda: run(f"import os, socket\n{code}"), daemon=True)
        thread.start()
        thread.join(7)
    assert alive.lives()
    with running_kernel(SETTINGS, modules=MODULES) as (run, kernel):
        assert kernel._zygote is alive
        assert run(PROBE) == before


def test_two_at_once_know_nothing_of_each_other(before):
    with (
        running_kernel(SETTINGS, modules=MODULES) as (one, first),
        running_kernel(SETTINGS, modules=MODULES) as (other, second),
    ):
        assert first._zygote is second._zygote
        one(ATTACK)
        assert other(PROBE) == before
        assert one("import os; print(os.getuid())") != other("import os; print(os.getuid())") or os.geteuid()
        other("import socket; s = socket.socket(socket.AF_UNIX)")
        assert other("s.connect('\\0left')") == "ConnectionRefusedError"


MANY = Sandbox(secret=[str(ROOT)], disk=4, memory=1024, processes=256)
"""Each terminal counts as a process; this is enough to have as many as there can be."""
ALL_TERMINALS = """
import errno, os
held = []
try:
    while True:
        held.append(os.openpty())
except OSError as error:
    print(errno.errorcode[error.errno])
print(len(held), os.ttyname(held[0][1]), sorted(os.listdir("/dev/pts"))[:2])
"""


def test_each_kernel_has_terminals_of_its_own_and_few():
    with (
        running_kernel(MANY, modules=MODULES) as (one, first),
        running_kernel(MANY, modules=MODULES) as (other, second),
    ):
        assert first._zygote is second._zygote
        error, held, name, *_ = one(ALL_TERMINALS).split()
        assert (error, held, name) == ("ENOSPC", "64", "/dev/pts/0")
        assert other("import os; print(os.listdir('/dev/pts'))") == "['ptmx']"
        assert other("m, s = os.openpty(); print(os.ttyname(s))") == "/dev/pts/0"


def test_one_that_was_killed_is_replaced():
    killed = the_zygote()
    with running_kernel(SETTINGS, modules=MODULES) as (run, kernel):
        parent = int(Path(f"/proc/{kernel.process.pid}/status").read_text().split("PPid:")[1].split()[0])
        os.kill(parent, signal.SIGKILL)
        limit = time.monotonic() + 10
        while not (kernel.orphaned and kernel.process.poll() is not None) and time.monotonic() < limit:
            time.sleep(0.02)
        assert kernel.orphaned
        assert kernel.process.poll() is not None
    assert not killed.lives()
    with running_kernel(SETTINGS, modules=MODULES) as (run, kernel):
        assert kernel._zygote is not killed
        assert run("print(1 + 1)") == "2"


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user needs no right to make a sandbox within a sandbox")
def test_where_no_sandbox_can_be_made_within_one_each_kernel_gets_its_own(monkeypatch):
    monkeypatch.setattr(zygote, "_broken", set())
    monkeypatch.setattr(zygote, "_zygotes", {})
    monkeypatch.setattr(zygote, "RIGHTS", ["CAP_SETUID", "CAP_SETGID"])
    with running_kernel(SETTINGS, modules=MODULES) as (run, kernel):
        assert not isinstance(kernel, WarmKernel)
        assert run("print(1 + 1)") == "2"
    assert zygote._broken == {(os.getpid(), os.geteuid())}


@pytest.mark.skipif(os.geteuid() != 0, reason="only a kernel that root starts could be root")
def test_a_kernel_that_would_be_root_is_none(monkeypatch):
    monkeypatch.setattr("nbexaminer.sandbox.launch.secrets.randbelow", lambda below: -40000)
    monkeypatch.setattr(zygote, "_broken", set())
    with pytest.raises(Exception, match="did not start"), running_kernel(SETTINGS, modules=MODULES):
        pass
