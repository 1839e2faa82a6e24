"""The sandbox: what its filter of calls lets through, when it refuses, and what code inside finds."""

from __future__ import annotations

import os
import platform
import secrets
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nbexaminer.course.errors import CourseError
from nbexaminer.sandbox import sandbox
from nbexaminer.sandbox.sandbox import HOME, WORK, Sandbox, SandboxError, bubblewrap, call_filter, python_folders
from nbexaminer.sandbox.zygote import WarmKernel
from tests.catalogue import ROOT
from tests.sandbox.inside import kernel

# -------------------------------------------------------------------------------------------------------------- the filter

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
    },
    "aarch64": {
        "read": 63, "write": 64, "mmap": 222, "socket": 198, "connect": 203, "clone": 220, "execve": 221, "exit_group": 94,
        "openat": 56, "futex": 98, "getrandom": 278, "setresuid": 147, "prctl": 167, "clone3": 435, "ptrace": 117,
        "unshare": 97, "setns": 268, "mount": 40, "umount2": 39, "pivot_root": 41, "process_vm_readv": 270,
        "process_vm_writev": 271, "kcmp": 272, "memfd_create": 279, "memfd_secret": 447, "bpf": 280, "userfaultfd": 282,
        "io_uring_setup": 425, "perf_event_open": 241, "keyctl": 219, "add_key": 217, "request_key": 218,
        "open_by_handle_at": 265, "init_module": 105, "finit_module": 273, "kexec_load": 104, "shmget": 194, "msgget": 186,
        "semget": 190, "fsopen": 430, "move_mount": 429, "open_tree": 428, "mount_setattr": 442, "swapon": 224, "reboot": 142,
    },
}  # fmt: skip
"""Machine -> name of a call -> its number, from the kernel's own tables."""
LET_THROUGH = {
    "read", "write", "mmap", "connect", "fork", "execve", "exit_group", "openat", "futex", "getrandom", "setresuid", "prctl",
}  # fmt: skip
ALLOWED, DENIED, MISSING = 0x7FFF0000, 0x00050001, 0x00050026
CLONE_NEWUSER, CLONE_VM = 0x10000000, 0x100


def verdict(program: bytes, machine: int, number: int, first: int = 0) -> int:
    """What the kernel would answer: runs the program upon the data of one call."""
    data = struct.pack("=IIQ6Q", number, machine, 0, first, 0, 0, 0, 0, 0)
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
            assert constant in (ALLOWED, DENIED, MISSING)
        else:
            assert at + 1 + max(then, otherwise) < len(lines)
        if code == 0x20:
            assert constant in (0, 4, 16)
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
    def judged(call: str, first: int) -> int:
        return verdict(call_filter(machine), MACHINES[machine], NUMBERS[machine][call], first)

    assert judged("clone", CLONE_VM | 17) == ALLOWED
    assert judged("clone", CLONE_NEWUSER) == DENIED
    assert judged("clone", CLONE_NEWUSER | CLONE_VM | 17) == DENIED
    for family in range(64):  # unix, internet, netlink
        assert judged("socket", family) == (ALLOWED if family in (1, 2, 10, 16) else DENIED), family
    assert judged("write", CLONE_NEWUSER) == ALLOWED


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


# ---------------------------------------------------------------------------------------------------------------- refusals


@pytest.fixture
def _afresh() -> Iterator[None]:
    bubblewrap.cache_clear()
    yield
    bubblewrap.cache_clear()


