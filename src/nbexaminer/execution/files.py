"""The files beside a notebook: which there are, and how they get to where it runs."""

from __future__ import annotations

import contextlib
import os
import py_compile
import stat
import sys
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from py_compile import PycInvalidationMode, PyCompileError

from nbexaminer.course.files import files_of
from nbexaminer.system import tempdirs


def given_files(folder: Path, ignore: list[str]) -> dict[str, Path]:
    """Name -> path of the files that an assignment gives beside its notebooks.

    Args:
        folder: of the assignment.
        ignore: patterns of names that are left out.
    """
    return {path.relative_to(folder).as_posix(): path.resolve() for path in files_of(folder, [*ignore, "*.ipynb"])}


def own_files(folder: Path, notebooks: Collection[str] = ()) -> dict[str, Path]:
    """Name -> path of the files that a student handed in beside the assignment's notebooks; links are left out.

    Args:
        folder: of the submission.
        notebooks: names of the assignment's notebooks that are left out, with their ending.
    """
    found = {}
    for root, folders, names in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not Path(root, name).is_symlink() and name != ".ipynb_checkpoints"]
        for name in names:
            path = Path(root, name)
            place = path.relative_to(folder).as_posix()
            if place not in notebooks and stat.S_ISREG(path.lstat().st_mode):
                found[place] = path.resolve()
    return found


@contextlib.contextmanager
def written(
    given: dict[str, bytes], own: dict[str, bytes], changeable: int = 0
) -> Iterator[tuple[Path, dict[str, Path]]]:
    """Write files into a temporary folder, for as long as the block runs.

    Args:
        given: name -> content of the files that the assignment gives.
        own: name -> content of the files that the student handed in.
        changeable: bytes of own files, the smallest first, that the student's code may change, as it may at home.

    Yields:
        The folder of the given files alone, and name -> path of all files; a given file comes before one of the student's.
    """
    with tempdirs.temporary() as private:
        given_paths = _write(given | compiled(given), private / "given")
        own_paths = _write(without_clashes(own, given_paths), private / "own")
        for path in sorted(own_paths.values(), key=lambda path: path.stat().st_size):
            changeable -= path.stat().st_size
            path.chmod(0o666 if changeable >= 0 else 0o644)
        yield private / "given", own_paths | given_paths


def without_clashes(own: dict[str, bytes], given: Iterable[str]) -> dict[str, bytes]:
    """A student's files without those that can't lie where a given file does: below its name, or with a name above it."""
    names = set(given)
    folders = {above.as_posix() for name in names for above in PurePosixPath(name).parents}
    return {
        name: content
        for name, content in own.items()
        if name not in folders and not names & {above.as_posix() for above in PurePosixPath(name).parents}
    }


def _write(files: dict[str, bytes], folder: Path) -> dict[str, Path]:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return {name: folder / name for name in files}


def compiled(files: dict[str, bytes]) -> dict[str, bytes]:
    """Name -> content of the compiled form of the Python files among these, as Python would put it beside them."""
    found = {}
    for name, content in files.items():
        if name.endswith(".py"):
            path = Path(name)
            kept = path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.pyc"
            with contextlib.suppress(PyCompileError):
                found[kept.as_posix()] = _bytecode(name, content)
    return found


@lru_cache(maxsize=64)
def _bytecode(name: str, content: bytes) -> bytes:
    with tempdirs.temporary() as folder:
        source, kept = folder / "source.py", folder / "kept.pyc"
        source.write_bytes(content)
        py_compile.compile(source, kept, name, doraise=True, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
        return kept.read_bytes()
