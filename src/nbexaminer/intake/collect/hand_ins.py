"""Whose each file of a download is, by how its platform names it; nothing is opened but Gradescope's list."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from nbexaminer.intake.collect.downloads import Download
from nbexaminer.intake.collect.found import HandIn, Left, Whose
from nbexaminer.intake.collect.gradescope import Listed, read_metadata
from nbexaminer.intake.collect.names import (
    CANVAS,
    CANVAS_TEXT,
    GRADESCOPE,
    METADATA,
    MOODLE,
    last_attempts,
    meant_folder,
)
from nbexaminer.intake.files import Parts, SubmittedFile
from nbexaminer.intake.names import notebook_stem
from nbexaminer.intake.sentences import listed, shown

TYPED = "a text that was typed into {}, no file"
NOBODYS = "it says nowhere whose it is: put it into a folder that is called as the student"


@dataclass
class Sorted:
    """What is in a download, by whose it is.

    Attributes:
        hand_ins: what the students handed in.
        left: what is not taken.
    """

    hand_ins: list[HandIn] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def sort_out(download: Download, courses_notebooks: dict[str, list[str]]) -> Sorted:
    """Sort the files of a download by whose they are.

    Args:
        download: as it was listed.
        courses_notebooks: assignment -> the names of its notebooks, for all of the course.
    """
    tops: dict[str, list[SubmittedFile]] = {}
    for file in download.files:
        tops.setdefault(file.parts[0], []).append(file)
    found = Sorted(left=list(download.left))
    canvas, moodle = _Flat(download, "Canvas"), _Flat(download, "Moodle")
    gradescope: dict[str, list[SubmittedFile]] = {}
    for top, files in tops.items():
        alone = len(files[0].parts) == 1
        if match := MOODLE.fullmatch(top):
            moodle.add(match, match["rest"] or "", files, match["kind"].lower() != "file")
        elif alone and (match := CANVAS.fullmatch(top) or CANVAS_TEXT.fullmatch(top)):
            typed = match.re is CANVAS_TEXT
            canvas.add(match, "" if typed else match["rest"], files, typed)
        elif GRADESCOPE.fullmatch(top) and not alone:
            gradescope[top] = files
        elif top == METADATA and alone:
            continue
        elif alone:
            found.left.append(Left(files[0].shown, NOBODYS))
        else:
            _sort_plain(top, files, download, courses_notebooks, found)
    notebooks = {name for names in courses_notebooks.values() for name in names}
    for hand_in in canvas.hand_ins.values():
        _keep_last_attempts(hand_in, notebooks)
    for flat in (canvas, moodle):
        found.hand_ins += flat.hand_ins.values()
        found.left += flat.left()
    _sort_gradescope(gradescope, tops.get(METADATA, [None])[0], download, found)
    empty = {folder[0] for folder in download.folders} - set(tops)
    found.left += [Left(f"{shown(top)}/", "the folder is empty") for top in sorted(empty)]
    return found


@dataclass
class _Flat:
    """The hand-ins of a platform that puts the student's name before that of each file, or of a folder."""

    download: Download
    platform: str
    hand_ins: dict[tuple[str, str], HandIn] = field(default_factory=dict)
    typed: dict[tuple[str, str], SubmittedFile] = field(default_factory=dict)
    twice: list[Left] = field(default_factory=list)

    def add(self, match: object, rest: str, files: Iterable[SubmittedFile], typed: bool) -> None:
        """Add files with one name before theirs; `typed` says that they hold what was typed in."""
        key = match["name"], match["user"]
        files = list(files)
        if typed:
            self.typed[key] = files[0]
            return
        whose = Whose(self.platform, match["name"].strip(), match["user"])
        hand_in = self.hand_ins.setdefault(key, HandIn(whose, self.download.name, shown(files[0].parts[0])))
        groups = match.groupdict()
        hand_in.late |= bool(groups.get("late"))
        hand_in.attempt = max(hand_in.attempt, int((groups.get("file") or "0")[:18]))
        for file in files:
            place = (rest, *file.parts[1:]) if rest else file.parts[1:]
            self.twice += _put(hand_in, place, file)

    def left(self) -> list[Left]:
        """What is not taken; a typed text matters where it is all there is."""
        texts = [
            Left(file.shown, TYPED.format(self.platform), key in self.hand_ins) for key, file in self.typed.items()
        ]
        return texts + self.twice


def _put(hand_in: HandIn, place: Parts, file: SubmittedFile) -> list[Left]:
    """Give a file its place in a hand-in, unless another one has it."""
    above = {place[:depth] for depth in range(1, len(place))}
    if place in hand_in.files or place in hand_in.folders or above & hand_in.files.keys():
        return [Left(file.shown, "another file has its place")]
    hand_in.files[place] = file
    hand_in.folders |= above
    return []


