"""Feedback for students: their code, every verdict and message, and no line of a hidden test."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from nbgrader.utils import is_grade
from traitlets import Bool, Float, Integer, List, Unicode

from nbexaminer.course.metadata import KEY, run_record, write_run_record
from nbexaminer.course.speaking import SPEAKING, told
from nbexaminer.execution.displays import rebuilt
from nbexaminer.report.beside import Pictures, taken_out
from nbexaminer.report.markup import plain
from nbexaminer.report.shown import only_text, shown
from nbexaminer.report.texts import NOT_FORMATTED, Ready, markdown

FORMGRADER_NAMES = ("student", "first_name", "last_name", "notebook_path", "assignment_id", "notebook_id")
"""Values that nbgrader's template of the Formgrader puts into the page as they are."""


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
                    output.traceback = told(output, self.speaking_errors).splitlines()
        return cell, resources


class Defuse(Preprocessor):
    """Make everything in a page harmless: texts, outputs, metadata and names, whoever wrote them.

    In the Formgrader, a script could give points. Formatting, tables, formulas and pictures stay; what acts in a browser, or
    has it load something, does not. What can't be formatted is shown as it was written, cell by cell.
    """

    enabled = Bool(True, help="whether to remove anything").tag(config=True)
    longest_source = Integer(50_000, help="characters of a cell that are shown").tag(config=True)
    page_seconds = Float(20.0, help="CPU time after which the rest of a page is not formatted any more").tag(
        config=True
    )

    def preprocess(self, notebook: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        began = time.process_time()
        if not isinstance(resources.get("metadata"), dict):
            resources["metadata"] = {}
        pictures = Pictures(Path(resources["metadata"].get("path") or "."))
        record = run_record(notebook)
        notebook.metadata = NotebookNode()  # of which templates read a title, a lexer and the state of widgets
        write_run_record(notebook, record)
        for cell in notebook.cells:
            try:
                cell.metadata = _plain_metadata(cell)
                if not re.fullmatch(r"[\w-]{1,64}", str(cell.get("id", ""))):
                    cell.pop("id", None)
                self._defuse(cell, pictures, time.process_time() - began < self.page_seconds)
            except Exception as error:
                self.log.debug("a cell can't be shown as it is: %r", error)
                _show_source_only(cell)
        if getattr(self.parent, "template_name", None) == "formgrade":
            for name in FORMGRADER_NAMES:
                if isinstance(resources.get(name), str):
                    resources[name] = html.escape(resources[name])
        return notebook, resources

    def _defuse(self, cell: NotebookNode, pictures: Pictures, formats: bool) -> None:
        text, held = taken_out(cell.source)
        if len(text) > self.longest_source:
            more = len(text) - self.longest_source
            text = f"{text[: self.longest_source]}\n… {more} more characters"
        finder = pictures.of(cell.get("attachments"), held)
        if cell.cell_type == "code":
            if len(cell.source) > self.longest_source:
                cell.source = text
            cell.execution_count = cell.get("execution_count") if type(cell.get("execution_count")) is int else None
            made = [rebuilt(output) for output in cell.get("outputs", [])]
            cell.outputs = [
                shown(output, finder) if formats else only_text(output) for output in made if output is not None
            ]
            return
        is_text = cell.cell_type == "markdown" and formats
        cell.source = markdown(text, finder) if is_text else Ready(plain(text))
        cell.cell_type = "markdown"
        cell.pop("attachments", None)


def _plain_metadata(cell: NotebookNode) -> NotebookNode:
    """nbgrader's own metadata of a cell and this project's, with values that can stand in a page."""
    kept = NotebookNode()
    marks = cell.metadata.get("nbgrader")
    if isinstance(marks, dict):
        kept["nbgrader"] = NotebookNode(
            {
                name: html.escape(value) if isinstance(value, str) else value
                for name, value in marks.items()
                if _is_plain(value)
            }
        )
    own = cell.metadata.get(KEY)
    if isinstance(own, dict):
        kept[KEY] = own
    return kept


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float | None)


def _show_source_only(cell: NotebookNode) -> None:
    """Show of a cell that can't be shown its text alone."""
    cell.metadata = NotebookNode(
        {"nbgrader": cell.metadata["nbgrader"]} if "nbgrader" in cell.get("metadata", {}) else {}
    )
    text = cell.get("source") if isinstance(cell.get("source"), str) else ""
    if cell.get("cell_type") == "code":
        cell.source, cell.outputs = text, [new_output("stream", text=NOT_FORMATTED)]
    else:
        cell.cell_type, cell.source = "markdown", Ready(plain(text, note=NOT_FORMATTED))


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
