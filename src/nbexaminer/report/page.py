"""The feedback page: one file that runs nothing and fetches nothing, whatever stands in it."""

from __future__ import annotations

import re
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What the browser is told: it may show what is in the page, and nothing else."""


class FeedbackExporter(HTMLExporter):
    """nbgrader's feedback page without what its template would load from elsewhere."""

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **more: Any
    ) -> tuple[str, dict[str, Any]]:
        """Make the page of a notebook."""
        page, resources = super().from_notebook_node(nb, resources, **more)
        return self_contained(page), resources


def self_contained(page: str) -> str:
    """A page without scripts, and without fonts and style sheets that it would fetch.

    Args:
        page: well-formed, as an exporter writes it; its scripts are those of the template, since no other is left.
    """
    page = _without("script", page)
    page = re.sub(r"<link\b[^>]*>", "", page)
    page = re.sub(r"@font-face\s*\{[^{}]*\}|@import[^;\n]*;", "", page)
    meta = (
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"/><meta name="referrer" content="no-referrer"/>'
    )
    return re.sub(r"<head>", lambda found: found[0] + meta, page, count=1)


def _without(name: str, page: str) -> str:
    """A page without the elements of a name and their content; the time grows with its length only."""
    kept, at = [], 0
    while (begin := page.find(f"<{name}", at)) >= 0 and (end := page.find(f"</{name}>", begin)) >= 0:
        kept.append(page[at:begin])
        at = end + len(f"</{name}>")
    return "".join([*kept, page[at:]])