def _keep_last_attempts(hand_in: HandIn, notebooks: Collection[str]) -> None:
    """Keep the last attempt of each file that was handed in to Canvas several times, and say so."""
    counts, replaced = last_attempts([place[0] for place in hand_in.files], notebooks)
    earlier: dict[str, list[str]] = {}
    for name, last in replaced.items():
        earlier.setdefault(last, []).append(shown(name))
    hand_in.notes += [
        f"several attempts: {shown(last)} counts, the last one; left out: {listed(sorted(names))}"
        for last, names in earlier.items()
    ]
    hand_in.notes += [
        f"{shown(given)} is put there as {shown(name)}"
        for given, name in counts.items()
        if name != given and given not in earlier
    ]
    hand_in.files = {(name,): hand_in.files[given,] for given, name in counts.items()}
    files = sorted(hand_in.files.values(), key=lambda file: notebook_stem(file.name) is None)
    hand_in.place = files[0].shown
    hand_in.late = any(CANVAS.fullmatch(file.parts[0])["late"] for file in files)


# folders that are called as their students


def _sort_plain(
    top: str, files: list[SubmittedFile], download: Download, notebooks: dict[str, list[str]], found: Sorted
) -> None:
    """Sort the files of one folder: of a student, or of an assignment with a folder for each student."""
    owners = {match["name"] for file in files if (match := _owner(file))}
    if len(owners) > (0 if top in notebooks else 1):
        found.left.append(Left(f"{shown(top)}/", "it looks like a download of its own: collect that by itself"))
        return
    if top in notebooks and not any(len(file.parts) == 2 for file in files):
        students: dict[str, list[SubmittedFile]] = {}
        for file in files:
            students.setdefault(file.parts[1], []).append(file)
        for student, theirs in students.items():
            _add_plain(student, top, theirs, 2, download, found)
        return
    groups: dict[str, list[SubmittedFile]] = {}
    for file in files:
        folder = file.parts[1] if len(file.parts) > 2 else ""
        known = folder in notebooks or (folder and meant_folder(folder, notebooks) and not _beside_notebooks(files))
        groups.setdefault(folder if known else "", []).append(file)
    for folder, theirs in groups.items():
        _add_plain(top, folder, theirs, 2 if folder else 1, download, found)


def _owner(file: SubmittedFile) -> object:
    """Whose a file in a folder is by its name, where that is as a platform names it."""
    name = file.parts[1]
    return MOODLE.fullmatch(name) or (CANVAS.fullmatch(name) if len(file.parts) == 2 else None)


def _beside_notebooks(files: list[SubmittedFile]) -> bool:
    """Whether the folders of a student lie beside notebooks: one with nearly the name of an assignment is then their own."""
    return any(len(file.parts) == 2 and file.name.endswith(".ipynb") for file in files)


def _add_plain(
    student: str, folder: str, files: list[SubmittedFile], depth: int, download: Download, found: Sorted
) -> None:
    zipped = any(file.archives for file in files)
    whose = Whose("", student)
    place = shown("/".join(files[0].parts[:depth]))
    hand_in = HandIn(whose, download.name, f"{place}/", folder=folder, trusts_timestamp=not zipped)
    for file in files:
        found.left += _put(hand_in, file.parts[depth:], file)
    found.hand_ins.append(hand_in)


# Gradescope


def _sort_gradescope(
    folders: dict[str, list[SubmittedFile]], metadata: SubmittedFile | None, download: Download, found: Sorted
) -> None:
    """Add the folders of Gradescope, for each of those who handed one in together."""
    if not folders:
        return
    known, problem = read_metadata(metadata)
    for folder, files in folders.items():
        about: Listed | None = known.get(folder)
        if about is None or not about.submitters:
            found.left.append(Left(f"{shown(folder)}/", problem or f"{METADATA} does not say whose it is"))
            continue
        for whose in about.submitters:
            number = int(GRADESCOPE.fullmatch(folder)["number"][:18])
            hand_in = HandIn(whose, download.name, f"{shown(folder)}/", time=about.time, attempt=number)
            twice = [left for file in files for left in _put(hand_in, file.parts[1:], file)]
            found.left += twice if whose is about.submitters[0] else []
            if len(about.submitters) > 1:
                together = listed([shown(other.full_name or other.name) for other in about.submitters])
                hand_in.notes.append(f"handed in together by {together}")
            found.hand_ins.append(hand_in)
