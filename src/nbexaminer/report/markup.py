"""HTML that somebody else wrote, rebuilt from a list of what only formats: no scripts, no styles of the page, no loading."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import nh3
from pygments.token import STANDARD_TYPES

from nbexaminer.report.formulas import with_formulas

LONGEST = 1_000_000
"""Characters of one piece of HTML, without its pictures."""
MOST_TAGS = 30_000
DEEPEST = 150
"""Elements within each other that are still open."""
INERT = "tex2jax_ignore"
"""The class of elements in which the Formgrader's MathJax typesets nothing."""
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt", "em",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol",
    "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "u", "ul", "var",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"style", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "details": {"open"},
}
_NUMBERS = {"width", "height", "colspan", "rowspan", "start"}
_STYLES = {"text-align", "color", "background-color", "font-weight", "font-style", "text-decoration", "white-space"}
_CLASSES = {"span": set(STANDARD_TYPES.values()) - {""}, "div": {"highlight"}}
_GONE = {
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "title",
    "textarea",
    "select",
    "head",
}
_SCHEMES = {"http", "https", "mailto", "data", "attachment", "picture"}
_TAG = re.compile(r"""<(?:[^>"]|"[^"]*")*>""")
_OPENS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSED_BY_OTHERS = {
    "p", "li", "td", "tr", "th", "dt", "dd", "thead", "tbody", "tfoot", "option", "br", "hr", "img", "input", "wbr",
    "col", "source", "link", "meta", "area", "base",
}  # fmt: skip

Pictures = Callable[[str], str | None]
"""Finds the picture of an address: an address that holds the picture itself, or None."""


class TooMuch(Exception):
    """It would take too long to show, or is none that a browser should be given."""


def plain(text: str, *, note: str = "") -> str:
    """A text as HTML that shows it as it is; with a sentence above it, where there is one."""
    said = f"<p><i>{html.escape(note)}</i></p>" if note else ""
    return f'<div class="{INERT}">{said}<pre>{html.escape(text)}</pre></div>'


def harmless(text: str, pictures: Pictures = lambda address: None) -> str:
    """HTML that formats, links and shows pictures, and can do nothing else.

    Args:
        text: HTML of a student's.
        pictures: finds the pictures that it names.

    Raises:
        TooMuch: it is too long or too deep.
    """
    _require_sane(text)

    def keep(tag: str, name: str, value: str) -> str | None:
        if name == "src":
            return pictures(value)
        if name == "href":
            return value if re.match(r"(?i)(https?:|mailto:|#)", value) else None
        if name in _NUMBERS:
            return value if re.fullmatch(r"[0-9]{1,4}", value) else None
        return value

    cleaned = nh3.clean(
        text,
        tags=_TAGS,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        link_rel="noopener noreferrer",
        url_schemes=_SCHEMES,
        allowed_classes=_CLASSES,
        filter_style_properties=_STYLES,
    )
    return f'<div class="{INERT}">{_typeset(cleaned)}</div>'


def _require_sane(text: str) -> None:
    if len(text) > LONGEST:
        raise TooMuch(f"HTML of {len(text)} characters")
    depth, tags = 0, 0
    for tags, tag in enumerate(_OPENS.finditer(text), start=1):
        if tag[2].lower() not in _CLOSED_BY_OTHERS:
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEEPEST:
            raise TooMuch(f"more than {DEEPEST} elements within each other")
        if tags > MOST_TAGS:
            raise TooMuch(f"more than {MOST_TAGS} elements")


def _typeset(cleaned: str) -> str:
    """Clean HTML with its formulas typeset, save in code; a picture without an address is replaced by its description."""
    made, at, code = [], 0, 0
    for tag in _TAG.finditer(cleaned):
        made.append(_text(cleaned[at : tag.start()], code))
        at, written = tag.end(), tag[0]
        if re.match(r"</?(?:pre|code|kbd|samp)\b", written):
            code += -1 if written[1] == "/" else 1
        if written.startswith("<img") and ' src="' not in written:
            alt = re.search(r' alt="([^"]*)"', written)
            written = f"<i>[a picture that can't be shown{f': {alt[1]}' if alt and alt[1] else ''}]</i>"
        made.append(written)
    return "".join([*made, _text(cleaned[at:], code)])


def _text(escaped: str, code: int) -> str:
    return escaped if code or not re.search(r"[$\\]", escaped) else with_formulas(html.unescape(escaped))
