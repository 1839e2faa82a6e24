"""Archive a year's work: gradebook, submissions, results, feedback, releases and settings in one file that is read back."""

from __future__ import annotations

import contextlib
import importlib.metadata
import json
import os
import platform
import re
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from nbexaminer.course.course import Course
from nbexaminer.course.database import sqlite_address
from nbexaminer.course.errors import CourseError, printable
from nbexaminer.course.gradebook_copy import content_digest, copy_gradebook
from nbexaminer.course.settings import SETTINGS, WRITTEN
from nbexaminer.pipeline.archive_file import ENDINGS, Entry, Kind, read_back, writer
from nbexaminer.system import tempdirs
from nbexaminer.system.version import code

STEPS = ("submitted", "autograded", "feedback", "release")
GRADEBOOK, PACKAGES, MANIFEST = "gradebook.db", "packages.txt", "MANIFEST.json"
FOLDER = "archives"
"""Where archives lie in a course, unless another place is named."""

Track = Callable[[Iterable, int, str], Iterable]
"""Shows how far some things are: the things, how many they are, and what is done with them."""


@dataclass(frozen=True)
class Manifest:
    """What an archive holds.

    Attributes:
        made: when it was made.
        code: the version of this package.
        gradebook: digest of the gradebook's rows; "" where there was none.
        entries: name, below the course -> what is there.
    """

    made: str
    code: str
    gradebook: str
    entries: dict[str, Entry]


@dataclass(frozen=True)
class Found:
    """What there is to archive.

    Attributes:
        paths: name in the archive -> where it is and what it is.
        special: paths that are neither files nor folders nor links, of which there is nothing to keep.
    """

    paths: dict[str, tuple[Path, Kind]]
    special: list[Path]


def look_up(course: Course, anything: bool = True) -> Found:
    """Look up what there is to archive, besides the gradebook.

    Args:
        course: the course.
        anything: whether there must be anything.

    Raises:
        CourseError: there is nothing.
    """
    found = Found({SETTINGS: (course.root / SETTINGS, "file")}, [])
    if (course.root / WRITTEN).is_file():
        found.paths[WRITTEN] = course.root / WRITTEN, "file"
    for step in STEPS:
        folder = course.folder(step)
        for path in _walk(folder, folder.is_dir()):
            mode = path.lstat().st_mode
            if stat.S_ISLNK(mode) or stat.S_ISREG(mode) or stat.S_ISDIR(mode):
                kind: Kind = "link" if stat.S_ISLNK(mode) else "folder" if stat.S_ISDIR(mode) else "file"
                found.paths[archived_name(course, step, path)] = path, kind
            else:
                found.special.append(path)
    if anything and not set(found.paths) - {SETTINGS, WRITTEN} and not course.has_gradebook():
        raise CourseError("There is nothing to archive: no submission, no release and no gradebook.")
    return found


def archived_name(course: Course, step: str, path: Path) -> str:
    """The name in an archive of what lies in the folder of a step: below the course, as there."""
    folder = course.folder(step)
    top = course.relative(folder)
    return Path(step if top.startswith("..") else top, path.relative_to(folder)).as_posix()


def _walk(folder: Path, follow: bool) -> Iterator[Path]:
    """Everything in a folder, and in the folders in it; no link is followed."""

    def refuse(error: OSError) -> None:
        raise error

    for above, folders, names in os.walk(folder, onerror=refuse) if follow else ():
        yield from (Path(above, name) for name in sorted([*folders, *names]))


def choose_file(course: Course, asked: Path | None) -> Path:
    """The file that an archive is written into.

    Args:
        course: the course.
        asked: the one that is asked for; None for a new one in the course, called by the date.

    Raises:
        CourseError: it exists, its kind is unknown, or it would lie in what is archived.
    """
    if asked is None:
        name = re.sub(r"[^\w.-]+", "-", course.directory.course_id).strip("-.") or "course"
        stem = f"{name}-{datetime.now():%Y-%m-%d}"
        tried = (
            course.root / FOLDER / f"{stem}{more}.zip" for more in ("", *(f"-{number}" for number in range(2, 1000)))
        )
        return next(path for path in tried if not path.exists())
    path = asked.absolute()
    if not path.name.endswith(ENDINGS):
        raise CourseError(f"{asked} is no name of an archive: it must end with {' or '.join(ENDINGS)}.")
    if os.path.lexists(path):
        raise CourseError(f"{asked} exists already: name another file.")
    if not path.parent.is_dir():
        raise CourseError(f"There is no folder {path.parent}: make it, or name a file elsewhere.")
    for step in (*STEPS, "cache"):
        folder = course.cache if step == "cache" else course.folder(step)
        if path.resolve().is_relative_to(folder.resolve()):
            raise CourseError(f"{asked} would lie in {course.relative(folder)}/: name a file elsewhere.")
    return path


