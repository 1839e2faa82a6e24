"""Downloads as platforms make them, and a course with two assignments to collect into."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import nbformat
import pytest

from tests.small_course import SmallCourse, small_notebook

NOTEBOOK = nbformat.writes(small_notebook()).encode("utf-8")
OTHER = nbformat.writes(small_notebook(double="3 * x")).encode("utf-8")
MARCH = (2024, 3, 1, 12, 0, 0)
APRIL = (2024, 4, 1, 12, 0, 0)

Download = Callable[..., Path]


def write_zip(path: Path, files: Mapping[str, bytes | str], when: tuple = MARCH) -> Path:
    """Write a zip file with these files, all changed at one time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, when), content)
    return path


@pytest.fixture
def download(tmp_path: Path) -> Download:
    """Writes a download, a zip file, and returns its path."""

    def write(files: Mapping[str, bytes | str], name: str = "download.zip", when: tuple = MARCH) -> Path:
        return write_zip(tmp_path / name, files, when)

    return write


@pytest.fixture
def two(small_course: SmallCourse) -> SmallCourse:
    """The small course, with a second assignment whose notebook has other cells."""
    folder = small_course.root / "source" / "second"
    folder.mkdir()
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_code_cell(f"quite_another_{number} = {number}", id=f"o{number}") for number in "abcd"
    ]
    nbformat.write(notebook, folder / "second.ipynb")
    (small_course.root / "release" / "second").mkdir()
    nbformat.write(notebook, small_course.root / "release" / "second" / "second.ipynb")
    return small_course


def placed(course: SmallCourse) -> set[str]:
    """The files in `submitted/`, but for the notes of collect."""
    submitted = course.root / "submitted"
    found = {path.relative_to(submitted).as_posix() for path in submitted.rglob("*") if path.is_file()}
    return {name for name in found if not name.endswith(".collected.json")}
