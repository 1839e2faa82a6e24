"""What is in a download, a zip file or a folder: listed first, read later; nothing is written but copies of inner zip files."""

from __future__ import annotations

import errno
import stat
import zipfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from nbexaminer.course.errors import CourseError
from nbexaminer.intake import limits
from nbexaminer.intake.collect.found import Left
from nbexaminer.intake.collect.names import is_platform_name, without_wrapper
from nbexaminer.intake.errors import Refused
from nbexaminer.intake.files import Parts, SubmittedFile, list_folder
from nbexaminer.intake.members import damage, safe_parts
from nbexaminer.intake.names import is_junk
from nbexaminer.intake.sentences import shown
from nbexaminer.intake.zips import LOCKED, UNUSUAL, is_link, is_unusual, needs_password, open_zip, seconds, zip_files


@dataclass
class Download:
    """A download.

    Attributes:
        name: as it may be shown.
        files: the files in it; where each is counts from the folder in which the students' things are.
        folders: the folders in it, as far as they are listed.
        left: what can't be taken, whoever's it is.
    """

    name: str
    files: list[SubmittedFile] = field(default_factory=list)
    folders: list[Parts] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class ZippedFile(SubmittedFile):
    """A file in a zip file, read from there.

    Attributes:
        opened: the zip file.
        info: which file in it.
    """

    opened: zipfile.ZipFile | None = None
    info: zipfile.ZipInfo | None = None

    def open(self) -> BinaryIO:
        """Open the file for reading.

        Raises:
            OSError: it can't be read; the error's text says why, in words that fit into brackets.
        """
        if is_unusual(self.info):
            raise OSError(errno.EINVAL, UNUSUAL)
        try:
            return self.opened.open(self.info)
        except Exception as error:
            raise OSError(errno.EINVAL, LOCKED if needs_password(self.info) else damage(error)) from None


def open_download(path: Path, assignments: Iterable[str], scratch: Path, stack: ExitStack) -> Download:
    """List what is in a download.

    Args:
        path: a zip file, or a folder with what was in one.
        assignments: the names of the course's assignments.
        scratch: an empty folder for copies of zip files in it.
        stack: closes, at its end, what is opened here.

    Raises:
        CourseError: there is no such file or folder, or it is no zip file, or a broken one.
    """
    name = shown(path.name or str(path.resolve()))
    try:
        found = _listed_folder(path, name) if path.is_dir() else _listed_zip(path, name, stack)
    except OSError as error:
        raise CourseError(f"{path} can't be read ({error.strerror}).") from None
    except Refused as refused:
        raise CourseError(f"{path} is no zip file that can be read ({refused}): download it again.") from None
    assignments = set(assignments)
    _strip(found, path, assignments)
    if _open_inner(found, scratch, stack):
        _strip(found, path, assignments)
    return found


def _strip(found: Download, path: Path, assignments: set[str]) -> None:
    """Count places from the folder in which the students' things are."""
    while depth := without_wrapper([file.parts for file in found.files], found.folders, path.stem, assignments):
        found.files = [replace(file, parts=file.parts[depth:]) for file in found.files]
        found.folders = [folder[depth:] for folder in found.folders if len(folder) > depth]


def _listed_folder(path: Path, name: str) -> Download:
    contents = list_folder(path.resolve(), limits.MAX_CLASS_FILES)
    found = Download(name, contents.files, contents.folders)
    found.left = [Left(each.shown, f"it is {each.what}") for each in contents.irregular if each.what != "a folder"]
    found.left += [Left(name, sentence.rstrip(".")) for sentence in contents.remarks]
    return found


def _listed_zip(path: Path, name: str, stack: ExitStack) -> Download:
    if not path.exists():
        raise CourseError(
            f"There is no {path}: name the zip file that was downloaded, or the folder that it was unpacked to."
        )
    stream = stack.enter_context(path.open("rb"))
    found = Download(name)
    _list_members(_opened(stream, stack, large=True), (), limits.MAX_CLASS_FILES, found)
    return found


