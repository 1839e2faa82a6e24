"""The sample submissions in `submitted/`: releases, filled in with the cells of the catalogue's `samples/`.

`python -m tests.catalogue.samples` writes them anew. They are notebooks only: the other files of a release stand in `release/`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import nbformat

from tests.catalogue import ROOT, Case, cases, fill, notebooks

UNTOUCHED = "untouched"


def students() -> list[str]:
    """Names of the sample students."""
    return ["complete", "mistaken", UNTOUCHED]


def sample(student: str, notebook: str) -> nbformat.NotebookNode:
    """A student's notebook: the release with that student's answers."""
    assignment = notebooks()[notebook].parent.name
    release = nbformat.read(ROOT / "release" / assignment / f"{notebook}.ipynb", as_version=4)
    if student == UNTOUCHED:
        return release
    case: Case = next(case for case in cases(notebook, "samples") if case.name == student)
    return fill(case, release)


def work_folder(student: str, assignment: str, folder: Path) -> Path:
    """A folder as it is on a student's own machine: what was released, with the notebooks that the student has filled in."""
    shutil.copytree(ROOT / "release" / assignment, folder)
    for path in (ROOT / "submitted" / student / assignment).glob("*.ipynb"):
        shutil.copy(path, folder)
    return folder


def write(into: Path) -> None:
    """Write every sample below `into`, as `<student>/<assignment>/`."""
    for notebook, source in notebooks().items():
        for student in students():
            folder = into / student / source.parent.name
            folder.mkdir(parents=True, exist_ok=True)
            nbformat.write(sample(student, notebook), folder / f"{notebook}.ipynb")


if __name__ == "__main__":
    write(ROOT / "submitted")
    print("wrote", ROOT / "submitted")
    sys.exit(0)
