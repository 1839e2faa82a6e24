"""The whole catalogue through real kernels, as nbgrader runs and scores it. Slow."""

from __future__ import annotations

import re

import nbformat
import pytest
from nbgrader.utils import determine_grade

from grading.execute import ExecuteNotebook
from tests.catalogue import Case, Verdict, cases, demonstrations, fill, folder_of, judge, notebooks

pytestmark = pytest.mark.slow
ALL = [case for notebook in notebooks() for case in cases(notebook) if case.kind != "samples"]


def verdict_of(cell: nbformat.NotebookNode) -> Verdict:
    """What nbgrader makes of an executed check cell."""
    score, worth = determine_grade(cell)
    text = "\n".join(output.evalue for output in cell.outputs if output.output_type == "error")
    named = re.search(r"\[mistake: ([a-z0-9-]+)\]", text)
    return Verdict(score < worth, named and named[1], text)


@pytest.mark.parametrize("case", ALL, ids=str)
def test_a_kernel_judges_as_the_quick_way_does(case: Case):
    notebook = fill(case)
    notebook.cells = [cell for cell in notebook.cells if cell.id not in demonstrations(folder_of(case))]
    resources = {"metadata": {"path": str(folder_of(case))}}
    executed, _ = ExecuteNotebook(timeout=60, record_timing=False, allow_errors=True).preprocess(notebook, resources)
    graded = [
        cell for cell in executed.cells if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    ]
    judgement = judge(case, {cell.metadata.nbgrader.grade_id: verdict_of(cell) for cell in graded})
    assert judgement.in_place, "\n".join(judgement.messages)
    if case.mistakes:
        assert judgement.named, "\n".join(judgement.messages)
