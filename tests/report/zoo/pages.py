"""Pages that hold the attacks, as the feedback and the Formgrader make them, and what a parser finds in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import nbgrader
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat.validator import iter_validate
from traitlets.config import Config

import nbexaminer
from nbexaminer.execution.displays import rebuilt
from nbexaminer.report.page import FeedbackExporter
from tests.report.zoo import attacks

NBGRADER = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
NOWHERE = "http://127.0.0.1:9"


def armed(value: object, address: str = NOWHERE, script: str = attacks.FLAG) -> object:
    """An attack with an address and a script in it."""
    if isinstance(value, str):
        port = address.rpartition(":")[2]
        return value.replace("HEARD", address).replace("MARK", script).replace("PORT", port)
    if isinstance(value, list):
        return [armed(one, address, script) for one in value]
    if isinstance(value, dict):
        return {armed(name, address, script): armed(one, address, script) for name, one in value.items()}
    return value


def cells() -> Iterator[tuple[str, dict]]:
    """Every attack as a cell of a notebook, with its name."""
    for name, text in attacks.HTML.items():
        yield f"HTML in a text: {name}", _cell("markdown", text)
        yield f"HTML in a text, inline: {name}", _cell("markdown", f"a {text} b")
        yield f"HTML in a raw cell: {name}", _cell("raw", text)
        yield f"HTML in code: {name}", _cell("code", text)
        for kind in ("text/html", "text/markdown", "text/plain", "text/latex"):
            yield f"HTML as {kind}: {name}", _cell("code", "1", [attacks.display({kind: text})])
    for name, text in attacks.MARKDOWN.items():
        yield f"Markdown: {name}", _cell("markdown", text)
        yield f"Markdown as an output: {name}", _cell("code", "1", [attacks.display({"text/markdown": text})])
    for name, output in attacks.OUTPUTS.items():
        yield f"output: {name}", _cell("code", "1", [output])
    for name, metadata in attacks.METADATA.items():
        for kind in ("code", "markdown", "raw"):
            shown = [attacks.display({"image/png": attacks.png()})] if kind == "code" else None
            yield f"metadata of {kind}: {name}", _cell(kind, "x", shown) | {"metadata": metadata}
    for name, bundle in attacks.ATTACHMENTS.items():
        yield f"attachment: {name}", _cell("markdown", "![x](attachment:x.png)") | {"attachments": bundle}
    yield (
        "name of an attachment",
        _cell("markdown", '![x](<attachment:" onerror="MARK>)')
        | {"attachments": {'" onerror="MARK': {"image/png": "AAAA"}}},
    )
    yield "id of a cell", _cell("markdown", "x") | {"id": '"><script>MARK</script>'}


def _cell(kind: str, source: str, outputs: list | None = None) -> dict:
    cell = {"cell_type": kind, "id": "x", "metadata": {}, "source": source}
    return cell | ({"outputs": outputs or [], "execution_count": None} if kind == "code" else {})


def notebook(chosen: list[dict], metadata: dict | None = None, **how: str) -> nbformat.NotebookNode:
    """A notebook of cells, each with an attack that is armed.

    What makes a notebook invalid no exporter takes: of such a cell there is what grading makes of it.
    """
    whole = {
        "cells": [cell if _is_valid(cell) else _as_graded(cell) for cell in chosen],
        "metadata": metadata or {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return nbformat.from_dict(armed(whole, **how))


def _is_valid(cell: dict) -> bool:
    whole = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return not list(iter_validate(nbformat.from_dict(whole), version=4, version_minor=5))


def _as_graded(cell: dict) -> dict:
    outputs = [made for output in cell.get("outputs", []) if (made := rebuilt(output))]
    return (
        cell
        | {"id": "x", "metadata": {}}
        | ({"outputs": outputs} if cell["cell_type"] == "code" else {"attachments": {}})
    )


def feedback(made: nbformat.NotebookNode, folder: Path) -> str:
    """The feedback page of a notebook."""
    static = NBGRADER / "static" / "node_modules" / "bootstrap" / "dist" / "css"
    exporter = FeedbackExporter(config=_config("feedback", extra_template_paths=[str(static)]))
    exporter.register_preprocessor(_graded, enabled=True)
    exporter.register_preprocessor(CSSHTMLHeaderPreprocessor, enabled=True)
    about = {"notebook": "x", "score": 1, "max_score": 2, "late_penalty": 0}
    return exporter.from_notebook_node(made, {"nbgrader": about, "metadata": {"path": str(folder), "name": "x"}})[0]


def formgrader(made: nbformat.NotebookNode, folder: Path, **names: str) -> str:
    """The page of the Formgrader for a notebook."""
    about = {"assignment_id": "x", "notebook_id": "x", "submission_id": "1", "index": 0, "total": 1, "base_url": ""}
    about |= {"student": "ada", "last_name": "", "first_name": "", "notebook_path": "x/x.ipynb"} | names
    exporter = HTMLExporter(config=_config("formgrade"))
    return exporter.from_notebook_node(made, about | {"metadata": {"path": str(folder), "name": "x"}})[0]


def _config(template: str, **more: object) -> Config:
    config = Config()
    nbexaminer.configure(config)
    config.HTMLExporter.template_name = template
    config.HTMLExporter.extra_template_basedirs = [str(NBGRADER / "templates")]
    config.HTMLExporter.merge(more)
    return config


def _graded(made: nbformat.NotebookNode, resources: dict) -> tuple[nbformat.NotebookNode, dict]:
    """What nbgrader's `GetGrades` does: points and comments from the gradebook."""
    for cell in made.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader |= {"score": 1.0, "points": 2.0}
    return made, resources


