"""The student's own files, copied: data, modules and notebooks that lie beside a notebook lie beside it again."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable
from pathlib import Path

from nbgrader.utils import parse_utc

from nbexaminer.intake import limits
from nbexaminer.intake.files import Contents, Parts, SubmittedFile
from nbexaminer.intake.names import notebook_stem

TIMESTAMP = ("timestamp.txt",)
"""Where nbgrader reads the time of a submission."""


def copy_own_files(
    contents: Contents, chosen: Collection[SubmittedFile], folders: Iterable[Parts], target: Path
) -> None:
    """Copy the files that are no notebook of the assignment; `%run` may read other notebooks among them.

    Args:
        contents: the submission; remarks about its files are added to it.
        chosen: the files that are the assignment's notebooks, whatever their names.
        folders: the folders of the submission in which the chosen notebooks are: what is in one is copied into `target` itself.
        target: the folder to copy into.
    """
    _remark_irregular(contents)
    deepest_first = sorted(folders, key=len, reverse=True)
    room = Room()
    for file in sorted(contents.files, key=lambda file: file.archives):
        if file in chosen:
            continue
        place = own_place(file.parts, deepest_first)
        if not all(map(is_usable, place)):
            contents.remark("{names} {was} left out: such a name can't be used.", file.shown)
            continue
        if place[:1] == TIMESTAMP and not (file.parts == TIMESTAMP and is_timestamp(file)):
            contents.remark("timestamp.txt does not hold the time at which it was handed in: left out.")
            continue
        full = room.take(file.size, place)
        if full:
            contents.remark(f"The own files are {full}: the rest was left out.")
            break
        _copy(file, target.joinpath(*place), contents)


class Room:
    """What may still be copied of a submission's own files."""

    def __init__(self):
        self._bytes, self._files, self._names = limits.MAX_BYTES, limits.MAX_OWN_FILES, limits.MAX_OWN_NAMES

    def take(self, size: int, place: Parts) -> str:
        """Take the room for one more file.

        Args:
            size: its bytes.
            place: where it is to lie.

        Returns:
            "", or how many or large all of them are, in words that follow "are".
        """
        self._bytes -= size
        self._files -= 1
        self._names -= sum(map(len, place))
        if self._bytes < 0:
            return f"larger than {limits.MAX_BYTES // limits.MEGABYTE} MB"
        if self._files < 0:
            return f"more than {limits.MAX_OWN_FILES}"
        return "too many with long names" if self._names < 0 else ""


def own_place(parts: Parts, folders: Iterable[Parts]) -> Parts:
    """Where a file is to lie, given where it lay; the first folder that it was in counts as the top."""
    top = next((folder for folder in folders if parts[: len(folder)] == folder), ())
    return parts[len(top) :]


def _remark_irregular(contents: Contents) -> None:
    """Say which links and the like are left out; `match` speaks of those with a notebook's name."""
    for name in sorted(each.shown for each in contents.irregular if notebook_stem(each.parts[-1]) is None):
        contents.remark("{names} {is} no regular file{s} (a link, a pipe or the like): left out.", name)


def is_usable(name: str) -> bool:
    """Whether a file may have this name in the folder that is graded."""
    return name.isprintable() and len(name.encode(errors="replace")) <= 200


def is_timestamp(file: SubmittedFile) -> bool:
    """Whether nbgrader can read a file as the time of a submission."""
    try:
        with file.open() as stream:
            text = stream.read(200).decode("utf-8").strip()
            return not stream.read(1) and (not text or parse_utc(text) is not None)
    except Exception:
        return False


def _copy(file: SubmittedFile, path: Path, contents: Contents) -> None:
    """Copy one file, unless something of its name is there already."""
    try:
        stream = file.open()
    except OSError as error:
        contents.remark(f"The file{{s}} {{names}} could not be read ({error.strerror}): left out.", file.shown)
        return
    with stream, contextlib.suppress(FileExistsError, NotADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "xb") as out:
            while True:
                try:
                    chunk = stream.read(limits.CHUNK)
                except OSError as error:
                    contents.remark(
                        f"The file{{s}} {{names}} could not be read to {{its}} end ({error.strerror}).", file.shown
                    )
                    return
                if not chunk or out.tell() > file.size:
                    return
                out.write(chunk)