def archive(course: Course, path: Path, found: Found, track: Track) -> Manifest:
    """Write an archive beside its name, read it back, and give it its name once it is whole.

    Args:
        course: the course.
        path: the archive, as `choose_file` chooses it.
        found: what is archived, besides the gradebook.
        track: shows how far it is.

    Raises:
        CourseError: the gradebook can't be used, a file was changed meanwhile, or what is read back is something else.
        OSError: a file can't be read or written.
    """
    ending = next(ending for ending in ENDINGS if path.name.endswith(ending))
    path.parent.mkdir(exist_ok=True)
    for left in (course.root / FOLDER).glob(".*.partial.*"):  # by a run that was killed
        left.unlink()
    partial = path.with_name(f".{path.name.removesuffix(ending)}.partial{ending}")
    try:
        manifest = _write(course, partial, path.name.removesuffix(ending), found, track)
        if verify(partial, track) != manifest:
            raise CourseError(f"{partial} holds something else than was written: see that the disk is sound.")
        partial.rename(path)
        _sync(path.parent)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return manifest


def _write(course: Course, path: Path, top: str, found: Found, track: Track) -> Manifest:
    """Write an archive; all that is in it lies in one folder."""
    entries: dict[str, Entry] = {}
    rows = ""
    ending = next(ending for ending in ENDINGS if path.name.endswith(ending))
    with tempdirs.temporary() as folder, open(path, "wb") as file:
        into = writer(file, ending)
        made = {PACKAGES: _packages(folder)}
        if course.has_gradebook():
            made[GRADEBOOK] = folder / GRADEBOOK
            copy_gradebook(course.directory.db_url, course.directory.course_id, made[GRADEBOOK])
            rows = content_digest(sqlite_address(made[GRADEBOOK]))
        everything = {**found.paths, **{name: (where, "file") for name, where in made.items()}}
        try:
            for name, (where, kind) in track(everything.items(), len(everything), "archiving"):
                entries[name] = into.add(f"{top}/{name}", where, kind)
            manifest = Manifest(time.strftime("%Y-%m-%d %H:%M:%S %z"), code(), rows, entries)
            (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
            into.add(f"{top}/{MANIFEST}", folder / MANIFEST, "file")
            into.close()
        except BaseException as error:
            with contextlib.suppress(Exception):  # else it would be closed later, and tell of it
                into.close()
            if isinstance(error, FileNotFoundError):
                gone = printable(str(error.filename))
                raise CourseError(f"{gone} was removed meanwhile: run the same command again.") from None
            raise
        file.flush()
        os.fsync(file.fileno())
    return manifest


def verify(path: Path, track: Track) -> Manifest:
    """Read an archive back, to its last byte, and compare each entry with what its manifest says; the manifest.

    Raises:
        CourseError: it is not whole.
    """
    read: dict[str, Entry] = {}
    with tempdirs.temporary() as folder:
        keep = _Kept(folder)
        for name, entry in track(read_back(path, keep), 0, "reading back"):
            read[name.partition("/")[2]] = entry
        try:
            noted = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            noted["entries"] = {name: Entry(**entry) for name, entry in noted["entries"].items()}
            manifest = Manifest(**noted)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            raise CourseError(f"{path} has no {MANIFEST} that can be read: it is no archive of a course.") from None
        read.pop(MANIFEST, None)
        differing = sorted(name for name in {*read, *manifest.entries} if read.get(name) != manifest.entries.get(name))
        if differing:
            raise CourseError(f"{path} is not whole: {printable(differing[0])} in it is not what was archived.")
        if manifest.gradebook and content_digest(sqlite_address(folder / GRADEBOOK)) != manifest.gradebook:
            raise CourseError(f"{path} is not whole: the gradebook in it is not what was archived.")
    return manifest


class _Kept(dict):
    """Name in an archive -> file that it is written into when it is read back: the manifest and the gradebook are."""

    def __init__(self, folder: Path):
        super().__init__()
        self._folder = folder

    def get(self, name: str, default: Path | None = None) -> Path | None:
        inside = name.partition("/")[2]
        return self._folder / inside if inside in (MANIFEST, GRADEBOOK) else default


def _packages(folder: Path) -> Path:
    """A file that names the versions of Python and all installed packages."""
    installed = {
        distribution.metadata["Name"]: distribution.version
        for distribution in importlib.metadata.distributions()
        if distribution.metadata["Name"]
    }
    lines = [f"{name}=={installed[name]}\n" for name in sorted(installed, key=str.casefold)]
    path = folder / PACKAGES
    path.write_text(f"# Python {platform.python_version()}, {platform.platform()}\n{''.join(lines)}", encoding="utf-8")
    return path


def _sync(folder: Path) -> None:
    """See to it that the name of a new file is on the disk."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