def is_one_sentence(error: pytest.ExceptionInfo) -> str:
    """The text of an error that a user reads: one line that ends with a full stop."""
    text = str(error.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text


@pytest.mark.usefixtures("_afresh")
def test_without_bubblewrap_nothing_is_run(monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    monkeypatch.setattr(sandbox, "_packaged", lambda: None)
    for ask in (bubblewrap, Sandbox().require, lambda: Sandbox().start({}, {}, [])):
        with pytest.raises(SandboxError) as caught:
            ask()
        text = is_one_sentence(caught)
        assert "bubblewrap is missing" in text
        assert "c.Sandbox.enabled = False" in text


def program(folder: Path, name: str, text: str) -> str:
    """A little program."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.usefixtures("_afresh")
@pytest.mark.parametrize(
    ("script", "why"),
    [("echo first >&2; echo no permissions >&2; exit 1", "no permissions"), ("exit 1", "no reason given")],
)
def test_a_bubblewrap_that_fails_is_named_with_its_reason(monkeypatch, tmp_path, script, why):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: program(tmp_path, "bwrap", script))
    monkeypatch.setattr(sandbox, "_packaged", lambda: None)
    with pytest.raises(SandboxError) as caught:
        bubblewrap()
    assert f"({why})" in is_one_sentence(caught)


@pytest.mark.usefixtures("_afresh")
def test_the_packaged_bubblewrap_is_taken_where_the_systems_fails(monkeypatch, tmp_path):
    broken, works = program(tmp_path, "broken", "exit 1"), program(tmp_path, "works", "exit 0")
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: broken)
    monkeypatch.setattr(sandbox, "_packaged", lambda: works)
    assert bubblewrap() == works


def test_an_error_of_the_sandbox_is_one_that_a_user_can_put_right():
    assert issubclass(SandboxError, CourseError)


@pytest.mark.usefixtures("_afresh")
def test_who_does_without_is_asked_for_nothing(monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    monkeypatch.setattr(sandbox, "_packaged", lambda: None)
    Sandbox(enabled=False).require()


def test_an_environment_that_holds_the_course_is_refused(monkeypatch, tmp_path):
    course, link = tmp_path / "env" / "course", tmp_path / "link"
    course.mkdir(parents=True)
    link.symlink_to(course)
    (tmp_path / "beside").mkdir()
    python_folders([tmp_path / "beside", course])
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "env"))
    assert tmp_path / "env" in python_folders([tmp_path / "beside"])
    for secret in (course, link, tmp_path / "env", tmp_path / "env" / "course" / ".." / "course"):
        with pytest.raises(SandboxError) as caught:
            python_folders([tmp_path / "beside", secret])
        assert str(tmp_path / "env") in is_one_sentence(caught)
    monkeypatch.setattr(sys, "prefix", str(course / ".venv"))  # the usual place
    (course / ".venv").mkdir()
    assert course / ".venv" in python_folders([course])


def test_the_environment_may_be_reached_by_a_link_and_is_refused_all_the_same(monkeypatch, tmp_path):
    (tmp_path / "real" / "course").mkdir(parents=True)
    (tmp_path / "env").symlink_to(tmp_path / "real")
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "env"))
    with pytest.raises(SandboxError):
        python_folders([tmp_path / "real" / "course"])


def test_further_folders_must_not_hold_the_course_either(tmp_path):
    (tmp_path / "course").mkdir()
    with pytest.raises(SandboxError):
        Sandbox(secret=[str(tmp_path / "course")], readable=[str(tmp_path)]).require()


# ------------------------------------------------------------------------------------------------------------------ inside


@pytest.fixture(scope="module", params=["cold", "warm"])
def inside(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Runs code in a kernel in its sandbox and gives what it prints; an error is printed by its name."""
    folder = tmp_path_factory.mktemp("given")
    (folder / "data.csv").write_text("a,b\n1,2\n")
    os.environ["SECRET_TOKEN"] = "told"
    settings = Sandbox(secret=[str(ROOT)], disk=4, warm=request.param != "cold")
    given = {"data.csv": folder / "data.csv", "sub/again.csv": folder / "data.csv"}
    with kernel(settings, given) as (run, box):
        assert isinstance(box, WarmKernel) == settings.warm
        run("import os, sys, socket, ctypes, errno, pathlib, subprocess, signal")
        yield run
    del os.environ["SECRET_TOKEN"]


def test_there_is_no_network(inside):
    assert inside("print(socket.if_nameindex())") == "[(1, 'lo')]"
    code = "s = socket.socket(); s.settimeout(3)\ns.connect(('1.1.1.1', 53))"
    assert inside(code) in ("OSError", "ConnectionRefusedError")
    name = f"\0{secrets.token_hex(8)}"
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as local:
        local.bind(name)
        local.listen()
        refused = ("ConnectionRefusedError", "OSError")
        assert inside(f"socket.create_connection({server.getsockname()!r}, 3)") in refused
        assert inside(f"socket.socket(socket.AF_UNIX).connect({name!r})") == "ConnectionRefusedError"
    assert inside("print(socket.getaddrinfo('example.org', 80))") == "gaierror"
    assert inside("s = socket.socket(40, socket.SOCK_STREAM)") == "PermissionError"
    assert inside("a, b = socket.socketpair(); a.send(b'x'); print(b.recv(1))") == "b'x'"


def test_it_runs_as_nobody_in_particular(inside):
    who = inside("print(os.getuid(), os.geteuid(), os.getgid(), os.getgroups())").split()
    assert "0" not in who[:3]
    assert who[3] in ("[]", f"[{who[2]}]") or os.geteuid() != 0  # as an ordinary user, its groups are nobody's in there
    # An ordinary user's kernel knows no other user than itself.
    assert inside("os.setuid(0)") == ("PermissionError" if os.geteuid() == 0 else "OSError")
    fields = ("CapPrm", "CapEff", "NoNewPrivs")
    code = f"print([line.split()[1] for line in open('/proc/self/status') if line.startswith({fields})])"
    assert inside(code) == "['0000000000000000', '0000000000000000', '1']"


@pytest.mark.parametrize("folder", [".", "/tmp", "/dev/shm", "~"])
def test_what_can_be_written_is_bounded_and_gone_afterwards(inside, folder):
    assert inside("print(os.getcwd())") == WORK
    code = f"""
path = pathlib.Path({folder!r}).expanduser() / 'probe'
path.write_text('x'); print(path.read_text())
try:
    with open(path, 'wb') as file:
        for _ in range(8): file.write(bytes(2**20))
except OSError as error:
    print(errno.errorcode[error.errno])
path.unlink()
"""
    written, stopped = inside(code).split()
    assert written == "x"
    assert stopped in ("ENOSPC", "EFBIG")


@pytest.mark.parametrize(
    "folder", ["/", "/usr", "/etc", "/run", "/dev", "/home", "/bin", sys.prefix, str(Path(os.__file__).parent)]
)
def test_nothing_else_can_be_written(inside, folder):
    assert inside(f"open({folder + '/probe'!r}, 'w')") in ("OSError", "PermissionError", "FileNotFoundError")
    assert inside(f"os.mkdir({folder + '/probe'!r})") in ("OSError", "PermissionError", "FileNotFoundError")


@pytest.mark.parametrize("folder", ["/", "/usr", "/dev", "/etc", "/home", f"{WORK}/data.csv", sys.prefix])
def test_it_would_be_read_only_for_anyone(inside, folder):
    assert inside(f"print(bool(os.statvfs({folder!r}).f_flag & os.ST_RDONLY))") == "True"


def test_the_given_files_can_be_read_and_not_changed(inside):
    assert inside("print(sorted(os.listdir()))") == "['data.csv', 'sub']"
    assert inside("print(open('data.csv').read())") == "a,b\n1,2"
    assert inside("print(open('sub/again.csv').read())") == "a,b\n1,2"
    for code in (
        "open('data.csv', 'w')",
        "os.remove('data.csv')",
        "os.rename('data.csv', 'x')",
        "os.chmod('data.csv', 0o777)",
    ):
        assert inside(code) in ("OSError", "PermissionError"), code


def test_nothing_of_the_course_or_of_who_grades_can_be_seen(inside):
    for path in (
        ROOT / "source",
        ROOT / "gradebook.db",
        ROOT / "src" / "nbexaminer" / "examiner" / "proxies.py",
        "/etc/passwd",
        "/etc/shadow",
    ):
        assert inside(f"print(os.path.exists({str(path)!r}))") == "False", path
    for folder in (ROOT, Path.home()):  # what lies on the way to Python's own folders, and nothing beside it
        needed = [path for path in python_folders([]) if path.is_relative_to(folder)]
        allowed = {path.relative_to(folder).parts[0] for path in needed if path != folder}
        found = inside(f"print('|'.join(os.listdir({str(folder)!r})) if os.path.isdir({str(folder)!r}) else '')")
        assert set(found.split("|")) - {""} <= allowed, folder
    assert inside("import nbexaminer.examiner.proxies") == "ModuleNotFoundError"


def test_the_environment_is_bare(inside):
    names = inside("print(*sorted(os.environ))").split()
    assert "SECRET_TOKEN" not in names
    assert {"HOME", "PATH", "USER"} <= set(names)
    assert len(names) < 30
    assert inside("print(os.environ['HOME'])") == HOME
    text = inside("print(open('/proc/1/environ').read())")
    assert "SECRET_TOKEN" not in text


def test_no_other_process_can_be_seen(inside):
    pids = inside("print(*[name for name in os.listdir('/proc') if name.isdigit()])").split()
    assert len(pids) <= 4
    assert str(os.getpid()) not in pids or os.getpid() < 10
    assert inside("print(os.getpid() < 10)") == "True"
    assert inside("os.kill(1, signal.SIGKILL); print('alive')") in ("PermissionError", "alive")
    assert inside("print(5)") == "5"


@pytest.mark.parametrize(
    "code",
    [
        "os.memfd_create('x')",
        "print(libc.unshare(0x10000000), ctypes.get_errno())",
        "print(libc.ptrace(0, 0, 0, 0), ctypes.get_errno())",
        "print(libc.mount(b'none', b'/tmp', b'tmpfs', 0, None), ctypes.get_errno())",
        "print(libc.setns(0, 0), ctypes.get_errno())",
    ],
)
def test_calls_that_no_notebook_needs_are_denied(inside, code):
    assert inside(f"libc = ctypes.CDLL(None, use_errno=True)\n{code}") in ("PermissionError", "-1 1")


def test_ordinary_work_is_not_hindered(inside):
    assert inside("import threading; t = threading.Thread(target=print, args=(5,)); t.start(); t.join()") == "5"
    assert (
        inside("print(subprocess.run([sys.executable, '-c', 'print(6)'], capture_output=True, text=True).stdout)")
        == "6"
    )
    code = "import multiprocessing as m\nwith m.get_context('fork').Pool(1) as pool: print(pool.map(abs, [-7]))"
    assert inside(code) == "[7]"


def test_what_a_closed_sandbox_leaves_is_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox.tempdirs, "create", lambda: _made(tmp_path / "private"))
    monkeypatch.setattr(sandbox, "START", "import time, sys; time.sleep(60)  # {!r} {}")
    box = sandbox.SandboxedKernel.__new__(sandbox.SandboxedKernel)
    launched: list[subprocess.Popen] = []
    real = sandbox._popen

    def noted(command: list[str], **options: object) -> subprocess.Popen:
        launched.append(real(command, **options))
        return launched[-1]

    monkeypatch.setattr(sandbox, "_popen", noted)
    monkeypatch.setattr(sandbox.SandboxedKernel, "_pin", lambda self, connection: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        box.__init__(Sandbox(), {}, {}, [])
    assert launched[0].poll() is not None
    assert list(tmp_path.iterdir()) == []


def _made(path: Path) -> Path:
    path.mkdir()
    return path


def test_a_kernel_that_can_not_start_is_one_clear_sentence(monkeypatch):
    monkeypatch.setattr(sandbox, "START", "import sys; sys.exit(1)  # {!r} {}")
    connection = {f"{name}_port": 1 for name in ("shell", "iopub", "stdin", "hb", "control")}
    with pytest.raises(SandboxError) as caught:
        Sandbox().start({}, connection, [])
    assert str(caught.value).startswith("The kernel did not start in its sandbox")
