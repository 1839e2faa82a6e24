"""Checks of the course's folders, of what git sees of them, of its releases, and of other runs."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from nbexaminer.course.errors import CourseError, first_line, printable
from nbexaminer.course.settings import WRITTEN
from nbexaminer.doctor.findings import Finding, NotLookedAt, mend, stops, well
from nbexaminer.doctor.gradebook import released
from nbexaminer.doctor.place import Place

NEEDED = {"autograded": stops, "feedback": stops, "release": mend, "solution": mend}
"""Folder that commands write -> how bad it is that one can't."""
PRIVATE = ("feedback", "submitted", "autograded")
"""Folders that don't belong into a repository, as the gradebook does not: they hold grades, and what students have written."""
LOCKS = Path("/proc/locks")
"""Where the system lists who has locked which file."""
NAMED = 3
"""How many files are named."""


def folders(place: Place) -> Iterator[Finding]:
    """Whether each folder of the course is there, or can be made, and be written."""
    course, wrong = place.course, []
    bad = stops
    try:
        course.assignments()
        bad = mend  # nothing is handed in yet
        course.submissions()
    except CourseError as error:
        wrong.append(bad(str(error)))
    for step, bad in NEEDED.items():
        folder = course.folder(step)
        if os.path.lexists(folder) and not folder.is_dir():
            wrong.append(bad(f"{course.relative(folder)} is no folder: move it away."))
            continue
        try:
            course.require_writable(step)
        except CourseError as error:
            if str(error) not in {other.text for other in wrong}:  # several may be kept from the same folder
                wrong.append(bad(str(error)))
    if os.path.lexists(course.cache) and not (course.cache.is_dir() and os.access(course.cache, os.W_OK | os.X_OK)):
        wrong.append(stops(".cache is no folder that can be written: remove it; it is made again."))
    yield from wrong
    if not wrong:
        yield well("all are there or can be made, and can be written")


def deadlines(place: Place) -> Iterator[Finding]:
    """Whether due dates, extensions and the rule for penalties can be read, and name assignments that there are."""
    from nbexaminer.course.late import schedule_of

    schedule = schedule_of(place.course)
    count = len(schedule.due)
    yield well(
        f"the settings state {count or 'no'} due date{'' if count == 1 else 's'}; handing in late costs "
        f"{schedule.rule_in_words}"
    )


def repository(place: Place) -> Iterator[Finding]:
    """Whether grades and students' work stay out of the repository, where there is one."""
    if not any((folder / ".git").exists() for folder in (place.root, *place.root.parents)):
        yield well("none")
        return
    if shutil.which("git") is None:
        raise NotLookedAt("needs git, which is not installed")
    asked = _git(place.root, "rev-parse", "--is-inside-work-tree")
    if asked.returncode:
        raise NotLookedAt(f"git can't read it ({first_line(asked.stderr.decode(errors='replace'))})")
    listed = _git(place.root, "ls-files", "--cached", "--ignored", "--exclude-standard", "-z").stdout
    tracked = [name for name in listed.decode(errors="replace").split("\0") if name]
    book, kept_out = _private(place)
    tracked += [book] if book not in tracked and _git(place.root, "ls-files", "--", book).stdout else []
    if tracked:
        more = f" and {len(tracked) - NAMED} more" if len(tracked) > NAMED else ""
        yield mend(
            f"checked in, and not meant to be: {printable(', '.join(tracked[:NAMED]))}{more}: `git rm --cached` takes files "
            "out and leaves them here."
        )
    seen = [
        name
        for name, file in kept_out.items()
        if _git(place.root, "check-ignore", "-q", "--no-index", file).returncode == 1
    ]
    if seen:
        names = printable(", ".join(seen))
        yield mend(f"git sees {names}, so grades or students' work may be checked in: write that into .gitignore.")
    if not tracked and not seen:
        yield well("grades and students' work stay out of it")


def _private(place: Place) -> tuple[str, dict[str, str]]:
    """The gradebook's file, and what git must not see, each with a file that would be there."""
    from nbexaminer.course.database import sqlite_file

    book, places = "gradebook.db", {step: step for step in PRIVATE}
    with contextlib.suppress(NotLookedAt, CourseError, ValueError):
        places = {step: place.course.relative(place.course.folder(step)) for step in PRIVATE}
        book = place.course.relative(sqlite_file(place.course.directory.db_url) or place.root / book)
    written = {WRITTEN: WRITTEN} if (place.root / WRITTEN).exists() else {}  # it names students who have an extension
    return book, written | {book: book} | {f"{name}/": f"{name}/somebody/work.ipynb" for name in places.values()}


def releases(place: Place) -> Iterator[Finding]:
    """Whether each assignment has a release, in the gradebook too, and it is of the source as it is."""
    from nbexaminer.authoring.build import release_is_of_source
    from nbexaminer.pipeline.require import require_assignment

    course = place.course
    try:
        names = course.assignments()
    except CourseError:
        raise NotLookedAt("needs an assignment in the source") from None
    known = released(place)
    unreleased, wrong = [name for name in names if name not in known], False
    if unreleased:
        wrong = True
        yield stops(f"not in the gradebook: {printable(', '.join(unreleased))}: run `nbexaminer build`.")
    old = []
    for name in (name for name in names if name in known):
        try:
            require_assignment(course, known, name)
        except CourseError as error:
            wrong = True
            yield stops(str(error))
        else:
            old += [] if release_is_of_source(course, name) else [name]
    if old:
        yield mend(f"not made here from the source as it is: {printable(', '.join(old))}: run `nbexaminer build`.")
    elif not wrong:
        yield well(f"{len(names)}, of the source as it is")


def other_runs(place: Place) -> Iterator[Finding]:
    """Whether another run is in progress, and what killed ones have left."""
    import fcntl

    cache, running = place.root / ".cache", False
    if (cache / "lock").is_file() and not (cache / "lock").is_symlink():
        with open(cache / "lock", "rb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                running = True
            number = _holder(os.fstat(lock.fileno()).st_ino) if running else None
    if running:
        who = f" (process {number})" if number else ""
        yield stops(f"another run grades this course right now{who}: wait for its end, or stop it.")
        return
    left = [*cache.glob("kept-*")] if cache.is_dir() else []
    if left:
        yield well(f"none; a killed one has left {place.relative(left[0])}, which the next one removes")
    else:
        yield well("none")


def _holder(inode: int) -> int | None:
    """Number of the process that holds a lock on a file, as the system lists it; None where it does not."""
    try:
        lines = LOCKS.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    held = [line.split() for line in lines if "FLOCK" in line and "->" not in line]
    return next(
        (int(words[4]) for words in held if words[5].rpartition(":")[2] == str(inode) and int(words[4]) > 0), None
    )


def _git(root: Path, *words: str) -> subprocess.CompletedProcess:
    """What git says about a folder; it is asked to write nothing, not even its index."""
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-C", str(root), *words]
    return subprocess.run(command, capture_output=True, env=os.environ | {"GIT_OPTIONAL_LOCKS": "0"})
