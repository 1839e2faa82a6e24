"""Grading as it is done: a kernel in a sandbox on one side, the examiner on the other, points as nbgrader counts them. Slow.

Every case of the catalogue runs on both sides in tests/catalogue/test_catalogue.py; here every sixth does, with the kernel and
the sandbox around it, and each notebook's first one a second time without a sandbox.
"""

from __future__ import annotations

import re

import nbformat
import pytest
from nbgrader.utils import determine_grade
from traitlets.config import Config

from nbexaminer.course.course import Course
from nbexaminer.execution.submission import ExecuteSubmission
from tests.catalogue import ROOT, Case, Verdict, cases, demonstrations, fill, folder_of, judge, notebooks

pytestmark = pytest.mark.slow
ALL = {name: [case for kind in ("chaffs", "wheats") for case in cases(name, kind)] for name in notebooks()}
CHOSEN = [case for found in ALL.values() for case in found[::6]]


def verdict_of(cell: nbformat.NotebookNode) -> Verdict:
    """What nbgrader makes of an executed check cell."""
    score, worth = determine_grade(cell)
    text = "\n".join(output.evalue for output in cell.outputs if output.output_type == "error")
    named = re.search(r"\[mistake: ([a-z0-9-]+)\]", text)
    return Verdict(score < worth, named and named[1], text)


def graded(case: Case, config: Config) -> nbformat.NotebookNode:
    notebook = fill(case)
    notebook.cells = [cell for cell in notebook.cells if cell.id not in demonstrations(folder_of(case))]
    who = {"assignment": folder_of(case).name, "notebook": case.notebook, "student": "nobody"}
    resources = {"metadata": {"path": str(folder_of(case))}, "nbgrader": who}
    executed, _ = ExecuteSubmission(config=config).preprocess(notebook, resources)
    return executed


def assert_judged_as_it_says(case: Case, executed: nbformat.NotebookNode) -> None:
    checks = [
        cell for cell in executed.cells if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    ]
    judgement = judge(case, {cell.metadata.nbgrader.grade_id: verdict_of(cell) for cell in checks})
    assert judgement.in_place, "\n".join(judgement.messages)
    if case.mistakes:
        assert judgement.named, "\n".join(judgement.messages)
    assert executed.metadata.grading.incidents == []


@pytest.mark.parametrize("case", CHOSEN, ids=str)
def test_a_sandboxed_kernel_is_judged_as_the_quick_way_judges(case: Case):
    executed = graded(case, Course(ROOT).config)
    assert_judged_as_it_says(case, executed)
    assert executed.metadata.grading.sandbox == "bubblewrap"


@pytest.mark.parametrize("case", [found[0] for found in ALL.values()], ids=str)
def test_without_a_sandbox_the_judgement_is_the_same_and_the_notebook_says_so(case: Case):
    config = Course(ROOT).config
    config.Sandbox.enabled = False
    executed = graded(case, config)
    assert_judged_as_it_says(case, executed)
    assert executed.metadata.grading.sandbox == "none"
