"""Texts of a notebook as HTML: Markdown, code, and what cells print. What can't be shown so is shown as it is written."""

from __future__ import annotations

import html

from nbconvert.filters.ansi import ansi2html, strip_ansi
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from nbexaminer.report.beside import taken_out
from nbexaminer.report.markup import Pictures, TooMuch, harmless, plain
from nbexaminer.report.patience import within

LONGEST_TEXT = 50_000
"""Characters of a text that is formatted."""
LONGEST_LINE = 3_000
"""Characters of a line of code that is highlighted: the time for a line grows with the square of its length."""
MOST_COLOURS = 2_000
"""Escape codes of a text that is shown in colour; nbconvert copies the rest of the text for each of them."""
SECONDS = 2.0
"""CPU time that one text may take."""
NOT_FORMATTED = "Shown as it was written: it could not be formatted."


class Ready(str):
    """HTML that has been made harmless, and is not to be rendered again."""


class _Renderer(IPythonRenderer):
    """nbconvert's Markdown, whose pictures keep their addresses: they are looked for when the HTML is made harmless."""

    def _embed_image_or_attachment(self, src: str) -> str:
        return src


def markdown(text: str, pictures: Pictures = lambda address: None) -> Ready:
    """A text in Markdown as harmless HTML.

    Args:
        text: without long addresses, as `beside.taken_out` leaves it.
        pictures: finds the pictures that it names.
    """
    if isinstance(text, Ready):
        return text
    try:
        if len(text) > LONGEST_TEXT:
            raise TooMuch
        with within(SECONDS):
            renderer = _Renderer(escape=False, exclude_anchor_links=True)
            return Ready(harmless(MarkdownWithMath(renderer=renderer).render(text), pictures))
    except Exception:  # a student's text may lead the renderer to any error, and is no reason to have no page
        return Ready(plain(text, note=NOT_FORMATTED))


def rich(text: str, pictures: Pictures = lambda address: None) -> Ready:
    """HTML that a cell has shown, made harmless."""
    try:
        with within(SECONDS):
            return Ready(harmless(text, pictures))
    except Exception:
        return Ready(plain(text[:LONGEST_TEXT], note=NOT_FORMATTED))


def comment(text: object) -> Ready:
    """A comment of the instructor's, or any other text that stands in the page: a filter of the templates."""
    if isinstance(text, Ready):
        return text
    return markdown(taken_out(str(text))[0])


def code(source: str, language: str | None = None, metadata: dict | None = None) -> str:
    """Python code as HTML, highlighted: a filter of the templates."""
    del language, metadata  # a submission could name any
    try:
        if len(source) > LONGEST_TEXT + 100 or any(len(line) > LONGEST_LINE for line in source.split("\n")):
            raise TooMuch
        with within(SECONDS):
            return Highlight2HTML(pygments_lexer="ipython3")(source)
    except Exception:
        return f'<div class="highlight"><pre>{html.escape(source)}</pre></div>'


def coloured(text: object) -> str:
    """What a program has printed as HTML, in its colours: a filter of the templates."""
    text = str(text)
    codes = text.count("\x1b[")
    if codes == 0:
        return html.escape(text)
    try:
        if codes > MOST_COLOURS or codes * len(text) > 100_000_000:
            return html.escape(strip_ansi(text)) + "\n<i>(Shown without its colours: there are too many.)</i>"
        with within(SECONDS):
            return ansi2html(text)
    except Exception:
        return html.escape(text)
