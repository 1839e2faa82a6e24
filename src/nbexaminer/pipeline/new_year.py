"""Clear a course for a new year. Only what an archive holds is removed; stopped anywhere, it is done again from the archive.

A note in the cache says which archive that is, from before the first file goes until the last one has gone.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from pathlib import Path

from nbexaminer.course.course import Course
from nbexaminer.course.deadlines import forget_dates
from nbexaminer.course.errors import CourseError, printable
from nbexaminer.course.gradebook_copy import content_digest, end_gradebook, holds_nothing
from nbexaminer.course.keeping import discard
from nbexaminer.course.students import sample_students
from nbexaminer.pipeline.archive import Manifest, Track, archived_name, look_up, verify
from nbexaminer.pipeline.archive_file import CHUNK, Entry
from nbexaminer.pipeline.lock import CLEARING

CLEARED = ("submitted", "autograded", "feedback")
SAMPLES_STAY = ("submitted", "autograded")
"""Steps of which the folders of made-up students stay: they belong to the course."""


def begun(course: Course) -> Path | None:
    """The archive by which a course is being cleared; None where no clearing was begun.

    Raises:
        CourseError: the note about it can't be read.
    """
    note = course.cache / CLEARING
    if not note.exists():
        return None
    try:
        return Path(json.loads(note.read_text(encoding="utf-8"))["archive"])
    except (OSError, ValueError, KeyError, TypeError):
        raise CourseError(
            f"{course.relative(note)} can't be read: remove it, then archive what is left under another name."
        ) from None


def taken_up(course: Course, path: Path, track: Track) -> Manifest:
    """The manifest of the archive by which a clearing goes on.

    Raises:
        CourseError: the archive is not there, or not whole.
    """
    if not path.is_file():
        raise CourseError(
            f"The archive {path}, by which this course is being cleared, is not there: put it back, or remove "
            f"{course.relative(course.cache / CLEARING)} and archive what is left."
        )
    return verify(path, track)


def start_new_year(course: Course, path: Path, manifest: Manifest, track: Track) -> list[str]:
    """Remove from a course what an archive holds, but for releases, made-up students and settings other than due dates.

    Args:
        course: the course.
        path: the archive, which has been read back.
        manifest: what it holds.
        track: shows how far it is.

    Returns:
        What was left where it is, since the archive does not hold it: a name each.

    Raises:
        CourseError: the gradebook was changed since it was archived, or can't be used.
        OSError: a file can't be removed.
    """
    note = course.cache / CLEARING
    address = course.directory.db_url
    same = not course.has_gradebook() or content_digest(address) == manifest.gradebook
    if not same and not note.exists():
        raise CourseError(
            f"The gradebook was changed while it was archived: close the Formgrader, remove {path}, and run this again."
        )
    _write_note(note, path)
    left = []
    if same:
        end_gradebook(address)
    elif not holds_nothing(address):  # it is one of the new year by now
        left.append("the gradebook")
    left += _clear_folders(course, manifest, track)
    forget_dates(course.root)
    for other in course.cache.iterdir():
        if other.name not in ("lock", CLEARING):
            discard(other, course.cache)
    note.unlink()
    return left


def cleared_names(course: Course, names: list[str]) -> list[str]:
    """Those of some names in an archive of what is removed for a new year."""
    tops = tuple(f"{archived_name(course, step, course.folder(step))}/" for step in CLEARED)
    stay = tuple(
        f"{archived_name(course, step, course.folder(step) / sample)}/"
        for step in SAMPLES_STAY
        for sample in sample_students(course)
    )
    return [name for name in names if name.startswith(tops) and not f"{name}/".startswith(stay)]


def _write_note(note: Path, path: Path) -> None:
    fresh = note.with_suffix(".new")
    with open(fresh, "w", encoding="utf-8") as file:
        json.dump({"archive": str(path)}, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(note)


def _clear_folders(course: Course, manifest: Manifest, track: Track) -> list[str]:
    """Remove from the folders what the archive holds; names of what it does not."""
    found = look_up(course, anything=False)
    for path in found.special:
        _remove(path)
    left, folders = [], []
    names = cleared_names(course, list(found.paths))
    for name in track(names, len(names), "clearing"):
        path, kind = found.paths[name]
        if kind == "folder":
            folders.append(path)
        elif _entry(path, kind) == manifest.entries.get(name):
            _remove(path)
        else:
            left.append(printable(name))
    for path in [*reversed(folders), *(course.folder(step) for step in CLEARED)]:
        with contextlib.suppress(OSError):  # something is left in it
            path.rmdir()
    return left


def _entry(path: Path, kind: str) -> Entry | None:
    """What an archive would hold of a path by now; None where it is gone."""
    try:
        if kind == "link":
            return Entry("link", os.readlink(path))
        with open(path, "rb") as file:
            seen = hashlib.sha256()
            while chunk := file.read(CHUNK):
                seen.update(chunk)
        return Entry("file", seen.hexdigest())
    except FileNotFoundError:
        return None


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:  # the folder came write-protected
        path.parent.chmod(stat.S_IRWXU)
        path.unlink(missing_ok=True)
