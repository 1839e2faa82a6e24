"""What a student handed in, made into a folder that nbgrader can grade: no submission can stop a class from being graded.

Nothing of a submission is run, followed (links) or trusted here. Names are only compared and shown, archives are unpacked into
files that are called by numbers, and all that is read or unpacked has a limit (`limits`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from nbexaminer.course.notebooks import known_notebook
from nbexaminer.intake import limits
from nbexaminer.intake.archives import unpack_archives
from nbexaminer.intake.errors import Refused
from nbexaminer.intake.files import Contents, SubmittedFile, list_folder
from nbexaminer.intake.kernels import use_released_kernel
from nbexaminer.intake.match import WAS_CALLED, Choice, PossibleNotebook, match, possible_notebooks
from nbexaminer.intake.names import is_exact
from nbexaminer.intake.own_files import copy_own_files
from nbexaminer.intake.parse import parse
from nbexaminer.intake.sentences import bounded


def take_in(submitted: Path, release: Path, target: Path, former: Collection[str] = ()) -> dict[str, list[str]]:
    """Copy a submission, so that it has every notebook of its assignment.

    Args:
        submitted: the student's folder; whatever it holds, and even if there is none.
        release: the folder of the released assignment.
        target: a new or empty folder.
        former: names under which notebooks were released before: that one still has it is no student's doing.

    Returns:
        Name of a notebook -> what was wrong with it and what was done, one sentence each.

    Raises:
        OSError: `target` can't be written.
        CourseError: a notebook of the release is broken.
    """
    target = Path(target)
    target.mkdir(parents=True, exist_ok=True)
    released = {path.stem: known_notebook(path) for path in sorted(Path(release).glob("*.ipynb"))}
    with tempfile.TemporaryDirectory(dir=target, prefix=".unpacked-") as unpacked:
        contents = list_folder(Path(submitted))
        possible = _read_notebooks(contents, released, {})
        if not _all_there(possible, released):
            unpack_archives(contents, Path(unpacked))
            possible = _read_notebooks(contents, released, {each.file: each for each in possible})
        choices, left_out = match(possible, released, contents.irregular)
        for choice in choices.values():
            if choice.possible and any(is_exact(choice.possible.file.name, name) for name in former):
                choice.sentences = [text for text in choice.sentences if WAS_CALLED not in text]
        for name, choice in choices.items():
            _write(choice, released[name], target / f"{name}.ipynb")
        folders = [(), *(choice.possible.file.parts[:-1] for choice in choices.values() if choice.notebook)]
        chosen = {choice.possible.file for choice in choices.values() if choice.possible}
        copy_own_files(contents, chosen, folders, target)
    for name in sorted(file.shown for file in left_out):
        contents.remark("{names} {is} no notebook of the assignment: kept beside it, not graded.", name)
    remarks = contents.remarks
    return {name: bounded(list(dict.fromkeys([*choice.sentences, *remarks]))) for name, choice in choices.items()}


def _read_notebooks(
    contents: Contents, released: dict[str, NotebookNode], known: dict[SubmittedFile, PossibleNotebook]
) -> list[PossibleNotebook]:
    """Read the files that may be notebooks, but for those that are known already."""
    files = possible_notebooks(contents.files, released)
    if len(files) > limits.MAX_NOTEBOOKS:
        contents.remark(f"There were {len(files)} notebooks: only {limits.MAX_NOTEBOOKS} were looked at.")
    return [known.get(file) or _read(file) for file in files[: limits.MAX_NOTEBOOKS]]


def _read(file: SubmittedFile) -> PossibleNotebook:
    """Read one file that may be a notebook."""
    try:
        if file.size > limits.MAX_NOTEBOOK:
            raise Refused(f"{file.size // limits.MEGABYTE} MB large")
        with file.open() as stream:
            raw = stream.read(limits.MAX_NOTEBOOK)
        return PossibleNotebook(file, *parse(raw))
    except Refused as refused:
        return PossibleNotebook(file, None, refused=str(refused))
    except OSError as error:
        return PossibleNotebook(file, None, refused=f"can't be read: {error.strerror}")
    except MemoryError:
        return PossibleNotebook(file, None, refused="too large")


def _all_there(possible: list[PossibleNotebook], released: dict[str, NotebookNode]) -> bool:
    """Whether every notebook lies there under its own name, so that archives are the student's own files."""
    whole = [each.file.name for each in possible if each.notebook is not None]
    return all(any(is_exact(file, name) for file in whole) for name in released)


def _write(choice: Choice, released: NotebookNode, path: Path) -> None:
    """Write the chosen notebook, with the released one's kernel; where there is none, the released one."""
    notebook = released
    if choice.notebook is not None:
        notebook = choice.notebook
        choice.sentences += use_released_kernel(notebook, released)
    with open(path, "x", encoding="utf-8") as file:
        file.write(nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n")
