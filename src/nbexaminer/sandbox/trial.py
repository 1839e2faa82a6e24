"""Try whether a process can be started in the sandbox, as a kernel would be; nothing is written for that."""

from __future__ import annotations

import os
import subprocess
import sys

from nbexaminer.sandbox import bubblewrap
from nbexaminer.sandbox.errors import SandboxError
from nbexaminer.sandbox.launch import RIGHTS
from nbexaminer.sandbox.seccomp import open_filter
from nbexaminer.sandbox.settings import Sandbox

PATIENCE = 20.0
"""Seconds in which Python must have started."""


def try_sandbox(settings: Sandbox) -> str:
    """Start this Python in a sandbox as the settings say, and have it end.

    Args:
        settings: of the sandbox.

    Returns:
        Path of the bubblewrap that did it; "" where the settings do without.

    Raises:
        SandboxError: student code can't be run as the settings say.
    """
    settings.require()
    if not settings.enabled:
        return ""
    passed: list[int] = []
    try:
        wanted, rules = bubblewrap.isolated(RIGHTS), open_filter()
        if rules is not None:
            passed.append(rules)
            wanted += ["--seccomp", str(rules)]
        wanted += [*bubblewrap.furnished(settings.disk, settings.readable_folders()), "--remount-ro", "/"]
        command = bubblewrap.command([*wanted, "--chdir", "/"], [sys.executable, "-I", "-c", "pass"], passed)
        tried = subprocess.run(
            command, capture_output=True, pass_fds=passed, env=bubblewrap.ENVIRONMENT, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise SandboxError(
            f"Python did not start in a sandbox within {PATIENCE:.0f} seconds: see what holds it up."
        ) from None
    finally:
        for number in passed:
            os.close(number)
    if tried.returncode:
        said = tried.stderr.decode(errors="replace").strip().splitlines()
        raise SandboxError(bubblewrap.NOT_STARTED.format(said[-1] if said else f"exit code {tried.returncode}"))
    return command[0]
