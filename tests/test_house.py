"""The plan of the code holds: who imports whom, who touches a student's bytes, and how large things are."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.catalogue.cases import ROOT, notebooks
from tests.sizes import LIMITS, pieces

CODE = ROOT / "src" / "nbexaminer"
READS = {"recv", "recv_into", "recvmsg", "recvfrom", "makefile"}
"""Methods that read bytes from a connection."""
READERS = {
    "protocol/frames.py": "the student's side, and nobody else reads it",
    "sandbox/zygote.py": "the process that starts kernels, which runs no student code: a line of JSON",
    "sandbox/forked_process.py": "the first process of a kernel's sandbox, which runs no student code: how the kernel ended",
    "sandbox/inside/entry.py": "whoever asks for a kernel, from inside the cage",
    "system/forkserver.py": "whoever asks for a fork: one byte, and its connection",
    "system/forkclient.py": "a fork server: whether it is still there",
}
"""Files that may do so -> whose bytes those are."""


def test_imports_run_one_way():
    """The contracts stand in pyproject.toml, under [tool.importlinter]."""
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr


def test_a_forbidden_import_would_be_found(tmp_path):
    """The contracts are about the code as it is: one more import from the student's side to the examiner breaks them."""
    copied = tmp_path / "src"
    subprocess.run(["cp", "-r", ROOT / "src", copied], check=True)
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    victim = next((copied / "nbexaminer" / "candidate").glob("[a-z]*.py"))
    victim.write_text(victim.read_text() + "\nfrom nbexaminer.examiner import proxies  # noqa\n")
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(copied)}
    )
    assert run.returncode == 1, run.stdout[-4000:] + run.stderr
    assert "nbexaminer.candidate" in run.stdout
    assert "BROKEN" in run.stdout


def test_only_the_border_reads_what_comes_from_a_student():
    found = set()
    for path in CODE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
        if any(isinstance(call, ast.Attribute) and call.attr in READS for call in calls):
            found.add(path.relative_to(CODE).as_posix())
    assert found <= set(READERS)


def test_nothing_is_ever_unpickled_but_between_our_own_processes():
    for path in CODE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not imported & {"pickle", "marshal", "shelve", "dill"}, path
        assert "cloudpickle" not in imported or path.name == "cluster.py", path


def test_the_grader_knows_no_assignment():
    names = {*notebooks(), *(path.parent.name for path in notebooks().values())}
    for path in CODE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not [name for name in names if name in text], path


def test_what_is_longer_than_the_rule_says_why():
    long = [piece for piece in pieces() if piece.lines > LIMITS[piece.kind] and not piece.excused]
    assert long == [], "split it, or say why in its docstring"
