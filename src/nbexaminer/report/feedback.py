"""Feedback for students: their code, every verdict and message, and no line of a hidden test."""

from __future__ import annotations

import base64
import html
import mimetypes
import re
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbconvert.preprocessors import Preprocessor
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from nbgrader.utils import is_grade
from traitlets import Bool, Integer, List, Set, Unicode

from nbexaminer.course.metadata import cell_marks, run_record

SPEAKING = ("CheckFailed", "NotAttempted", "TimeLimit", "Crash", "Stopped", "Interrupted")
"""Errors whose text is written for students; the traceback of any other could quote a hidden test."""


class HideHiddenTests(Preprocessor):
    """Remove hidden tests, mark schemes and the tracebacks of check cells, when the page is feedback for a student.

    The Formgrader exports with the same settings but another template, and keeps everything.
    """

    enabled = Bool(True, help="whether to hide anything").tag(config=True)
    for_template = Unicode("feedback", help="the template whose pages students get").tag(config=True)
    speaking_errors = List(Unicode(), SPEAKING, help="errors whose text students may read").tag(config=True)

    def preprocess(self, notebook: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        if getattr(self.parent, "template_name", None) != self.for_template:
            return notebook, resources
        for remove in (ClearHiddenTests, ClearMarkScheme):
            notebook, resources = remove(enforce_metadata=False).preprocess(notebook, resources)
        return super().preprocess(notebook, resources)

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        if is_grade(cell) and cell.cell_type == "code":
            for output in cell.outputs:
                if output.output_type == "error":
                    text = output.evalue if output.ename in self.speaking_errors else f"{output.ename} in the test"
                    output.traceback = text.splitlines()
        return cell, resources


class DefuseStudentHTML(SanitizeHTML):
    """Remove from a student's texts and outputs whatever would act in the reader's browser.

    In the Formgrader, a script could give points. Tables and formatting stay; scripts, forms, style sheets and pictures from
    elsewhere are removed.
    """

    enabled = Bool(True, help="whether to remove anything").tag(config=True)
    tags = List(
        Unicode(),
        ["a", "abbr", "b", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "pre", "s", "span",
         "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"],
        help="HTML that outputs may hold",
    ).tag(config=True)  # fmt: skip
    longest_source = Integer(50_000, help="characters of a cell that are shown").tag(config=True)
    strip = Bool(True, help="leave other HTML out instead of showing it as text").tag(config=True)
    safe_output_keys = Set(
        {"metadata", "text/plain", "text/latex", "application/json", "image/png", "image/jpeg"},
        help="outputs that can do nothing",
    ).tag(config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        if len(cell.source) > self.longest_source:  # to highlight a very long cell takes minutes
            more = len(cell.source) - self.longest_source
            cell.source = f"{cell.source[: self.longest_source]}\n… {more} more characters"
        if cell.cell_type == "code":
            if not is_grade(cell) or cell.metadata.nbgrader.get("solution"):
                for output in cell.outputs:
                    self._defuse(output.get("data", {}))
                cell.outputs = self.sanitize_code_outputs(cell.outputs)
        elif cell_marks(cell).own:
            # One line of HTML, so that nothing in it is taken for Markdown again.
            cell.source = f"<div>{self._rendered(cell.source)}</div>".replace("\n", "&#10;")
            cell.cell_type = "markdown"
        return cell, resources

    def _rendered(self, markdown: str) -> str:
        return _plain_formulas(self.sanitize_html_tags(markdown2html_mistune(markdown)).strip())

    def _defuse(self, data: NotebookNode) -> None:
        if "text/markdown" in data:
            data["text/html"] = self._rendered("".join(data.pop("text/markdown")))
        if "text/html" in data:  # `sanitize_html_tags` would remove only the tags, and show what is between them
            data["text/html"] = _without_element("style", _without_element("script", "".join(data["text/html"])))
        for kind in {"text/html", "text/latex"} & set(data):
            data[kind] = _plain_formulas("".join(data[kind]))


def _without_element(name: str, text: str) -> str:
    """HTML without the elements of a name and their content; an element without an end tag stays.

    It takes time in proportion to the text's length: once an end tag is missing, the search is over.
    """
    begin, end = re.compile(rf"(?i)<{name}\b"), re.compile(rf"(?i)</{name}\s*>")
    kept, at = [], 0
    while (first := begin.search(text, at)) and (last := end.search(text, first.end())):
        kept.append(text[at : first.start()])
        at = last.end()
    return "".join([*kept, text[at:]])


def _plain_formulas(text: str) -> str:
    """A text whose formulas can neither make links nor load anything."""
    return re.sub(r"\\(href|url|require|style|class|cssId|unicode)(?![a-zA-Z])", r"\\text{\1}", text)


class TellRepairs(Preprocessor):
    """List at the top of the page what was repaired about the submission before it could be graded."""

    enabled = Bool(True, help="whether to say it").tag(config=True)

    def preprocess(self, notebook: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        repairs = run_record(notebook).repairs
        if repairs:
            lines = "".join(f"<li>{html.escape(' '.join(repair.split()))}</li>" for repair in repairs)
            text = f"<div><b>This submission had to be repaired before it was graded:</b><ul>{lines}</ul></div>"
            notebook.cells.insert(0, new_markdown_cell(text, id="repairs"))
        return notebook, resources


class EmbedPictures(Preprocessor):
    """Put the pictures of texts into the page, so that it is one file.

    (nbconvert's own `embed_images` parses each piece of HTML by itself, which opens all folded sections.)
    """

    enabled = Bool(True, help="whether to embed anything").tag(config=True)

    def preprocess(self, notebook: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        self._folder = Path(resources.get("metadata", {}).get("path", "."))
        return super().preprocess(notebook, resources)

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        if cell.cell_type == "markdown":
            cell.source = re.sub(r"(!\[[^][]*\]\()([\w.-]+\.(?:svg|png|jpe?g))\)", self._embedded, cell.source)
        return cell, resources

    def _embedded(self, match: re.Match) -> str:
        path = self._folder / match[2]
        if not path.is_file():
            return match[0]
        kind = mimetypes.guess_type(path.name)[0]
        return f"{match[1]}data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()})"
