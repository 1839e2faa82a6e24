"""What root grades safely an ordinary user grades safely, too: their tests, run as one. Slow."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.catalogue import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="whoever runs the tests is an ordinary user already"),
]
USER = 4321
SANDBOX = ("bubblewrap", "settings", "machine", "inside", "kernel", "zygote")
FILES = [*(f"sandbox/test_{name}.py" for name in SANDBOX), "system/test_tempdirs.py"]


def as_ordinary_user(command: list[str], home: Path) -> list[str]:
    """The command, as a user who sees this Python and the project even where they lie below a folder of root's own.

    Args:
        command: what to run.
        home: a folder that becomes the user's.
    """
    needed = sorted({Path(sys.prefix), Path(sys.base_prefix), ROOT})
    steps = [f"chown {USER}:{USER} {shlex.quote(str(home))}"]
    closed = {path: [above for above in reversed(path.parents) if not above.stat().st_mode & 0o001] for path in needed}
    behind = [path for path in needed if closed[path]]
    for number, path in enumerate(behind):
        aside = home.parent / f"aside-{number}"
        aside.mkdir()
        steps.append(f"mount --bind {shlex.quote(str(path))} {shlex.quote(str(aside))}")
    for above in sorted({closed[path][0] for path in behind}):
        steps.append(f"mount -t tmpfs -o mode=755 tmpfs {shlex.quote(str(above))}")
    for number, path in enumerate(behind):
        steps.append(f"mkdir -p {shlex.quote(str(path))}")
        steps.append(f"mount --bind {shlex.quote(str(home.parent / f'aside-{number}'))} {shlex.quote(str(path))}")
    become = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "env", f"HOME={home}", *command]
    return ["unshare", "--mount", "bash", "-ec", "\n".join([*steps, "exec " + shlex.join(become)])]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may pass, as pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="ordinary-") as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.mark.parametrize("file", FILES)
def test_as_an_ordinary_user(file, folder):
    home = folder / "home"
    home.mkdir()
    options = ["-q", "-p", "no:cacheprovider", "-m", "slow or not slow", "--basetemp", str(home / "pytest")]
    command = as_ordinary_user([sys.executable, "-B", "-m", "pytest", *options, f"tests/{file}"], home)
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-5000:] + run.stderr[-2000:]
    assert " passed" in run.stdout