def _opened(stream: BinaryIO, stack: ExitStack, large: bool = False) -> zipfile.ZipFile:
    """Open a zip file.

    Raises:
        Refused: it can't be opened.
    """
    try:
        return stack.enter_context(open_zip(stream, large))
    except (Refused, OSError):
        raise
    except Exception as error:
        raise Refused(damage(error)) from None


def _list_members(opened: zipfile.ZipFile, above: Parts, at_most: int, found: Download) -> None:
    """Add the files of a zip file; what would not lie in it, or is no file, is left out."""
    seen: set[Parts] = set()
    for number, (info, name) in enumerate(zip_files(opened)):
        where = shown("/".join((*above, name)))
        if number >= at_most:
            whole = shown("/".join(above)) or found.name
            found.left.append(Left(whole, f"it has more than {at_most} files: the rest was left out"))
            break
        parts, leads_out = safe_parts(name)
        if any(map(is_junk, name.split("/"))):
            continue
        problem = _problem(info, parts, leads_out)
        if not problem and parts in seen:
            problem = "it is in the archive twice: the first one counts"
        if problem:
            found.left.append(Left(where, problem))
            continue
        seen.add(parts)
        found.files.append(ZippedFile((*above, *parts), "", info.file_size, seconds(info), len(above), opened, info))
    folders = (safe_parts(info.filename)[0] for info in opened.infolist() if info.is_dir())
    found.folders += [(*above, *parts) for parts in folders if parts]


def _problem(info: zipfile.ZipInfo, parts: Parts, leads_out: bool) -> str:
    """Why a file of a zip file can't be taken; "" where it can."""
    if leads_out:
        return "its name leads out of the archive"
    if not parts:
        return "it lies in too many folders"
    if is_link(info):
        return "it is a link to somewhere else"
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        return "it is no regular file"
    if info.file_size > limits.MAX_BYTES:
        return f"it is {info.file_size // limits.MEGABYTE} MB large when unpacked"
    return ""


def _open_inner(found: Download, scratch: Path, stack: ExitStack) -> bool:
    """Put what is in zip files that stand for students in their place; whether there were any."""
    inner = [file for file in found.files if _is_students_zip(file)]
    for number, file in enumerate(inner):
        found.files.remove(file)
        stem = file.name[: -len(".zip")]
        try:
            stream = stack.enter_context(_seekable(file, scratch / f"{number}.zip"))
            inside = Download(file.shown)
            _list_members(_opened(stream, stack), (stem,), limits.MAX_FILES, inside)
            if all(each.parts[1].casefold() == stem.casefold() and len(each.parts) > 2 for each in inside.files):
                inside.files = [replace(each, parts=(stem, *each.parts[2:])) for each in inside.files]
            found.files += inside.files
            found.left += inside.left
            if not inside.files:
                found.left.append(Left(file.shown, "there is no file in it that can be taken"))
        except (Refused, OSError) as error:
            why = error if isinstance(error, Refused) else error.strerror
            found.left.append(Left(file.shown, f"the archive can't be opened ({why})"))
    return bool(inner)


def _is_students_zip(file: SubmittedFile) -> bool:
    return len(file.parts) == 1 and file.name.lower().endswith(".zip") and not is_platform_name(file.name)


def _seekable(file: SubmittedFile, copy: Path) -> BinaryIO:
    """Open a zip file that may be in another one.

    Raises:
        Refused: it is too large, or damaged.
        OSError: it can't be read.
    """
    if file.size > limits.MAX_ARCHIVE:
        raise Refused(f"{file.size // limits.MEGABYTE} MB large")
    if not isinstance(file, ZippedFile):
        return file.open()
    with file.open() as stream, open(copy, "xb") as out:
        while chunk := read_some(stream):
            out.write(chunk)
    return open(copy, "rb")


def read_some(stream: BinaryIO) -> bytes:
    """Read the next bytes of a file of a download; none at its end.

    Raises:
        Refused: it is damaged there.
        OSError: it can't be read.
    """
    try:
        return stream.read(limits.CHUNK)
    except OSError:
        raise
    except Exception as error:  # whatever zipfile raises for a damaged one
        raise Refused(damage(error)) from None
