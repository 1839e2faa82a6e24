"""Hand-ins put in place: each folder is written beside, then takes its place whole; a newer one that is there stays."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path

from nbexaminer.course.digest import digest_of_submission
from nbexaminer.intake.collect.downloads import read_some
from nbexaminer.intake.collect.found import HandIn, Left
from nbexaminer.intake.collect.in_place import State, decide, note, parsed_time
from nbexaminer.intake.collect.students import Claim
from nbexaminer.intake.errors import Refused
from nbexaminer.intake.files import Parts, SubmittedFile
from nbexaminer.intake.names import COLLECTED, notebook_stem
from nbexaminer.intake.own_files import TIMESTAMP, Room, is_timestamp, is_usable
from nbexaminer.intake.sentences import shown

BESIDE = ".collecting"
"""The folder in `submitted/` in which hand-ins are written before they take their place."""
OLD, NEW = ".old", ".new"
TIME_FORMAT = "%Y-%m-%d %H:%M:%S.%f %Z"
"""How nbgrader writes the time of a submission."""


@dataclass
class Placed:
    """What became of a hand-in.

    Attributes:
        claim: what was handed in, and by whom.
        state: "taken" (there was none), "replaced" (an earlier one), "unchanged" (it was there), "kept" (what was there) or
            "refused".
        notes: what is to be said about it.
        left: what of it is not taken, or why nothing is.
    """

    claim: Claim
    state: State
    notes: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def read_time(hand_in: HandIn) -> None:
    """Take the time of handing in from the instructor's `timestamp.txt`, where there is one and the platform says none."""
    file = hand_in.files.get(TIMESTAMP)
    if file is None or not hand_in.trusts_timestamp or hand_in.time is not None or not is_timestamp(file):
        return
    with file.open() as stream:
        hand_in.time = parsed_time(stream.read(200).decode("utf-8"))


def place(claim: Claim, submitted: Path, dry_run_in: Path | None = None) -> Placed:
    """Put a hand-in in its place, unless what is there is the same or newer.

    Args:
        claim: what was handed in, and by whom.
        submitted: the folder of all submissions.
        dry_run_in: where to write it instead, to see what would be done.

    Raises:
        OSError: it can't be written.
    """
    target = submitted / claim.student / claim.assignment
    problem = _in_the_way(target, submitted.parent)
    if problem:
        return Placed(claim, "refused", left=[Left(claim.hand_in.place, problem)])
    beside = dry_run_in or submitted / BESIDE
    fresh = beside / NEW
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(parents=True)
    try:
        try:
            left = _write(claim.hand_in, fresh)
        except Refused as refused:
            return Placed(claim, "refused", left=[Left(claim.hand_in.place, str(refused))])
        files = digest_of_submission(fresh, (COLLECTED,))
        state, notes = decide(claim.hand_in, files, fresh, target)
        if state in ("taken", "replaced") and dry_run_in is None:
            note(claim.hand_in, files, fresh)
            _swap(fresh, target, beside / OLD / claim.student / claim.assignment)
        return Placed(claim, state, notes, left)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def put_back(submitted: Path) -> None:
    """Put back what a process that was killed had moved away, and remove what it had begun to write."""
    beside = submitted / BESIDE
    if beside.is_symlink() or not beside.is_dir():
        return
    for old in beside.glob(f"{OLD}/*/*"):
        target = submitted / old.parent.name / old.name
        if not os.path.lexists(target):
            target.parent.mkdir(exist_ok=True)
            old.rename(target)
    shutil.rmtree(beside, ignore_errors=True)


def _in_the_way(target: Path, root: Path) -> str:
    """Why nothing can be put in a place; "" where it can."""
    for path in (target.parent, target):
        where = shown(str(path.relative_to(root)))
        if path.is_symlink():
            return f"{where} is a link to somewhere else: remove it first"
        if path.exists() and not path.is_dir():
            return f"{where} is a file: remove it first"
    return ""


# writing


def _write(hand_in: HandIn, folder: Path) -> list[Left]:
    """Write the files of a hand-in into a new folder; what is not taken of them is returned.

    Raises:
        Refused: a notebook can't be read, or no file can be taken.
        OSError: a file can't be written.
    """
    left: list[Left] = []
    room = Room()
    for place_, file in sorted(hand_in.files.items(), key=lambda item: (notebook_stem(item[0][-1]) is None, item[0])):
        problem = _problem(hand_in, place_, file)
        full = "" if problem else room.take(file.size, place_)
        if full:
            left.append(Left(hand_in.place, f"its files are {full}: {file.shown} and the rest were left out"))
            break
        try:
            if not problem:
                _copy(file, folder.joinpath(*place_))
        except Refused as refused:
            folder.joinpath(*place_).unlink(missing_ok=True)
            if notebook_stem(place_[-1]) is not None:
                raise Refused(f"{shown(place_[-1])} can't be read ({refused}): ask for it again") from None
            problem = f"it can't be read ({refused})"
        if problem:
            left.append(Left(file.shown, problem))
    if not any(path.is_file() for path in folder.rglob("*")):
        raise Refused("; ".join(dict.fromkeys(one.why for one in left)) or "there is no file in it")
    if hand_in.time is not None and not (folder / "timestamp.txt").exists():
        text = hand_in.time.astimezone(UTC).strftime(TIME_FORMAT)
        (folder / "timestamp.txt").write_text(text, encoding="utf-8")
    return left


def _problem(hand_in: HandIn, place_: Parts, file: SubmittedFile) -> str:
    """Why a file is not taken; "" where it is."""
    if not all(map(is_usable, place_)):
        return "such a name can't be used"
    if place_[:1] == TIMESTAMP and not (hand_in.trusts_timestamp and place_ == TIMESTAMP and is_timestamp(file)):
        return "it would say when this was handed in, and is the student's own"
    return ""


def _copy(file: SubmittedFile, path: Path) -> None:
    """Write one file, with the time of its last change.

    Raises:
        Refused: it can't be read.
        OSError: it can't be written.
    """
    try:
        stream = file.open()
    except OSError as error:
        raise Refused(error.strerror) from None
    path.parent.mkdir(parents=True, exist_ok=True)
    with stream, open(path, "xb") as out:
        for chunk in _chunks(stream, file.size):
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    os.utime(path, (file.time, file.time))


def _chunks(stream: object, size: int) -> Iterator[bytes]:
    """The bytes of a file, of which no more are read than it was said to have.

    Raises:
        Refused: it can't be read.
    """
    read = 0
    while read <= size:
        try:
            chunk = read_some(stream)
        except OSError as error:
            raise Refused(error.strerror) from None
        if not chunk:
            return
        read += len(chunk)
        yield chunk


def _swap(fresh: Path, target: Path, old: Path) -> None:
    """Put a folder in the place of another one, or of none; where that fails or is interrupted, all is as it was."""
    is_new = not target.parent.exists()
    target.parent.mkdir(exist_ok=True)
    try:
        if target.exists():
            old.parent.mkdir(parents=True, exist_ok=True)
            if old.exists():
                shutil.rmtree(old)
            target.rename(old)
        fresh.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        if is_new:
            with contextlib.suppress(OSError):
                target.parent.rmdir()
        raise
    shutil.rmtree(old, ignore_errors=True)
