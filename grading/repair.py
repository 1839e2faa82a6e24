"""Before a submission is graded: its cells' metadata as the source has it, whatever became of them on the way."""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.course import grade_id, source_notebook


class RestoreMetadata(NbGraderPreprocessor):
    """Give every cell the nbgrader metadata of the source's cell of the same grade id, and take it from all others.

    So no cell can claim points, or a side on which it runs; a cell that comes twice counts once, and one that was turned into
    another kind is turned back. What was done is listed in the notebook's metadata, under `grading`.
    """

    def preprocess(self, notebook: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        identity = resources["nbgrader"]
        source, _ = source_notebook(CourseDirectory(parent=self), identity["assignment"], identity["notebook"])
        known = {grade_id(cell): cell for cell in source.cells if grade_id(cell)}
        repairs, seen = [], set()
        for index, cell in enumerate(notebook.cells):
            name = grade_id(cell)
            claimed = cell.metadata.pop("nbgrader", None)
            cell.metadata.pop("grading", None)
            if name in seen:
                repairs.append(f"The cell {name} comes more than once; the first one counts.")
            elif name in known:
                seen.add(name)
                self._restore(notebook, index, known[name], claimed, repairs)
            elif name:
                repairs.append(f"A cell claims to be {name}, which the source does not have.")
        notebook.metadata["grading"] = {"repairs": repairs}
        return notebook, resources

    def _restore(
        self, notebook: NotebookNode, index: int, source: NotebookNode, claimed: NotebookNode, repairs: list[str]
    ) -> None:
        cell, name = notebook.cells[index], grade_id(source)
        right = dict(source.metadata["nbgrader"])
        if any(claimed.get(field) != right.get(field) for field in ("grade", "solution", "locked", "points", "task")):
            repairs.append(f"The metadata of the cell {name} had been changed.")
        if cell.cell_type != source.cell_type:
            repairs.append(f"The cell {name} had been turned into a {cell.cell_type} cell.")
            make = new_code_cell if source.cell_type == "code" else new_markdown_cell
            notebook.cells[index] = cell = make(cell.source, id=cell.get("id", name), metadata=cell.metadata)
        if isinstance(claimed.get("checksum"), str):
            right["checksum"] = claimed["checksum"]  # by which nbgrader knows an answer that was left as it was given
        cell.metadata["nbgrader"] = right
