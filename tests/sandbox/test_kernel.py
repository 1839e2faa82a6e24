"""A sandboxed kernel from its start to its end, seen from outside."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from nbexaminer.sandbox import kernel, launch
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
    monkeypatch.setattr(launch, "_send", lambda process, start: 1 / 0)
    for enabled in (True, False):
        with pytest.raises(ZeroDivisionError):
            SandboxedKernel(Sandbox(enabled=enabled), {}, CONNECTION, [])
        assert launched[-1].poll() is not None
        assert list(tmp_path.iterdir()) == []


def test_a_kernel_that_can_not_start_is_one_clear_sentence(monkeypatch):
    launched = running(monkeypatch, "import sys; sys.exit(1)")
    with pytest.raises(SandboxError) as caught:
        SandboxedKernel(Sandbox(), {}, CONNECTION, [])
    assert str(caught.value).startswith("The kernel did not start in its sandbox")
    assert launched[0].poll() is not None
