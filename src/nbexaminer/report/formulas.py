"""Formulas as MathML, which browsers show by themselves: no script typesets them, so none can be made to do anything else.

A formula that can't be read, or asks for more than to be typeset, is shown as it was written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import nh3
from latex2mathml.converter import convert

LONGEST_FORMULA = 4000
"""Characters of a formula that is typeset."""
DEEPEST = 40
"""Braces within each other."""
_ELEMENTS = {
    "math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mpadded",
    "mphantom", "menclose", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts",
    "mprescripts", "none", "mtable", "mtr", "mtd", "mlabeledtr",
}  # fmt: skip
_ATTRIBUTES = {
    "display", "displaystyle", "scriptlevel", "mathvariant", "accent", "accentunder", "stretchy", "fence",
    "separator", "form", "largeop", "movablelimits", "minsize", "maxsize", "linethickness", "columnalign",
    "rowalign", "columnspacing", "rowspacing", "columnlines", "rowlines", "notation",
}  # fmt: skip
_WORD = re.compile(r"[a-zA-Z0-9 .%-]{1,60}")
_ACTS = re.compile(
    r"\\(?:href|url|style|class|cssId|unicode|require|def|newcommand|renewcommand|let|includegraphics|data)(?![a-zA-Z])"
)
_OPENING = re.compile(r"\$\$|\$|\\\(|\\\[|\\begin\{([a-zA-Z]{1,20}\*?)\}")
_CLOSING = {"$$": "$$", "$": "$", r"\(": r"\)", r"\[": r"\]"}


def typeset(source: str, block: bool) -> str:
    """A formula as HTML.

    Args:
        source: LaTeX, without what begins and ends it.
        block: whether it stands on a line of its own.
    """
    if len(source) <= LONGEST_FORMULA and not _ACTS.search(source) and _depth(source) <= DEEPEST:
        try:
            made = convert(source, display="block" if block else "inline")
        except Exception:  # whatever it can't read, and a formula deeper than Python's stack
            made = ""
        allowed = dict.fromkeys(_ELEMENTS, _ATTRIBUTES)
        kept = nh3.clean(made, tags=_ELEMENTS, attributes=allowed, attribute_filter=_word, link_rel=None)
        if kept.startswith("<math") and kept.endswith("</math>"):
            return kept
    mark = "$$" if block else "$"
    return f"<code>{html.escape(mark + source + mark)}</code>"


def with_formulas(text: str) -> str:
    """A text as HTML, its formulas typeset.

    Args:
        text: plain, as a browser would show it.
    """
    return "".join(typeset(part, block) if is_formula else _words(part) for part, is_formula, block in _parts(text))


def _words(text: str) -> str:
    """Words between formulas; what would act if something took it for a formula is shown as code."""
    shown = html.escape(text, quote=False)
    return f"<code>{shown}</code>" if _ACTS.search(text) else shown


def _parts(text: str) -> Iterator[tuple[str, bool, bool]]:
    """A text in parts: the part, whether it is a formula, and whether that stands on a line of its own.

    What begins a formula and is never ended is looked for once, so that the time grows with the text's length only.
    """
    begin, at, never = 0, 0, set()
    while opening := _OPENING.search(text, at):
        mark, name = opening[0], opening[1]
        closing = _CLOSING.get(mark) or f"\\end{{{name}}}"
        escaped = opening.start() and text[opening.start() - 1] == "\\"
        end = -1 if escaped or closing in never else text.find(closing, opening.end())
        if end < 0 or not text[opening.end() : end].strip():
            if not escaped and end < 0:
                never.add(closing)
            at = opening.end()
            continue
        yield text[begin : opening.start()], False, False
        inside = text[opening.end() : end]
        whole = text[opening.start() : end + len(closing)]
        yield (whole if name else inside), True, bool(name) or mark in ("$$", r"\[")
        begin = at = end + len(closing)
    yield text[begin:], False, False


def _word(element: str, attribute: str, value: str) -> str | None:
    return value if _WORD.fullmatch(value) else None


def _depth(source: str) -> int:
    deepest = depth = 0
    for character in source:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest + source.count(r"\left") + source.count("^") // 8
