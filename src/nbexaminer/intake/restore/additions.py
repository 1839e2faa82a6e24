"""What a student has added to a cell that was given: code or text that is kept, in a cell of the student's own beside it.

At home an import in the setup cell works in all cells below. So what was added is kept, while the given cell gets its own text
back. A line that was changed is no addition: the given one counts.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass

from rapidfuzz import fuzz

from nbexaminer.intake.restore.likeness import ALIKE
from nbexaminer.intake.texts import plain
from nbexaminer.system.parsing import UNPARSABLE

LONGEST = 50_000
"""Characters of a given cell, as it was handed in, in which additions are looked for."""
MOST = 500
"""Statements, or lines of a text, that a given cell has for additions to be looked for."""
_MAGIC = re.compile(r"^(?P<indent>[ \t]*)(?:[%!?]|[\w., \t]+=[ \t]*[%!]).*$", re.MULTILINE)
_TRANSPARENT = ("%%time", "%%timeit", "%%capture", "%%prun")
"""Magics of a whole cell that leave its code what it is; below any other one stands no code of the notebook's."""


@dataclass(frozen=True)
class Additions:
    """What was added to a given cell.

    Attributes:
        before: what stood above everything that was given.
        after: the rest.
        whole: whether all that was given is still there.
    """

    before: str = ""
    after: str = ""
    whole: bool = False

    @property
    def any(self) -> bool:
        """Whether anything was added."""
        return bool(self.before or self.after)


@dataclass(frozen=True)
class _Piece:
    """A statement with the comments above it, or a line of a text.

    Attributes:
        text: as it was written.
        key: what equal pieces have in common.
        names: that it binds.
        is_import: whether it only imports.
        defines: whether it does nothing but bind names.
    """

    text: str
    key: str
    names: frozenset[str] = frozenset()
    is_import: bool = False
    defines: bool = False


def added_code(given: str, text: str, needed: Collection[str] | None = None) -> Additions:
    """What was added to a given code cell.

    Args:
        given: the cell's text, as it was given.
        text: as it was handed in.
        needed: names for which alone something is kept, if it does nothing but define them; None to keep all.
    """
    if len(text) > LONGEST:
        return Additions()
    if text.lstrip().startswith("%%") and not text.lstrip().startswith(_TRANSPARENT):
        return Additions(after="" if needed is not None else plain(text))

    def is_kept(piece: _Piece) -> bool:
        return needed is None or (piece.defines and not piece.names.isdisjoint(needed))

    return _added(_statements(given), _statements(text), is_kept)


def added_text(given: str, text: str) -> Additions:
    """What was added to a given cell that is no code."""
    if len(text) > LONGEST:
        return Additions()
    return _added(_lines(given), _lines(text), lambda piece: bool(piece.key))


def _added(given: list[_Piece] | None, own: list[_Piece] | None, is_kept: Callable[[_Piece], bool]) -> Additions:
    if not given or not own or max(len(given), len(own)) > MOST:
        return Additions()
    left = Counter(piece.key for piece in given)
    new, first = [], None
    for place, piece in enumerate(own):
        if left[piece.key]:
            left[piece.key] -= 1
            first = place if first is None else first
        else:
            new.append((place, piece))
    gone = [piece for piece in given if left[piece.key] and piece.key]
    kept = [(place, piece) for place, piece in new if is_kept(piece) and not _is_change(piece, gone)]
    above = [piece.text for place, piece in kept if first is not None and place < first]
    below = [piece.text for place, piece in kept if first is None or place > first]
    return Additions("\n".join(above), "\n".join(below), not gone)


def _is_change(piece: _Piece, gone: list[_Piece]) -> bool:
    """Whether a new piece stands in the place of a given one that is gone."""
    if piece.is_import:
        return False
    return any(
        not piece.names.isdisjoint(other.names) or fuzz.ratio(piece.key[:2000], other.key[:2000]) >= 100 * ALIKE
        for other in gone
    )


def _lines(text: str) -> list[_Piece]:
    return [_Piece(line, line.strip()) for line in plain(text).split("\n")]


def _statements(text: str) -> list[_Piece] | None:
    """The statements at the top level of a cell, with the comments above each; None where it is no Python."""
    text = plain(text)
    try:
        tree = _parsed(text)
    except UNPARSABLE:
        return None
    lines, end, pieces = text.split("\n"), 0, []
    for node in tree.body:
        begin = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))]) - 1
        if begin < end:  # several statements stand on one line
            written = ast.get_source_segment(text, node) or ""
        else:
            shared = any(other is not node and other.lineno == node.end_lineno for other in tree.body)
            own = ast.get_source_segment(text, node) if shared else "\n".join(lines[begin : node.end_lineno])
            written = "\n".join([*lines[end:begin], own or ""])
        end = max(end, node.end_lineno)
        if not written.lstrip().startswith("%%"):
            pieces.append(_piece(written.strip("\n"), node))
    return pieces


def _parsed(text: str) -> ast.Module:
    """A cell's syntax tree; magics stand in it as texts."""
    try:
        return ast.parse(text)
    except SyntaxError:
        return ast.parse(_MAGIC.sub(lambda found: found["indent"] + repr(found[0].strip()), text))


def _piece(text: str, node: ast.stmt) -> _Piece:
    is_import = isinstance(node, ast.Import | ast.ImportFrom)
    names: set[str] = set()
    if is_import:
        names = {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        names = {node.name}
    else:
        names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    defines = is_import or isinstance(node, ast.Assign | ast.AnnAssign)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        defines = not node.decorator_list
    return _Piece(text, ast.unparse(node), frozenset(names), is_import, defines)
