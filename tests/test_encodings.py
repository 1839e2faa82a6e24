"""Every text file is read and written as UTF-8, and the code says so, whatever the locale is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.catalogue import ROOT

METHODS = {"read_text", "write_text"}
PROGRAMS = {"run", "Popen", "check_output", "check_call"}
ASCII = {
    "sandbox/launch.py": "what bubblewrap writes, a line of JSON",
    "sandbox/bubblewrap.py": "what bubblewrap complains of",
    "sandbox/machine.py": "a path of matplotlib's",
    "sandbox/processes.py": "/proc",
    "sandbox/inside/namespaces.py": "/proc",
    "candidate/kernel.py": "JSON, as the standard library writes it",
    "candidate/forks.py": "nowhere",
}
"""Files in which nothing but ASCII is read and written without saying so -> what that is."""


def unsaid(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls in some code that read or write text, or run a program for its text, and don't say in which encoding."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        said = {keyword.arg: keyword.value for keyword in call.keywords}
        if "encoding" in said or any(keyword.arg is None for keyword in call.keywords):
            continue
        if (
            name in METHODS
            or (name in ("open", "fdopen") and _is_text(call, said))
            or (name in PROGRAMS and isinstance(said.get("text"), ast.Constant) and said["text"].value)
        ):
            yield call


def _is_text(call: ast.Call, said: dict[str, ast.expr]) -> bool:
    """Whether a call of `open` asks for a text file; `os.open` and the like, and methods of that name, do not."""
    if isinstance(call.func, ast.Attribute) and call.func.attr == "open":
        return False
    mode = said.get("mode", call.args[1] if len(call.args) > 1 else ast.Constant("r"))
    return isinstance(mode, ast.Constant) and isinstance(mode.value, str) and "b" not in mode.value


def test_the_package_says_in_which_encoding_it_reads_and_writes():
    package = ROOT / "src" / "nbexaminer"
    found = []
    for path in [*package.rglob("*.py"), *(ROOT / "src" / "gradchecks").glob("*.py"), ROOT / "nbgrader_config.py"]:
        name = path.relative_to(package).as_posix() if path.is_relative_to(package) else path.name
        if name not in ASCII:
            found += [f"{name}:{call.lineno}" for call in unsaid(ast.parse(path.read_text(encoding="utf-8")))]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "open(path)",
        "open(path, 'w')",
        "path.read_text()",
        "path.write_text('x')",
        "run(command, text=True)",
        "os.fdopen(3)",
    ],
)
def test_what_is_not_said_would_be_found(code):
    assert list(unsaid(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    ["open(path, 'rb')", "path.read_text(encoding='utf-8')", "os.open(path, flags)", "file.open()", "run(command)"],
)
def test_bytes_have_no_encoding(code):
    assert not list(unsaid(ast.parse(code)))


def test_the_exceptions_are_files(tmp_path: Path):
    assert [name for name in ASCII if not (ROOT / "src" / "nbexaminer" / name).is_file()] == []
