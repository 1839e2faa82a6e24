"""Downloads of a class, collected into `submitted/STUDENT/ASSIGNMENT/`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nbexaminer.course.course import Course
from nbexaminer.course.errors import CourseError
from nbexaminer.course.students import Person, read_roster
from nbexaminer.intake.collect.downloads import open_download
from nbexaminer.intake.collect.found import HandIn, Left
from nbexaminer.intake.collect.hand_ins import sort_out
from nbexaminer.intake.collect.in_place import read_record
from nbexaminer.intake.collect.placing import Placed, place, read_time
from nbexaminer.intake.collect.students import Claim, claim, settle
from nbexaminer.intake.collect.which import Assignments, assign
from nbexaminer.system import tempdirs

EXPECTED = "expected a download of Canvas, Moodle or Gradescope, or folders STUDENT/ with notebooks"


@dataclass
class Found:
    """What is to be collected.

    Attributes:
        claims: the hand-ins, one for each student and assignment, sorted.
        left: what is not taken.
        kinds: for each download one line on what it is.
    """

    claims: list[Claim] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)


@contextlib.contextmanager
def found_in(course: Course, downloads: Iterable[Path], assignment: str | None = None) -> Iterator[Found]:
    """Look through downloads; while the block runs, the files of the hand-ins can be read.

    Args:
        course: the course.
        downloads: zip files, and folders.
        assignment: the one for which all of it was handed in; None to find out for each hand-in.

    Raises:
        CourseError: a download can't be read, there is nothing to collect in all of them, or no such assignment.
    """
    if assignment is not None:
        course.assignments(assignment)
    known = Assignments(course, {name: course.notebooks(name) for name in course.assignments()})
    roster = read_roster(course)
    downloads = list(downloads)
    with contextlib.ExitStack() as stack:
        found, claims = Found(), []
        for path in downloads:
            scratch = stack.enter_context(tempdirs.temporary())
            download = open_download(path, known.notebooks, scratch, stack)
            sorted_ = sort_out(download, known.notebooks)
            found.left += sorted_.left
            found.kinds.append(f"{download.name}: {_kind(sorted_.hand_ins)}")
            for hand_in in sorted_.hand_ins:
                claims += _claims(hand_in, known, assignment, roster, found.left)
        if not claims and not found.left:
            where = ", ".join(map(str, downloads))
            raise CourseError(f"There is nothing to collect in {where}: {EXPECTED}.")
        settled = settle(claims, roster, _in_place(course), _collected(course, claims))
        found.left += settled.left
        found.claims = _last(settled.claims)
        yield found


def collect(course: Course, found: Found, dry_run: bool = False) -> Iterator[Placed]:
    """Put hand-ins in their places, one after the other.

    Args:
        course: the course; for the time of this no other run may use it (`one_run`), but for a dry run.
        found: what is to be collected.
        dry_run: only say what would be done.

    Raises:
        CourseError: `submitted/` can't be written.
        OSError: a file can't be.
    """
    submitted = course.folder("submitted")
    if not dry_run:
        course.require_writable("submitted")
    with tempdirs.temporary() as scratch:
        for one in found.claims:
            yield place(one, submitted, scratch if dry_run else None)


def _claims(
    hand_in: HandIn, known: Assignments, only: str | None, roster: list[Person], left: list[Left]
) -> list[Claim]:
    """Whose a hand-in is, for each assignment that it is for."""
    read_time(hand_in)
    parts, not_taken = assign(hand_in, known, only)
    left += not_taken
    return [claim(part, assignment, roster) for assignment, part in parts.items()]


def _last(claims: list[Claim]) -> list[Claim]:
    """The last hand-in of each student for each assignment, which says that there were others."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for one in claims:
        groups.setdefault((one.assignment, one.student), []).append(one)
    kept = []
    for key in sorted(groups):
        *earlier, last = sorted(groups[key], key=lambda one: one.hand_in.order)
        if earlier:
            places = ", ".join(one.hand_in.place for one in reversed(earlier))
            last.hand_in.notes.append(
                f"several hand-ins: {last.hand_in.place} counts, the last one; left out: {places}"
            )
        kept.append(last)
    return kept


def _in_place(course: Course) -> list[str]:
    submitted = course.folder("submitted")
    return [path.name for path in submitted.iterdir() if path.is_dir()] if submitted.is_dir() else []


def _collected(course: Course, claims: list[Claim]) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Student and assignment -> the platform's numbers with which the student's hand-ins were collected before."""
    numbers: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for student in {one.student for one in claims if one.number[1] and "/" not in one.student}:
        for folder in course.folder("submitted").joinpath(student).glob("*/"):
            record = read_record(folder)
            if record.number:
                numbers.setdefault((student, folder.name), set()).add((record.platform, record.number))
    return numbers


def _kind(hand_ins: list[HandIn]) -> str:
    """What a download is, in a few words."""
    counts: dict[str, int] = {}
    for hand_in in hand_ins:
        counts[hand_in.whose.platform] = counts.get(hand_in.whose.platform, 0) + 1
    said = [
        f"{count} hand-in{'s' if count != 1 else ''} {f'from {platform}' if platform else 'in folders of students'}"
        for platform, count in counts.items()
    ]
    return " and ".join(said) + "." if said else "no hand-in."
