"""What code in a sandboxed kernel finds, and what it can't do."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nbexaminer.sandbox.layout import HOME, WORK, package_files
from nbexaminer.sandbox.machine import python_folders
from nbexaminer.sandbox.settings import Sandbox
from nbexaminer.sandbox.zygote import WarmKernel
from tests.catalogue import ROOT
from tests.sandbox.inside import running_kernel

STUDENT = "lovelace-ada"
"""Stands in the path of the given files, where it could be a student's name, or the course's."""


@pytest.fixture(scope="module", params=["cold", "warm"])
def inside(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Runs code in a kernel in its sandbox and gives what it prints; an error is printed by its name."""
    folder = tmp_path_factory.mktemp(STUDENT)
    (folder / "data.csv").write_text("a,b\n1,2\n")
    os.environ["SECRET_TOKEN"] = "secret"
    settings = Sandbox(secret=[str(ROOT)], disk=4, warm=request.param != "cold")
    (folder / "own.csv").write_text("1\n")
    (folder / "own.csv").chmod(0o666)
    given = {"data.csv": folder / "data.csv", "sub/again.csv": folder / "data.csv"}
    given |= dict.fromkeys(("own.csv", "mine/own.csv", ".given", "sub/own.csv"), folder / "own.csv")
    with running_kernel(settings, given) as (run, kernel):
        assert isinstance(kernel, WarmKernel) == settings.warm
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
    assert inside("print(sorted(os.listdir()))") == "['.given', 'data.csv', 'mine', 'own.csv', 'sub']"
    assert inside("print(open('data.csv').read())") == "a,b\n1,2"
    assert inside("print(open('sub/again.csv').read())") == "a,b\n1,2"
    for code in (
        "open('data.csv', 'w')",
        "os.remove('data.csv')",
        "os.rename('data.csv', 'x')",
        "os.chmod('data.csv', 0o777)",
    ):
        assert inside(code) in ("OSError", "PermissionError"), code


@pytest.mark.parametrize("name", ["own.csv", "mine/own.csv", ".given"])
def test_what_everyone_may_write_to_is_a_copy_that_can_be_changed(inside, name):
    assert inside(f"print(open({name!r}).read())") == "1"
    assert inside(f"open({name!r}, 'a').write('2'); print(open({name!r}).read())") == "1\n2"
    assert inside(f"os.rename({name!r}, {name + 'x'!r}); print(open({name + 'x'!r}).read())") == "1\n2"
    assert inside(f"open({name!r}, 'w').write('3'); os.remove({name!r}); os.remove({name + 'x'!r})") == ""


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


EVERY_FILE_OF_PROC = """
import glob
told = []
paths = [*glob.glob('/proc/*'), *glob.glob('/proc/net/*'), *glob.glob('/proc/sys/*/*'), *glob.glob('/proc/sysvipc/*')]
for process in ('self', '1', str(os.getppid())):
    paths += [*glob.glob(f'/proc/{process}/*'), *glob.glob(f'/proc/{process}/[!r]*/*'), *glob.glob(f'/proc/{process}/task/*/*')]
for path in paths:
    try:
        if os.path.islink(path):
            told.append(os.readlink(path))
        elif os.path.isfile(path) and os.path.basename(path) not in ('mem', 'kmsg', 'kcore', 'pagemap'):
            number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
            told += [f'{path}: {line}' for line in os.read(number, 2**20).decode(errors='replace').splitlines()]
            while len(text := os.read(number, 2**20)) and len(told) < 10**5:
                told += [f'{path}: {line}' for line in text.decode(errors='replace').splitlines()]
            os.close(number)
    except (OSError, ValueError):
        pass
told += [str(value) for value in (os.uname(), sys.path, sys.argv, sys.orig_argv, dict(os.environ), os.getcwd())]
told += [str(getattr(module, '__file__', '')) for module in list(sys.modules.values())]
"""


def test_no_file_of_proc_tells_where_the_course_lies_or_who_hands_in_or_grades(inside):
    inside(EVERY_FILE_OF_PROC)
    assert int(inside("print(len(told))")) > 1000
    assert inside("print(len([line for line in told if line.startswith('/proc/self/mountinfo: ')]) > 10)") == "True"
    # Where Python lies is told by sys.prefix, and needed.
    python = sorted(map(str, python_folders([])), key=len, reverse=True)
    inside(f"for folder in {python!r}: told = [line.replace(folder, '') for line in told]")
    secret = [STUDENT, str(ROOT), f"{Path.home()}/", "/src/nbexaminer"]
    assert inside(f"print(*[line for line in told for word in {secret!r} if word in line], sep='\\n')") == ""
    assert inside("print(os.uname().nodename)") == "sandbox"


def test_terminals_can_be_used(inside):
    assert inside("import pty; m, s = pty.openpty(); os.write(s, b'x'); print(os.read(m, 1))") == "b'x'"
    assert inside("os.close(m); os.close(s); print(os.listdir('/dev/pts'))") == "['ptmx']"


def test_of_this_package_only_what_was_mounted_is_there_and_is_imported(inside):
    mounted = {name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in package_files()}
    imported = inside("print(*[name for name in sys.modules if name.split('.')[0] == 'nbexaminer'])").split()
    assert "nbexaminer.candidate.forks" in imported
    assert set(imported) <= mounted
    found = inside(
        "print(*[f'{root}/{name}' for root, _, names in os.walk('/run/nbexaminer') for name in names])"
    ).split()
    assert {path.removeprefix("/run/nbexaminer/") for path in found if "fontlist" not in path} == set(package_files())


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
