"""What a notebook needs beside it: the bundles that it imports, and the diagrams that it shows.

They are made in `source/`, from where nbgrader takes them into a release and into what it grades. Git ignores them there.
"""

from __future__ import annotations

import contextlib
import os
import re
import uuid
from collections.abc import Iterator
from pathlib import Path

from nbexaminer.authoring.bundle import BUNDLES, bundled, is_bundle
from nbexaminer.authoring.diagrams import network_svg, read_diagrams
from nbexaminer.authoring.specs import EXAMPLES, examples_of
from nbexaminer.course.course import Course
from nbexaminer.course.digest import digest
from nbexaminer.course.errors import CourseError
from nbexaminer.course.notebooks import known_notebook
from nbexaminer.system.version import digest_of, installed

DIAGRAMS = "diagrams.toml"
"""Name of the file with an assignment's diagrams; it is never released."""


def write_support_files(course: Course, assignment: str | None = None) -> list[str]:
    """Bring the support files in `source/` up to date. Several processes may do it at once.

    An author's own file of the same name is left alone; a bundle that no notebook imports any more is removed.

    Args:
        course: the course.
        assignment: the one that is wanted, or None for all.

    Returns:
        What was done, a line for each file that changed; empty where all were up to date.

    Raises:
        CourseError: a notebook or a `diagrams.toml` is broken, or a file can't be written.
    """
    done = []
    for name in course.assignments(assignment):
        folder = course.folder("source", assignment=name)
        done += [*_write_bundles(course, folder), *_write_diagrams(course, folder), *_write_examples(course, folder)]
    return done


def authored(folder: Path) -> str:
    """Digest of what an author has put into an assignment's folder in `source/`: all of it but the bundles.

    A solution is the author's code, run. It stays what it is when only the package that the bundles are made from changes.
    """
    return digest([folder], lambda path: path.stem in BUNDLES and path.suffix == ".py" and is_bundle(_read(path) or ""))


def before_converting(assignment: str, student: str, notebooks: list[str]) -> None:
    """What nbgrader calls before it makes a release or a solution: its own commands need no `nbexaminer build` first.

    Args:
        assignment, student: as nbgrader gives them; not needed.
        notebooks: paths of the assignment's notebooks in `source/`.
    """
    folder = Path(notebooks[0]).absolute().parent
    for root in folder.parents:
        if (root / "nbgrader_config.py").is_file():
            write_support_files(Course(root), folder.name)
            return


def _write_bundles(course: Course, folder: Path) -> Iterator[str]:
    needed = imported(folder)
    for name in BUNDLES:
        path = folder / f"{name}.py"
        there = _read(path)
        if path.is_symlink() or (there is not None and not is_bundle(there)):
            continue
        with _writing(course, path):
            if name in needed and there != bundled(name):
                _replace(path, bundled(name))
                yield f"wrote {course.relative(path)}"
            elif name not in needed and there is not None:
                path.unlink(missing_ok=True)
                yield f"removed {course.relative(path)}"


def _write_diagrams(course: Course, folder: Path) -> Iterator[str]:
    if not (folder / DIAGRAMS).is_file():
        return
    for name, diagram in read_diagrams(folder / DIAGRAMS, course.relative(folder / DIAGRAMS)).items():
        path, svg = folder / name, network_svg(diagram)
        with _writing(course, path):
            if _read(path) != svg:
                _replace(path, svg)
                yield f"drew {course.relative(path)}"


def _write_examples(course: Course, folder: Path) -> Iterator[str]:
    path, stamp = folder / EXAMPLES, course.cache / "examples" / folder.name
    if path.is_file() and _read(stamp) == _examples_stamp(folder):
        return  # to work them out anew, all solutions would have to be run
    text = examples_of(folder)
    with _writing(course, path):
        if text is None:
            return
        if _read(path) != text:
            _replace(path, text)
            yield f"wrote {course.relative(path)}"
    with contextlib.suppress(OSError):
        stamp.parent.mkdir(parents=True, exist_ok=True)
        _replace(stamp, _examples_stamp(folder))


def _examples_stamp(folder: Path) -> str:
    """A digest of all that the examples of an assignment depend on, and of themselves."""
    packages = [digest_of(name) for name in ("gradspecs", "gradchecks", "nbexaminer")]
    return "\n".join([digest([folder]), *packages, *map(installed, ("numpy", "torch"))])


def imported(folder: Path) -> set[str]:
    """Names of the bundles that the notebooks of an assignment import.

    Raises:
        CourseError: a notebook can't be read.
    """
    notebooks = [known_notebook(path) for path in sorted(folder.glob("*.ipynb"))]
    code = "\n".join(cell.source for notebook in notebooks for cell in notebook.cells if cell.cell_type == "code")
    return {name for name in BUNDLES if _imports(code, name)}


def _imports(code: str, name: str) -> bool:
    """Whether a line of this code imports a module; the code need not be all Python."""
    line = rf"^[ \t]*(?:from[ \t]+{name}[ \t]+import\b|import\b[^#\n]*(?<![\w.]){name}(?![\w.]))"
    return bool(re.search(line, code, flags=re.MULTILINE))


def _read(path: Path) -> str | None:
    """The text of a file; None where there is none, or no more since another process has taken it away."""
    with contextlib.suppress(FileNotFoundError):
        return path.read_text(encoding="utf-8", errors="replace")
    return None


@contextlib.contextmanager
def _writing(course: Course, path: Path) -> Iterator[None]:
    """Tell the user what can't be written."""
    try:
        yield
    except OSError as error:
        raise CourseError(f"{course.relative(path)} can't be written: {error.strerror}.") from None


def _replace(path: Path, text: str) -> None:
    """Write a file so that no other process ever sees a part of it, and nothing half done is left in its folder."""
    temporary = path.parent.resolve().parent / f".support-{uuid.uuid4().hex}.tmp"
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
