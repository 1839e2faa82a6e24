"""One submitted notebook, repaired by its source: the steps in their order, and nbgrader's preprocessor for them."""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor

from nbexaminer.course.metadata import RunRecord, write_run_record
from nbexaminer.course.notebooks import source_notebook
from nbexaminer.course.released import given_as, releases
from nbexaminer.intake.restore.check_order import order_checks, take_out_misplaced
from nbexaminer.intake.restore.matching import Matching
from nbexaminer.intake.restore.put_right import put_back_missing, restore_cells
from nbexaminer.intake.restore.recognise import recognise
from nbexaminer.intake.restore.source_cells import source_cells


class RestoreMetadata(NbGraderPreprocessor):
    """Repair every submitted notebook by its source (`repair`), so that no cell can claim points, or a side on which it runs.

    What was done is listed in the notebook's metadata, under `grading`.
    """

    def preprocess(self, notebook: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Repair one notebook in place.

        Raises:
            CourseError: its assignment has no source.
        """
        directory, names = CourseDirectory(parent=self), resources["nbgrader"]
        source, _ = source_notebook(directory, names["assignment"], names["notebook"])
        release = given_as(notebook, releases(directory, names["assignment"], names["notebook"]))
        repairs = repair(notebook, source, ClearSolutions(parent=self), release)
        write_run_record(notebook, RunRecord(repairs=repairs))
        return notebook, resources


def repair(
    notebook: NotebookNode,
    source: NotebookNode,
    clear: ClearSolutions | None = None,
    release: NotebookNode | None = None,
) -> list[str]:
    """Give a submitted notebook, in place, every cell that its source has a grade id for: once, and marked as in the source.

    Args:
        notebook: the submission, of nbformat 4.
        source: the assignment's source notebook.
        clear: the preprocessor by which the release was made from the source: what stands in a blank.
        release: what the student was given; None where that is what the source makes.

    Returns:
        What was wrong and what was done, one sentence each; nothing for a notebook whose given cells are as they were given.
    """
    matching = Matching(notebook, source_cells(source, clear or ClearSolutions()), release)
    recognise(matching)
    restore_cells(matching)
    taken_out = take_out_misplaced(matching)
    put_back_missing(matching)
    order_checks(matching, taken_out)
    return matching.repairs.sentences()
