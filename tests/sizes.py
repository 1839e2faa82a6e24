"""How large the code's files, functions and classes are: `python -m tests.sizes` prints the longest ones.

The limits are a rule with exceptions: what is longer says why, in a line "Long because …" of its docstring.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.catalogue.cases import ROOT

LIMITS = {"file": 450, "class": 250, "function": 50}
"""Kind -> lines that it may have as a rule."""
EXCEPTION = "Long because "


@dataclass(frozen=True)
class Piece:
    """A file, class or function.

    Attributes:
        kind: a key of `LIMITS`.
        lines: how many it has, docstring and comments among them.
        place: file, line and name.
        excused: whether its docstring says why it is long.
    """

    kind: str
    lines: int
    place: str
    excused: bool


def pieces(root: Path = ROOT / "src") -> Iterator[Piece]:
    """Every file below a folder, with its classes and functions."""
    for path in sorted(root.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree, where = ast.parse(text), path.relative_to(ROOT).as_posix()
        yield Piece("file", text.count("\n"), where, _excused(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                kind = "class" if isinstance(node, ast.ClassDef) else "function"
                lines = node.end_lineno - node.lineno + 1
                yield Piece(kind, lines, f"{where}:{node.lineno} {node.name}", _excused(node))


def _excused(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return EXCEPTION in (ast.get_docstring(node) or "")


def tracked() -> tuple[int, int]:
    """How many files git tracks, and how many lines of Python."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    python = [path for path in paths if path.suffix == ".py" and path.is_file() and not path.is_symlink()]
    return len(paths), sum(path.read_text(encoding="utf-8").count("\n") for path in python)


def main() -> int:
    """Print the longest pieces of each kind, and what git tracks."""
    found = list(pieces())
    for kind, limit in LIMITS.items():
        mine = sorted((piece for piece in found if piece.kind == kind), key=lambda piece: -piece.lines)
        print(f"{len(mine)} pieces are a {kind} (limit: {limit} lines), the longest:")
        for piece in mine[:8]:
            print(f"  {piece.lines:5}  {piece.place}{'  (says why)' if piece.excused else ''}")
    files, lines = tracked()
    print(f"git tracks {files} files and {lines} lines of Python")
    return 0


if __name__ == "__main__":
    sys.exit(main())
