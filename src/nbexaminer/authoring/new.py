"""A new assignment: a notebook of one exercise with its specs, and a wrong and a right submission, to be written over."""

from __future__ import annotations

import contextlib
import keyword
import os
import re
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from nbexaminer.authoring.bundle import BUNDLES
from nbexaminer.course.cache import make_usable
from nbexaminer.course.course import Course
from nbexaminer.course.errors import CourseError
from nbexaminer.course.keeping import PREFIX

CATALOGUE = Path("tests/catalogue/submissions")
"""Where a course that tests its own checks keeps wrong and right submissions, a folder for each notebook."""
LONGEST = 60
"""Characters that a name may have."""
RESERVED = {
    *BUNDLES, "specs", "con", "prn", "aux", "nul",
    *(f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)),
}  # fmt: skip
"""Names that mean something else: modules beside a notebook, and devices on Windows."""
CELL = re.compile(r"^# %% (\w+) (\w+)(?: (\d+))?\n", re.MULTILINE)
"""The line above a cell of the template: its id, its kind, its points."""
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def new_assignment(course: Course, name: str) -> list[Path]:
    """Make an assignment that can be checked, built and graded at once.

    In a course that has the folder `CATALOGUE`, a wrong and a right submission are put there as well.

    Args:
        course: in which it is made.
        name: of the assignment, and of its notebook.

    Returns:
        The folders that were made.

    Raises:
        CourseError: the name can't be used, or something of that name is there already; nothing of it is changed.
    """
    _require_name(name)
    targets = {"source": course.folder("source", assignment=name)}
    if (course.root / CATALOGUE).is_dir():
        targets["submissions"] = course.root / CATALOGUE / name
    for target in targets.values():
        _require_free(course, target)
    make_usable(course.cache)
    with tempfile.TemporaryDirectory(dir=course.cache, prefix=PREFIX) as folder:
        made = {part: Path(folder, part) for part in targets}
        _write(name, made)
        _put(made, targets)
    return list(targets.values())


def _require_name(name: str) -> None:
    usable = name.isascii() and name.isidentifier() and not name.startswith("_") and len(name) <= LONGEST
    if not usable:
        raise CourseError(
            f"An assignment can't be called {name!r}: take a letter, then letters, digits and _, {LONGEST} characters at most, "
            "as the name of a folder and of a Python module."
        )
    if keyword.iskeyword(name) or name.lower() in RESERVED:
        raise CourseError(f"An assignment can't be called {name!r}, which means something else: take another name.")


def _require_free(course: Course, target: Path) -> None:
    there = [path.name for path in target.parent.iterdir()] if target.parent.is_dir() else []
    same = next((other for other in there if other.lower() == target.name.lower()), None)
    if same is not None:
        where = course.relative(target.with_name(same))
        raise CourseError(f"{where} is there already, and stays as it is: take another name, or move it away.")


def _write(name: str, made: dict[str, Path]) -> None:
    """Write everything into the folders given."""
    made["source"].mkdir()
    nbformat.write(_notebook(name), made["source"] / f"{name}.ipynb")
    _write_text(made["source"] / "specs.py", "specs", name)
    if "submissions" in made:
        _write_text(made["submissions"] / "chaffs" / "absolute_error.py", "wrong", name)
        _write_text(made["submissions"] / "wheats" / "loop_over_rows.py", "right", name)


def _put(made: dict[str, Path], targets: dict[str, Path]) -> None:
    """Put all folders in place, or none."""
    done: list[Path] = []
    try:
        for part, target in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            done.append(target)
            os.rename(made[part], target)
    except BaseException:
        for part, target in zip(targets, done, strict=False):
            if not made[part].exists():  # else the target is not ours
                with contextlib.suppress(OSError):
                    shutil.rmtree(target)
        raise


def _write_text(path: Path, template: str, name: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_filled(template, name), encoding="utf-8", newline="\n")


def _filled(template: str, name: str) -> str:
    text = files("nbexaminer.authoring").joinpath("template", f"{template}.txt").read_text(encoding="utf-8")
    title = name.replace("_", " ").strip()
    return text.replace("{{name}}", name).replace("{{title}}", title[:1].upper() + title[1:])


def _notebook(name: str) -> NotebookNode:
    """The template's notebook; its cells have the same ids each time."""
    _, *parts = CELL.split(_filled("notebook", name))
    cells = [
        _cell(id_, kind, points, source.strip("\n"))
        for id_, kind, points, source in zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=True)
    ]
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "language_info": {"name": "python"}})


def _cell(id_: str, kind: str, points: str | None, source: str) -> NotebookNode:
    if kind == "markdown":
        return new_markdown_cell(source, id=id_)
    own: dict[str, object] = {
        "grade": kind == "check",
        "grade_id": id_,
        "locked": kind != "solution",
        "schema_version": 3,
        "solution": kind == "solution",
        "task": False,
    }
    metadata: dict[str, object] = {"nbgrader": own}
    if kind == "check":
        own["points"] = int(points or 0)
        metadata["jupyter"] = {"source_hidden": True}
    if kind in ("check", "solution"):
        metadata["tags"] = ["raises-exception"]  # so that "Run all" goes on past a blank
    if kind in ("setup", "panel"):
        metadata["grading"] = {"side": "both" if kind == "setup" else "examiner"}
    return new_code_cell(source, id=id_, metadata=metadata)
