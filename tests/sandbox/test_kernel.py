"""A sandboxed kernel from its start to its end, seen from outside."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from nbexaminer.sandbox import kernel, launch, processes
from nbexaminer.sandbox.errors import SandboxError
from nbexaminer.sandbox.kernel import SandboxedKernel
from nbexaminer.sandbox.settings import Sandbox

CONNECTION = {f"{name}_port": 1 for name in ("shell", "iopub", "stdin", "hb", "control")}


def running(monkeypatch: pytest.MonkeyPatch, program: str) -> list[subprocess.Popen]:
    """Have another program in place of the kernel; the processes that are started for it from now on."""
    monkeypatch.setattr(launch, "program", lambda code, entry: ["-c", program])
    launched: list[subprocess.Popen] = []
    real = launch._popen

    def noted(command: list[str], **options: object) -> subprocess.Popen:
        launched.append(real(command, **options))
        return launched[-1]

    monkeypatch.setattr(launch, "_popen", noted)
    return launched


def test_what_a_closed_sandbox_leaves_is_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(kernel.tempdirs, "create", lambda: _made(tmp_path / "private"))
    launched = running(monkeypatch, "import time, sys; time.sleep(60)")
    monkeypatch.setattr(kernel, "KernelSockets", lambda *arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        SandboxedKernel(Sandbox(), {}, CONNECTION, [])
    assert launched[0].poll() is not None
    assert list(tmp_path.iterdir()) == []


def _made(path: Path) -> Path:
    path.mkdir()
    return path


def test_a_kernel_that_could_not_be_described_is_ended_too(tmp_path, monkeypatch):
    monkeypatch.setattr(kernel.tempdirs, "create", lambda: _made(tmp_path / "private"))
    launched = running(monkeypatch, "import time; time.sleep(60)")
    inside: set[int] = set()

    def fail(process: subprocess.Popen, start: dict) -> None:
        inside.update(processes.tree(process.pid))
        raise ZeroDivisionError

    monkeypatch.setattr(launch, "_send", fail)
    for enabled in (True, False):
        with pytest.raises(ZeroDivisionError):
            SandboxedKernel(Sandbox(enabled=enabled), {}, CONNECTION, [])
        assert launched[-1].poll() is not None
        assert not _running(inside)
        assert list(tmp_path.iterdir()) == []


def _state(pid: int) -> str:
    """The state of a process as /proc tells it, "" where there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def _running(pids: set[int]) -> set[int]:
    """Which of these processes still run; those that were just killed get a moment to end."""
    for _ in range(200):
        states = {pid: _state(pid) for pid in pids}
        left = {pid for pid, state in states.items() if state not in ("", "Z", "X")}
        if not left:
            break
        time.sleep(0.01)
    return left


def test_what_bubblewrap_has_started_ends_also_when_its_number_could_not_be_read(tmp_path, monkeypatch):
    monkeypatch.setattr(kernel.tempdirs, "create", lambda: _made(tmp_path / "private"))
    launched = running(monkeypatch, "import time; time.sleep(60)")
    inside: set[int] = set()

    def fail(text: str) -> None:
        inside.update(processes.tree(launched[-1].pid))
        raise ZeroDivisionError

    monkeypatch.setattr(launch, "json", SimpleNamespace(loads=fail, dumps=json.dumps))
    with pytest.raises(ZeroDivisionError):
        SandboxedKernel(Sandbox(), {}, CONNECTION, [])
    assert len(inside) > 1
    assert not _running(inside)


def test_a_kernel_that_can_not_start_is_one_clear_sentence(monkeypatch):
    launched = running(monkeypatch, "import sys; sys.exit(1)")
    with pytest.raises(SandboxError) as caught:
        SandboxedKernel(Sandbox(), {}, CONNECTION, [])
    assert str(caught.value).startswith("The kernel did not start in its sandbox")
    assert launched[0].poll() is not None
