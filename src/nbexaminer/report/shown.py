"""Which of an output's forms a page shows, and how: one of them, made harmless."""

from __future__ import annotations

import html
import re

from nbformat import NotebookNode
from nbformat.v4 import new_output

from nbexaminer.execution.pictures import RASTER, SVG, decoded
from nbexaminer.report.beside import Finder, taken_out
from nbexaminer.report.markup import INERT
from nbexaminer.report.texts import LONGEST_TEXT, Ready, markdown, rich

_ORDER = ("text/html", "text/markdown", SVG, "text/latex", *RASTER, "text/plain")
"""From the richest on, as nbconvert chooses."""
_SCRIPT = re.compile(r"(?i)<script\b")


def shown(output: NotebookNode, finder: Finder) -> NotebookNode:
    """An output as a page shows it.

    Args:
        output: rebuilt, as `execution.displays` does it.
        finder: finds the pictures that it names.
    """
    if output.output_type not in ("display_data", "execute_result"):
        return output
    data = output.data
    order = [kind for kind in _ORDER if kind in data]
    if len(order) > 1 and order[0] == "text/html" and _SCRIPT.search(data["text/html"]):
        pictures = [kind for kind in order if kind in (*RASTER, SVG)]
        order = [*pictures, *order]  # what is drawn by a script has nothing to show without it
    for kind in order:
        made = "" if kind == "text/plain" else _as_html(kind, data[kind], output.metadata.get(kind, {}), finder)
        if made:
            return _with(output, {"text/html": Ready(made)})
        if kind == "text/plain":
            break
    return only_text(output)


def only_text(output: NotebookNode) -> NotebookNode:
    """An output as a page shows it that has no time left to format anything."""
    if output.output_type not in ("display_data", "execute_result"):
        return output
    plain = output.data.get("text/plain", "(an output that is not shown)")
    return _with(output, {"text/plain": plain})


def _with(output: NotebookNode, data: dict[str, str]) -> NotebookNode:
    more = {"execution_count": output.execution_count} if output.output_type == "execute_result" else {}
    return new_output(output.output_type, data=data, metadata={}, **more)


def _as_html(kind: str, content: str, about: dict, finder: Finder) -> str:
    if kind == "text/html":
        text, held = taken_out(content)
        return rich(text, finder.with_held(held))
    if kind == "text/markdown":
        text, held = taken_out(content)
        return markdown(text, finder.with_held(held))
    if kind == "text/latex":
        return rich(html.escape(content[:LONGEST_TEXT], quote=False))
    url = finder.embedded(content.encode() if kind == SVG else decoded(content))
    if url is None:
        return ""
    sizes = "".join(f' {name}="{about[name]}"' for name in ("width", "height") if isinstance(about.get(name), int))
    alt = html.escape(about.get("alt", "a picture that the cell has shown"))
    return f'<div class="{INERT}"><img src="{url}" alt="{alt}"{sizes}></div>'
