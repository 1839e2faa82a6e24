"""Preprocessors that make of a source notebook what may be handed out after the deadline."""

from __future__ import annotations

import re
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from nbexaminer.authoring.support import authored
from nbexaminer.course.metadata import MADE_FROM


class StripSolutionMarkers(NbGraderPreprocessor):
    """Remove the lines that delimit solutions, and keep the solutions."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        cell.source = re.sub(r"^[ \t]*#* ?(BEGIN|END) SOLUTION[ \t]*\n?", "", cell.source, flags=re.MULTILINE).rstrip()
        return cell, resources


class StampSource(NbGraderPreprocessor):
    """Write down which source a solution was made from, so that a later run knows whether it is fresh."""

    def preprocess(self, notebook: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        notebook.metadata[MADE_FROM] = authored(Path(resources["metadata"]["path"]))
        return notebook, resources