class _Finder(HTMLParser):
    """Collects what acts, and what is fetched."""

    FETCHED = (
        "src",
        "srcset",
        "poster",
        "background",
        "data",
        "action",
        "formaction",
        "srcdoc",
        "ping",
        "lowsrc",
        "dynsrc",
    )
    ACTING = (
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "svg",
        "applet",
        "frame",
        "audio",
        "video",
        "template",
        "noscript",
    )

    def __init__(self, own_scripts: bool):
        super().__init__()
        self.found: set[str] = set()
        self._own, self._inside, self._plain = own_scripts, "", 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        shown = f"<{tag} {' '.join(f'{name}={value!r:.60}' for name, value in attributes)}>"
        self._inside = tag
        self._plain += tag in ("pre", "code")
        if tag in self.ACTING or (tag in ("script", "link") and not self._own):
            self.found.add(shown)
        for name, value in attributes:
            value = value or ""
            acts = name.startswith("on") and not value.startswith("toggle_name(")
            address = name in ("href", "xlink:href") and not re.match(r"(#|https?:|mailto:|/formgrader/)", value)
            held = value.startswith("data:image/") if name == "src" and tag == "img" else tag == "script" and self._own
            if acts or address or (name in self.FETCHED and not held) or (name == "style" and "url" in value):
                self.found.add(shown)
            if tag == "meta" and name == "http-equiv" and value != "Content-Security-Policy":
                self.found.add(shown)

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""
        self._plain -= tag in ("pre", "code")

    def handle_data(self, text: str) -> None:
        if self._inside in ("script", "style") and re.search(r"127\.0\.0\.1:|document\.title=", text):
            self.found.add(f"{self._inside}: {text:.80}")
        if self._inside == "style" and not self._own and re.search(r"(?i)url\(|@import", text):
            self.found.add(f"style: {re.search('(?i).{20}(url|@import).{40}', text, re.S)}")
        if not self._plain and re.search(r"\\(?:href|style|class|require|unicode|cssId|def)\b", text):
            self.found.add(f"formula: {text:.80}")


def acting(page: str, own_scripts: bool = False) -> list[str]:
    """What a parser finds in a page that acts, or is fetched.

    Args:
        page: the page.
        own_scripts: whether the template has scripts and style sheets of its own, which count as no finding.
    """
    finder = _Finder(own_scripts)
    finder.feed(page)
    finder.close()
    return sorted(finder.found)
