"""A release of the small course, an empty submission, and what the tests of the intake ask about both."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

from nbexaminer.course.notebooks import grade_id
from tests.small_course import small_notebook

IDS = ["double", "check_double", "answer_why"]


def run_double(notebook: nbformat.NotebookNode) -> int:
    """Points of the check, with the cells run in order in one namespace; the check as the source has it."""
    names, points = {}, 0
    check = next(cell for cell in small_notebook().cells if grade_id(cell) == "check_double")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            mine = grade_id(cell) == "check_double"
            try:
                exec(check.source if mine else cell.source, names)
                points += 2 * mine
            except Exception:
                pass
    return points


@pytest.fixture
def release(tmp_path: Path) -> Path:
    notebook = small_notebook()
    for clear in (ClearSolutions(), ClearHiddenTests()):
        notebook, _ = clear.preprocess(notebook, {})
    (tmp_path / "release").mkdir()
    nbformat.write(notebook, tmp_path / "release" / "tiny.ipynb")
    return tmp_path / "release"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "submitted").mkdir()
    return tmp_path / "submitted"


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
